// The figures kept of each trial, NaN where there is none.
// Why so few: millions of trials must fit on a disk, and any trial is soon run again in full.
// Why figure by figure and not trial by trial: statistics ask for one figure of all trials at a time.

/** A trial's first logged epoch under each of these losses is kept. */
export const LOSS_THRESHOLDS: readonly number[] = [0.1, 0.01];

/** The number of each figure of a trial. */
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

/** Figures of a trial. */
export function figureCount(queryCount: number): number {
  return FIGURE.outputs + queryCount;
}

/** Bytes that are kept of each trial: its figures as doubles, and the bin of its loss at each epoch of the bands. */
export function trialBytes(queryCount: number, bandEpochCount: number): number {
  return figureCount(queryCount) * 8 + bandEpochCount * 2;
}
