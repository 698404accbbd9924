// What the trials of one setting answer, in a few cells: the same in a report and on a terminal.
// Why of many trials a share or a median, and of one its answer: the seed is chance, and one trial has nothing to count.

import { outputNamesOf } from "../../dataset/dataset.ts";
import type { Experiment } from "../../experiment/experiment.ts";
import { quantileAt } from "../../sweep/distribution.ts";
import { answerName } from "../../sweep/figures.ts";
import type { JudgedSummary, QuerySummary } from "../../sweep/trial_statistics.ts";
import { asOutput, inWords, NONE, percentage } from "../../text/number_words.ts";

/** Answers of more queries than this are left to `summary.json`. */
export const MOST_QUERIES = 4;

/** How far the trials of a setting differ in a figure: of one trial nothing, where 0 would say that there is no luck in it. */
export function sdText({ spread }: JudgedSummary): string {
  return spread === null || spread.count === 1 ? NONE : inWords(spread.sd);
}

/** One answer of a setting: what stands above it, and its text. */
export interface SettingAnswer {
  readonly title: string;
  readonly textOf: (query: QuerySummary) => string;
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
): readonly SettingAnswer[] {
  const answers = trialCount === 1 ? singleAnswers(experiment, query) : manyAnswers(experiment, query);
  return answers.map(({ title, textOf }) => ({
    title,
    textOf: (query) => query.outputs === null ? NONE : textOf(query),
  }));
}

/** The share of the last of coded classes, the most frequent of listed ones, the median of each number. */
function manyAnswers(
  { dataset: { target } }: Experiment,
  { name, labels }: QuerySummary,
): readonly SettingAnswer[] {
  if (target?.kind === "classes") return [{ title: name, textOf: mostFrequent }];
  const last = labels.at(-1);
  if (last !== undefined) {
    return [{ title: `${name}: ${last.label}`, textOf: ({ labels }) => percentage(labels.at(-1)!.share) }];
  }
  const names = outputNamesOf(target);
  return names.map((_, output) => ({
    title: `${answerName(name, names, output)}: median`,
    textOf: ({ outputs }) => inWords(quantileAt(outputs![output], 0.5)),
  }));
}

function mostFrequent({ labels }: QuerySummary): string {
  const most = labels.reduce((a, b) => b.count > a.count ? b : a);
  return `${most.label} ${percentage(most.share)}`;
}

/** The answer of one trial: of classes the largest output with its label, else each number. */
function singleAnswers(
  { dataset: { target } }: Experiment,
  { name, labels }: QuerySummary,
): readonly SettingAnswer[] {
  if (labels.length > 0) return [{ title: name, textOf: largestOutput }];
  const names = outputNamesOf(target);
  return names.map((_, output) => ({
    title: answerName(name, names, output),
    textOf: ({ outputs }) => inWords(quantileAt(outputs![output], 0.5)),
  }));
}

function largestOutput({ outputs, labels }: QuerySummary): string {
  const largest = Math.max(...outputs!.map((output) => quantileAt(output, 0.5)));
  return `${asOutput(largest)} ${labels.find(({ count }) => count > 0)!.label}`;
}
