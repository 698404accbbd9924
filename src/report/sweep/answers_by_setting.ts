// What the trials of one setting answer, in a few cells: the same in a report and on a terminal.
// Why of many trials a share or a median, and of one its answer: the seed is chance, and one trial has nothing to count.

import { outputNamesOf } from "../../dataset/dataset.ts";
import type { Experiment } from "../../experiment/experiment.ts";
import { quantileAt } from "../../sweep/distribution.ts";
import { answerName } from "../../sweep/figures.ts";
import type { QuerySummary } from "../../sweep/trial_statistics.ts";
import { asOutput, inWords, NONE, percentage } from "../../text/number_words.ts";

/** Answers of more queries than this are left to `summary.json`. */
export const MOST_QUERIES = 4;

/** What a setting answers, under the heading of each of its cells. */
export interface SettingAnswers {
  readonly titles: readonly string[];
  readonly cellsOf: (query: QuerySummary) => readonly string[];
}

/**
 * How the trials of each setting answer a query.
 *
 * @param trialCount trials of each setting.
 */
export function settingAnswers(
  experiment: Experiment,
  query: QuerySummary,
  trialCount: number,
): SettingAnswers {
  return trialCount === 1
    ? { titles: answerTitles(experiment, query), cellsOf: (own) => answerCells(experiment, own) }
    : { titles: queryTitles(experiment, query), cellsOf: (own) => queryCells(experiment, own) };
}

/** The share of the last of coded classes, the most frequent of listed ones, the median of each number. */
function queryTitles(experiment: Experiment, { name, labels }: QuerySummary): readonly string[] {
  const { target } = experiment.dataset;
  if (target?.kind === "classes") return [name];
  const names = outputNamesOf(target);
  if (names.length > 1) return names.map((_, output) => `${answerName(name, names, output)}: median`);
  return [`${name}: ${labels.at(-1)?.label ?? "median"}`];
}

/** The answers under {@linkcode queryTitles}. */
function queryCells(experiment: Experiment, { labels, outputs }: QuerySummary): readonly string[] {
  const { target } = experiment.dataset;
  const isClasses = target?.kind === "classes";
  if (outputs === null) return (isClasses ? [target.name] : outputNamesOf(target)).map(() => NONE);
  if (isClasses) {
    const most = labels.reduce((a, b) => b.count > a.count ? b : a);
    return [`${most.label} ${percentage(most.share)}`];
  }
  if (labels.length > 0) return [percentage(labels[labels.length - 1].share)];
  return outputs.map((output) => inWords(quantileAt(output, 0.5)));
}

/** The query alone where its answer has a label, else a heading for each number. */
function answerTitles(
  { dataset: { target } }: Experiment,
  { name, labels }: QuerySummary,
): readonly string[] {
  const names = outputNamesOf(target);
  return labels.length > 0 ? [name] : names.map((_, output) => answerName(name, names, output));
}

/** The answer of one trial, under {@linkcode answerTitles}: of classes the largest output with its label. */
function answerCells(experiment: Experiment, query: QuerySummary): readonly string[] {
  const { outputs, labels } = query;
  if (outputs === null) return answerTitles(experiment, query).map(() => NONE);
  const answers = outputs.map((output) => quantileAt(output, 0.5));
  const label = labels.find(({ count }) => count > 0)?.label;
  return label === undefined ? answers.map(inWords) : [`${asOutput(Math.max(...answers))} ${label}`];
}
