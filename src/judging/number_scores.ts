// How good answers are that are numbers: how far off, and how much better than always answering the mean.
// What must not change: sums run from row 0 upwards. The mean squared error is the loss of the same name.

import { requireOneEach } from "../numeric/required_numbers.ts";

/**
 * The mean over all rows of |truth - answer|.
 *
 * @param truth a number a row.
 * @param answers as many.
 * @returns at least 0, in the unit of the numbers; NaN without rows.
 * @throws RangeError where there are not as many answers as rows, or one of either is no number; TypeError for what is no
 * list.
 *
 * @example
 * ```ts
 * import { meanAbsoluteError } from "@seedbed/seedbed";
 * if (meanAbsoluteError([1, 2, 3], [1, 4, 2]) !== 1) throw new Error("wrong");
 * ```
 */
export function meanAbsoluteError(truth: ArrayLike<number>, answers: ArrayLike<number>): number {
  requireOneEach(truth, answers);
  let sum = 0;
  for (let row = 0; row < truth.length; row++) sum += Math.abs(truth[row] - answers[row]);
  return sum / truth.length;
}

/**
 * R², the share of the variance that is explained: 1 - Σ(truth - answer)² / Σ(truth - mean)².
 *
 * 1 is perfect, 0 no better than always answering the mean, and below 0 worse. Where all rows have the same number there is
 * nothing to explain: 1 if every answer is that number, else 0, as in scikit-learn.
 *
 * @param truth a number a row.
 * @param answers as many.
 * @returns at most 1; NaN for fewer than two rows.
 * @throws RangeError where there are not as many answers as rows, or one of either is no number; TypeError for what is no
 * list.
 *
 * @example
 * ```ts
 * import { rSquared } from "@seedbed/seedbed";
 * if (rSquared([1, 2, 3], [1, 2, 4]) !== 0.5 || rSquared([1, 2, 3], [2, 2, 2]) !== 0) throw new Error("wrong");
 * ```
 */
export function rSquared(truth: ArrayLike<number>, answers: ArrayLike<number>): number {
  requireOneEach(truth, answers);
  if (truth.length < 2) return NaN;
  // Rounding may put the mean of equal numbers beside them, so the numbers themselves are compared.
  if (areAll(truth, truth[0])) return areAll(answers, truth[0]) ? 1 : 0;
  let total = 0;
  for (let row = 0; row < truth.length; row++) total += truth[row];
  const mean = total / truth.length;
  let unexplained = 0;
  let all = 0;
  for (let row = 0; row < truth.length; row++) {
    unexplained += (truth[row] - answers[row]) * (truth[row] - answers[row]);
    all += (truth[row] - mean) * (truth[row] - mean);
  }
  // Numbers that differ by too little to be squared.
  if (all === 0) return unexplained === 0 ? 1 : 0;
  return 1 - unexplained / all;
}

function areAll(values: ArrayLike<number>, value: number): boolean {
  for (let row = 0; row < values.length; row++) if (values[row] !== value) return false;
  return true;
}
