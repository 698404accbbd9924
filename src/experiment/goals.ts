// What is asked of the trials of a sweep: whether they answer every row rightly, their macro F1, the losses they fall under.
// What must not change: the default is what 0.1.0 counted in every sweep; a config says nothing of it.

/** What is asked of the trials of a sweep. */
export interface Goals {
  /** Whether it is asked of each trial if it answers every row that it learned rightly. */
  readonly allRowsRight: boolean;
  /** Whether each trial has the macro F1 of the rows that are held out. */
  readonly macroF1: boolean;
  /** A trial's first logged epoch under each of these losses is kept; falling, none twice. */
  readonly lossThresholds: readonly number[];
}

/** What is asked where nothing is said. */
export const DEFAULT_GOALS: Goals = { allRowsRight: false, macroF1: false, lossThresholds: [0.1, 0.01] };

/** Whether the thresholds are those of every sweep that says nothing. */
export function areDefaultThresholds(thresholds: readonly number[]): boolean {
  return thresholds.join() === DEFAULT_GOALS.lossThresholds.join();
}
