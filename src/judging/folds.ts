// Cross-validation: rows dealt into folds, each of which is held out once while the others are learned.
// What must not change: the folds are scikit-learn's, of KFold(shuffle=True) and StratifiedKFold(shuffle=True).

import { requireInteger, shown } from "../numeric/required_numbers.ts";
import { RandomState } from "../random/random_state.ts";
import { rowsByClass } from "./hold_out.ts";

/** How rows are dealt. */
export interface FoldOptions {
  /** How many folds, at least 2. */
  readonly folds: number;
  /** From which the rows are drawn, 0 to 2^32 - 1. */
  readonly seed: number;
}

/**
 * The rows of each fold, as scikit-learn's `KFold(folds, shuffle=True, random_state=seed)` holds them out: the row indices
 * are shuffled once and cut into runs, of which the first rowCount mod folds have a row more.
 *
 * @param rowCount how many rows there are, at least as many as folds.
 * @returns for each fold the indices of its rows from 0, ascending; each row stands in one fold.
 * @throws RangeError for fewer than two folds or more than rows, and for a seed that RandomState refuses.
 *
 * @example Six rows in three folds
 * ```ts
 * import { folds } from "@seedbed/seedbed";
 * if (folds(6, { folds: 3, seed: 0 }).join(" ") !== "2,5 1,3 0,4") throw new Error("wrong");
 * ```
 */
export function folds(rowCount: number, options: FoldOptions): readonly (readonly number[])[] {
  requireInteger("rowCount", rowCount, 0);
  requireFolds(options?.folds, rowCount, "rows");
  const { folds: foldCount, seed } = options;
  const shuffled = new RandomState(seed).permutation(rowCount);
  const longer = rowCount % foldCount;
  const size = (rowCount - longer) / foldCount;
  return Array.from({ length: foldCount }, (_, fold) => {
    const start = fold * size + Math.min(fold, longer);
    return shuffled.slice(start, start + size + (fold < longer ? 1 : 0)).sort((a, b) => a - b);
  });
}

/**
 * Folds with nearly the same share of each class, as scikit-learn's
 * `StratifiedKFold(folds, shuffle=True, random_state=seed)` holds them out.
 *
 * The classes take their turns in the order in which the rows first show them. How many rows of a class a fold gets is
 * found by dealing the rows, sorted by class, to the folds in turn; which rows, by a shuffle for each class.
 *
 * @param labels the class of each row, counted from 0.
 * @returns for each fold the indices of its rows from 0, ascending; each row stands in one fold. A class with fewer rows than
 * folds is missing in some.
 * @throws RangeError for fewer than two folds or more than the most frequent class has rows, for a class that is no integer
 * from 0, and for a seed that RandomState refuses; TypeError for labels that are no list.
 *
 * @example Two rows of each class in two folds
 * ```ts
 * import { stratifiedFolds } from "@seedbed/seedbed";
 * const [first] = stratifiedFolds([0, 0, 1, 1], { folds: 2, seed: 0 });
 * if (first.length !== 2 || first[0] > 1 || first[1] < 2) throw new Error("wrong");
 * ```
 */
export function stratifiedFolds(
  labels: ArrayLike<number>,
  options: FoldOptions,
): readonly (readonly number[])[] {
  const classes = [...rowsByClass(labels)].sort((a, b) => a[0] - b[0]);
  const most = classes.reduce((largest, { length }) => Math.max(largest, length), 0);
  requireFolds(options?.folds, most, "rows in some class");
  const { folds: foldCount, seed } = options;
  const random = new RandomState(seed);
  const heldOut: number[][] = Array.from({ length: foldCount }, () => []);
  let dealt = 0;
  for (const rows of classes) {
    const foldOfRow = foldsDealt(dealt, rows.length, foldCount);
    random.shuffle(foldOfRow);
    rows.forEach((row, index) => heldOut[foldOfRow[index]].push(row));
    dealt += rows.length;
  }
  return heldOut.map((rows) => rows.sort((a, b) => a - b));
}

/** The folds that the next `count` rows come to where `dealt` have been dealt in turn, ascending. */
function foldsDealt(dealt: number, count: number, foldCount: number): number[] {
  return Array.from({ length: count }, (_, index) => (dealt + index) % foldCount).sort((a, b) => a - b);
}

function requireFolds(foldCount: number, most: number, what: string): void {
  if (!Number.isInteger(foldCount) || foldCount < 2 || foldCount > most) {
    throw new RangeError(`folds must be an integer from 2 to the ${most} ${what}: found ${shown(foldCount)}`);
  }
}
