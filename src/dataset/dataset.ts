// What the network is given to learn from, in the words of the experiment file: features, target, rows.
// What must not change: rows and columns keep the order of the file, because training follows it.

/** One input of the network as the experiment file asks for it. */
export interface FeatureRequest {
  /** The column of its values. */
  readonly name: string;
  /** Unit of the raw values, for labels only; null where none is given. */
  readonly unit: string | null;
  /** Subtracted from each raw value: a number in raw units, or the mean of the rows. */
  readonly shift: number | "mean";
  /** Divides the shifted value: a number other than 0, or the standard deviation of the rows. */
  readonly scale: number | "std";
}

/** One class of the target: its label and the number that the network learns for it. */
export interface TargetClass {
  /** Its name in rows and answers. */
  readonly label: string;
  /** The number that the network learns for it. */
  readonly value: number;
}

/** What the network learns to answer. */
export interface Target {
  /** Its column. */
  readonly name: string;
  /** The classes, from the smallest value to the largest; null where the column holds the number itself. */
  readonly classes: readonly TargetClass[] | null;
}

/** One question to the trained network. */
export interface Query {
  /** For people. */
  readonly name: string;
  /** Raw feature values in the order of the features. */
  readonly values: readonly number[];
}

/** One example to learn from. */
export interface Row extends Query {
  /** The number to learn; for a class, the class's value. */
  readonly target: number;
}

/** Features, target and rows of one experiment. */
export interface Dataset {
  /** The network's inputs, in order. */
  readonly features: readonly FeatureRequest[];
  /** Null only where there are no rows. */
  readonly target: Target | null;
  /** In the order in which they are learned. */
  readonly rows: readonly Row[];
}

/**
 * The label of an output: that of the class whose value is nearest; halfway between two, the higher one.
 *
 * @param output the network's answer, any finite number.
 * @returns null where the target has no classes.
 *
 * @example
 * ```ts
 * const gender = { name: "gender", classes: [{ label: "M", value: 0 }, { label: "F", value: 1 }] };
 * if (labelOf(gender, 0.949) !== "F" || labelOf(gender, 0.5) !== "F") throw new Error("wrong");
 * ```
 */
export function labelOf(target: Target | null, output: number): string | null {
  if (target === null || target.classes === null) return null;
  let nearest = target.classes[0];
  for (const candidate of target.classes) {
    const gain = Math.abs(output - nearest.value) - Math.abs(output - candidate.value);
    if (gain > 0 || (gain === 0 && candidate.value > nearest.value)) nearest = candidate;
  }
  return nearest.label;
}

/** The label of the class with exactly this value; null where there is none. */
export function labelOfTarget(target: Target | null, value: number): string | null {
  return target?.classes?.find((candidate) => candidate.value === value)?.label ?? null;
}
