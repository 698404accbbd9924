// How good answers are that name classes: which were right, and what was taken for what.
// What must not change: classes are numbers from 0, and a share of nothing is 0, as in scikit-learn with zero_division=0.

import { requireInteger, requireList, requireNumbers, requireOneEach } from "../numeric/required_numbers.ts";

/** Classes of the largest matrix: its counts are some hundred million. */
const MOST_CLASSES = 10_000;

/** The scores of one class. */
export interface ClassScores {
  /** Of the rows answered as this class, the share that is of it; 0 where none was. */
  readonly precision: number;
  /** Of the rows of this class, the share answered as it; 0 where there are none. */
  readonly recall: number;
  /** Harmonic mean of both, 2 · right / (answered + support); 0 where nothing was right. */
  readonly f1: number;
  /** How many rows are of this class. */
  readonly support: number;
}

/**
 * The share of answers that are right.
 *
 * @param truth the class of each row, counted from 0.
 * @param answers the class that each row was answered as; as many.
 * @returns from 0 to 1; NaN without rows.
 * @throws RangeError where there are not as many answers as rows, or a class is no integer from 0; TypeError for what is no
 * list.
 *
 * @example
 * ```ts
 * import { accuracy } from "@seedbed/seedbed";
 * if (accuracy([0, 1, 1, 2], [0, 1, 2, 2]) !== 0.75) throw new Error("wrong");
 * ```
 */
export function accuracy(truth: ArrayLike<number>, answers: ArrayLike<number>): number {
  requireOneEach(truth, answers);
  let right = 0;
  for (let row = 0; row < truth.length; row++) {
    requireInteger("a class", truth[row], 0);
    requireInteger("a class", answers[row], 0);
    if (truth[row] === answers[row]) right++;
  }
  return right / truth.length;
}

/**
 * How many rows of each class were answered as each class.
 *
 * @param truth the class of each row, counted from 0.
 * @param answers the class that each row was answered as; as many.
 * @param classCount how many classes there are; those without rows have a line of zeros.
 * @returns shape [classCount][classCount]: a line a true class, a column an answer.
 * @throws RangeError where there are not as many answers as rows, `classCount` is no integer from 0 to 10,000, or a class is
 * none below it; TypeError for what is no list.
 *
 * @example One row of class 1 was taken for class 0
 * ```ts
 * import { confusionMatrix } from "@seedbed/seedbed";
 * if (confusionMatrix([0, 1, 1], [0, 0, 1], 2).join(" ") !== "1,0 1,1") throw new Error("wrong");
 * ```
 */
export function confusionMatrix(
  truth: ArrayLike<number>,
  answers: ArrayLike<number>,
  classCount: number,
): readonly (readonly number[])[] {
  requireOneEach(truth, answers);
  requireInteger("classCount", classCount, 0);
  if (classCount > MOST_CLASSES) {
    throw new RangeError(`classCount must be at most ${MOST_CLASSES}: found ${classCount}`);
  }
  const counts = Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0));
  for (let row = 0; row < truth.length; row++) {
    for (const found of [truth[row], answers[row]]) {
      if (!Number.isInteger(found) || found < 0 || found >= classCount) {
        throw new RangeError(`a class must be an integer from 0 to ${classCount - 1}: found ${found}`);
      }
    }
    counts[truth[row]][answers[row]]++;
  }
  return counts;
}

/**
 * Precision, recall and F1 of each class.
 *
 * @param truth the class of each row, counted from 0.
 * @param answers the class that each row was answered as; as many.
 * @param classCount how many classes there are.
 * @returns shape [classCount], each score from 0 to 1; what would be a share of nothing is 0.
 * @throws RangeError and TypeError as {@linkcode confusionMatrix}.
 *
 * @example Of three answers "1" two are right, and both rows of class 1 were found
 * ```ts
 * import { precisionRecallF1 } from "@seedbed/seedbed";
 * const [, { precision, recall, f1, support }] = precisionRecallF1([0, 0, 1, 1], [0, 1, 1, 1], 2);
 * if (precision !== 2 / 3 || recall !== 1 || f1 !== 0.8 || support !== 2) throw new Error("wrong");
 * ```
 */
export function precisionRecallF1(
  truth: ArrayLike<number>,
  answers: ArrayLike<number>,
  classCount: number,
): readonly ClassScores[] {
  return scoresOf(confusionMatrix(truth, answers, classCount));
}

/** The scores of each class from how many rows of each were answered as each; see {@linkcode confusionMatrix}. */
export function scoresOf(confusion: readonly (readonly number[])[]): readonly ClassScores[] {
  return confusion.map((line, index) => {
    const right = line[index];
    const support = line.reduce((sum, count) => sum + count, 0);
    const answered = confusion.reduce((sum, other) => sum + other[index], 0);
    return {
      precision: share(right, answered),
      recall: share(right, support),
      f1: share(2 * right, answered + support),
      support,
    };
  });
}

/**
 * The mean of the F1 of all classes, each with the same weight, also those without rows.
 *
 * @param scores one a class, summed from class 0 upwards.
 * @returns from 0 to 1; NaN without classes.
 * @throws RangeError where the f1 of one is no number, TypeError for what is no list.
 *
 * @example
 * ```ts
 * import { macroF1, precisionRecallF1 } from "@seedbed/seedbed";
 * if (macroF1(precisionRecallF1([0, 1], [0, 1], 2)) !== 1) throw new Error("wrong");
 * ```
 */
export function macroF1(scores: readonly Pick<ClassScores, "f1">[]): number {
  requireList("scores", scores);
  requireNumbers("f1", scores.map((score) => score?.f1));
  return scores.reduce((sum, { f1 }) => sum + f1, 0) / scores.length;
}

function share(count: number, all: number): number {
  return all === 0 ? 0 : count / all;
}
