// In which order rows are learned: as they stand, or shuffled anew for each epoch.
// What must not change: each epoch draws a permutation as NumPy does and applies it to the order of the epoch before.
import { requireInteger } from "../numeric/required_numbers.ts";
import { RandomState } from "../random/random_state.ts";

/**
 * The order of the rows in each epoch of one training.
 *
 * @example Four rows from seed 0: the first epoch has the order of np.random.RandomState(0).permutation(4)
 * ```ts
 * import { RandomState, ShuffledRows } from "@seedbed/seedbed";
 * const rows = new ShuffledRows(4, () => new RandomState(0));
 * if (rows.of(0).join() !== "2,3,1,0") throw new Error(rows.of(0).join());
 * ```
 */
export class ShuffledRows {
  readonly #begin: () => RandomState;
  readonly #order: Int32Array;
  #random: RandomState;
  /** The epoch whose order stands in `#order`; -1 for the order of the file. */
  #epoch = -1;

  /**
   * Stands at the order of the file.
   *
   * @param rowCount how many rows there are.
   * @param begin gives the stream of random numbers from which the orders are drawn, each time from its start.
   */
  constructor(rowCount: number, begin: () => RandomState) {
    requireInteger("rowCount", rowCount, 0);
    if (typeof begin !== "function") throw new TypeError("begin must be a function that gives a RandomState");
    this.#begin = begin;
    this.#random = begin();
    this.#order = new Int32Array(rowCount);
    this.#restart();
  }

  /**
   * The rows in the order of an epoch, by their places in the file. One epoch after another is quick; to go back, all orders
   * up to it are drawn again.
   *
   * @param epoch counted from 0.
   * @returns good until the next call.
   * @throws RangeError unless it is an integer of at least 0.
   */
  of(epoch: number): Int32Array {
    requireInteger("epoch", epoch, 0);
    if (epoch < this.#epoch) {
      this.#random = this.#begin();
      this.#restart();
    }
    for (; this.#epoch < epoch; this.#epoch++) this.#random.shuffle(this.#order);
    return this.#order;
  }

  #restart(): void {
    this.#epoch = -1;
    for (let row = 0; row < this.#order.length; row++) this.#order[row] = row;
  }
}

/** Where the order of the rows comes from: nowhere, from the stream of the starting parameters, or from a seed of its own. */
export type Shuffle = "none" | "init" | number;

/**
 * The order that a setting asks for; null for that of the table.
 *
 * @param afterStart the stream of random numbers where the starting parameters left it.
 */
export function rowsInOrder(
  shuffle: Shuffle,
  rowCount: number,
  afterStart: () => RandomState,
): ShuffledRows | null {
  if (shuffle === "none") return null;
  return new ShuffledRows(rowCount, shuffle === "init" ? afterStart : () => new RandomState(shuffle));
}

/** Refuses what cannot count rows. */
export function requireRows(from: number, to: number): void {
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 0) {
    throw new RangeError(`rows must be integers of at least 0: found ${from} up to ${to}`);
  }
}
