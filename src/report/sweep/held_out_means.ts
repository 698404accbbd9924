// What the rows held out say of each setting of a sweep: the figures by which settings can be compared, and which are ranked.
// Why not by the loss of rows that were learned: what learns them best may tell others worst.

import { type JudgedName, judgedNames } from "../../sweep/figures.ts";
import { haveOneMeasure } from "../../sweep/measures.ts";
import type { SweepPlan } from "../../sweep/plan.ts";
import type { SettingMean } from "../../sweep/setting_figures.ts";
import { areSettingsChosen } from "../../sweep/setting_groups.ts";
import type { SweepSummary } from "../../sweep/summary.ts";
import { percentageTo, toDigits } from "../../text/number_words.ts";

/** A figure of the rows held out over all settings. */
export interface HeldOutMeans {
  readonly name: JudgedName;
  /** One for each setting. */
  readonly means: readonly SettingMean[];
  readonly best: "lowest" | "highest";
  readonly isBetter: (mean: number, other: number) => boolean;
  readonly isEqual: (mean: number, other: number) => boolean;
  /** In as many digits as tell the best from the next and from the worst. */
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
    const isRanked = rankedSettings(plan, means[index]);
    const ranked = means[index].flatMap(({ mean }, setting) => isRanked[setting] ? [settled(mean)] : []);
    const ordered = [...new Set(ranked)].sort((a, b) => isLoss ? a - b : b - a);
    return [{
      name,
      means: means[index],
      best: isLoss ? "lowest" : "highest",
      isBetter: (mean, other) => isLoss ? settled(mean) < settled(other) : settled(mean) > settled(other),
      isEqual: (mean, other) => settled(mean) === settled(other),
      textOf: wordsApart([...ordered.slice(0, 2), ...ordered.slice(-1)], name),
    }];
  });
}

/** Digits of a mean beyond which it is the rounding of a sum: the same folds in another order have the same mean. */
const MOST_DIGITS = 12;

function settled(mean: number): number {
  return Number(mean.toPrecision(MOST_DIGITS));
}

/** How a mean is written where those that differ must not read alike. */
function wordsApart(differing: readonly number[], name: JudgedName): (mean: number) => string {
  const isShare = name === "validation_accuracy";
  const inDigits = (count: number) => (mean: number): string =>
    isShare ? percentageTo(mean, count - 2) : toDigits(mean, count);
  let textOf = inDigits(3);
  const isApart = (): boolean => new Set(differing.map(textOf)).size === new Set(differing).size;
  for (let count = 4; count <= MOST_DIGITS && !isApart(); count++) textOf = inDigits(count);
  return textOf;
}

/** For each setting whether it is ranked: a few survivors of many trials say little of a setting. */
export function rankedSettings(
  { trialCount }: Pick<SweepPlan, "trialCount">,
  means: readonly SettingMean[],
): readonly boolean[] {
  return means.map(({ count }) => count > trialCount / means.length / 2);
}
