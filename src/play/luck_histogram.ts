// The histogram of the answers from many seeds: bars between round values, each with a seed that answers so.
// What must not change: bars and their seeds are the same in whatever order the answers came.

import { histogram, type HistogramBin } from "../chart/histogram.ts";
import { outputNamesOf } from "../dataset/dataset.ts";
import type { Figure } from "../document/page.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { binEdges } from "../report/run/answer_bins.ts";
import { outputSpanOf } from "../report/run/output_span.ts";
import { quantile } from "../sweep/distribution.ts";
import { answerName } from "../sweep/figures.ts";
import { digitsApart, toDigits } from "../text/number_words.ts";
import { counted } from "../text/words.ts";
import { type ChartRequest, type DrawnChart, figureDrawn } from "./frame_charts.ts";
import { answerDigits, luckSentence } from "./luck_sentence.ts";

/** Answers in trial order with their seeds, and in growing order. */
export interface GivenAnswers {
  readonly values: Float64Array;
  readonly seeds: Float64Array;
  readonly sorted: Float64Array;
}

/** The answers to one query, one at least. */
export interface CountedAnswers extends GivenAnswers {
  readonly experiment: Experiment;
  /** Of the queries, from 0. */
  readonly query: number;
  /** Of the outputs, from 0. */
  readonly output: number;
  /** What the seed in the text answers; null where it answers nothing. */
  readonly own: number | null;
}

/** Draws the answers for a place. */
export function luckHistogram(request: ChartRequest, answers: CountedAnswers): DrawnChart {
  const { experiment, query, output, sorted, own } = answers;
  const { bins, firstSeeds } = binsOf(answers);
  const names = outputNamesOf(experiment.dataset.target);
  const name = answerName(experiment.queries[query].name, names, output);
  const span = outputSpanOf(experiment, output);
  const hasSplit = span !== null && span.answers[0] !== "" && span.boundaries.length === 1;
  const median = quantile(sorted, 0.5);
  const digits = answerDigits(sorted);
  const figure: Figure = {
    id: "luck",
    caption: [`The output for ${name} from ${counted(sorted.length, "seed")}.`],
    draw: (frame) =>
      histogram({
        ...frame,
        title: `Outputs for ${name}`,
        description: `${
          luckSentence({ experiment, output, sorted, percentile: null, labels: [] })
        } Half of them are above ${toDigits(median, digits)}.`,
      }, {
        bins,
        value: { name: `output for ${name}` },
        counted: "seeds",
        markers: [
          { value: median, label: `median ${toDigits(median, digits)}` },
          ...(own === null ? [] : [{ value: own, label: `yours ${toDigits(own, digits)}` }]),
        ],
        ...(hasSplit
          ? { split: { value: (span.low + span.high) / 2, below: span.answers[0], above: span.answers[1] } }
          : {}),
      }),
    lines: null,
  };
  const { svg, caption, placed } = figureDrawn(figure, request);
  const across = (value: number): number => {
    const { plot, x: [low, high] } = placed!;
    return plot.left + (value - low) / (high - low) * (plot.right - plot.left);
  };
  const bars = bins.map((bin, index) => ({
    ...bin,
    left: across(bin.low),
    right: across(bin.high),
    between: `${edgesText(bin)}: ${counted(bin.count, "seed")}`,
    seed: firstSeeds[index],
  }));
  return { chart: "histogram", id: request.id, svg, caption, places: { plot: placed!.plot, bars } };
}

/** Where a bar begins and ends, which are never the same in words. */
function edgesText({ low, high }: HistogramBin): string {
  const digits = digitsApart(low, high);
  return `${toDigits(low, digits)} to ${toDigits(high, digits)}`;
}

/** Bars, each with the first seed whose answer lies in it; null where none does. */
function binsOf({ experiment, output, values, seeds, sorted, own }: CountedAnswers): {
  readonly bins: readonly HistogramBin[];
  readonly firstSeeds: readonly (number | null)[];
} {
  const span = outputSpanOf(experiment, output);
  const [least, most] = [sorted[0], sorted[sorted.length - 1]];
  const ends = [least, most, ...(own === null ? [] : [own])];
  const edges = binEdges(Math.min(...ends), Math.max(...ends), span);
  const counts = new Array<number>(edges.length - 1).fill(0);
  const firstSeeds = new Array<number | null>(edges.length - 1).fill(null);
  values.forEach((value, index) => {
    let [from, to] = [0, counts.length];
    while (to - from > 1) {
      const middle = (from + to) >> 1;
      if (edges[middle] <= value) from = middle;
      else to = middle;
    }
    counts[from]++;
    firstSeeds[from] ??= seeds[index];
  });
  return {
    bins: counts.map((count, index) => ({ low: edges[index], high: edges[index + 1], count })),
    firstSeeds,
  };
}
