// Numbers as people read them: few digits, a true minus sign, commas from 10,000 on, powers of ten with superscripts.
// Why apart from `decimal.ts`: that writes exact text, for files and programs. Here digits may be left out, because the
// files have all of them.
// What must not change: built from decimal digits, never from binary fractions, so that no number shows rounding errors,
// and no locale makes a difference.

import { fixed, shortest } from "./decimal.ts";
import { grouped } from "./grouped.ts";

/** Shown where there is no value. */
export const NONE = "–";

/** The least size from which a number is written as a power of ten. */
const LARGE = 1e7;

/** A number with every digit. */
export function inFull(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
  const [mantissa, power = "0"] = shortest(Math.abs(value)).split("e");
  const [whole, fraction = ""] = mantissa.split(".");
  const digits = (whole + fraction).replace(/^0+(?=\d)/, "");
  const notation = value === 0 || (Math.abs(value) >= 1e-4 && Math.abs(value) < LARGE) ? "plain" : "power";
  return digitsText(value < 0 ? "−" : "", digits, Number(power) - fraction.length, notation);
}

/** A number in a sentence, to three significant digits; whole numbers are written out. */
export function inWords(value: number): string {
  return toDigits(value, 3);
}

/** A number to so many significant digits; whole numbers are written out. */
export function toDigits(value: number, digitCount: number): string {
  const isWhole = Number.isInteger(value) && Math.abs(value) < LARGE;
  const few = isWhole || !Number.isFinite(value) ? value : rounded(value, digitCount);
  return inFull(Number.isFinite(few) ? few : value); // the largest doubles have no rounder one above them
}

/** To so many significant digits. Half-way between two it is the even one, as where decimal places are fixed: one figure, one text. */
function rounded(value: number, digitCount: number): number {
  const decimals = digitCount - 1 - powerOf(value);
  return Number(decimals < 0 ? value.toPrecision(digitCount) : fixed(value, decimals));
}

/** The power of ten of a number's first digit. */
function powerOf(value: number): number {
  return Number(value.toExponential().split("e")[1]);
}

/** Significant digits that show two digits of how far apart the least and the greatest number are: three or more. */
export function digitsApart(least: number, greatest: number): number {
  const spread = greatest - least;
  const size = Math.max(Math.abs(least), Math.abs(greatest));
  if (!(spread > 0 && size < LARGE)) return 3;
  return Math.min(15, Math.max(3, powerOf(size) - powerOf(spread) + 2));
}

/** A number with fixed decimal places, or as a power of ten where it has too many digits before them. */
export function withDecimals(value: number, decimals: number): string {
  if (!(Math.abs(value) < LARGE)) return inWords(value);
  const digits = fixed(Math.abs(value), decimals);
  return (value < 0 && /[1-9]/.test(digits) ? "−" : "") + grouped(digits);
}

/** A number of the user's, as the file has it. */
export function asWritten(value: number): string {
  return minus(shortest(value));
}

/** A raw value as it is written; none where the cell was empty. */
export function asCell(value: number): string {
  return Number.isNaN(value) ? NONE : asWritten(value);
}

/** An answer with three decimal places, as in `log.txt`. */
export function asOutput(output: number | null): string {
  return output === null ? NONE : withDecimals(output, 3);
}

/** A figure of a report as {@linkcode inWords} has it, or none. */
export function asFigure(figure: number | null | undefined): string {
  return figure == null || Number.isNaN(figure) ? NONE : inWords(figure);
}

/** A count, or none. */
export function asCount(count: number | null): string {
  return count === null ? NONE : shortest(count);
}

/**
 * A share as a percentage that never hides the last few: only all of them are 100%, and only none 0%.
 *
 * @param share from 0 to 1.
 */
export function percentage(share: number): string {
  return percentageTo(share, 1);
}

/** The same with so many decimal places, at least 1. */
export function percentageTo(share: number, decimals: number): string {
  if (share === 0) return "0%";
  if (share === 1) return "100%";
  const text = inHundredths(share, decimals);
  if (Number(text) === 0) return `<0.${"1".padStart(decimals, "0")}%`;
  return Number(text) === 100 ? `>99.${"9".repeat(decimals)}%` : `${text}%`;
}

/** A share as a whole percentage, which never hides the last few either. @param share from 0 to 1. */
export function wholePercentage(share: number): string {
  const text = `${inHundredths(share, 0)}%`;
  if (text === "0%" && share > 0) return "<1%";
  return text === "100%" && share < 1 ? ">99%" : text;
}

/** A hundred times a share. It is the share that is rounded, as where it stands alone: one figure, one text. */
function inHundredths(share: number, decimals: number): string {
  return fixed(Number(fixed(share, decimals + 2)) * 100, decimals);
}

/** The most decimal places in a column. */
const MOST_DECIMALS = 7;

/**
 * Numbers of one column, points under each other: as many decimal places as the smallest of them needs; where that would
 * be too many, each as {@linkcode inWords} has it.
 *
 * Why the same for all: 0.00238 over 0.5 over 12 hides which is larger.
 *
 * @param values null where there is none: `–`.
 * @param leastDecimals decimal places at least.
 * @param digits significant digits that the smallest number keeps.
 */
export function inColumn(
  values: readonly (number | null)[],
  leastDecimals = 3,
  digits = 3,
): readonly string[] {
  const sizes = values.flatMap((value) => value === null || value === 0 ? [] : [Math.abs(value)]);
  const smallest = sizes.reduce((least, size) => Math.min(least, size), Infinity);
  const largest = sizes.reduce((most, size) => Math.max(most, size), 0);
  const needed = smallest === Infinity ? 0 : digits - 1 - powerOf(smallest);
  const isPlain = largest < LARGE && needed <= MOST_DECIMALS;
  const decimals = Math.max(leastDecimals, Math.min(MOST_DECIMALS, needed));
  return values.map((value) => value === null || !isPlain ? asFigure(value) : minus(fixed(value, decimals)));
}

/**
 * Answers of one column: where all of them are shares of a whole, with the three decimal places of `log.txt`, for nobody
 * compares 4×10⁻¹⁰ with 1; other numbers as {@linkcode inColumn} has them.
 */
export function answersInColumn(answers: readonly (number | null)[]): readonly string[] {
  const areShares = answers.every((answer) => answer === null || (answer >= 0 && answer <= 1));
  return areShares ? answers.map(asOutput) : inColumn(answers, 3, 1);
}

/** Decimal places of a number in a formula, from 2 to 20, or every digit that sets it apart from its neighbours. */
export type Digits = number | "full";

/**
 * A number in a formula, rounded for reading or in full.
 *
 * A number with fewer decimal places than wanted stays as it is, 0.1 as 0.1. One that would lose all digits but one is
 * given a power of ten, since 0.0000 would hide that there is a gradient at all; `e−5` and not `×10⁻⁵`, so that it stays
 * one factor. Likewise one a little below 1 has the places that its distance to 1 needs, 0.99999809 and not 1.0000: a slope
 * such as a·(1 − a) is worked out from that distance.
 */
export function inFormula(value: number, digits: Digits): string {
  if (!Number.isFinite(value)) return inFull(value);
  const size = Math.abs(value);
  const text = shortest(size);
  const sign = value < 0 ? "−" : "";
  if (digits === "full") return sign + text.replace("+", "").replace("-", "−");
  const decimals = text.split(".")[1]?.length ?? 0;
  if (!text.includes("e") && decimals <= digits) return sign + text;
  const { least, kept } = leastWithDecimals(digits);
  const further = kept - 1;
  if (size < 1 && 1 - size < least) {
    const [, exponent] = (1 - size).toExponential(further).split("e-");
    return sign + fixed(size, Math.min(decimals, Number(exponent) + further));
  }
  if (size >= least && size < 1e9) return sign + fixed(size, digits);
  return sign + size.toExponential(further).replace("+", "").replace("-", "−");
}

/**
 * The least size that {@linkcode inFormula} rounds to so many decimal places, below which rounding would leave a single digit;
 * and how many digits are kept there, and of the distance to 1 where that is less.
 */
export function leastWithDecimals(digits: number): { readonly least: number; readonly kept: number } {
  return { least: Number(`1e${1 - digits}`), kept: Math.max(2, digits - 1) };
}

/** As {@linkcode inFormula}, with all decimals written out, for columns: 1 as 1.0000, but 0 as 0. */
export function inFormulaColumn(value: number, digits: Digits): string {
  const text = inFormula(value, digits);
  if (digits === "full" || value === 0 || text.includes("e") || !Number.isFinite(value)) return text;
  if ((text.split(".")[1]?.length ?? 0) > digits) return text;
  return (value < 0 ? "−" : "") + fixed(Math.abs(value), digits);
}

function minus(number: string): string {
  return number.startsWith("-") ? `−${number.slice(1)}` : number;
}

/** A decimal number: whole × 10^exponent, the whole a safe integer. */
export interface Decimal {
  readonly whole: number;
  readonly exponent: number;
}

/** `plain` is 0.002, `power` is 2×10⁻³. */
export type Notation = "plain" | "power";

/** A decimal number; in plain notation with as many decimal places as its exponent says. */
export function decimalText({ whole, exponent }: Decimal, notation: Notation): string {
  return digitsText(whole < 0 ? "−" : "", String(Math.abs(whole)), exponent, notation);
}

/** Digits times a power of ten; `digits` has no leading zeros. */
function digitsText(sign: string, digits: string, exponent: number, notation: Notation): string {
  if (digits === "0" && notation === "power") return "0";
  if (notation === "plain") {
    if (exponent >= 0) return sign + grouped(digits === "0" ? "0" : digits + "0".repeat(exponent));
    const padded = digits.padStart(1 - exponent, "0");
    return sign + grouped(`${padded.slice(0, exponent)}.${padded.slice(exponent)}`);
  }
  const leading = digits.replace(/0+$/, "");
  const power = `10${superscript(exponent + digits.length - 1)}`;
  if (leading === "1") return sign + power;
  return `${sign}${leading[0]}${leading.length > 1 ? `.${leading.slice(1)}` : ""}×${power}`;
}

function superscript(exponent: number): string {
  return String(exponent).replace(/[-\d]/g, (digit) => digit === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]);
}
