// The answers to the queries, as a table with a bar for each output.
// Why a bar: how close an answer is to the border between two labels is seen before it is read.

import { classLabelsOf, targetNamesOf } from "../../dataset/dataset.ts";
import type { Outcome } from "../../run/outcome.ts";
import { itemTable } from "../../document/item_table.ts";
import { type Block, type Cell, paragraph } from "../../document/page.ts";
import { asOutput, inWords, NONE } from "../../text/number_words.ts";
import { cutNote } from "../../text/words.ts";
import { bestTwo, MOST_OUTPUTS, outputTitles } from "./answer_table.ts";
import { featureColumns, tableFeaturesOf } from "./feature_columns.ts";
import { type OutputSpan, outputSpanOf, shareOf } from "./output_span.ts";

/** Tables show no more rows than this; the files beside the report hold them all. */
export const MOST_ROWS = 50;

/** The answers; where there are none, why. */
export function answerBlocks(outcome: Outcome): readonly Block[] {
  const { experiment, predictions, status } = outcome;
  if (predictions.length === 0) {
    return [paragraph("The experiment has no queries: nothing was asked.")];
  }
  if (status === "diverged") return [paragraph("There is no answer: the run diverged.")];
  const [title, ...others] = outputTitles(experiment);
  if (others.length > 0) return [severalOutputsTable(outcome)];
  const span = outputSpanOf(experiment);
  const shown = predictions.slice(0, MOST_ROWS);
  const features = tableFeaturesOf(outcome);
  const { target } = experiment.dataset;
  const hasLabels = shown.some(({ label }) => label !== null);
  const nearest = classLabelsOf(target).length === 0 ? "" : "; the label is that of the nearest class";
  const note = cutNote([
    { shown: shown.length, count: predictions.length, what: "queries" },
    features.cut,
  ], "predictions.csv");
  const table = itemTable([`What the network answers${nearest}.${note}`], shown, ({ text, number, bar }) => [
    text("query", ({ name }) => name),
    ...(hasLabels ? targetNamesOf(target).map((name) => text(name, ({ label }) => label ?? NONE)) : []),
    number(title, ({ outputs }) => asOutput(outputs?.[0] ?? null)),
    ...(span === null ? [] : [
      bar(barTitle(span), ({ outputs }) => outputs === null ? NONE : barOf(shareOf(span, outputs[0]))),
    ]),
    ...featureColumns(features.shown, { text, number }),
  ]);
  return [table];
}

/** A column an output; of many classes the two largest outputs alone. A bar shows the largest. */
function severalOutputsTable(outcome: Outcome): Block {
  const { experiment, predictions } = outcome;
  const { target } = experiment.dataset;
  const shown = predictions.slice(0, MOST_ROWS);
  const features = tableFeaturesOf(outcome);
  const titles = outputTitles(experiment);
  const isClasses = target?.kind === "classes";
  const isBrief = isClasses && titles.length > MOST_OUTPUTS;
  const span = isClasses ? outputSpanOf(experiment) : null;
  const shownTitles = isBrief ? ["its output"] : titles.slice(0, MOST_OUTPUTS);
  const what = !isClasses
    ? ""
    : `; the answer is the class of the largest output${span === null ? "" : ", whose size the bar shows"}`;
  const note = cutNote([
    { shown: shown.length, count: predictions.length, what: "queries" },
    { shown: isBrief ? titles.length : shownTitles.length, count: titles.length, what: "outputs" },
    features.cut,
  ], "predictions.csv");
  return itemTable([`What the network answers${what}.${note}`], shown, ({ text, number, bar }) => [
    text("query", ({ name }) => name),
    ...(isClasses ? targetNamesOf(target).map((name) => text(name, ({ label }) => label ?? NONE)) : []),
    ...(span === null ? [] : [
      bar(barTitle(span), ({ outputs }) => outputs === null ? NONE : barOf(shareOf(span, bestOf(outputs)))),
    ]),
    ...shownTitles.map((title, index) =>
      number(
        title,
        ({ outputs }) => asOutput(outputs === null ? null : isBrief ? bestOf(outputs) : outputs[index]),
      )
    ),
    ...(isBrief
      ? [text("next best", ({ outputs }) => outputs === null ? NONE : secondBest(titles, outputs))]
      : []),
    ...featureColumns(features.shown, { text, number }),
  ]);
}

function bestOf(outputs: readonly number[]): number {
  return outputs[bestTwo(outputs)[0]];
}

function secondBest(titles: readonly string[], outputs: readonly number[]): string {
  const [, second] = bestTwo(outputs);
  return `${titles[second]} ${asOutput(outputs[second])}`;
}

/** A bar of an output, coloured by the half in which it ends. */
export function barOf(share: number): Cell {
  return { bar: share, side: share >= 0.5 ? "high" : "low" };
}

function barTitle({ answers: [below, above], low, high }: OutputSpan): string {
  return below === "" ? `${inWords(low)} to ${inWords(high)}` : `${below} to ${above}`;
}
