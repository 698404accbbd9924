// How the answers to each query are spread over the trials: histogram, shares of the labels, quantiles.
// Why the whole spread: one seed's answer is an anecdote, and a mean hides that there are two camps.

import { outputNamesOf } from "../../dataset/dataset.ts";
import type { Experiment } from "../../experiment/experiment.ts";
import { type Distribution, drawnQuantiles, quantileAt, QUANTILES } from "../../sweep/distribution.ts";
import { answerName } from "../../sweep/figures.ts";
import type { SweepSummary } from "../../sweep/summary.ts";
import type { QuerySummary } from "../../sweep/trial_statistics.ts";
import { rangeChart } from "../../chart/range_chart.ts";
import { histogram, type HistogramBin } from "../../chart/histogram.ts";
import { shareBar } from "../../chart/share_bar.ts";
import { terminalHistogram } from "../../chart/terminal_blocks.ts";
import { itemTable } from "../../document/item_table.ts";
import { type Block, type Figure, paragraph, section } from "../../document/page.ts";
import { digitsApart, inFull, inWords, percentage, toDigits } from "../../text/number_words.ts";
import { counted, cutNote, listed } from "../../text/words.ts";
import { MOST_BARS } from "../run/answer_bins.ts";
import { barOf, MOST_ROWS } from "../run/answers.ts";
import { type OutputSpan, outputSpanOf } from "../run/output_span.ts";
import { quantileName } from "./spread_text.ts";
import { answerBins, type Bins, roundBins } from "./spread_bins.ts";

/** Queries beyond these are in the tables only. */
const MOST_DRAWN_QUERIES = 8;
/** More labels than this are not shown side by side. */
const MOST_LABELS = 8;

/** The answers of all trials: tables of all queries, then each with its charts. */
export function distributionBlocks(experiment: Experiment, summary: SweepSummary): readonly Block[] {
  const { queries } = summary;
  if (queries.length === 0) return [paragraph("The experiment has no queries: nothing was asked.")];
  const answered = queries.filter(({ outputs }) => outputs !== null);
  if (answered.length === 0) return [paragraph("No trial has an answer.")];
  const shown = answered.slice(0, MOST_ROWS);
  const note = cutNote([{ shown: shown.length, count: queries.length, what: "queries" }], "summary.json");
  const span = outputSpanOf(experiment);
  const outputNames = outputNamesOf(experiment.dataset.target);
  const isClasses = experiment.dataset.target?.kind === "classes";
  const hasSeveral = outputNames.length > 1;
  const spreads = shown.flatMap(({ name, outputs }) =>
    outputs!.map((spread, output) => [answerName(name, outputNames, output), spread] as const)
  ).slice(0, MOST_ROWS);
  return [
    ...shareTable(shown, note),
    quantileTable(hasSeveral ? "output" : "query", spreads, [
      `How the outputs are spread: a quarter of the trials lie at or below the number under 25%, and so on.${note}`,
    ]),
    ...answered.slice(0, MOST_DRAWN_QUERIES).map((query, index) =>
      querySection(query, index, { span, isClasses })
    ),
  ];
}

function shareTable(queries: readonly QuerySummary[], note: string): readonly Block[] {
  const [{ labels }] = queries;
  if (labels.length === 0 || labels.length > MOST_LABELS) return [];
  const isPair = labels.length === 2;
  const caption = `How often each label is the answer, among the trials that have one.${note}`;
  const table = itemTable([caption], queries, ({ text, number, bar }) => [
    text("query", ({ name }) => name),
    ...labels.map(({ label }, index) => number(label, ({ labels }) => percentage(labels[index].share))),
    ...(isPair ? [bar(`share of ${labels[1].label}`, ({ labels }) => barOf(labels[1].share))] : []),
    number("trials", ({ outputs }) => inFull(outputs?.[0].count ?? 0)),
  ]);
  return [table];
}

/** A number of a distribution, with as many digits as tell it from the others. */
function inSpread({ min, max }: Distribution, value: number): string {
  return toDigits(value, digitsApart(min, max));
}

/** A table of quantiles, mean and standard deviation, one row a distribution. */
export function quantileTable(
  heading: string,
  distributions: readonly (readonly [name: string, distribution: Distribution])[],
  caption: readonly string[],
): Block {
  return itemTable(caption, distributions, ({ text, number }) => [
    text(heading, ([name]) => name),
    number("least", ([, of]) => inSpread(of, of.min)),
    ...QUANTILES.map((level, index) =>
      number(quantileName(level), ([, of]) => inSpread(of, of.quantiles[index]))
    ),
    number("greatest", ([, of]) => inSpread(of, of.max)),
    number("mean", ([, of]) => inSpread(of, of.mean)),
    number("sd", ([, { sd }]) => inWords(sd)),
  ]);
}

function querySection(
  query: QuerySummary,
  index: number,
  { span, isClasses }: { readonly span: OutputSpan | null; readonly isClasses: boolean },
): Block {
  const { name, outputs, labels } = query;
  if (outputs!.length > 1) return isClasses ? classSection(query, index) : numbersSection(query, index);
  const [distribution] = outputs!;
  const { min, max, count } = distribution;
  const id = `query-${index + 1}`;
  // Two shares are read off the table; more are seen better side by side.
  const figures = labels.length > 2 && labels.length <= MOST_LABELS ? [shareFigure(name, index, labels)] : [];
  if (min === max) {
    const same = paragraph(`Every trial answers ${inWords(min)}.`);
    return section(id, name, figures.length === 0 ? [same] : [same, { kind: "figures", figures }]);
  }
  const bins = answerBins(distribution, span, MOST_BARS);
  const hasSplit = labels.length === 2 && span !== null;
  const middle = span === null ? 0 : (span.low + span.high) / 2;
  const [p05, p25, median, p75, p95] = drawnQuantiles(distribution);
  const words = (value: number): string => inSpread(distribution, value);
  const histogramFigure: Figure = {
    id: `outputs-${index + 1}`,
    caption: [
      `The outputs of ${counted(count, "trial")}: half of them lie between ${words(p25)} and ${
        words(p75)
      }, nine in ten between ${words(p05)} and ${words(p95)}.${shareSentence(labels)}`,
    ],
    draw: (frame) =>
      histogram({ ...frame, title: `Outputs for ${name}`, description: spreadWords(distribution, bins) }, {
        bins,
        value: { name: `output for ${name}` },
        counted: "trials",
        markers: [
          { value: p05, label: `5% ${words(p05)}` },
          { value: median, label: `median ${words(median)}` },
          { value: p95, label: `95% ${words(p95)}` },
        ],
        ...(hasSplit ? { split: { value: middle, below: span.answers[0], above: span.answers[1] } } : {}),
      }),
    lines: () => terminalHistogram(answerBins(distribution, span, MOST_LINES), 40),
  };
  return section(id, name, [{ kind: "figures", figures: [histogramFigure, ...figures] }]);
}

/** Which classes the trials answer, and how large the output of each class is. */
function classSection({ name, outputs, labels }: QuerySummary, index: number): Block {
  const id = `query-${index + 1}`;
  const [{ count }] = outputs!;
  const sentence = paragraph(`${counted(count, "trial")} answer.${shareSentence(labels)}`);
  const figures = labels.length <= MOST_LABELS ? [shareFigure(name, index, labels)] : [];
  const spreads = outputs!.map((output) => ({
    label: output.name,
    quantiles: drawnQuantiles(output),
  }));
  if (spreads.length <= MOST_RANGES) {
    figures.push({
      id: `outputs-${index + 1}`,
      caption: [
        "The output of each class: the median as a dot, half of the trials in the thick line, nine in ten in the thin one.",
      ],
      draw: (frame) =>
        rangeChart({
          ...frame,
          title: `Outputs for ${name}`,
          description: outputs!.map((output) => `${output.name} ${inWords(quantileAt(output, 0.5))}`).join(
            ", ",
          ),
        }, { spreads, setting: "class", figure: "output" }),
      lines: null,
    });
  }
  return section(id, name, [
    sentence,
    ...(figures.length === 0 ? [] : [{ kind: "figures", figures } as const]),
  ]);
}

/** More classes than this are not drawn beside each other. */
const MOST_RANGES = 20;

/** A histogram of each number. */
function numbersSection({ name, outputs }: QuerySummary, index: number): Block {
  const figures = outputs!.slice(0, MOST_DRAWN_OUTPUTS).map((output, at): Figure => {
    const [p05, , , , p95] = drawnQuantiles(output);
    const caption = output.min === output.max
      ? `${output.name}: every trial answers ${inWords(output.min)}.`
      : `${output.name} in ${counted(output.count, "trial")}: nine in ten lie between ${
        inSpread(output, p05)
      } and ${inSpread(output, p95)}.`;
    return {
      id: `outputs-${index + 1}-${at + 1}`,
      caption: [caption],
      ...drawnSpread(output, `${output.name} for ${name}`),
    };
  });
  return section(`query-${index + 1}`, name, [{ kind: "figures", figures }]);
}

/** The histogram of a number that each trial has, on a page and in characters. */
export function drawnSpread(
  spread: Distribution,
  name: string,
  binsOf: Bins = roundBins,
): Pick<Figure, "draw" | "lines"> {
  const [, , median] = drawnQuantiles(spread);
  return {
    draw: (frame) => {
      const bins = binsOf(spread, MOST_BARS);
      return histogram({ ...frame, title: name, description: spreadWords(spread, bins) }, {
        bins,
        value: { name },
        counted: "trials",
        markers: [{ value: median, label: `median ${inSpread(spread, median)}` }],
      });
    },
    lines: () => terminalHistogram(binsOf(spread, MOST_LINES), 40),
  };
}

/** A histogram in words: its ends, its middle, and the bar with the most trials. */
function spreadWords(spread: Distribution, bins: readonly HistogramBin[]): string {
  const [, , median] = drawnQuantiles(spread);
  const words = (value: number): string => inSpread(spread, value);
  const fullest = bins.reduce((most, bin) => bin.count > most.count ? bin : most);
  const ends = [...new Set([words(fullest.low), words(fullest.high)])].join(" to ");
  return `${words(spread.min)} to ${words(spread.max)}, median ${
    words(median)
  }; the longest bar, ${ends}, has ${inFull(fullest.count)} of ${inFull(spread.count)}`;
}

/** Numbers of a query that are drawn. */
const MOST_DRAWN_OUTPUTS = 4;

function shareSentence(labels: QuerySummary["labels"]): string {
  const given = labels.filter(({ count }) => count > 0);
  if (given.length === 0 || labels.length > MOST_LABELS) return "";
  if (given.length === 1) return ` All of them answer ${given[0].label}.`;
  return ` They answer ${listed(given.map(({ label, share }) => `${label} in ${percentage(share)}`))}.`;
}

function shareFigure(name: string, index: number, labels: QuerySummary["labels"]): Figure {
  return {
    id: `shares-${index + 1}`,
    caption: [`What the trials answer for ${name}.`],
    draw: (frame) =>
      shareBar({
        ...frame,
        title: `Answers for ${name}`,
        description: labels.map(({ label, share }) => `${label} ${percentage(share)}`).join(", "),
      }, { shares: labels, counted: "trials" }),
    lines: null,
  };
}

/** The most lines of a written histogram. */
const MOST_LINES = 20;
