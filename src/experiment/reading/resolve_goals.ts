// Which goals an experiment has: its thresholds in order, and whether there are rows to be right about.
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

/** The goals of a draft; reports a threshold that is there twice, and rows that cannot be right. */
export function resolveGoals(
  { allRowsRight, lossThresholds }: Draft["goals"],
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
  return sweep === null
    ? DEFAULT_GOALS
    : { allRowsRight, lossThresholds: thresholds.toSorted((a, b) => b - a) };
}

/** Reports that no row can be right: without classes there is no answer, and without rows nothing to answer. */
function reportRows({ target, rows }: Dataset, placeOf: Placer, list: ProblemList): void {
  const place = placeOf(["goals", "all_rows_right"]);
  if (classLabelsOf(target).length === 0) {
    const message = "goals.all_rows_right needs a target with classes: found none";
    list.report(
      "not_allowed",
      place,
      message,
      "name loss_thresholds instead, or add classes to dataset.target",
    );
  } else if (rows.length === 0) {
    list.report("not_allowed", place, "goals.all_rows_right needs rows to learn: found none", "remove it");
  }
}
