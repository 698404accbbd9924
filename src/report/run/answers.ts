// The answers to the queries, as a table with a bar for each output.
// Why a bar: how close an answer is to the border between two labels is seen before it is read.

import { cellOf, classLabelsOf, targetNamesOf } from "../../dataset/dataset.ts";
import type { Column } from "../../dataset/standardize.ts";
import type { Outcome } from "../../run/outcome.ts";
import { type Block, type Cell, headings, paragraph } from "../../document/page.ts";
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
  if (outputTitles(experiment).length > 1) return [severalOutputsTable(outcome)];
  const span = outputSpanOf(experiment);
  const shown = predictions.slice(0, MOST_ROWS);
  const shownFeatures = features.slice(0, MOST_FEATURES);
  const target = experiment.dataset.target;
  const hasLabels = shown.some(({ label }) => label !== null);
  const columns = [
    ...headings("text", "query", ...(hasLabels ? targetNamesOf(target) : [])),
    ...headings("number", ...outputTitles(experiment)),
    ...headings("bar", ...(span === null ? [] : [barTitle(span)])),
    ...shownFeatures.flatMap(({ name, unit, tokens }) =>
      headings(tokens === undefined ? "number" : "text", withUnit(name, unit))
    ),
  ];
  const rows = shown.map(({ name, values, outputs, label }): readonly Cell[] => [
    name,
    ...(hasLabels ? [label ?? NONE] : []),
    asOutput(outputs?.[0] ?? null),
    ...(span === null ? [] : [outputs === null ? NONE : barOf(shareOf(span, outputs[0]))]),
    ...shownFeatures.map((feature) => featureCell(feature, values)),
  ]);
  const nearest = classLabelsOf(target).length === 0 ? "" : "; the label is that of the nearest class";
  const note = cutNote([
    { shown: shown.length, count: predictions.length, what: "queries" },
    { shown: shownFeatures.length, count: features.length, what: "features" },
  ], "predictions.csv");
  return [{ kind: "table", caption: [`What the network answers${nearest}.${note}`], columns, rows }];
}

/** What a row or a query has in a feature; of sentences the sentence. */
export function featureCell({ name, index, tokens }: Column, values: readonly number[]): Cell {
  if (tokens === undefined) return asCell(values[index]);
  return String(cellOf({ name, first: index, labels: null, words: tokens.words }, values));
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
  const columns = [
    ...headings("text", "query", ...(isClasses ? targetNamesOf(target) : [])),
    ...headings("bar", ...(span === null ? [] : [barTitle(span)])),
    ...headings("number", ...shownTitles),
    ...headings("text", ...(isBrief ? ["next best"] : [])),
    ...shownFeatures.flatMap(({ name, unit, tokens }) =>
      headings(tokens === undefined ? "number" : "text", withUnit(name, unit))
    ),
  ];
  const rows = shown.map(({ name, values, outputs, label }): readonly Cell[] => {
    const [best, second] = outputs === null ? [0, 0] : bestTwo(outputs);
    const cells = isBrief
      ? [
        asOutput(outputs?.[best] ?? null),
        outputs === null ? NONE : `${titles[second]} ${asOutput(outputs[second])}`,
      ]
      : shownTitles.map((_, index) => asOutput(outputs?.[index] ?? null));
    return [
      name,
      ...(isClasses ? [label ?? NONE] : []),
      ...(span === null ? [] : [outputs === null ? NONE : barOf(shareOf(span, outputs[best]))]),
      ...cells,
      ...shownFeatures.map((feature) => featureCell(feature, values)),
    ];
  });
  const what = isClasses ? "; the answer is the class of the largest output, whose size the bar shows" : "";
  const note = cutNote([
    { shown: shown.length, count: predictions.length, what: "queries" },
    { shown: isBrief ? titles.length : shownTitles.length, count: titles.length, what: "outputs" },
    { shown: shownFeatures.length, count: features.length, what: "features" },
  ], "predictions.csv");
  return {
    kind: "table",
    caption: [
      `What the network answers${
        span === null && isClasses ? "; the answer is the class of the largest output" : what
      }.${note}`,
    ],
    columns,
    rows,
  };
}

/** A bar of an output, coloured by the half in which it ends. */
function barOf(share: number): Cell {
  return { bar: share, side: share >= 0.5 ? "high" : "low" };
}

function barTitle({ answers: [below, above], low, high }: OutputSpan): string {
  return below === "" ? `${inWords(low)} to ${inWords(high)}` : `${below} to ${above}`;
}
