// What of a sweep was luck, as a table of words: a line for the start, the order, the split, a column a figure, and in it how
// much of its variance goes with that. Why in words: "split" says more than the keys that decide it, which stand beside it.

import type { Experiment } from "../../experiment/experiment.ts";
import { type Luck, type LuckKind, shareWithoutEffect } from "../../sweep/luck.ts";
import { areSettingsChosen } from "../../sweep/setting_groups.ts";
import type { FigureLuck, SweepSummary } from "../../sweep/summary.ts";
import { inFull, NONE, percentage } from "../../text/number_words.ts";
import { columnsOf, keyName } from "./setting_arguments.ts";

/** One line: whose luck it is, and its share of the variance of each figure. */
export interface LuckLine {
  /** `split (fold)`; the last is `the rest`, which has the settings, too, where some were chosen. */
  readonly whose: string;
  /** One a figure: `56.1%`. */
  readonly shares: readonly string[];
}

/** The lines of a table of luck; none where no kind of chance is swept beside something else. */
export function luckLines(experiment: Experiment, luck: readonly FigureLuck[]): readonly LuckLine[] {
  const kinds = kindsIn(luck);
  if (kinds.length === 0) return [];
  const lines = kinds.map(({ kind, keys }): LuckLine => ({
    whose: `${kindWords(kind, experiment)} (${
      keys.map((key) => keyName(key, columnsOf(experiment))).join(", ")
    })`,
    shares: luck.map(({ shares }) => shareText(shares.find((one) => one.kind === kind)?.share ?? null)),
  }));
  const rest = luck.map(({ shares }) =>
    shares.length === 0 ? null : Math.max(0, 1 - shares.reduce((sum, { share }) => sum + share, 0))
  );
  const hasSettings = experiment.sweep !== null && areSettingsChosen(experiment.sweep);
  return [...lines, {
    whose: hasSettings ? "settings, the rest" : "the rest",
    shares: rest.map(shareText),
  }];
}

/**
 * What each kind of chance would have if it had no effect at all: `start 19.8%, split 0.8%`.
 *
 * @param trialCount of the trials that have the figures.
 */
export function noEffectWords(
  experiment: Experiment,
  luck: readonly FigureLuck[],
  trialCount: number,
): string {
  return kindsIn(luck).map(({ kind, valueCount }) =>
    `${kindWords(kind, experiment)} ${percentage(shareWithoutEffect(valueCount, trialCount))}`
  ).join(", ");
}

/** By what the standard deviation over folds is divided, which some programs do otherwise; null where there are no folds. */
export function foldSdWords(luck: readonly FigureLuck[]): string | null {
  const found = luck.find(({ folds }) => folds !== null)?.folds ?? null;
  if (found === null) return null;
  const count = found.folds.length;
  return `the sd over ${inFull(count)} folds divides by ${inFull(count)}, not by ${inFull(count - 1)}`;
}

/** How many trials have a figure of their rows. */
export function judgedCountOf(judged: SweepSummary["judged"]): number {
  return Math.max(0, ...judged.map(({ spread }) => spread?.count ?? 0));
}

/** Each kind of chance that some figure has a share of, once. */
function kindsIn(luck: readonly FigureLuck[]): readonly Luck[] {
  return luck.flatMap(({ shares }) => shares)
    .filter(({ kind }, index, all) => all.findIndex((other) => other.kind === kind) === index);
}

/** Where rows are shuffled by the seed of the start, that decides about both. */
export function kindWords(kind: LuckKind, { training }: Pick<Experiment, "training">): string {
  return kind === "start" && training.shuffle === "init" ? "start and order" : kind;
}

function shareText(share: number | null): string {
  return share === null ? NONE : percentage(share);
}
