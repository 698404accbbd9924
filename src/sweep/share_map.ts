// The share of the trials that reached a goal, over the values of two axes of a sweep.
// What must not change: a cell counts all trials with its two values, whatever else was swept.

import { valueCount } from "../experiment/experiment.ts";
import { type Goal, goalsOf, type Reach } from "./goals.ts";
import { isChanceAxis } from "./luck.ts";
import { axisIndicesAt, type SweepPlan } from "./plan.ts";
import { isSettingAxis } from "./setting_groups.ts";

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
export function mapAxesOf({ axes }: Pick<SweepPlan, "axes">): readonly MapAxes[] {
  const chosen = axes.flatMap((axis, at) =>
    isSettingAxis(axis) && !isChanceAxis(axis) && valueCount(axis[0].values) > 1 ? [at] : []
  );
  return chosen.flatMap((rows, at) => chosen.slice(at + 1).map((columns) => ({ rows, columns })));
}

/** The map of a goal over two axes. */
export function shareMapOf(plan: SweepPlan, reach: Reach, goal: Goal, { rows, columns }: MapAxes): ShareMap {
  const goals = goalsOf(plan.experiment);
  const counts = reach[goals.findIndex(({ figure }) => figure === goal.figure)];
  const [rowCount, columnCount] = [rows, columns].map((axis) => valueCount(plan.axes[axis][0].values));
  const reached = Array.from({ length: rowCount }, () => new Array<number>(columnCount).fill(0));
  // Settings are counted as their combinations are: as the trials of a sweep without the other axes.
  const places = plan.axes.flatMap((axis, at) => isSettingAxis(axis) ? [at] : []);
  const settings = { axes: places.map((at) => plan.axes[at]) };
  const [rowAt, columnAt] = [places.indexOf(rows), places.indexOf(columns)];
  counts.forEach((count, setting) => {
    const indices = axisIndicesAt(settings, setting);
    reached[indices[rowAt]][indices[columnAt]] += count;
  });
  const trialCount = plan.trialCount / (rowCount * columnCount);
  return { goal, shares: reached.map((line) => line.map((count) => count / trialCount)), trialCount };
}
