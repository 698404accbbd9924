// How numbers are spread: moments, quantiles, a histogram.
// What must not change: sums run in trial order, quantiles interpolate between neighbours as NumPy's default does.

/** The quantiles that every distribution has. */
export const QUANTILES: readonly number[] = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];

/** The shares of the quantiles that a chart draws. */
export const DRAWN_SHARES: readonly number[] = [0.05, 0.25, 0.5, 0.75, 0.95];

/** The quantiles that a chart draws, at {@linkcode DRAWN_SHARES}. */
export type DrawnQuantiles = readonly [p05: number, p25: number, median: number, p75: number, p95: number];

/** Those of a distribution. */
export function drawnQuantiles({ quantiles }: Pick<Distribution, "quantiles">): DrawnQuantiles {
  const [p05, p25, median, p75, p95] = DRAWN_SHARES.map((share) => quantileAt({ quantiles }, share));
  return [p05, p25, median, p75, p95];
}

/** A quantile by its share, which is one of {@linkcode QUANTILES}. */
export function quantileAt({ quantiles }: Pick<Distribution, "quantiles">, share: number): number {
  const index = QUANTILES.indexOf(share);
  if (index < 0) throw new Error(`assertion failed: ${share} is not among the quantiles`);
  return quantiles[index];
}

/** Bars of a histogram. */
export const HISTOGRAM_BINS = 40;

/** Counts of numbers in bins of equal width from the smallest to the largest number, both included. */
export interface HistogramCounts {
  /** Where the first bin begins. */
  readonly from: number;
  /** Where the last bin ends. */
  readonly to: number;
  /** Values in each bin. */
  readonly counts: readonly number[];
}

/** How a list of numbers is spread. */
export interface Distribution {
  /** How many values there are, at least 1. */
  readonly count: number;
  /** Summed in order, divided once. */
  readonly mean: number;
  /** Standard deviation, divided by the count. */
  readonly sd: number;
  /** The smallest value. */
  readonly min: number;
  /** The largest value. */
  readonly max: number;
  /** One for each of `QUANTILES`. */
  readonly quantiles: readonly number[];
  /** Equal bins over the whole range. */
  readonly histogram: HistogramCounts;
  /**
   * All numbers, growing; null where they are not at hand. Very many are read and sorted again each time that they are
   * asked for.
   */
  readonly sorted: () => Float64Array | null;
}

/**
 * The distribution of numbers.
 *
 * @param values finite numbers in trial order; they are sorted in place.
 * @param sorted gives them growing to whoever asks later; by default they are kept.
 * @returns null for no numbers.
 *
 * @example
 * ```ts
 * const spread = distributionOf(Float64Array.of(4, 1, 3, 2))!;
 * if (spread.mean !== 2.5 || spread.quantiles[3] !== 2.5 || spread.min !== 1) throw new Error("wrong");
 * ```
 */
export function distributionOf(
  values: Float64Array,
  sorted: () => Float64Array = () => values,
): Distribution | null {
  if (values.length === 0) return null;
  const inTrialOrder = values.slice();
  values.sort();
  const [min, max] = [values[0], values[values.length - 1]];
  const mean = meanOf(inTrialOrder, min, max);
  return {
    count: values.length,
    mean,
    sd: deviationOf(inTrialOrder, mean, min, max),
    min,
    max,
    quantiles: QUANTILES.map((share) => quantile(values, share)),
    histogram: histogramOf(values),
    sorted,
  };
}

/** The numbers among some, in their order and in the same memory. */
export function withoutNaN(values: Float64Array): Float64Array {
  let count = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (!Number.isNaN(value)) values[count++] = value;
  }
  return values.subarray(0, count);
}

/** Sorts numbers in place, growing. */
export function growing(values: Float64Array): Float64Array {
  return values.sort();
}

/** The median of numbers, which are sorted in place; null for none. */
export function medianOf(values: Float64Array): number | null {
  return values.length === 0 ? null : quantile(values.sort(), 0.5);
}

/**
 * The mean of numbers, summed in their order.
 *
 * @param min, max the least and the greatest of them.
 */
export function meanOf(values: Float64Array, min: number, max: number): number {
  let mean = 0;
  for (let index = 0; index < values.length; index++) mean += values[index];
  mean /= values.length;
  if (!Number.isFinite(mean)) { // Trials on the way to divergence have losses near the largest double.
    mean = 0;
    for (let index = 0; index < values.length; index++) mean += values[index] / values.length;
  }
  // Rounding may put it just outside the values.
  return Math.min(Math.max(mean, min), max);
}

/** The standard deviation of numbers, divided by their count; the other parameters as for {@linkcode meanOf}. */
export function deviationOf(values: Float64Array, mean: number, min: number, max: number): number {
  let squares = 0;
  for (let index = 0; index < values.length; index++) {
    squares += (values[index] - mean) * (values[index] - mean);
  }
  if (squares > 0 && squares < Infinity) return Math.sqrt(squares / values.length);
  // All are equal, or the squares left the range of doubles: in units of half the largest distance they stay inside.
  const unit = Math.max(max / 2 - mean / 2, mean / 2 - min / 2);
  if (unit === 0) return 0;
  let scaled = 0;
  for (let index = 0; index < values.length; index++) {
    const distance = (values[index] / 2 - mean / 2) / unit;
    scaled += distance * distance;
  }
  return unit * Math.sqrt(scaled / values.length) * 2;
}

/**
 * A quantile by linear interpolation between the two numbers beside it: NumPy's default, with its bits.
 *
 * @param sorted growing numbers, at least one.
 * @param share 0 … 1.
 */
export function quantile(sorted: Float64Array, share: number): number {
  const rank = share * (sorted.length - 1);
  const index = Math.floor(rank);
  const part = rank - index;
  const [below, above] = [sorted[index], sorted[Math.min(index + 1, sorted.length - 1)]];
  const distance = above - below;
  if (distance === Infinity) return below * (1 - part) + above * part;
  return part < 0.5 ? below + distance * part : above - distance * (1 - part);
}

/**
 * Where in a list something ceases to hold, found by halving.
 *
 * @param sorted growing numbers.
 * @param holds true for the first of the numbers from `from` on and for none after them.
 * @returns the index of the first number for which it does not hold; the length where it holds for all.
 */
export function endOf(sorted: Float64Array, holds: (value: number) => boolean, from = 0): number {
  let low = from;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(sorted[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * How many numbers each of some bins holds.
 *
 * @param sorted growing numbers.
 * @param binOf the bin of a number, growing with it.
 */
export function countsByBin(
  sorted: Float64Array,
  binCount: number,
  binOf: (value: number) => number,
): readonly number[] {
  let from = 0;
  return Array.from({ length: binCount }, (_, bin) => {
    const to = endOf(sorted, (value) => binOf(value) <= bin, from);
    const count = to - from;
    from = to;
    return count;
  });
}

/**
 * The share of numbers that are at most a value: its percentile, divided by 100.
 *
 * @param sorted growing numbers, at least one.
 */
export function shareAtMost(sorted: Float64Array, value: number): number {
  return endOf(sorted, (other) => other <= value) / sorted.length;
}

function histogramOf(sorted: Float64Array): HistogramCounts {
  const [from, to] = [sorted[0], sorted[sorted.length - 1]];
  // Halves only where the whole width is more than a double can hold.
  const unit = to - from === Infinity ? 2 : 1;
  const width = to / unit - from / unit;
  const counts = countsByBin(sorted, HISTOGRAM_BINS, (value) => {
    const place = width > 0 ? (value / unit - from / unit) / width : 0;
    return Math.min(Math.floor(place * HISTOGRAM_BINS), HISTOGRAM_BINS - 1);
  });
  return { from, to, counts };
}
