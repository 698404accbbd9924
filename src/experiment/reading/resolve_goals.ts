// Which goals an experiment has: its thresholds in order, and whether there are rows and classes to judge by.
// Why a single run has none: nothing comes of them there, and it must be the trial that a sweep made of it.

import { classLabelsOf, type Dataset } from "../../dataset/dataset.ts";
import { shortest } from "../../text/decimal.ts";
import type { Sweep } from "../experiment.ts";
import { DEFAULT_GOALS, type Goals } from "../goals.ts";
import type { Draft } from "../settings.ts";
import type { ProblemList } from "../source/problem.ts";
import type { Placer } from "../source/yaml_tree.ts";

/** What the goals of a draft depend on. */
export interface GoalContext {
  /** Null where target or rows are not clear. */
  readonly dataset: Dataset | null;
  readonly sweep: Sweep | null;
  readonly placeOf: Placer;
}

/** The goals of a draft; reports a threshold that is there twice, and what has no rows or classes to be judged by. */
export function resolveGoals(
  { allRowsRight, macroF1, lossThresholds }: Draft["goals"],
  { dataset, sweep, placeOf }: GoalContext,
  list: ProblemList,
): Goals {
  const thresholds = typeof lossThresholds === "number" ? [lossThresholds] : lossThresholds;
  const doubled = thresholds.findIndex((threshold, index) => thresholds.indexOf(threshold) < index);
  if (doubled >= 0) {
    const message = `goals.loss_thresholds must have each loss once: found ${
      shortest(thresholds[doubled])
    } twice`;
    list.report(
      "duplicate",
      placeOf(["goals", "loss_thresholds", doubled]),
      message,
      "remove one of the two",
    );
  }
  if (allRowsRight && dataset !== null) reportRows(dataset, placeOf, list);
  if (macroF1 && dataset !== null) reportHeldOut(dataset, sweep, placeOf, list);
  return sweep === null
    ? DEFAULT_GOALS
    : { allRowsRight, macroF1, lossThresholds: thresholds.toSorted((a, b) => b - a) };
}

/** Reports that no row can be right: without classes there is no answer, and without rows nothing to answer. */
function reportRows({ target, rows }: Dataset, placeOf: Placer, list: ProblemList): void {
  const place = placeOf(["goals", "all_rows_right"]);
  if (classLabelsOf(target).length === 0) {
    const wayOut = "name loss_thresholds instead, or add classes to dataset.target";
    list.report("not_allowed", place, "goals.all_rows_right needs a target with classes: found none", wayOut);
  } else if (rows.length === 0) {
    list.report("not_allowed", place, "goals.all_rows_right needs rows to learn: found none", "remove it");
  }
}

/**
 * Reports that there is no macro F1: without classes, or without rows that are held out. Of a single run, which has no goals, the
 * rows are not missed: the file of a sweep is tried without them, too.
 */
function reportHeldOut(
  { target, validation }: Dataset,
  sweep: Sweep | null,
  placeOf: Placer,
  list: ProblemList,
): void {
  const place = placeOf(["goals", "macro_f1"]);
  if (classLabelsOf(target).length === 0) {
    const message = "goals.macro_f1 needs a target with classes: found none";
    list.report("not_allowed", place, message, "remove it, or add classes to dataset.target");
  } else if (validation === null && sweep !== null) {
    const message = "goals.macro_f1 needs rows that are held out: found none";
    list.report("not_allowed", place, message, "remove it, or add validation: { fraction: 0.2 } to dataset");
  }
}
