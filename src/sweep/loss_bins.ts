// Losses as bins of equal relative width, so that millions of them can be counted, added up and ranked.
// Why bins: a loss band by epoch needs quantiles over all trials at each of a hundred epochs; counts in bins take
// little memory, do not depend on the order of the trials, and are exact to 0.1%.

import { UPPER_WORD } from "../numeric/binary.ts";

/** So many binary digits of a loss decide its bin. */
const BIN_DIGITS = 9;
/** Bins in each doubling of the loss: the relative width of a bin is at most 1/512. */
const BINS_PER_DOUBLING = 1 << BIN_DIGITS;
/** Shifts out the digits of a double's upper half, which has 20, that do not decide its bin; sign and exponent stay. */
const LEADING_BITS_SHIFT = 20 - BIN_DIGITS;
/** Losses under 2^-64 share the first bin and come back as 0, losses from 2^32 on share the last. */
const LOWEST_EXPONENT = -64;
const HIGHEST_EXPONENT = 32;

/** How many bins there are. */
export const LOSS_BIN_COUNT: number = (HIGHEST_EXPONENT - LOWEST_EXPONENT) * BINS_PER_DOUBLING;

// A double and its two words in the same memory: a store and a load in place of a DataView's two calls.
const double = Float64Array.of(1);
const words = new Uint32Array(double.buffer);

/**
 * The bin of a loss, read off the leading bits of the number.
 *
 * @param loss at least 0 and finite.
 * @returns 0 … LOSS_BIN_COUNT - 1, growing with the loss.
 */
export function lossBin(loss: number): number {
  double[0] = loss;
  const leading = words[UPPER_WORD] >>> LEADING_BITS_SHIFT;
  const bin = leading - (LOWEST_EXPONENT + 1023) * BINS_PER_DOUBLING;
  return Math.min(Math.max(bin, 0), LOSS_BIN_COUNT - 1);
}

/**
 * The loss in the middle of a bin.
 *
 * @example A loss comes back within 0.1%
 * ```ts
 * const back = lossOfBin(lossBin(0.0123));
 * if (Math.abs(back - 0.0123) > 0.0123 * 0.001) throw new Error(`wrong: ${back}`);
 * ```
 */
export function lossOfBin(bin: number): number {
  if (bin === 0) return 0;
  const leading = bin + (LOWEST_EXPONENT + 1023) * BINS_PER_DOUBLING;
  words[1 - UPPER_WORD] = 0;
  words[UPPER_WORD] = (leading << LEADING_BITS_SHIFT) + (1 << (LEADING_BITS_SHIFT - 1));
  return double[0];
}
