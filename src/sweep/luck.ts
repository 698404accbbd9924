// What was luck: which part of the variance of a figure among all trials goes with the start, the order and the split, and
// how the folds of a cross-validation differ.
// What must not change: sums run in plan order; trials without the figure are left out.

import {
  SPLIT_KEYS,
  type SweepValue,
  type SweepValues,
  type SweptKey,
  valueAt,
  valueCount,
} from "../experiment/experiment.ts";
import { deviationOf, meanOf } from "./distribution.ts";
import { combinationAt, indicesOfTrials, type SweepPlan } from "./plan.ts";

/** Whose luck it may be: of the starting parameters, of the order of the rows, of the rows that were held out. */
export type LuckKind = "start" | "order" | "split";

/** The keys whose values are chance. */
const KEYS: Readonly<Record<LuckKind, readonly string[]>> = {
  start: ["init.seed"],
  order: ["training.shuffle_seed"],
  split: SPLIT_KEYS,
};

/** Whether trials cut the table in different ways, so that a seed or a fold of the one is not that of the other. */
function cutsDiffer(plan: SweepPlan): boolean {
  return plan.axes.flat().some(({ key }) =>
    key.startsWith("dataset.validation.") && !KEYS.split.includes(key)
  );
}

/** Whether an axis is chance alone: a start, an order or a split more, of which no setting is made. */
export function isChanceAxis(axis: readonly SweptKey[]): boolean {
  return axis.every(({ key }) => LUCK_KINDS.some((kind) => KEYS[kind].includes(key)));
}

/** Whether an axis decides alone which rows are held out, and all trials cut the table in one way otherwise. */
export function isSplitAxis(plan: SweepPlan, axis: readonly SweptKey[]): boolean {
  return !cutsDiffer(plan) && axis.every(({ key }) => KEYS.split.includes(key));
}

/** The kinds in their order. */
export const LUCK_KINDS: readonly LuckKind[] = ["start", "order", "split"];

/** How much of a figure's variance goes with one kind of chance. */
export interface Luck {
  /** Whose luck it is. */
  readonly kind: LuckKind;
  /** The keys that are swept of it. */
  readonly keys: readonly string[];
  /**
   * The variance of the means over the trials with each of its values, as a share of the variance over all trials: 0 where
   * it makes no difference, 1 where nothing else makes any.
   */
  readonly share: number;
  /** How many values it takes, of several keys together. */
  readonly valueCount: number;
}

/**
 * The luck of each kind of chance that a sweep varies on its own; none where all trials are alike, or where one kind is all
 * that is swept, whose share would be 1. That of the split is left out where the table is cut in different ways.
 *
 * @param column a figure of all trials, NaN where there is none.
 */
export function luckOf(plan: SweepPlan, column: Float64Array): readonly Luck[] {
  const comparable = cutsDiffer(plan) ? LUCK_KINDS.filter((kind) => kind !== "split") : LUCK_KINDS;
  const kinds = comparable.map((kind) => ({
    kind,
    isOf: plan.axes.map((axis) => axis.length === 1 && KEYS[kind].includes(axis[0].key)),
  })).filter(({ isOf }) => isOf.includes(true) && isOf.includes(false));
  if (kinds.length === 0) return [];
  const firstOf = plan.axes.map(([{ values }]) => firstEqual(values));
  const firsts = new Array<number>(plan.axes.length);
  const levels = kinds.map(() => new Map<number, { sum: number; count: number }>());
  let [sum, count] = [0, 0];
  let [min, max] = [Infinity, -Infinity];
  eachTrial(plan, column, (value, indices) => {
    sum += value;
    count++;
    min = Math.min(min, value);
    max = Math.max(max, value);
    for (let axis = 0; axis < firsts.length; axis++) firsts[axis] = firstOf[axis](indices[axis]);
    kinds.forEach(({ isOf }, at) => {
      const key = combinationAt(plan, isOf, firsts);
      const level = levels[at].get(key) ?? { sum: 0, count: 0 };
      level.sum += value;
      level.count++;
      levels[at].set(key, level);
    });
  });
  if (!(min < max)) return [];
  // Rounded, the mean of values that are all alike may be another one.
  const within = (mean: number): number => Math.min(max, Math.max(min, mean));
  const mean = within(sum / count);
  let squares = 0;
  eachTrial(plan, column, (value) => squares += (value - mean) * (value - mean));
  if (!(squares > 0 && squares < Infinity)) return [];
  return kinds.map(({ kind, isOf }, at): Luck => {
    let between = 0;
    for (const level of levels[at].values()) {
      const distance = within(level.sum / level.count) - mean;
      between += level.count * distance * distance;
    }
    const keys = plan.axes.flatMap(([{ key }], axis) => isOf[axis] ? [key] : []);
    return { kind, keys, share: Math.min(1, between / squares), valueCount: levels[at].size };
  });
}

/**
 * The share that a kind of chance has on average where it has no effect at all, since the means of few trials differ anyway.
 *
 * @param trialCount of the trials that have the figure, at least 2.
 *
 * @example A hundred seeds of five trials each
 * ```ts
 * if (shareWithoutEffect(100, 500) !== 99 / 499) throw new Error("wrong");
 * ```
 */
export function shareWithoutEffect(valueCount: number, trialCount: number): number {
  return (valueCount - 1) / (trialCount - 1);
}

/** From the index of a value to that of the first one equal to it: a value that is listed twice is one. */
function firstEqual(values: SweepValues): (index: number) => number {
  if (values.kind === "range") return (index) => index;
  const firsts = new Map<SweepValue, number>();
  const found = values.values.map((value, index) => {
    const first = firsts.get(value) ?? index;
    firsts.set(value, first);
    return first;
  });
  return (index) => found[index];
}

/** The means of a figure over the trials of each fold, and how the folds differ. */
export interface FoldSpread {
  /** In the order of the sweep. */
  readonly folds: readonly { readonly fold: number; readonly mean: number }[];
  /** The mean of those means. */
  readonly mean: number;
  /** Their standard deviation, divided by their count. */
  readonly sd: number;
}

/**
 * How a figure differs from fold to fold; null where folds are not swept, the table is cut in different ways, or a fold has no
 * trial with the figure.
 */
export function foldSpreadOf(plan: SweepPlan, column: Float64Array): FoldSpread | null {
  const at = plan.axes.findIndex((axis) => axis.some(({ key }) => key === "dataset.validation.fold"));
  if (at < 0 || cutsDiffer(plan)) return null;
  const { values } = plan.axes[at].find(({ key }) => key === "dataset.validation.fold")!;
  const firstOf = firstEqual(values);
  const folded = Array.from({ length: valueCount(values) }, (_, index) => firstOf(index));
  const figures = new Map(folded.map((first): [number, number[]] => [first, []]));
  eachTrial(plan, column, (value, indices) => figures.get(firstOf(indices[at]))!.push(value));
  const all = [...figures];
  if (all.some(([, { length }]) => length === 0)) return null;
  const folds = all.map(([index, ofFold]) => ({
    fold: valueAt(values, index) as number,
    mean: centreOf(Float64Array.from(ofFold)).mean,
  }));
  return { folds, ...centreOf(Float64Array.from(folds, ({ mean }) => mean)) };
}

/** The mean of numbers and their standard deviation, divided by their count. */
function centreOf(numbers: Float64Array): Pick<FoldSpread, "mean" | "sd"> {
  const [min, max] = numbers.reduce(
    ([least, most], number) => [Math.min(least, number), Math.max(most, number)],
    [Infinity, -Infinity],
  );
  const mean = meanOf(numbers, min, max);
  return { mean, sd: deviationOf(numbers, mean, min, max) };
}

/** Hears each trial that has the figure, in plan order, with the index of its value on each axis. */
function eachTrial(
  plan: SweepPlan,
  column: Float64Array,
  hear: (value: number, indices: readonly number[]) => void,
): void {
  let trial = 0;
  for (const indices of indicesOfTrials(plan, 0, plan.trialCount)) {
    const value = column[trial++];
    if (!Number.isNaN(value)) hear(value, indices);
  }
}
