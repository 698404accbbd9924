// How large a sweep may be so that its figures fit in memory.
// Why apart from the experiment's limits: the figures are the sweep's, and what refuses to run one must also refuse to
// verify one.

import { figureCount } from "./figures.ts";
import type { SweepPlan } from "./plan.ts";

/** Numbers that a sweep's figures may be: 1.6 GB. */
const MOST_FIGURES = 200_000_000;

/** What is wrong with the size of a sweep, without a full stop; null for one that can be run. */
export function sweepSizeProblem({ trialCount, experiment }: SweepPlan): string | null {
  const width = figureCount(experiment.queries.length);
  const count = trialCount * width;
  if (count <= MOST_FIGURES) return null;
  return `a sweep must have at most ${MOST_FIGURES} figures, ${width} a trial: found ${count}`;
}
