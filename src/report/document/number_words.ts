// Numbers as a report writes them: few digits, a true minus sign, one number of decimal places down a column.
// What must not change: rounding is for reading; every digit is in the files that the report names.

import { shortest } from "../../numeric/decimal.ts";
import { fixedLabel, fullLabel } from "../chart/number_label.ts";
import { NONE, numberColumn } from "../number_column.ts";

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
