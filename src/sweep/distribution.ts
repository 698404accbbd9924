// How numbers are spread: moments, quantiles, a histogram.
// What must not change: sums run in trial order, quantiles interpolate between neighbours as NumPy's default does.

/** The quantiles that are told of every distribution. */
export const QUANTILES: readonly number[] = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];

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
  /** All numbers, growing. */
  readonly sorted: Float64Array;
}

/**
 * The distribution of numbers.
 *
 * @param values finite numbers in trial order.
 * @returns null for no numbers.
 *
 * @example
 * ```ts
 * const spread = distributionOf(Float64Array.of(4, 1, 3, 2))!;
 * if (spread.mean !== 2.5 || spread.quantiles[3] !== 2.5 || spread.min !== 1) throw new Error("wrong");
 * ```
 */
export function distributionOf(values: Float64Array): Distribution | null {
  if (values.length === 0) return null;
  const sorted = values.slice().sort();
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index];
  const mean = sum / values.length;
  let squares = 0;
  for (let index = 0; index < values.length; index++) {
    squares += (values[index] - mean) * (values[index] - mean);
  }
  return {
    count: values.length,
    mean,
    sd: Math.sqrt(squares / values.length),
    min: sorted[0],
    max: sorted[sorted.length - 1],
    quantiles: QUANTILES.map((share) => quantile(sorted, share)),
    histogram: histogramOf(sorted),
    sorted,
  };
}

/**
 * A quantile by linear interpolation between the two numbers beside it: NumPy's default.
 *
 * @param sorted growing numbers, at least one.
 * @param share 0 … 1.
 */
export function quantile(sorted: Float64Array, share: number): number {
  const rank = share * (sorted.length - 1);
  const below = Math.floor(rank);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (rank - below);
}

/**
 * The share of numbers that are at most a value: its percentile, divided by 100.
 *
 * @param sorted growing numbers, at least one.
 */
export function shareAtMost(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low / sorted.length;
}

function histogramOf(sorted: Float64Array): HistogramCounts {
  const [from, to] = [sorted[0], sorted[sorted.length - 1]];
  const counts = new Array<number>(HISTOGRAM_BINS).fill(0);
  const width = to - from;
  for (let index = 0; index < sorted.length; index++) {
    const bin = width > 0 ? Math.floor((sorted[index] - from) / width * HISTOGRAM_BINS) : 0;
    counts[Math.min(Math.max(bin, 0), HISTOGRAM_BINS - 1)]++;
  }
  return { from, to, counts };
}
