// Doubles in base 2, exactly: their bits, their two parts, as integers and as doubles, and 2^k.
// Why: the logarithms and the distance in ulp begin with these parts, where nothing is rounded.

const asDouble = new Float64Array(1);
const asBits = new BigInt64Array(asDouble.buffer);
const asWords = new Int32Array(asDouble.buffer);
/** Which of the two words of a double holds the sign, the exponent and the first bits: that differs between processors. */
export const UPPER_WORD = new Int32Array(new Float64Array([1]).buffer)[1] === 0 ? 0 : 1;

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

/**
 * The exponent that stands in the bits of a double: the k with 2^k <= |x| < 2^(k + 1) for a normal x.
 *
 * It is -1023 for zeros and subnormal numbers, 1024 for infinities and NaN.
 *
 * @example
 * ```ts
 * import { exponentOf } from "./binary.ts";
 * if (exponentOf(-0.75) !== -1 || exponentOf(8) !== 3) throw new Error("wrong");
 * ```
 */
export function exponentOf(x: number): number {
  asDouble[0] = x;
  return ((asWords[UPPER_WORD] >>> 20) & 0x7ff) - 1023;
}

/**
 * |x| 2^-k in [1, 2), k the exponent of a normal x: the sign is dropped, the bits of the fraction are kept.
 *
 * Whatever x is, the answer lies in [1, 2): for NaN it is not pinned down, for infinities and 0 it is 1.
 *
 * @example
 * ```ts
 * import { significandOf } from "./binary.ts";
 * if (significandOf(-0.75) !== 1.5 || significandOf(8) !== 1) throw new Error("wrong");
 * ```
 */
export function significandOf(x: number): number {
  asDouble[0] = x;
  asWords[UPPER_WORD] = (asWords[UPPER_WORD] & 0xfffff) | 0x3ff00000;
  return asDouble[0];
}

/** Smallest k for which 2^k is a normal double. */
export const SMALLEST_EXPONENT: number = -1022;
/** Largest k for which 2^k is finite. */
export const LARGEST_EXPONENT = 1023;

// A table, since `**` and Math.pow may differ between engines; doubling and halving 1 is exact everywhere.
const powersOfTwo = new Float64Array(LARGEST_EXPONENT - SMALLEST_EXPONENT + 1);
powersOfTwo[-SMALLEST_EXPONENT] = 1;
for (let k = 1; k <= LARGEST_EXPONENT; k++) {
  powersOfTwo[k - SMALLEST_EXPONENT] = 2 * powersOfTwo[k - 1 - SMALLEST_EXPONENT];
}
for (let k = -1; k >= SMALLEST_EXPONENT; k--) {
  powersOfTwo[k - SMALLEST_EXPONENT] = powersOfTwo[k + 1 - SMALLEST_EXPONENT] / 2;
}

/**
 * 2^k, exactly.
 *
 * @param k an integer in [{@linkcode SMALLEST_EXPONENT}, {@linkcode LARGEST_EXPONENT}]; this is not checked,
 * as it stands in the innermost loops. For NaN the answer is some finite number.
 *
 * @example
 * ```ts
 * import { powerOfTwo } from "./binary.ts";
 * if (powerOfTwo(10) !== 1024 || powerOfTwo(-2) !== 0.25) throw new Error("wrong");
 * ```
 */
export function powerOfTwo(k: number): number {
  return powersOfTwo[(k - SMALLEST_EXPONENT) | 0];
}
