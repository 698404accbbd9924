// Numbers as text and back, the same on every machine and in every locale.
// Why not toFixed: it rounds exact ties up where C, Python and so the classic program round them to even, drops the
// sign of -0, and changes to an exponent at 1e21. Exact integers get all of this right.
import { decompose } from "../numeric/binary.ts";

const DECIMAL = /^[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?$/;

/**
 * The shortest text that reads back as the same double: as ECMAScript writes numbers ("0.1", "1e-7", "1e+21", "NaN",
 * "-Infinity"), but with -0 as "-0".
 */
export function shortest(x: number): string {
  return Object.is(x, -0) ? "-0" : String(x);
}

/**
 * What "%.<digitCount>f" prints in C and Python: every digit before the point, `digitCount` digits after it, exact ties
 * to even, the sign kept even when only zeros are left, "nan", "inf" and "-inf".
 *
 * @param digitCount an integer, at least 0.
 */
export function fixed(x: number, digitCount: number): string {
  if (Number.isNaN(x)) return "nan";
  const sign = x < 0 || Object.is(x, -0) ? "-" : "";
  if (!Number.isFinite(x)) return `${sign}inf`;

  const { significand, exponent } = decompose(x);
  const scaled = significand * BigInt("1" + "0".repeat(digitCount));
  const integer = exponent < 0 ? shiftedToEven(scaled, BigInt(-exponent)) : scaled << BigInt(exponent);
  const digits = String(integer).padStart(digitCount + 1, "0");
  const whole = digits.slice(0, digits.length - digitCount);
  return sign + (digitCount === 0 ? whole : `${whole}.${digits.slice(-digitCount)}`);
}

/**
 * The double nearest to a decimal number, or undefined when the text is anything else.
 *
 * A number is digits with at most one point and an optional exponent: "5", "-.5", "5.", "1e-3". No spaces, no
 * underscores, no "0x10", no "Infinity", and nothing too large for a double. Beyond the twentieth significant digit
 * ECMAScript lets an engine ignore digits; all known engines read every one.
 */
export function parseDecimal(text: string): number | undefined {
  if (!DECIMAL.test(text)) return undefined;
  const x = Number(text);
  return Number.isFinite(x) ? x : undefined;
}

/** n / 2^bitCount rounded to the nearest integer, ties to even, for n at least 0. */
function shiftedToEven(n: bigint, bitCount: bigint): bigint {
  const floor = n >> bitCount;
  const rest = n - (floor << bitCount);
  const tie = 1n << (bitCount - 1n);
  const isUp = rest > tie || (rest === tie && (floor & 1n) === 1n);
  return isUp ? floor + 1n : floor;
}
