// Takes a double apart exactly: its bits, and the integer times a power of two that it is.
// Why: log and the distance in ulp work on these integers, where nothing is rounded.

const asDouble = new Float64Array(1);
const asBits = new BigInt64Array(asDouble.buffer);

/** The 64 bits of x, read as a signed integer: rising with x for x above 0. The bits of a NaN are not pinned down. */
export function bitsOf(x: number): bigint {
  asDouble[0] = x;
  return asBits[0];
}

/**
 * The integers with |x| = significand * 2^exponent, the significand below 2^53.
 *
 * @param x a finite number; its sign is dropped.
 *
 * @example
 * ```ts
 * import { decompose } from "./binary.ts";
 * const { significand, exponent } = decompose(-0.75);
 * if (significand !== 3n << 51n || exponent !== -53) throw new Error("wrong");
 * ```
 */
export function decompose(x: number): { significand: bigint; exponent: number } {
  const bits = bitsOf(x);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xf_ffff_ffff_ffffn;
  // The smallest exponent is shared by subnormal numbers, which lack the leading bit.
  if (biased === 0) return { significand: fraction, exponent: -1074 };
  return { significand: fraction | 0x10_0000_0000_0000n, exponent: biased - 1075 };
}
