// What the trials of a sweep may reach, each of which is counted: every row answered rightly, a loss under a threshold.
// What must not change: the default is what 0.1.0 counted in every sweep; a config says nothing of it.

/** What is counted of the trials of a sweep. */
export interface Goals {
  /** Whether it is asked of each trial if it answers every row that it learned rightly. */
  readonly allRowsRight: boolean;
  /** A trial's first logged epoch under each of these losses is kept; falling, none twice. */
  readonly lossThresholds: readonly number[];
}

/** What is counted where nothing is said. */
export const DEFAULT_GOALS: Goals = { allRowsRight: false, lossThresholds: [0.1, 0.01] };

/** Whether the thresholds are those of every sweep that says nothing. */
export function areDefaultThresholds(thresholds: readonly number[]): boolean {
  return thresholds.join() === DEFAULT_GOALS.lossThresholds.join();
}
