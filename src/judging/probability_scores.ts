// How good answers are that say how likely each class is: whether the likely ones came true, and how often.
// What must not change: sums run from row 0 upwards, and logarithms are the correctly rounded ones of src/numeric.

import { log } from "../numeric/log.ts";
import { requireAsMany, requireList, requireOneEach, shown } from "../numeric/required_numbers.ts";

/** Probabilities are held this far from 0 and 1 where their logarithm is taken: 2^-52, as scikit-learn holds doubles. */
const LEAST_PROBABILITY = 2.220446049250313e-16;

/** How many bins of equal width the probabilities from 0 to 1 are sorted into. */
const CALIBRATION_BINS = 10;

/**
 * The mean over all rows of -ln p, p the probability that was given to the row's own class.
 *
 * Probabilities are cut to [2^-52, 1 - 2^-52], and then divided by their sum over the classes, so that a class that was
 * called impossible costs 36.04 and not infinitely much.
 *
 * @param truth the class of each row, counted from 0.
 * @param probabilities a row each: of every class, or only that of class 1 of two; each from 0 to 1.
 * @returns at least 0, in nats; NaN without rows, and where a probability is NaN.
 * @throws RangeError where there are not as many rows of probabilities, a class has none, or one is not from 0 to 1; TypeError
 * for what is no list.
 *
 * @example Both called it even: ln 2
 * ```ts
 * import { log, logLoss } from "@seedbed/seedbed";
 * if (logLoss([0, 1], [0.5, 0.5]) !== log(2)) throw new Error("wrong");
 * if (logLoss([0, 1], [[0.5, 0.5], [0.5, 0.5]]) !== log(2)) throw new Error("wrong");
 * ```
 */
export function logLoss(
  truth: ArrayLike<number>,
  probabilities: ArrayLike<number> | ArrayLike<ArrayLike<number>>,
): number {
  requireAsMany(truth, probabilities);
  let sum = 0;
  for (let row = 0; row < truth.length; row++) {
    const label = truth[row];
    const given = probabilities[row];
    const told = typeof given === "number" ? [given] : listOf(given);
    for (const probability of told) {
      if (typeof probability !== "number" || probability < 0 || probability > 1) {
        throw notProbable(probability);
      }
    }
    const ofEach = typeof given === "number" ? [1 - given, given] : told;
    if (!Object.hasOwn(ofEach, label)) {
      throw new RangeError(`a class must be an integer from 0 to ${ofEach.length - 1}: found ${label}`);
    }
    let total = 0;
    for (const probability of ofEach) total += cut(probability);
    sum -= log(cut(ofEach[label]) / total);
  }
  return sum / truth.length;
}

/**
 * The area under the ROC curve: the share of pairs, a row of class 1 and one of class 0, in which the former was given the
 * higher probability; equal ones count half.
 *
 * @param truth the class of each row, 0 or 1.
 * @param probabilityOf1 as many; only their order matters.
 * @returns from 0 to 1, 0.5 for guessing; NaN where a class has no rows, or a probability is NaN.
 * @throws RangeError where there are not as many probabilities as rows, or a class is neither 0 nor 1; TypeError for what is no
 * list.
 *
 * @example Three of four pairs stand in the right order
 * ```ts
 * import { areaUnderCurve } from "@seedbed/seedbed";
 * if (areaUnderCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) !== 0.75) throw new Error("wrong");
 * ```
 */
export function areaUnderCurve(truth: ArrayLike<number>, probabilityOf1: ArrayLike<number>): number {
  requireTwoClasses(truth, probabilityOf1);
  const order = Array.from(truth, (_, row) => row);
  if (order.some((row) => Number.isNaN(probabilityOf1[row]))) return NaN;
  order.sort((a, b) => probabilityOf1[a] - probabilityOf1[b]);
  // Counts of pairs, twice, so that a half is a whole number and no sum is rounded.
  let twicePairs = 0;
  const below = [0, 0];
  for (let start = 0, end = 0; start < order.length; start = end) {
    const equal = [0, 0];
    for (; end < order.length && probabilityOf1[order[end]] === probabilityOf1[order[start]]; end++) {
      equal[truth[order[end]]]++;
    }
    twicePairs += equal[1] * (2 * below[0] + equal[0]);
    below[0] += equal[0];
    below[1] += equal[1];
  }
  return twicePairs / (2 * below[0] * below[1]);
}

/** What became of the rows whose probability of class 1 lies in one bin. */
export interface CalibrationBin {
  /** Probabilities above this are in the bin; in the first one, 0 as well. */
  readonly from: number;
  /** And up to this. */
  readonly to: number;
  /** How many rows are in it. */
  readonly count: number;
  /** The mean of their probabilities of class 1; NaN without rows. */
  readonly meanProbability: number;
  /** The share of them that is of class 1; NaN without rows. Well calibrated is near `meanProbability`. */
  readonly shareOf1: number;
}

/**
 * Whether probabilities mean what they say, in ten bins of equal width: (0, 0.1], (0.1, 0.2], … (0.9, 1].
 *
 * @param truth the class of each row, 0 or 1.
 * @param probabilityOf1 as many, each from 0 to 1.
 * @returns ten bins, ascending, also those without rows.
 * @throws RangeError where there are not as many probabilities as rows, a class is neither 0 nor 1, or a probability is not
 * from 0 to 1; TypeError for what is no list.
 *
 * @example Of the rows called 80 percent likely, half came true
 * ```ts
 * import { calibration } from "@seedbed/seedbed";
 * const { count, meanProbability, shareOf1 } = calibration([0, 1], [0.8, 0.8])[7];
 * if (count !== 2 || meanProbability !== 0.8 || shareOf1 !== 0.5) throw new Error("wrong");
 * ```
 */
export function calibration(
  truth: ArrayLike<number>,
  probabilityOf1: ArrayLike<number>,
): readonly CalibrationBin[] {
  requireTwoClasses(truth, probabilityOf1);
  const rowsOfBin: number[][] = Array.from({ length: CALIBRATION_BINS }, () => []);
  for (let row = 0; row < truth.length; row++) {
    const probability = probabilityOf1[row];
    if (!(probability >= 0 && probability <= 1)) throw notProbable(probability);
    let bin = 0;
    while (probability > edge(bin + 1)) bin++;
    rowsOfBin[bin].push(row);
  }
  return rowsOfBin.map((rows, bin) => ({
    from: edge(bin),
    to: edge(bin + 1),
    count: rows.length,
    meanProbability: rows.reduce((sum, row) => sum + probabilityOf1[row], 0) / rows.length,
    shareOf1: rows.reduce((sum, row) => sum + truth[row], 0) / rows.length,
  }));
}

/** Where a bin begins: the double nearest to a tenth of its index. */
function edge(bin: number): number {
  return bin / CALIBRATION_BINS;
}

function cut(probability: number): number {
  return Math.min(Math.max(probability, LEAST_PROBABILITY), 1 - LEAST_PROBABILITY);
}

function listOf(probabilities: ArrayLike<number>): number[] {
  requireList("the probabilities of a row", probabilities);
  return Array.from(probabilities);
}

function requireTwoClasses(truth: ArrayLike<number>, probabilityOf1: ArrayLike<number>): void {
  requireOneEach(truth, probabilityOf1);
  for (let row = 0; row < truth.length; row++) {
    if (truth[row] !== 0 && truth[row] !== 1) {
      throw new RangeError(`a class must be 0 or 1: found ${truth[row]}`);
    }
  }
}

function notProbable(found: unknown): RangeError {
  return new RangeError(`a probability must be from 0 to 1: found ${shown(found)}`);
}
