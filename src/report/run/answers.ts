// The answers to the queries, as a table with a bar for each output.
// Why a bar: how close an answer is to the border between two labels is seen before it is read.

import { cellOf, classLabelsOf, targetNamesOf } from "../../dataset/dataset.ts";
import type { Column } from "../../dataset/standardize.ts";
import type { Outcome } from "../../run/outcome.ts";
import { type ColumnMakers, type ItemColumn, itemTable } from "../../document/item_table.ts";
import { type Block, type Cell, paragraph } from "../../document/page.ts";
import { asCell, asOutput, inWords, NONE } from "../../text/number_words.ts";
import { cutNote, withUnit } from "../../text/words.ts";
import { bestTwo, MOST_OUTPUTS, outputTitles } from "./answer_table.ts";
import { type OutputSpan, outputSpanOf, shareOf } from "./output_span.ts";

/** Tables show no more rows than this; the files beside the report hold them all. */
export const MOST_ROWS = 50;
/** Tables show no more features than this. */
export const MOST_FEATURES = 6;

/** The answers; where there are none, why. */
export function answerBlocks(outcome: Outcome): readonly Block[] {
  const { experiment, features, predictions, status } = outcome;
  if (predictions.length === 0) {
    return [paragraph("The experiment has no queries: nothing was asked.")];
  }
  if (status === "diverged") return [paragraph("There is no answer: the run diverged.")];
  const [title, ...others] = outputTitles(experiment);
  if (others.length > 0) return [severalOutputsTable(outcome)];
  const span = outputSpanOf(experiment);
  const shown = predictions.slice(0, MOST_ROWS);
  const shownFeatures = features.slice(0, MOST_FEATURES);
  const { target } = experiment.dataset;
  const hasLabels = shown.some(({ label }) => label !== null);
  const nearest = classLabelsOf(target).length === 0 ? "" : "; the label is that of the nearest class";
  const note = cutNote([
    { shown: shown.length, count: predictions.length, what: "queries" },
    { shown: shownFeatures.length, count: features.length, what: "features" },
  ], "predictions.csv");
  const table = itemTable([`What the network answers${nearest}.${note}`], shown, ({ text, number, bar }) => [
    text("query", ({ name }) => name),
    ...(hasLabels ? targetNamesOf(target).map((name) => text(name, ({ label }) => label ?? NONE)) : []),
    number(title, ({ outputs }) => asOutput(outputs?.[0] ?? null)),
    ...(span === null ? [] : [
      bar(barTitle(span), ({ outputs }) => outputs === null ? NONE : barOf(shareOf(span, outputs[0]))),
    ]),
    ...featureColumns(shownFeatures, { text, number }),
  ]);
  return [table];
}

/** A column a feature, with what a row or a query has in it; of sentences the sentence. */
export function featureColumns<Item extends { readonly values: readonly number[] }>(
  features: readonly Column[],
  { text, number }: Pick<ColumnMakers<Item>, "text" | "number">,
): readonly ItemColumn<Item>[] {
  return features.map(({ name, unit, index, tokens }) => {
    const title = withUnit(name, unit);
    if (tokens === undefined) return number(title, ({ values }) => asCell(values[index]));
    const column = { name, first: index, labels: null, words: tokens.words };
    return text(title, ({ values }) => String(cellOf(column, values)));
  });
}

/** A column an output; of many classes the two largest outputs alone. A bar shows the largest. */
function severalOutputsTable({ experiment, features, predictions }: Outcome): Block {
  const { target } = experiment.dataset;
  const shown = predictions.slice(0, MOST_ROWS);
  const shownFeatures = features.slice(0, MOST_FEATURES);
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
    { shown: shownFeatures.length, count: features.length, what: "features" },
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
    ...featureColumns(shownFeatures, { text, number }),
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
