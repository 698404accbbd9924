// What the rows held out say of each setting of a sweep: the figures by which settings can be compared, and which are ranked.
// Why not by the loss of rows that were learned: what learns them best may tell others worst.

import { type JudgedName, judgedNames } from "../../sweep/figures.ts";
import { haveOneMeasure } from "../../sweep/measures.ts";
import type { SweepPlan } from "../../sweep/plan.ts";
import type { SettingMean } from "../../sweep/setting_figures.ts";
import { areSettingsChosen } from "../../sweep/setting_groups.ts";
import type { SweepSummary } from "../../sweep/summary.ts";
import { inWords, percentage } from "../../text/number_words.ts";

/** A figure of the rows held out over all settings. */
export interface HeldOutMeans {
  readonly name: JudgedName;
  /** One for each setting. */
  readonly means: readonly SettingMean[];
  readonly best: "lowest" | "highest";
  readonly isBetter: (mean: number, other: number) => boolean;
  readonly textOf: (mean: number) => string;
}

/** The figures by which settings can be compared; none where nothing was chosen, or nothing is known of each. */
export function heldOutMeans(
  plan: SweepPlan,
  { means }: Pick<SweepSummary, "means">,
): readonly HeldOutMeans[] {
  if (means === null || !areSettingsChosen(plan)) return [];
  return judgedNames(plan.experiment).flatMap((name, index): HeldOutMeans[] => {
    const isThere = means[index].some(({ count }) => count > 0);
    if (!isThere || name === "accuracy" || name === "validation_loss" && !haveOneMeasure(plan)) return [];
    const isLoss = name === "validation_loss";
    return [{
      name,
      means: means[index],
      best: isLoss ? "lowest" : "highest",
      isBetter: (mean, other) => isLoss ? mean < other : mean > other,
      textOf: name === "validation_accuracy" ? percentage : inWords,
    }];
  });
}

/** For each setting whether it is ranked: a few survivors of many trials say little of a setting. */
export function rankedSettings(
  { trialCount }: Pick<SweepPlan, "trialCount">,
  means: readonly SettingMean[],
): readonly boolean[] {
  return means.map(({ count }) => count > trialCount / means.length / 2);
}
