// One thing in which an experiment differs from the one that was handed out, and how it is told.
// Why three kinds: that a row is missing is no value, and nothing a cell holds may look like it.

/** A setting or a cell with another value, or something that is in one of the two alone. */
export type AssignmentDifference =
  | {
    readonly kind: "value";
    /** The short name of a setting, `learning_rate`, or a row or query and its column, `Alice.weight`. */
    readonly key: string;
    /** As it was handed out; null where it was not stated. */
    readonly assigned: string | null;
    /** As it was found; null where it is not stated. */
    readonly found: string | null;
  }
  | {
    readonly kind: "missing" | "added";
    /** What it is and its name: `row Alice`, `query Emily`, `feature weight`. */
    readonly key: string;
  };

/** A difference in words: `Alice.weight 133 → 143`, `row Bob is missing`. */
export function differenceText(difference: AssignmentDifference): string {
  const { kind, key } = difference;
  switch (kind) {
    case "value":
      return `${key} ${difference.assigned ?? "nothing"} → ${difference.found ?? "nothing"}`;
    case "missing":
      return `${key} is missing`;
    case "added":
      return `${key} was added`;
  }
}

/** Several in one line, of which the last are only counted. */
export function differencesText(differences: readonly AssignmentDifference[], most = Infinity): string {
  const shown = differences.slice(0, most).map(differenceText).join(", ");
  return differences.length > most ? `${shown} and ${differences.length - most} more` : shown;
}
