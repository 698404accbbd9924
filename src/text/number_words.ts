// Numbers as people read them: few digits, a true minus sign, commas from 10,000 on, powers of ten with superscripts.
// Why apart from `decimal.ts`: that writes exact text, for files and programs. Here digits may be left out, because the
// files have all of them.

import { fixed, shortest } from "./decimal.ts";
import { digitsText, grouped } from "./digits.ts";

/** Stands where there is no value. */
export const NONE = "–";

/** From here on a number is written as a power of ten. */
const LARGE = 1e7;

/**
 * A number with every digit.
 *
 * @example
 * ```ts
 * if (inFull(-12500.5) !== "−12,500.5" || inFull(1e-9) !== "10⁻⁹") throw new Error("wrong");
 * ```
 */
export function inFull(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
  const [mantissa, power = "0"] = shortest(Math.abs(value)).split("e");
  const [whole, fraction = ""] = mantissa.split(".");
  const digits = (whole + fraction).replace(/^0+(?=\d)/, "");
  const notation = value === 0 || (Math.abs(value) >= 1e-4 && Math.abs(value) < LARGE) ? "plain" : "power";
  return digitsText(value < 0 ? "−" : "", digits, Number(power) - fraction.length, notation);
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
  return toDigits(value, 3);
}

/** A number to so many significant digits; whole numbers are written out. */
export function toDigits(value: number, digitCount: number): string {
  const isWhole = Number.isInteger(value) && Math.abs(value) < LARGE;
  return inFull(isWhole ? value : Number(value.toPrecision(digitCount)));
}

/**
 * A number with fixed decimal places, or as a power of ten where it has too many digits before them.
 *
 * @example A weight
 * ```ts
 * if (withDecimals(-0.6306, 2) !== "−0.63" || withDecimals(Infinity, 2) !== "∞") throw new Error("wrong");
 * ```
 */
export function withDecimals(value: number, decimals: number): string {
  if (!(Math.abs(value) < LARGE)) return inWords(value);
  const digits = fixed(Math.abs(value), decimals);
  return (value < 0 && /[1-9]/.test(digits) ? "−" : "") + grouped(digits);
}

/** A number of the user's, as it was written. */
export function asWritten(value: number): string {
  return minus(shortest(value));
}

/** An answer with three decimal places, as in `log.txt`. */
export function asOutput(output: number | null): string {
  return output === null ? NONE : withDecimals(output, 3);
}

/** A count, or none. */
export function asCount(count: number | null): string {
  return count === null ? NONE : shortest(count);
}

/**
 * A share as a percentage that never hides the last few: only all of them are 100%, and only none 0%.
 *
 * @param share from 0 to 1.
 *
 * @example
 * ```ts
 * if (percentage(0.99999) !== ">99.9%" || percentage(1) !== "100%") throw new Error("wrong");
 * ```
 */
export function percentage(share: number): string {
  if (share === 0) return "0%";
  if (share === 1) return "100%";
  if (share < 0.0005) return "<0.1%";
  return share >= 0.9995 ? ">99.9%" : `${fixed(share * 100, 1)}%`;
}

/** The most decimal places in a column. */
const MOST_DECIMALS = 7;

/**
 * Numbers of one column, points under each other: as many decimal places as the smallest of them needs.
 *
 * Why the same for all: 0.00238 over 0.5 over 12 hides which is larger.
 *
 * @param values null where there is none: `–`.
 * @param leastDecimals decimal places at least.
 * @param digits significant digits that the smallest number keeps.
 *
 * @example
 * ```ts
 * if (inColumn([0.25, -0.00238, null]).join() !== "0.25000,−0.00238,–") throw new Error("wrong");
 * if (inColumn([1e-12, 2], 0).join() !== "1.00e-12,2.00e+0") throw new Error("wrong");
 * ```
 */
export function inColumn(
  values: readonly (number | null)[],
  leastDecimals = 3,
  digits = 3,
): readonly string[] {
  const sizes = values.flatMap((value) => value === null || value === 0 ? [] : [Math.abs(value)]);
  const smallest = sizes.reduce((least, size) => Math.min(least, size), Infinity);
  const largest = sizes.reduce((most, size) => Math.max(most, size), 0);
  const needed = smallest === Infinity ? 0 : digits - 1 - Number(smallest.toExponential().split("e")[1]);
  const isPlain = largest < LARGE && needed <= MOST_DECIMALS;
  const decimals = Math.max(leastDecimals, Math.min(MOST_DECIMALS, needed));
  return values.map((value) =>
    value === null ? NONE : minus(isPlain ? fixed(value, decimals) : value.toExponential(2))
  );
}

/** Decimal places of a number in a formula, from 2 to 20, or every digit that sets it apart from its neighbours. */
export type Digits = number | "full";

/**
 * A number in a formula, rounded for reading or in full.
 *
 * What has fewer decimal places than wanted stays as it is, 0.1 as 0.1. What would lose all digits but one has a power of
 * ten, since 0.0000 would hide that a gradient is there at all; `e−5` and not `×10⁻⁵`, so that it stays one factor.
 *
 * @example
 * ```ts
 * if (inFormula(0.04742587, 4) !== "0.0474" || inFormula(-3, 4) !== "−3") throw new Error("wrong");
 * if (inFormula(0.00001234, 4) !== "1.23e−5") throw new Error("wrong");
 * ```
 */
export function inFormula(value: number, digits: Digits): string {
  if (!Number.isFinite(value)) return inFull(value);
  const size = Math.abs(value);
  const text = shortest(size);
  const sign = value < 0 ? "−" : "";
  if (digits === "full") return sign + text.replace("+", "").replace("-", "−");
  const decimals = text.split(".")[1]?.length ?? 0;
  if (!text.includes("e") && decimals <= digits) return sign + text;
  // Below the first of these, rounding would leave a single digit.
  if (size >= Number(`1e${1 - digits}`) && size < 1e9) return sign + fixed(size, digits);
  return sign + size.toExponential(Math.max(1, digits - 2)).replace("+", "").replace("-", "−");
}

/** As {@linkcode inFormula}, with all decimals written out, for columns: 1 as 1.0000, but 0 as 0. */
export function inFormulaColumn(value: number, digits: Digits): string {
  const text = inFormula(value, digits);
  if (digits === "full" || value === 0 || text.includes("e") || !Number.isFinite(value)) return text;
  return (value < 0 ? "−" : "") + fixed(Math.abs(value), digits);
}

function minus(number: string): string {
  return number.startsWith("-") ? `−${number.slice(1)}` : number;
}
