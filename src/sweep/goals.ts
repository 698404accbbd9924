// What trials may reach, and how many of each setting do: from that a setting is judged, over all its seeds.
// What must not change: of all trials of a setting, those that diverged are among those that reached nothing.

import type { Experiment } from "../experiment/experiment.ts";
import { shortest } from "../text/decimal.ts";
import { answerShapeOf, FIGURE, rowsRightFigure } from "./figures.ts";
import type { SweepPlan } from "./plan.ts";
import { settingCountOf, settingsOfTrials } from "./setting_groups.ts";
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
  const rowsRight: Goal = {
    kind: "rows right",
    words: "all rows right",
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
      words: `loss under ${shortest(threshold)}`,
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

/** For each goal, in their order, how many trials of each setting reached it; settings are counted as their combinations are. */
export type Reach = readonly (readonly number[])[];

/** The same from the statistics of all settings. */
export function reachOfGroups(experiment: Experiment, groups: readonly TrialsSummary[]): Reach {
  return goalsOf(experiment).map(({ countIn }) => groups.map(countIn));
}

/** Of more settings nothing is counted; a setting's number is kept in 16 bits. */
const MOST_SETTINGS = 10_000;

/** Counts the same from the trials, for settings that are too many to have statistics. */
export class ReachCounter {
  readonly #goals: readonly Goal[];
  readonly #counts: readonly number[][];
  readonly #settingOfTrial: Uint16Array;

  private constructor(plan: SweepPlan, settingCount: number) {
    this.#goals = goalsOf(plan.experiment);
    this.#counts = this.#goals.map(() => new Array<number>(settingCount).fill(0));
    this.#settingOfTrial = settingsOfTrials(plan, new Uint16Array(plan.trialCount));
  }

  /** A counter for the trials of a sweep; null where its settings are too many, or there is one. */
  static of(plan: SweepPlan): ReachCounter | null {
    const settingCount = settingCountOf(plan);
    return settingCount === 1 || settingCount > MOST_SETTINGS ? null : new ReachCounter(plan, settingCount);
  }

  /** Takes a figure of all trials, in plan order. */
  take(figure: number, column: Float64Array): void {
    this.#goals.forEach((goal, at) => {
      if (goal.figure !== figure) return;
      for (let trial = 0; trial < column.length; trial++) {
        if (goal.isReached(column[trial])) this.#counts[at][this.#settingOfTrial[trial]]++;
      }
    });
  }

  /** What was counted, when every figure was taken. */
  reach(): Reach {
    return this.#counts;
  }
}
