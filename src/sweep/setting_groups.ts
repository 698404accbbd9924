// Trials put together: by setting, that is by what was chosen and over every start, order and split; and by group, as
// `summary.json` has them, over every start alone.
// Why two: a setting is judged over all that is chance, and the file keeps its groups, which others can put together.

import type { Settings } from "../experiment/reading/variant.ts";
import { type SweptKey, valueCount } from "../experiment/experiment.ts";
import { isChanceAxis } from "./luck.ts";
import {
  axisIndicesAt,
  combinationAt,
  indicesOfTrials,
  settingsAt,
  type SweepPlan,
  trialCountOf,
} from "./plan.ts";

/** Where there would be more groups than this, there are none. At most 256: a group's number is kept in a byte. */
const MOST_GROUPS = 200;

/** Trials that share the values of some keys. */
export interface Group {
  readonly settings: Settings;
  readonly trialCount: number;
}

/** Which axes of a sweep tell trials apart, one for each. */
export type Parting = readonly boolean[];

type Axes = Pick<SweepPlan, "axes">;

/** As `summary.json` has its groups: by every key but the seed. */
export function groupParting({ axes }: Axes): Parting {
  return axes.map((axis) => axis.every(({ key }) => key !== "init.seed"));
}

/** By what was chosen alone, over every start, order and split; where nothing was, by every key but the seed. */
export function settingParting(plan: Axes): Parting {
  const groups = groupParting(plan);
  const chosen = chosenParting(plan);
  return plan.axes.some((axis, at) => chosen[at] && isVaried(axis)) ? chosen : groups;
}

function chosenParting(plan: Axes): Parting {
  return groupParting(plan).map((isApart, at) => isApart && !isChanceAxis(plan.axes[at]));
}

/** Whether settings differ in how they learn or are judged: in more than chance, and in more than what is asked. */
export function areSettingsChosen(plan: Axes): boolean {
  const chosen = chosenParting(plan);
  return plan.axes.some((axis, at) =>
    chosen[at] && isVaried(axis) && axis.some(({ key }) => !key.startsWith("queries."))
  );
}

/** Whether an axis has more than one value. */
export function isVaried(axis: readonly SweptKey[]): boolean {
  return valueCount(axis[0].values) > 1;
}

/** Whether settings are the groups that `summary.json` has. */
export function areSettingsGroups(plan: Axes): boolean {
  const groups = groupParting(plan);
  return settingParting(plan).every((isApart, at) => isApart === groups[at]);
}

/** How many settings there are; 1 where chance alone is swept. */
export function settingCountOf(plan: Axes): number {
  return trialCountOf(apartAxes(plan, settingParting(plan)));
}

/** A setting by its number: the combination of its values. */
export function settingOf(plan: Axes, setting: number): Settings {
  return settingsAt({ axes: apartAxes(plan, settingParting(plan)) }, setting);
}

/** The groups, by the combination of the values that tell them apart; none where there would be too many, or there is one. */
export function groupsOf(plan: SweepPlan, parting: Parting): readonly Group[] {
  const axes = apartAxes(plan, parting);
  const groupCount = trialCountOf(axes);
  if (axes.length === 0 || groupCount > MOST_GROUPS) return [];
  return Array.from({ length: groupCount }, (_, group) => ({
    settings: settingsAt({ axes }, group),
    trialCount: plan.trialCount / groupCount,
  }));
}

function apartAxes({ axes }: Axes, parting: Parting): SweepPlan["axes"] {
  return axes.filter((_, at) => parting[at]);
}

/** For each group of `summary.json`, by its number, the combination of the values of some of its axes. */
export function combinationsOfGroups(
  plan: SweepPlan,
  groupCount: number,
  parting: Parting,
): readonly number[] {
  const isOfGroups = groupParting(plan);
  const axes = { axes: apartAxes(plan, isOfGroups) };
  const ofGroups = parting.filter((_, at) => isOfGroups[at]);
  return Array.from(
    { length: groupCount },
    (_, group) => combinationAt(axes, ofGroups, axisIndicesAt(axes, group)),
  );
}

/** Whether groups have statistics of their own in `summary.json`: a single trial is its line in `trials.csv`. */
export function areSummarized(groups: readonly Pick<Group, "trialCount">[]): boolean {
  return groups.length > 0 && groups[0].trialCount > 1;
}

/**
 * The group of each trial, by its number, in plan order.
 *
 * @param into room for all trials, in numbers that are large enough for the groups.
 */
export function groupsOfTrials<Numbers extends Uint8Array | Uint16Array>(
  plan: SweepPlan,
  parting: Parting,
  into: Numbers,
): Numbers {
  let trial = 0;
  for (const indices of indicesOfTrials(plan, 0, plan.trialCount)) {
    into[trial++] = combinationAt(plan, parting, indices);
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
