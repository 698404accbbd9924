// Is the best setting better than another, or was it lucky? In how many splits of the rows it is ahead.
// Why split by split: some splits are hard for every setting, and some easy; within one, two settings judge the same rows, and
// what is left is their difference.

import { type JudgedName, judgedNames } from "./figures.ts";
import { isSplitAxis } from "./luck.ts";
import type { SweepPlan } from "./plan.ts";
import { meanOfAll, type SettingMean } from "./setting_figures.ts";
import { combinationsOfGroups, settingCountOf, settingParting } from "./setting_groups.ts";
import type { TrialsSummary } from "./trial_statistics.ts";

/** How two settings stand to each other. */
export interface Lead {
  /** In how many splits the one has the better mean. */
  readonly aheadIn: number;
  /** In how many neither has. */
  readonly equalIn: number;
  /** In how many splits both have one. */
  readonly splitCount: number;
}

/** The means of a figure in each split, by setting: shape [setting][split]. */
export type MeansBySplit = readonly (readonly SettingMean[])[];

/**
 * The means of a figure of rows in each split that the sweep varies; null where it varies none, has but one, or settings hold
 * out rows of their own.
 *
 * @param groups all of a sweep, as `summary.json` has them; null as well where there are none.
 */
export function meansBySplit(
  plan: SweepPlan,
  groups: readonly TrialsSummary[],
  name: JudgedName,
): MeansBySplit | null {
  const ofSplits = plan.axes.map((axis) => isSplitAxis(plan, axis));
  if (groups.length === 0 || !ofSplits.includes(true)) return null;
  const settings = combinationsOfGroups(plan, groups.length, settingParting(plan));
  const splits = combinationsOfGroups(plan, groups.length, ofSplits);
  const splitCount = Math.max(...splits) + 1;
  if (splitCount < 2) return null;
  const found = Array.from(
    { length: settingCountOf(plan) },
    () => Array.from({ length: splitCount }, (): SettingMean[] => []),
  );
  const index = judgedNames(plan.experiment).indexOf(name);
  groups.forEach(({ judged }, group) => {
    const { mean, count } = judged[index].spread ?? { mean: NaN, count: 0 };
    found[settings[group]][splits[group]].push({ mean, count });
  });
  return found.map((ofSetting) => ofSetting.map(meanOfAll));
}

/** How a setting stands to another one. */
export function leadOver(
  means: MeansBySplit,
  isBetter: (mean: number, other: number) => boolean,
  setting: number,
  other: number,
): Lead {
  let [aheadIn, equalIn, splitCount] = [0, 0, 0];
  means[setting].forEach(({ mean, count }, split) => {
    const against = means[other][split];
    if (count === 0 || against.count === 0) return;
    splitCount++;
    if (isBetter(mean, against.mean)) aheadIn++;
    else if (!isBetter(against.mean, mean)) equalIn++;
  });
  return { aheadIn, equalIn, splitCount };
}
