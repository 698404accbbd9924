// The question of a sweep, answered in a sentence: at which setting do most trials reach what, and at which fewest.
// Why first: whoever varies a setting asks that, and would else look for it in a table.

import { type Experiment, valueCount } from "../../experiment/experiment.ts";
import { areDefaultThresholds } from "../../experiment/goals.ts";
import { endNames } from "../../sweep/figures.ts";
import { type Goal, goalsOf, leadingGoal } from "../../sweep/goals.ts";
import { isChanceAxis, isSplitAxis } from "../../sweep/luck.ts";
import type { SweepPlan } from "../../sweep/plan.ts";
import type { SweepSummary } from "../../sweep/summary.ts";
import { inFull, percentage } from "../../text/number_words.ts";
import { counted } from "../../text/words.ts";
import { heldOutMeans } from "./held_out_means.ts";
import { atSettings } from "./setting_arguments.ts";

/** Whether the trials differ in more than chance, so that they are unlike each other. */
export function hasUnlikeTrials({ axes }: Pick<SweepPlan, "axes">): boolean {
  return !axes.every((axis) => isChanceAxis(axis) || valueCount(axis[0].values) === 1);
}

/** Whether chance alone was swept, and the rows held out by it: how good the network is on them is what was asked. */
export function isCrossValidation(plan: SweepPlan): boolean {
  const varied = plan.axes.filter(([{ values }]) => valueCount(values) > 1);
  return !hasUnlikeTrials(plan) && varied.some((axis) => isSplitAxis(plan, axis));
}

/** The goals whose shares say something: thresholds of every sweep that no trial reached say nothing. */
export function tellingGoals(experiment: Experiment, summary: SweepSummary): readonly Goal[] {
  const areAsked = !areDefaultThresholds(experiment.goals.lossThresholds);
  return goalsOf(experiment).filter(({ kind, countIn }) =>
    kind !== "loss under" || areAsked || countIn(summary) > 0
  );
}

/** The goals that are told: those of every sweep, of rows that were learned, say nothing of settings that are judged by others. */
export function toldGoals(plan: SweepPlan, summary: Pick<SweepSummary, "means">): readonly Goal[] {
  const { experiment } = plan;
  const { allRowsRight, lossThresholds } = experiment.goals;
  const areAsked = allRowsRight || !areDefaultThresholds(lossThresholds);
  return areAsked || heldOutMeans(plan, summary).length === 0 ? goalsOf(experiment) : [];
}

/** The sentences: each goal over all trials, and at which settings it was reached most and least often. */
export function goalSentences(plan: SweepPlan, summary: SweepSummary): readonly string[] {
  const leading = leadingGoal(toldGoals(plan, summary));
  // A threshold of every sweep is told with the losses.
  const isUnlike = hasUnlikeTrials(plan);
  if (leading === null || summary.rowsRight === null && !isUnlike) return [];
  const count = leading.countIn(summary);
  const everyEpoch = leading.kind === "loss under" ? everyEpochWords(plan.experiment) : null;
  const all = `${leading.words}: ${inFull(count)} of ${counted(summary.trialCount, "trial")}, ${
    percentage(count / summary.trialCount)
  }${everyEpoch === null ? "" : `; ${everyEpoch}`}`;
  const counts = summary.reach
    ?.[goalsOf(plan.experiment).findIndex(({ figure }) => figure === leading.figure)];
  return [all, ...(isUnlike && counts !== undefined ? extremes(plan, counts) : [])];
}

/** That a threshold may be reached by an epoch that is not the result; null where that cannot be, or there is no threshold. */
export function everyEpochWords(experiment: Experiment): string | null {
  const hasThreshold = experiment.goals.lossThresholds.length > 0;
  return hasThreshold && endNames(experiment).includes("best_epoch")
    ? "a loss counts at every logged epoch, kept or not"
    : null;
}

function extremes(plan: SweepPlan, counts: readonly number[]): readonly string[] {
  const trialCount = plan.trialCount / counts.length;
  const sorted = counts.toSorted((a, b) => a - b);
  const [least, most] = [sorted[0], sorted[sorted.length - 1]];
  if (counts.length === 1) return [];
  if (least === most) return most === 0 ? [] : ["equally often at every setting"];
  const at = (count: number): string =>
    atSettings(plan, counts.flatMap((other, setting) => other === count ? [setting] : []));
  if (trialCount === 1) return [`reached ${at(1)}`];
  const often = (count: number): string =>
    `${at(count)}: ${inFull(count)} of ${inFull(trialCount)}, ${percentage(count / trialCount)}`;
  return [`most often ${often(most)}`, `least often ${often(least)}`];
}
