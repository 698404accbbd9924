// What rounding takes from a sum or a product of two doubles, exactly: itself a double.
// Why numbers and not pairs of them: log is drawn upon ten thousand times before an engine has compiled it, when every
// small object is felt.
// Source: T. J. Dekker, A floating-point technique for extending the available precision, 1971; D. E. Knuth, The Art of
// Computer Programming 2, 4.2.2.

/** 2^27 + 1: multiplying by it parts a double into two halves of 26 bits, whose products are exact. */
const SPLITTER = 134217729;

/**
 * a + b less their rounded sum (Knuth).
 *
 * @param sum a + b as doubles give it.
 *
 * @example
 * ```ts
 * if (sumRest(1, 2 ** -60, 1 + 2 ** -60) !== 2 ** -60) throw new Error("wrong");
 * ```
 */
export function sumRest(a: number, b: number, sum: number): number {
  const bRounded = sum - a;
  return (a - (sum - bRounded)) + (b - bRounded);
}

/**
 * a * b less their rounded product (Dekker), for |a| and |b| below 2^996 and a product that is not close to underflow.
 *
 * @param product a * b as doubles give it.
 */
export function productRest(a: number, b: number, product: number): number {
  const aScaled = SPLITTER * a;
  const aHigh = aScaled - (aScaled - a);
  const aLow = a - aHigh;
  const bScaled = SPLITTER * b;
  const bHigh = bScaled - (bScaled - b);
  const bLow = b - bHigh;
  return ((aHigh * bHigh - product) + aHigh * bLow + aLow * bHigh) + aLow * bLow;
}
