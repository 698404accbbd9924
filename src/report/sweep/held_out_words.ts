// What the rows held out say of the settings of a sweep: at which of them the trials are best, in the mean over all chance.
// Why before the goals: these are of rows that were learned, and what learns them best may tell others worst.

import { type JudgedName, judgedNames } from "../../sweep/figures.ts";
import type { SweepPlan } from "../../sweep/plan.ts";
import { type HeldOutBaseline, heldOutBaselineOf } from "../../sweep/held_out_baseline.ts";
import { settingParting } from "../../sweep/setting_groups.ts";
import type { SweepSummary } from "../../sweep/summary.ts";
import { inWords, percentage } from "../../text/number_words.ts";
import { counted, listed } from "../../text/words.ts";
import { hasUnlikeTrials } from "./goal_words.ts";
import { figureWords } from "./luck_words.ts";
import { atSettings } from "./setting_arguments.ts";

/** A figure of the rows held out over all settings. */
export interface HeldOutMeans {
  readonly name: JudgedName;
  /** One for each setting, in the mean of its trials; NaN where none has it. */
  readonly means: readonly number[];
  readonly best: "lowest" | "highest";
  readonly textOf: (mean: number) => string;
}

/** The figures by which settings can be compared; none where nothing was chosen, or nothing is known of each. */
export function heldOutMeans(
  plan: SweepPlan,
  { means }: Pick<SweepSummary, "means">,
): readonly HeldOutMeans[] {
  if (means === null || !hasUnlikeTrials(plan)) return [];
  return judgedNames(plan.experiment).flatMap((name, index): HeldOutMeans[] => {
    const isThere = means[index].some((mean) => !Number.isNaN(mean));
    if (!isThere || name === "accuracy" || name === "validation_loss" && learnsSeveralLosses(plan)) return [];
    return name === "validation_loss"
      ? [{ name, means: means[index], best: "lowest", textOf: inWords }]
      : [{ name, means: means[index], best: "highest", textOf: percentage }];
  });
}

/** Whether trials learn by different losses, which are different measures. */
function learnsSeveralLosses({ keys }: SweepPlan): boolean {
  return keys.includes("training.loss");
}

/** A sentence a figure: at which settings it is best, and worst, and what one answer for all rows would have. */
export function heldOutSentences(plan: SweepPlan, summary: Pick<SweepSummary, "means">): readonly string[] {
  const baseline = heldOutBaselineOf(plan);
  return heldOutMeans(plan, summary).map(({ name, means, best, textOf }): string => {
    const there = means.filter((mean) => !Number.isNaN(mean));
    const [least, most] = [Math.min(...there), Math.max(...there)];
    if (least === most) return `${figureWords(name)}: ${textOf(least)} at every setting`;
    const at = (mean: number): string =>
      `${atSettings(plan, means.flatMap((other, setting) => other === mean ? [setting] : []))}, ${
        textOf(mean)
      }`;
    const trialCount = plan.trialCount / means.length;
    const mean = trialCount === 1 ? "" : ` in the mean of ${counted(trialCount, "trial")}`;
    const ends = best === "lowest"
      ? `lowest ${at(least)}${mean}; highest ${at(most)}`
      : `highest ${at(most)}${mean}; lowest ${at(least)}`;
    const beside = baseline?.name === name ? `; ${baselineWords(baseline, least, "lowest")}` : "";
    return `${figureWords(name)}: ${ends}${beside}`;
  });
}

/**
 * What one answer for all rows held out would have: `always answering their mean: 0.98 (R² 0.9 at the lowest)`.
 *
 * @param loss that of which R² is told, where it has one.
 * @param which what that loss is among others.
 */
export function baselineWords(
  { name, value, explained }: HeldOutBaseline,
  loss: number,
  which: string,
): string {
  if (name === "validation_accuracy") return `always answering the most frequent class: ${percentage(value)}`;
  const share = explained !== null && value > 0
    ? ` (${explained} ${inWords(1 - loss / value)} at the ${which})`
    : "";
  return `always answering their mean: ${inWords(value)}${share}`;
}

/** What the keys of chance are many of. */
const CHANCES: ReadonlyMap<string, string> = new Map([
  ["init.seed", "seeds"],
  ["training.shuffle_seed", "orders"],
  ["dataset.validation.seed", "splits"],
  ["dataset.validation.fold", "folds"],
]);

/** What each setting is taken over, as a mean is told: `seeds and folds`. */
export function chanceWords(plan: Pick<SweepPlan, "axes">): string {
  const parting = settingParting(plan);
  const keys = plan.axes.filter((_, at) => !parting[at]).flat().map(({ key }) => key);
  return listed(keys.flatMap((key) => CHANCES.get(key) ?? []));
}
