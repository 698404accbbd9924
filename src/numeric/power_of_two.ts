// Gives 2^k as a double for every k that a double can hold as a normal number.
// Why a table: `**` and Math.pow may differ between engines; doubling and halving 1 is exact everywhere.

/** Smallest k for which 2^k is a normal double. */
export const SMALLEST_EXPONENT: number = -1022;
/** Largest k for which 2^k is finite. */
export const LARGEST_EXPONENT = 1023;

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
 * import { powerOfTwo } from "./power_of_two.ts";
 * if (powerOfTwo(10) !== 1024 || powerOfTwo(-2) !== 0.25) throw new Error("wrong");
 * ```
 */
export function powerOfTwo(k: number): number {
  return powersOfTwo[(k - SMALLEST_EXPONENT) | 0];
}
