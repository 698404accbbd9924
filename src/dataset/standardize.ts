// Turns raw rows into what the network sees: input = (value - shift) / scale.
// What must not change: sums run from row 0 upwards, the standard deviation is that of the rows themselves
// (divided by their count, as NumPy's `std` does), and dividing by a scale of 1 changes no bit.

import type { Dataset, FeatureRequest, Row } from "./dataset.ts";

/** A feature with its shift and scale worked out. */
export interface Feature extends FeatureRequest {
  /** In raw units. */
  readonly shift: number;
  /** In raw units, never 0. */
  readonly scale: number;
}

/** Mean of numbers, summed from index 0 upwards; NaN for none. */
export function mean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Standard deviation of numbers, divided by their count: `numpy.std`. */
export function standardDeviation(values: readonly number[]): number {
  const center = mean(values);
  let sum = 0;
  for (const value of values) sum += (value - center) * (value - center);
  return Math.sqrt(sum / values.length);
}

/**
 * The features with `mean` and `std` replaced by the figures of the rows.
 *
 * @returns one feature for each request; `shift` and `scale` may come out 0 or not finite where the rows do
 * not allow them, which the experiment reader reports.
 *
 * @example Weights of 133, 160, 152 and 120 lb have a mean of 141.25
 * ```ts
 * import { fitFeatures } from "./standardize.ts";
 * const request = { name: "weight", unit: "lb", shift: "mean", scale: 1 } as const;
 * const rows = [133, 160, 152, 120].map((weight) => ({ name: "", values: [weight], target: 0 }));
 * if (fitFeatures([request], rows)[0].shift !== 141.25) throw new Error("wrong");
 * ```
 */
export function fitFeatures(requests: readonly FeatureRequest[], rows: readonly Row[]): readonly Feature[] {
  return requests.map(({ name, unit, shift, scale }, index) => {
    const column = (): number[] => rows.map((row) => row.values[index]);
    return {
      name,
      unit,
      shift: shift === "mean" ? mean(column()) : shift,
      scale: scale === "std" ? standardDeviation(column()) : scale,
    };
  });
}

/**
 * One raw value as the network sees it.
 *
 * @example Alice's weight of 133 lb, shifted by 135
 * ```ts
 * const weight = { name: "weight", unit: "lb", shift: 135, scale: 1 };
 * if (standardize(weight, 133) !== -2) throw new Error("wrong");
 * ```
 */
export function standardize(feature: Feature, value: number): number {
  return (value - feature.shift) / feature.scale;
}

/** Rows or queries as network inputs, shape [count * featureCount], one after another. */
export function inputsOf(
  features: readonly Feature[],
  rows: readonly Pick<Row, "values">[],
): Float64Array {
  const inputs = new Float64Array(rows.length * features.length);
  let at = 0;
  for (const row of rows) {
    for (let index = 0; index < features.length; index++) {
      inputs[at++] = standardize(features[index], row.values[index]);
    }
  }
  return inputs;
}

/** The targets of all rows, shape [rowCount]. */
export function targetsOf(dataset: Dataset): Float64Array {
  return Float64Array.from(dataset.rows, (row) => row.target);
}
