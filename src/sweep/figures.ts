// The figures kept of each trial: one row of numbers, NaN where there is none.
// Why so few: a million trials must fit into memory, and any trial is soon run again in full.

/** A trial's first logged epoch under each of these losses is kept. */
export const LOSS_THRESHOLDS: readonly number[] = [0.1, 0.01];

/** Where each figure stands in a trial's row. */
export const FIGURE = {
  /** The loss of the final parameters; NaN where the trial diverged or has no rows. */
  finalLoss: 0,
  /** The epoch whose loss was not finite; NaN for a completed trial. */
  divergedAtEpoch: 1,
  /** The first of the epochs under each loss threshold; NaN where none was logged. */
  firstEpochUnder: 2,
  /** The first of the outputs, one a query; NaN where there is no finite answer. */
  outputs: 4,
} as const;

/** Numbers in a trial's row. */
export function figureCount(queryCount: number): number {
  return FIGURE.outputs + queryCount;
}
