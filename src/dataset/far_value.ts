// The value of a column that lies so far from all others that it is more likely a slip than a measurement.
// Why two bounds: figures that grow by shares, such as fares and incomes, have a few that are large beside the rest, and
// others on the way to them; a slip, such as 9999 for 99.99, has a gap behind it that is far wider than all the rest.
// What must not change: sums run from index 0 upwards.

import { mean, standardDeviation } from "./standardize.ts";

/** Deviations of the other values: of normal numbers none is beyond 6, of prices and fares hardly one beyond 10. */
const FAR_DEVIATIONS = 10;
/** So many times as wide as all others lie is the gap to them: of incomes hardly a table has such a one by chance. */
const FAR_RANGES = 3;
/** Values that may lie out there together; more of them are a group. */
const MOST_FAR = 3;
/** Fewer values say nothing of how far they spread. */
const LEAST_VALUES = 10;

/** A value far out. */
export interface FarValue {
  /** Where it stands among the values; the first among equals. */
  readonly index: number;
  readonly value: number;
  /** Further values out there beside it. */
  readonly moreCount: number;
  /** All others: from the least to the largest. */
  readonly least: number;
  readonly most: number;
}

/**
 * The value that is farthest out, where one is.
 *
 * @param values NaN for a cell that is empty.
 *
 * @example 9999 among numbers around 100
 * ```ts
 * const values = [90, 112, 101, 95, 9999, 88, 120, 97, 103, 99, 108];
 * if (farValueIn(values)?.index !== 4 || farValueIn(values.with(4, 150)) !== null) throw new Error("wrong");
 * ```
 */
export function farValueIn(values: ArrayLike<number>): FarValue | null {
  return farAbove(values, 1) ?? farAbove(values, -1);
}

/** @param sign 1 for the largest values, -1 for the least. */
function farAbove(values: ArrayLike<number>, sign: 1 | -1): FarValue | null {
  // The largest, in growing order.
  const tops: number[] = [];
  let lowest = Infinity;
  let count = 0;
  for (let index = 0; index < values.length; index++) {
    const value = sign * values[index];
    if (Number.isNaN(value)) continue;
    count++;
    if (value < lowest) lowest = value;
    if (tops.length <= MOST_FAR || value > tops[0]) {
      tops.push(value);
      tops.sort((a, b) => a - b);
      if (tops.length > MOST_FAR + 1) tops.shift();
    }
  }
  if (count < LEAST_VALUES) return null;
  for (let at = 1; at < tops.length; at++) {
    const [nearest, next] = [tops[at], tops[at - 1]];
    const isApart = nearest - next > FAR_RANGES * (next - lowest);
    // Of sizes above 0, such as those of cities, the largest is often some times the next: it must be so by their ratios, too.
    const isApartAsShare = sign === -1 || lowest <= 0 || nearest / next > next / lowest;
    if (isApart && isApartAsShare && isBeyond(values, sign, { nearest, next })) {
      const farthest = sign * tops[tops.length - 1];
      const index = Array.prototype.indexOf.call(values, farthest);
      const [least, most] = sign === 1 ? [lowest, next] : [-next, -lowest];
      return { index, value: farthest, moreCount: tops.length - 1 - at, least, most };
    }
  }
  return null;
}

/** Whether the nearest of those far out is many deviations of all others from their mean. */
function isBeyond(
  values: ArrayLike<number>,
  sign: 1 | -1,
  { nearest, next }: { readonly nearest: number; readonly next: number },
): boolean {
  const others = Array.from(values, (value) => sign * value).filter((value) => value <= next);
  const center = mean(others);
  const spread = standardDeviation(others);
  return spread > 0 && nearest - center > FAR_DEVIATIONS * spread;
}
