// Numbers of one column as texts that can be read down: the same decimal places for all of them.
// Why together: 0.00238 over 0.5 over 12 hides which is larger; points under each other show it.

import { fixed, shortest } from "../numeric/decimal.ts";

const MOST_PLACES = 7;

/**
 * Texts of numbers with as many decimal places as the smallest of them needs.
 *
 * @param values null where there is none: `–`.
 * @param leastPlaces decimal places at least.
 * @param digits significant digits that the smallest number keeps.
 *
 * @example
 * ```ts
 * if (numberColumn([0.25, 0.00238, null]).join() !== "0.25000,0.00238,–") throw new Error("wrong");
 * if (numberColumn([1e-12, 2], 0).join() !== "1.00e-12,2.00e+0") throw new Error("wrong");
 * ```
 */
export function numberColumn(
  values: readonly (number | null)[],
  leastPlaces = 3,
  digits = 3,
): readonly string[] {
  const sizes = values.flatMap((value) => value === null || value === 0 ? [] : [Math.abs(value)]);
  const smallest = sizes.reduce((least, size) => Math.min(least, size), Infinity);
  const largest = sizes.reduce((most, size) => Math.max(most, size), 0);
  const needed = smallest === Infinity ? 0 : digits - 1 - exponentOf(smallest);
  const isPlain = largest < 1e7 && needed <= MOST_PLACES;
  const places = Math.max(leastPlaces, Math.min(MOST_PLACES, needed));
  return values.map((value) => {
    if (value === null) return NONE;
    return isPlain ? fixed(value, places) : value.toExponential(2);
  });
}

/** Stands where there is no value. */
export const NONE = "–";

/** The power of ten of the first digit. */
function exponentOf(size: number): number {
  return Number(size.toExponential().split("e")[1]);
}

/** A whole number or none. */
export function countText(count: number | null): string {
  return count === null ? NONE : shortest(count);
}

/** A loss by itself: four digits, without an exponent where that is short. */
export function lossText(loss: number): string {
  return numberColumn([loss], 4)[0].replace(/(\.\d{3}\d*?)0+$/, "$1");
}
