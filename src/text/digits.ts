// Decimal digits as people read them: commas from 10,000 on, powers of ten with superscripts.
// What must not change: built from decimal digits, never from binary fractions, so that no number shows float dust and no
// locale has a say.

/** A decimal number: whole × 10^exponent, the whole a safe integer. */
export interface Decimal {
  /** A safe integer. */
  readonly whole: number;
  /** The power of ten by which it is multiplied. */
  readonly exponent: number;
}

/** `plain` is 0.002, `power` is 2×10⁻³. */
export type Notation = "plain" | "power";

/**
 * A decimal number with as many decimal places as its exponent says.
 *
 * @example
 * ```ts
 * if (decimalText({ whole: -20, exponent: -1 }, "plain") !== "−2.0") throw new Error("wrong");
 * if (decimalText({ whole: 20, exponent: -8 }, "power") !== "2×10⁻⁷") throw new Error("wrong");
 * ```
 */
export function decimalText({ whole, exponent }: Decimal, notation: Notation): string {
  return digitsText(whole < 0 ? "−" : "", String(Math.abs(whole)), exponent, notation);
}

/** Digits times a power of ten; `digits` has no leading zeros. */
export function digitsText(sign: string, digits: string, exponent: number, notation: Notation): string {
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
export function grouped(digits: string): string {
  const [whole, fraction] = digits.split(".");
  const parts = whole.length < 5 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? parts : `${parts}.${fraction}`;
}

function superscript(exponent: number): string {
  return String(exponent).replace(/[-\d]/g, (digit) => digit === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]);
}
