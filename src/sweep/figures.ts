// The figures kept of each trial: one row of numbers, NaN where there is none; and how many may be kept.
// Why so few: a million trials must fit into memory, and any trial is soon run again in full.

import type { SweepPlan } from "./plan.ts";

/** A trial's first logged epoch under each of these losses is kept. */
export const LOSS_THRESHOLDS: readonly number[] = [0.1, 0.01];

/** The index of each figure in a trial's row. */
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

/** Figures that a sweep may have, so that they fit in memory: 1.6 GB. */
const MOST_FIGURES = 200_000_000;

/** What is wrong with the size of a sweep, without a full stop; null for one that can be run, and so verified. */
export function sweepSizeProblem({ trialCount, experiment }: SweepPlan): string | null {
  const width = figureCount(experiment.queries.length);
  const count = trialCount * width;
  if (count <= MOST_FIGURES) return null;
  return `a sweep must have at most ${MOST_FIGURES} figures, ${width} a trial: found ${count}`;
}
