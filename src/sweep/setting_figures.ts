// What each setting of a sweep came to: how many of its trials reach each goal, and the means of what the rows held out say.
// What must not change: of all trials of a setting, those that diverged are among those that reached nothing.

import type { Experiment } from "../experiment/experiment.ts";
import { answerShapeOf, judgedFigure, judgedNames } from "./figures.ts";
import { type Goal, goalsOf } from "./goals.ts";
import type { SweepPlan } from "./plan.ts";
import { combinationsOfGroups, groupsOfTrials, settingCountOf, settingParting } from "./setting_groups.ts";
import type { TrialsSummary } from "./trial_statistics.ts";

/** For each goal, in their order, how many trials of each setting reached it; settings are counted as their combinations are. */
export type Reach = readonly (readonly number[])[];

/** What the trials of a setting have of a figure. */
export interface SettingMean {
  /** Of the trials that have it; NaN where none has. */
  readonly mean: number;
  /** How many have it: those that did not diverge. */
  readonly count: number;
}

/** For each figure of rows, in their order, its mean over the trials of each setting. */
export type SettingMeans = readonly (readonly SettingMean[])[];

/** What the settings of a sweep came to. */
export interface SettingFigures {
  readonly reach: Reach;
  readonly means: SettingMeans;
}

/** The same from the statistics of all settings. */
export function settingFiguresOf(
  experiment: Experiment,
  settings: readonly TrialsSummary[],
): SettingFigures {
  return {
    reach: goalsOf(experiment).map(({ countIn }) => settings.map(countIn)),
    means: judgedNames(experiment).map((_, index) =>
      settings.map(({ judged }): SettingMean => {
        const { mean, count } = judged[index].spread ?? { mean: NaN, count: 0 };
        return { mean, count };
      })
    ),
  };
}

/**
 * The same from the groups that `summary.json` has, which part trials further than settings do: by orders and splits as well.
 *
 * @param groups all of a sweep.
 */
export function settingFiguresOfGroups(plan: SweepPlan, groups: readonly TrialsSummary[]): SettingFigures {
  const ofGroups = settingFiguresOf(plan.experiment, groups);
  const settingOfGroup = combinationsOfGroups(plan, groups.length, settingParting(plan));
  const bySetting = <Value>(values: readonly Value[]): readonly (readonly Value[])[] => {
    const found = Array.from({ length: settingCountOf(plan) }, (): Value[] => []);
    values.forEach((value, group) => found[settingOfGroup[group]].push(value));
    return found;
  };
  return {
    reach: ofGroups.reach.map((counts) =>
      bySetting(counts).map((found) => found.reduce((sum, count) => sum + count, 0))
    ),
    means: ofGroups.means.map((means) => bySetting(means).map(meanOfAll)),
  };
}

/** The mean of all trials of which some means are known. */
export function meanOfAll(means: readonly SettingMean[]): SettingMean {
  const there = means.filter(({ count }) => count > 0);
  if (there.length < 2) return there[0] ?? { mean: NaN, count: 0 };
  const count = there.reduce((sum, one) => sum + one.count, 0);
  return { mean: there.reduce((sum, one) => sum + one.mean * one.count, 0) / count, count };
}

/** Of more settings nothing is counted; a setting's number is kept in 16 bits. */
const MOST_SETTINGS = 10_000;

/** Counts the same from the trials, for settings that are too many to have statistics. */
export class SettingCounter {
  readonly #goals: readonly Goal[];
  readonly #reached: readonly number[][];
  /** The figures of rows, by their number. */
  readonly #judged: ReadonlyMap<number, Means>;
  readonly #settingOfTrial: Uint16Array;

  private constructor(plan: SweepPlan, settingCount: number) {
    const { experiment } = plan;
    const shape = answerShapeOf(experiment);
    this.#goals = goalsOf(experiment);
    this.#reached = this.#goals.map(() => new Array<number>(settingCount).fill(0));
    this.#judged = new Map(
      judgedNames(experiment).map((_, index) => [judgedFigure(shape, index), new Means(settingCount)]),
    );
    this.#settingOfTrial = groupsOfTrials(plan, settingParting(plan), new Uint16Array(plan.trialCount));
  }

  /** A counter for the trials of a sweep; null where its settings are too many, or there is one. */
  static of(plan: SweepPlan): SettingCounter | null {
    const settingCount = settingCountOf(plan);
    return settingCount === 1 || settingCount > MOST_SETTINGS ? null : new SettingCounter(plan, settingCount);
  }

  /** Takes a figure of all trials, in plan order. */
  take(figure: number, column: Float64Array): void {
    this.#judged.get(figure)?.take(column, this.#settingOfTrial);
    this.#goals.forEach((goal, at) => {
      if (goal.figure !== figure) return;
      for (let trial = 0; trial < column.length; trial++) {
        if (goal.isReached(column[trial])) this.#reached[at][this.#settingOfTrial[trial]]++;
      }
    });
  }

  /** What was counted, when every figure was taken. */
  figures(): SettingFigures {
    return { reach: this.#reached, means: [...this.#judged.values()].map((means) => means.all()) };
  }
}

/** The mean of a figure for each setting, summed in plan order. */
class Means {
  readonly #sums: Float64Array;
  readonly #counts: Uint32Array;

  constructor(settingCount: number) {
    this.#sums = new Float64Array(settingCount);
    this.#counts = new Uint32Array(settingCount);
  }

  take(column: Float64Array, settingOfTrial: Uint16Array): void {
    for (let trial = 0; trial < column.length; trial++) {
      if (Number.isNaN(column[trial])) continue;
      this.#sums[settingOfTrial[trial]] += column[trial];
      this.#counts[settingOfTrial[trial]]++;
    }
  }

  all(): readonly SettingMean[] {
    return Array.from(this.#counts, (count, setting) => ({ mean: this.#sums[setting] / count, count }));
  }
}
