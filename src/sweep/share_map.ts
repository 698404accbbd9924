// What the settings of a sweep came to over the values of two axes: shares of trials, or means of a figure.
// What must not change: a cell takes in all trials with its two values, whatever else was swept.

import { valueCount } from "../experiment/experiment.ts";
import { type Goal, goalsOf } from "./goals.ts";
import { isChanceAxis } from "./luck.ts";
import { axisIndicesAt, type SweepPlan } from "./plan.ts";
import { meanOfAll, type Reach, type SettingMean } from "./setting_figures.ts";
import { isVaried, settingParting } from "./setting_groups.ts";

/** Which two axes of a sweep span a map, by their place in the plan. */
export interface MapAxes {
  readonly rows: number;
  readonly columns: number;
}

/** Shares over two axes. */
export interface ShareMap {
  readonly goal: Goal;
  /** Shape [row][column]: the share of the trials of the cell, 0 … 1. */
  readonly shares: readonly (readonly number[])[];
  /** Trials of each cell. */
  readonly trialCount: number;
}

/** Every pair of axes that were chosen and not left to chance, in the order of the plan. */
export function mapAxesOf(plan: Pick<SweepPlan, "axes">): readonly MapAxes[] {
  const parting = settingParting(plan);
  const chosen = plan.axes.flatMap((axis, at) =>
    parting[at] && !isChanceAxis(axis) && isVaried(axis) ? [at] : []
  );
  return chosen.flatMap((rows, at) => chosen.slice(at + 1).map((columns) => ({ rows, columns })));
}

/** The map of a goal over two axes. */
export function shareMapOf(plan: SweepPlan, reach: Reach, goal: Goal, axes: MapAxes): ShareMap {
  const counts = reach[goalsOf(plan.experiment).findIndex(({ figure }) => figure === goal.figure)];
  const cells = cellsOf(plan, counts, axes);
  const trialCount = plan.trialCount / (cells.length * cells[0].length);
  const shareOf = (reached: readonly number[]): number =>
    reached.reduce((sum, count) => sum + count, 0) / trialCount;
  return { goal, shares: cells.map((line) => line.map(shareOf)), trialCount };
}

/** The mean of a figure over two axes, shape [row][column]: in each cell that of all its trials which have one; NaN where none has. */
export function meanMapOf(
  plan: SweepPlan,
  means: readonly SettingMean[],
  axes: MapAxes,
): readonly (readonly number[])[] {
  return cellsOf(plan, means, axes).map((line) => line.map((found) => meanOfAll(found).mean));
}

/** What is known of each setting, put together by the values of two axes: shape [row][column][setting]. */
function cellsOf<OfSetting>(
  plan: SweepPlan,
  ofSettings: readonly OfSetting[],
  { rows, columns }: MapAxes,
): readonly (readonly (readonly OfSetting[])[])[] {
  const [rowCount, columnCount] = [rows, columns].map((axis) => valueCount(plan.axes[axis][0].values));
  const cells = Array.from(
    { length: rowCount },
    () => Array.from({ length: columnCount }, (): OfSetting[] => []),
  );
  // Settings are counted as their combinations are: as the trials of a sweep without the other axes.
  const places = settingParting(plan).flatMap((isApart, at) => isApart ? [at] : []);
  const settings = { axes: places.map((at) => plan.axes[at]) };
  const [rowAt, columnAt] = [places.indexOf(rows), places.indexOf(columns)];
  ofSettings.forEach((value, setting) => {
    const indices = axisIndicesAt(settings, setting);
    cells[indices[rowAt]][indices[columnAt]].push(value);
  });
  return cells;
}
