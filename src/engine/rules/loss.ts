// How wrong the network is, as one number that training brings down.
// What must not change: the sum runs from row 0 upwards and is divided once at the end.

/**
 * Mean squared error: the mean over all rows of (yTrue - yPred)².
 *
 * @param yTrue targets, shape [rowCount].
 * @param yPred network outputs, shape [rowCount], each in [0, 1] for a sigmoid output.
 * @returns the loss, at least 0; the sum runs from row 0 upwards and is divided once; NaN when there is no row.
 * @throws RangeError when the lengths differ.
 *
 * @example Always answering 0 on two of each class
 * ```ts
 * import { meanSquaredError } from "./loss.ts";
 * if (meanSquaredError([1, 0, 0, 1], [0, 0, 0, 0]) !== 0.5) throw new Error("wrong");
 * ```
 */
export function meanSquaredError(yTrue: ArrayLike<number>, yPred: ArrayLike<number>): number {
  if (yTrue.length !== yPred.length) {
    throw new RangeError(`yPred must have ${yTrue.length} rows as yTrue has: found ${yPred.length}`);
  }
  let sum = 0;
  for (let row = 0; row < yTrue.length; row++) {
    const difference = yTrue[row] - yPred[row];
    sum += difference * difference;
  }
  return sum / yTrue.length;
}
