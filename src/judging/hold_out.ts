// Which rows are held out from learning by a share of them, so that the trained network can be asked about rows that are new
// to it. What must not change: the draws are those of NumPy's legacy RandomState, so that anyone can make the same split.

import { requireInteger, requireList, shown } from "../numeric/required_numbers.ts";
import { RandomState } from "../random/random_state.ts";

/** How a share of the rows is drawn. */
export interface HoldOutOptions {
  /** The share to hold out, more than 0 and less than 1; rounded up to whole rows. */
  readonly fraction: number;
  /** From which the rows are drawn, 0 to 2^32 - 1. */
  readonly seed: number;
}

/**
 * The rows held out: the first ⌈fraction · rowCount⌉ of `np.random.RandomState(seed).permutation(rowCount)`.
 *
 * The product is that of two doubles, as in NumPy: 0.07 of 100 rows are 8. Few rows and a large fraction may leave none to
 * learn from: 0.9 of five rows are five.
 *
 * @param rowCount how many rows there are; 0 gives none.
 * @returns indices of rows from 0, in the order of the draw, no two alike.
 * @throws RangeError for another rowCount, a fraction that is not between 0 and 1, and for a seed that RandomState refuses.
 *
 * @example A quarter of four rows
 * ```ts
 * import { holdOut } from "@seedbed/seedbed";
 * if (holdOut(4, { fraction: 0.25, seed: 0 }).join() !== "2") throw new Error("wrong");
 * ```
 */
export function holdOut(rowCount: number, options: HoldOutOptions): readonly number[] {
  requireInteger("rowCount", rowCount, 0);
  requireFraction(options?.fraction);
  const { fraction, seed } = options;
  return new RandomState(seed).permutation(rowCount).slice(0, heldOutCount(rowCount, fraction));
}

/**
 * The same share of each class: the rule of {@linkcode holdOut} for the rows of one class after another, from one stream.
 *
 * @param labels the class of each row, counted from 0; the classes take their turns in this order.
 * @returns indices of rows from 0: those of class 0 in the order of the draw, then those of class 1, and so on.
 * @throws RangeError as {@linkcode holdOut}, and for a class that is no integer from 0; TypeError for labels that are no list.
 *
 * @example One of two rows of each class
 * ```ts
 * import { stratifiedHoldOut } from "@seedbed/seedbed";
 * const heldOut = stratifiedHoldOut([0, 0, 1, 1], { fraction: 0.5, seed: 0 });
 * if (heldOut.filter((row) => row < 2).length !== 1 || heldOut.length !== 2) throw new Error("wrong");
 * ```
 */
export function stratifiedHoldOut(labels: ArrayLike<number>, options: HoldOutOptions): readonly number[] {
  requireFraction(options?.fraction);
  const { fraction, seed } = options;
  const random = new RandomState(seed);
  return rowsByClass(labels).flatMap((rows) =>
    random.permutation(rows.length).slice(0, heldOutCount(rows.length, fraction)).map((index) => rows[index])
  );
}

/**
 * The rows of each class that has some, by class.
 *
 * @throws RangeError for a class that is no integer from 0, TypeError for what is no list.
 */
export function rowsByClass(labels: ArrayLike<number>): readonly (readonly number[])[] {
  requireList("labels", labels);
  const rowsOf = new Map<number, number[]>();
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row];
    requireInteger("a class", label, 0);
    const rows = rowsOf.get(label) ?? [];
    rows.push(row);
    rowsOf.set(label, rows);
  }
  return [...rowsOf].sort(([a], [b]) => a - b).map(([, rows]) => rows);
}

/** How many of some rows a share is. */
export function heldOutCount(rowCount: number, fraction: number): number {
  return Math.ceil(fraction * rowCount);
}

function requireFraction(fraction: number): void {
  if (!(typeof fraction === "number" && fraction > 0 && fraction < 1)) {
    throw new RangeError(`a fraction must be more than 0 and less than 1: found ${shown(fraction)}`);
  }
}
