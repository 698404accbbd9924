// Numbers as an explanation shows them: rounded for reading, or in full.
// Why a power of ten for the very small: 0.0000 would hide that a gradient is there at all.
import { fixed, shortest } from "../text/decimal.ts";

/** How many decimal places are shown, from 2 to 20, or every digit that tells a number from its neighbours. */
export type Digits = number | "full";

/** A finite number's digits, or a name for one that is not finite. */
export interface WrittenNumber {
  readonly isNegative: boolean;
  /** "0.0474", "133", "∞", "NaN". */
  readonly digits: string;
  /** The power of ten that multiplies the digits; null for none. */
  readonly exponent: number | null;
}

/**
 * A number as it is shown.
 *
 * What has fewer decimal places than wanted is shown as it is, 0.1 as 0.1; what would lose all digits but one, as a
 * number from 1 to 10 with a power of ten. Zero has no sign.
 *
 * @example
 * ```ts
 * import { writtenNumber } from "./written_number.ts";
 * if (writtenNumber(0.04742587, 4).digits !== "0.0474" || writtenNumber(-3, 4).digits !== "3") throw new Error("wrong");
 * if (writtenNumber(0.00001234, 4).exponent !== -5) throw new Error("wrong");
 * ```
 */
export function writtenNumber(value: number, digits: Digits): WrittenNumber {
  const isNegative = value < 0;
  const size = Math.abs(value);
  if (Number.isNaN(value)) return { isNegative, digits: "NaN", exponent: null };
  if (size === Infinity) return { isNegative, digits: "∞", exponent: null };
  const [mantissa, power] = shortest(size).split("e");
  const isWhole = power === undefined;
  if (digits === "full") return { isNegative, digits: mantissa, exponent: isWhole ? null : Number(power) };

  const places = mantissa.split(".")[1]?.length ?? 0;
  if (isWhole && places <= digits) return { isNegative, digits: mantissa, exponent: null };
  if (size >= smallestRounded(digits) && size < 1e9) {
    return { isNegative, digits: fixed(size, digits), exponent: null };
  }
  const [leading, exponent] = size.toExponential(Math.max(1, digits - 2)).split("e");
  return { isNegative, digits: leading, exponent: Number(exponent) };
}

/** As {@linkcode writtenNumber}, with all places written out, for columns: 1 as 1.0000, but 0 as 0. */
export function paddedNumber(value: number, digits: Digits): WrittenNumber {
  const written = writtenNumber(value, digits);
  if (digits === "full" || value === 0 || written.exponent !== null || !Number.isFinite(value)) {
    return written;
  }
  return { ...written, digits: fixed(Math.abs(value), digits) };
}

/** Below this, rounding would leave a single digit. */
function smallestRounded(digits: number): number {
  return Number(`1e${1 - digits}`);
}
