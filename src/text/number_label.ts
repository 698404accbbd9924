// Numbers as people read them in a chart: a true minus sign, powers of ten with superscripts, commas from 10,000 on.
// Why: built from decimal digits, never from binary fractions, so no label shows float dust and no locale has a say.

import { fixed, shortest } from "./decimal.ts";

/** A decimal number: whole × 10^exponent, the whole a safe integer. */
export interface Decimal {
  /** A safe integer. */
  readonly whole: number;
  /** The power of ten by which it is multiplied. */
  readonly exponent: number;
}

/**
 * The double closest to a decimal number. Reading a decimal literal is pinned down by ECMAScript, Math.pow is not.
 *
 * @example
 * ```ts
 * if (valueOfDecimal({ whole: 3, exponent: -1 }) !== 0.3) throw new Error("wrong");
 * ```
 */
export function valueOfDecimal({ whole, exponent }: Decimal): number {
  return Number(`${whole}e${exponent}`);
}

/** `plain` is 0.002, `power` is 2×10⁻³. */
export type Notation = "plain" | "power";

/**
 * A decimal number as a label, with as many decimal places as its exponent says.
 *
 * @example
 * ```ts
 * if (decimalLabel({ whole: -20, exponent: -1 }, "plain") !== "−2.0") throw new Error("wrong");
 * if (decimalLabel({ whole: 20, exponent: -8 }, "power") !== "2×10⁻⁷") throw new Error("wrong");
 * ```
 */
export function decimalLabel({ whole, exponent }: Decimal, notation: Notation): string {
  return digitsLabel(whole < 0 ? "−" : "", String(Math.abs(whole)), exponent, notation);
}

/**
 * Any number as a label, in full precision.
 *
 * @example
 * ```ts
 * if (fullLabel(-12500.5) !== "−12,500.5" || fullLabel(1e-9) !== "10⁻⁹") throw new Error("wrong");
 * ```
 */
export function fullLabel(value: number): string {
  if (!Number.isFinite(value)) return notFiniteLabel(value);
  const [mantissa, power = "0"] = shortest(Math.abs(value)).split("e");
  const [whole, fraction = ""] = mantissa.split(".");
  const digits = (whole + fraction).replace(/^0+(?=\d)/, "");
  const notation = value === 0 || (Math.abs(value) >= 1e-4 && Math.abs(value) < 1e7) ? "plain" : "power";
  return digitsLabel(value < 0 ? "−" : "", digits, Number(power) - fraction.length, notation);
}

/**
 * A number with fixed decimal places as a label.
 *
 * @example A weight
 * ```ts
 * if (fixedLabel(-0.6306, 2) !== "−0.63" || fixedLabel(Infinity, 2) !== "∞") throw new Error("wrong");
 * ```
 */
export function fixedLabel(value: number, digitCount: number): string {
  if (!Number.isFinite(value)) return notFiniteLabel(value);
  const digits = fixed(Math.abs(value), digitCount);
  const isZero = !/[1-9]/.test(digits);
  return (value < 0 && !isZero ? "−" : "") + grouped(digits);
}

function notFiniteLabel(value: number): string {
  return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
}

function digitsLabel(sign: string, digits: string, exponent: number, notation: Notation): string {
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

/** Commas between thousands from five digits on: epochs of four digits read better without. */
function grouped(digits: string): string {
  const [whole, fraction] = digits.split(".");
  const parts = whole.length < 5 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? parts : `${parts}.${fraction}`;
}

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function superscript(exponent: number): string {
  return String(exponent).replace(/[-\d]/g, (digit) => digit === "-" ? "⁻" : superscripts[Number(digit)]);
}
