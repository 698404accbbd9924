// Numbers as a report writes them: few digits, a true minus sign, one number of decimal places down a column.
// Why the same places: 0.00238 over 0.5 over 12 hides which is larger; points under each other show it.
// What must not change: rounding is for reading; every digit is in the files that the report names.

import { fixed, shortest } from "./decimal.ts";
import { fixedLabel, fullLabel } from "./number_label.ts";

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

/**
 * A number in a sentence, to three significant digits; whole numbers are written out.
 *
 * @example
 * ```ts
 * if (inWords(0.0016912) !== "0.00169" || inWords(1000) !== "1000" || inWords(-0.5) !== "−0.5") throw new Error("wrong");
 * ```
 */
export function inWords(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e7) return fullLabel(value);
  return fullLabel(Number(value.toPrecision(3)));
}

/** A number of the user's, as it was written. */
export function asWritten(value: number): string {
  return minus(shortest(value));
}

/** Numbers of one column, points under each other. */
export function inColumn(values: readonly (number | null)[], leastPlaces = 3, digits = 3): readonly string[] {
  return numberColumn(values, leastPlaces, digits).map(minus);
}

/** An answer with three decimal places, as in `log.txt`. */
export function asOutput(output: number | null): string {
  return output === null ? NONE : withPlaces(output, 3);
}

/** A number with fixed decimal places, or as a power of ten where it has too many digits before them. */
export function withPlaces(value: number, places: number): string {
  return Math.abs(value) < 1e7 ? fixedLabel(value, places) : inWords(value);
}

/** A share from 0 to 1 as a percentage. */
export function percentage(share: number): string {
  return `${fixedLabel(share * 100, 1)}%`;
}

/** `1 row`, `4 rows`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${fullLabel(count)} ${count === 1 ? one : many}`;
}

function minus(number: string): string {
  return number.startsWith("-") ? `−${number.slice(1)}` : number;
}
