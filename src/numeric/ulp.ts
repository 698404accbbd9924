// How far apart two results are, counted in doubles: the fair measure of "almost the same bits".
// Why not a difference: 1e-17 is nothing beside 1, and everything beside 1e-16.

import { bitsOf } from "./binary.ts";

/**
 * The number of steps from one representable double to the next that lead from a to b, exactly.
 *
 * 0n for equal numbers, 1n for neighbours, up to about 2^64, hence a bigint. -0 and 0 are one place; the infinities
 * follow the largest finite numbers.
 *
 * @returns the distance; 0n when both are NaN; undefined when one alone is, since NaN has no place on the line.
 *
 * @example
 * ```ts
 * import { ulpDistance } from "./ulp.ts";
 * if (ulpDistance(0.3, 0.1 + 0.2) !== 1n || ulpDistance(1, 1) !== 0n) throw new Error("wrong");
 * ```
 */
export function ulpDistance(a: number, b: number): bigint | undefined {
  if (Number.isNaN(a) && Number.isNaN(b)) return 0n;
  if (Number.isNaN(a) || Number.isNaN(b)) return undefined;
  const distance = place(a) - place(b);
  return distance < 0n ? -distance : distance;
}

/** The index of x on the line of doubles, 0n for both zeros. */
function place(x: number): bigint {
  return x < 0 ? -bitsOf(-x) : bitsOf(Math.abs(x));
}
