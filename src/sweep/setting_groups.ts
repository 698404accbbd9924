// Trials by setting: which share the values of every key but the seed.
// Why: the seed is chance, and a setting is judged over all its seeds.

import type { Settings } from "../experiment/reading/variant.ts";
import type { SweptKey } from "../experiment/experiment.ts";
import { combinationAt, indicesOfTrials, settingsAt, type SweepPlan, trialCountOf } from "./plan.ts";

/** Where there would be more groups than this, there are none. At most 256: a group's number is kept in a byte. */
const MOST_GROUPS = 200;
/** Trials that share the values of every key but the seed. */
export interface Group {
  readonly settings: Settings;
  readonly trialCount: number;
}

/** Whether an axis tells settings apart. */
export function isSettingAxis(axis: readonly SweptKey[]): boolean {
  return axis.every(({ key }) => key !== "init.seed");
}

/** How many settings there are; 1 where the seed alone is swept. */
export function settingCountOf({ axes }: Pick<SweepPlan, "axes">): number {
  return trialCountOf(axes.filter(isSettingAxis));
}

/** A setting by its number: the combination of its values. */
export function settingOf({ axes }: Pick<SweepPlan, "axes">, setting: number): Settings {
  return settingsAt({ axes: axes.filter(isSettingAxis) }, setting);
}

/** The groups, by the combination of the values that tell them apart; none where there would be too many. */
export function groupsOf(plan: SweepPlan): readonly Group[] {
  const axes = plan.axes.filter(isSettingAxis);
  const groupCount = trialCountOf(axes);
  if (axes.length === 0 || groupCount > MOST_GROUPS) return [];
  return Array.from({ length: groupCount }, (_, group) => ({
    settings: settingOf(plan, group),
    trialCount: plan.trialCount / groupCount,
  }));
}

/** Whether groups have statistics of their own in `summary.json`: a single trial is its line in `trials.csv`. */
export function areSummarized(groups: readonly Pick<Group, "trialCount">[]): boolean {
  return groups.length > 0 && groups[0].trialCount > 1;
}

/**
 * The setting of each trial, by its number, in plan order.
 *
 * @param into room for all trials, in numbers that are large enough for the settings.
 */
export function settingsOfTrials<Numbers extends Uint8Array | Uint16Array>(
  plan: SweepPlan,
  into: Numbers,
): Numbers {
  const isCounted = plan.axes.map(isSettingAxis);
  let trial = 0;
  for (const indices of indicesOfTrials(plan, 0, plan.trialCount)) {
    into[trial++] = combinationAt(plan, isCounted, indices);
  }
  return into;
}

/** A figure of all trials, parted by their groups; each keeps plan order. */
export function columnsByGroup(
  column: Float64Array,
  groupOfTrial: Uint8Array,
  trialCounts: readonly number[],
): readonly Float64Array[] {
  const columns = trialCounts.map((count) => new Float64Array(count));
  const taken = new Uint32Array(columns.length);
  for (let trial = 0; trial < column.length; trial++) {
    const group = groupOfTrial[trial];
    columns[group][taken[group]++] = column[trial];
  }
  return columns;
}
