// What the rows held out say of the settings of a sweep: at which of them the trials are best, in the mean over all chance.
// Why in sentences: a reader wants the best setting, and whether it is worth its name, before any table.

import type { Experiment } from "../../experiment/experiment.ts";
import { endNames } from "../../sweep/figures.ts";
import type { SweepPlan } from "../../sweep/plan.ts";
import { type HeldOutBaseline, heldOutBaselineOf } from "../../sweep/held_out_baseline.ts";
import type { SettingMean } from "../../sweep/setting_figures.ts";
import { settingParting } from "../../sweep/setting_groups.ts";
import type { SweepSummary } from "../../sweep/summary.ts";
import { inFull, inWords, percentage } from "../../text/number_words.ts";
import { counted, listed } from "../../text/words.ts";
import { type HeldOutMeans, heldOutMeans, rankedSettings } from "./held_out_means.ts";
import { leadSentence } from "./lead_words.ts";
import { figureWords } from "../../sweep/figure_words.ts";
import { atSettings, columnsOf, keyName } from "./setting_arguments.ts";

/**
 * A sentence a figure: at which settings it is best, and worst, and what one answer for all rows would have; then how far the best
 * is ahead, which settings are not ranked, and what chosen rows are worth.
 */
export function heldOutSentences(
  plan: SweepPlan,
  summary: Pick<SweepSummary, "means" | "groups">,
): readonly string[] {
  const figures = heldOutMeans(plan, summary);
  if (figures.length === 0) return [];
  // Of all splits together it is no measure for a setting that has a split of its own.
  const areApart = haveOwnSplits(plan);
  const baseline = areApart ? null : heldOutBaselineOf(plan);
  const [{ means }] = figures;
  const isRanked = rankedSettings(plan, means);
  const left = means.flatMap((_, setting) => isRanked[setting] ? [] : [setting]);
  const differ = figures.some(({ means, isEqual }) => {
    const ranked = means.filter((_, setting) => isRanked[setting]);
    return ranked.some(({ mean }) => !isEqual(mean, ranked[0].mean));
  });
  const caution = cautionWords(plan.experiment, differ ? "setting" : null);
  const lead = leadSentence(plan, summary);
  return [
    ...(left.length === means.length ? [] : figures.map((figure) => {
      const own = baseline?.name === figure.name ? baseline : null;
      return `${figureWords(figure.name)}: ${rankWords(plan, figure, isRanked, own)}`;
    })),
    ...(lead === null ? [] : [lead]),
    ...(left.length === 0
      ? []
      : [`not ranked, since half or more of the trials diverged: ${atSettings(plan, left)}`]),
    ...(areApart ? ["settings hold out different rows, which explains part of a difference"] : []),
    ...(caution === null ? [] : [caution]),
  ];
}

/** Whether settings hold out different rows. */
function haveOwnSplits(plan: Pick<SweepPlan, "axes">): boolean {
  const parting = settingParting(plan);
  return plan.axes.some((axis, at) =>
    parting[at] && axis.some(({ key }) => key.startsWith("dataset.validation."))
  );
}

/** The best and the worst of the settings that are ranked. */
function rankWords(
  plan: SweepPlan,
  { means, best, isEqual, textOf }: HeldOutMeans,
  isRanked: readonly boolean[],
  baseline: HeldOutBaseline | null,
): string {
  const ranked = means.flatMap(({ mean, count }, setting) =>
    isRanked[setting] ? [{ mean, count, setting }] : []
  );
  const [first] = ranked;
  const lowest = ranked.reduce((least, one) => one.mean < least.mean ? one : least, first);
  const highest = ranked.reduce((most, one) => one.mean > most.mean ? one : most, first);
  const top = best === "lowest" ? lowest : highest;
  const trialCount = plan.trialCount / means.length;
  const alike = (one: SettingMean) => ranked.filter(({ mean }) => isEqual(mean, one.mean));
  const at = (one: SettingMean): string =>
    `${atSettings(plan, alike(one).map(({ setting }) => setting))}, ${textOf(one.mean)}`;
  const isOne = alike(top).length === ranked.length;
  // What one answer would have is of all trials, and so beside figures of all of them.
  const which = top.count < trialCount ? null : isOne ? "" : ` for the ${best}`;
  const beside = baseline === null ? "" : `; ${baselineWords(baseline, top.mean, which)}`;
  const counts = countWords(alike(top), trialCount);
  if (ranked.length === 1) {
    return `${textOf(top.mean)}${counts} ${atSettings(plan, [top.setting])}${beside}`;
  }
  if (isOne) {
    return `${textOf(top.mean)} ${
      ranked.length === means.length ? "at every setting" : "at all others"
    }${beside}`;
  }
  const ends = best === "lowest"
    ? `lowest ${at(lowest)}${counts}; highest ${at(highest)}`
    : `highest ${at(highest)}${counts}; lowest ${at(lowest)}`;
  return `${ends}${beside}`;
}

/** Of how many trials equal means are: ` in the mean of 42 trials, 8 more diverged`; nothing of one. */
function countWords(alike: readonly SettingMean[], trialCount: number): string {
  if (trialCount === 1) return "";
  const counts = alike.map(({ count }) => count);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  if (least < most) {
    return ` in the mean of ${inFull(least)} to ${counted(most, "trial")}, the others diverged`;
  }
  const diverged = trialCount === most ? "" : `, ${inFull(trialCount - most)} more diverged`;
  return ` in the mean of ${counted(most, "trial")}${diverged}`;
}

/**
 * That rows which choose something judge it a little too well; null where they choose nothing.
 *
 * @param chosen a setting where several are compared by them; they choose the epoch as well where trials keep their best one.
 */
export function cautionWords(
  experiment: Pick<Experiment, "training" | "sweep">,
  chosen: "setting" | null,
): string | null {
  const what = [
    ...(chosen === null ? [] : [chosen]),
    ...(endNames(experiment).includes("best_epoch") ? ["epoch"] : []),
  ];
  return what.length === 0
    ? null
    : `these rows chose the ${listed(what)}, so their figures are a bit optimistic`;
}

/**
 * What one answer for all rows held out would have: `always answering their mean: 0.98 (R² 0.9 for the lowest)`.
 *
 * @param figure that of the trials: an accuracy, or the loss of which R² is told where it has one.
 * @param which what that figure is among others, ` for the mean loss`; null where nothing is told of it.
 */
export function baselineWords(
  { name, value, explained }: HeldOutBaseline,
  figure: number,
  which: string | null,
): string {
  if (name === "validation_accuracy") {
    const isBetter = figure > value && percentage(figure) !== percentage(value);
    return `always answering their most frequent class: ${percentage(value)}${isBetter ? "" : NO_WORSE}`;
  }
  const share = explained !== null && value > 0 && which !== null
    ? ` (${explained} ${inWords(1 - figure / value)}${which})`
    : "";
  const isBetter = figure < value && inWords(figure) !== inWords(value);
  return `always answering their mean: ${inWords(value)}${share}${isBetter ? "" : NO_WORSE}`;
}

const NO_WORSE = ", which is no worse";

/** What the keys of chance are many of. */
const CHANCES: ReadonlyMap<string, string> = new Map([
  ["init.seed", "seeds"],
  ["training.shuffle_seed", "orders"],
  ["dataset.validation.seed", "splits"],
  ["dataset.validation.fold", "folds"],
]);

/** What each setting is taken over, as a mean is told: `seeds and folds`. */
export function chanceWords(plan: Pick<SweepPlan, "axes" | "experiment">): string {
  const parting = settingParting(plan);
  const keys = plan.axes.filter((_, at) => !parting[at]).flat().map(({ key }) => key);
  // What moves along with a seed is of no setting either, and has a name of its own.
  return listed(keys.map((key) => CHANCES.get(key) ?? keyName(key, columnsOf(plan.experiment))));
}
