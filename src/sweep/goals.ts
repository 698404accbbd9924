// What trials may reach: the goals by which a setting is judged, over all its seeds.
// What must not change: a trial that diverged reaches nothing.

import type { Experiment } from "../experiment/experiment.ts";
import { shortest } from "../text/decimal.ts";
import { answerShapeOf, FIGURE, rowsRightFigure } from "./figures.ts";
import type { TrialsSummary } from "./trial_statistics.ts";

/** Something that a trial reaches or does not. */
export interface Goal {
  readonly kind: "rows right" | "loss under";
  /** `all rows right`, `loss under 0.01`. */
  readonly words: string;
  /** The same as a heading: `all right`, `under 0.01`. */
  readonly brief: string;
  /** The figure that says so. */
  readonly figure: number;
  readonly isReached: (value: number) => boolean;
  /** How many of some trials reached it. */
  readonly countIn: (summary: TrialsSummary) => number;
  /** The median of the epochs at which they first did; null where none did, or nobody asked when. */
  readonly epochIn: (summary: TrialsSummary) => number | null;
}

/** The goals of a sweep: all rows right where that is one, then the thresholds, falling. */
export function goalsOf(experiment: Experiment): readonly Goal[] {
  const shape = answerShapeOf(experiment);
  // Beside rows that are held out it must be said that the goals are of those that were learned.
  const isJudged = experiment.dataset.validation !== null;
  const rowsRight: Goal = {
    kind: "rows right",
    words: isJudged ? "all training rows right" : "all rows right",
    brief: "all right",
    figure: rowsRightFigure(shape),
    isReached: (value) => value === 1,
    countIn: ({ rowsRight }) => rowsRight?.count ?? 0,
    epochIn: () => null,
  };
  return [
    ...(shape.hasRowsRight ? [rowsRight] : []),
    ...shape.lossThresholds.map((threshold, index): Goal => ({
      kind: "loss under",
      words: `${isJudged ? "training loss" : "loss"} under ${shortest(threshold)}`,
      brief: `under ${shortest(threshold)}`,
      figure: FIGURE.firstEpochUnder + index,
      isReached: (value) => !Number.isNaN(value),
      countIn: ({ thresholds }) => thresholds[index].count,
      epochIn: ({ thresholds }) => thresholds[index].medianEpoch,
    })),
  ];
}

/** The goal that is told first: all rows right, else the lowest threshold; null where there is none. */
export function leadingGoal(goals: readonly Goal[]): Goal | null {
  return goals.find(({ kind }) => kind === "rows right") ?? goals.at(-1) ?? null;
}
