// The luck of the seed: the same experiment from thousands of starts, counted while they come.
// What must not change: the trials are those of a sweep over `init.seed`, to the bit; what is shown when all have come does not
// depend on the order in which they came.

import type { Figure } from "../document/page.ts";
import { labelOf, outputNamesOf } from "../dataset/dataset.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { histogram, type HistogramBin } from "../chart/histogram.ts";
import { LARGEST_SEED } from "../random/mersenne_twister.ts";
import { binEdges } from "../report/run/answer_bins.ts";
import { outputSpanOf } from "../report/run/output_span.ts";
import { growing, quantile, shareAtMost } from "../sweep/distribution.ts";
import { answerName, outputFigure } from "../sweep/figures.ts";
import { type PartQueue, PartRequests } from "../sweep/part_requests.ts";
import type { PartResult } from "../sweep/part_training.ts";
import { partRange, planOf, type SweepPlan } from "../sweep/plan.ts";
import { inFull, inWords, percentage } from "../text/number_words.ts";
import { counted } from "../text/words.ts";
import type { SweepFrame } from "../sweep/grouped_trials.ts";
import { type ChartRequest, type DrawnChart, figureDrawn } from "./frame_charts.ts";

/** Seeds and the answer that is counted. */
export interface LuckRequest {
  /** The first and the last seed. */
  readonly from: number;
  readonly to: number;
  /** Of the queries, from 0. */
  readonly query: number;
  /** Of the outputs, from 0. */
  readonly output: number;
}

/** How the answers to a query are spread over the seeds. */
export interface LuckFacts {
  readonly done: number;
  readonly total: number;
  /** Seeds without an answer: their runs diverged. */
  readonly divergedCount: number;
  /** Where the own seed stands among the others, 0 to 1; null without an own answer. */
  readonly percentile: number | null;
  readonly sentence: string;
  /** How often each class is the answer; empty without classes. */
  readonly labels: readonly { readonly label: string; readonly count: number; readonly share: number }[];
  readonly charts: readonly DrawnChart[];
}

/** Seeds at once, at most. */
const MOST_SEEDS = 1_000_000;

/** Why the seeds of an experiment cannot be tried; null where they can. */
export function luckRefusal(
  experiment: Experiment,
  { from, to, query, output }: LuckRequest,
): { readonly message: string; readonly hint: string } | null {
  if (!("seed" in experiment.init)) {
    return {
      message: "the experiment draws no starting weights: they are given",
      hint: "give it a seed: init: { seed: 42 }",
    };
  }
  const isRange = [from, to].every((seed) => Number.isInteger(seed) && seed >= 0 && seed <= LARGEST_SEED);
  if (!isRange || to < from || to - from >= MOST_SEEDS) {
    return {
      message: `seeds must be at most ${inFull(MOST_SEEDS)} from 0 to ${LARGEST_SEED}: found ${from}..${to}`,
      hint: "try 1..10000",
    };
  }
  if (
    experiment.queries[query] === undefined || outputNamesOf(experiment.dataset.target)[output] === undefined
  ) {
    return {
      message: "there is no such answer to count",
      hint: "add a query, such as { name: Emily, weight: 128 }",
    };
  }
  return null;
}

/** A sweep over seeds that is under way. */
export class Luck {
  readonly plan: SweepPlan;
  readonly #requests: PartRequests;
  /** The answers by trial, all outputs of the query: shape [trialCount][outputCount]; NaN where there is none, or not yet. */
  readonly #answers: Float64Array;
  readonly #isDone: Uint8Array;
  #done = 0;

  /** @param experiment one that {@linkcode luckRefusal} does not refuse; what it sweeps itself is left out. */
  constructor(readonly experiment: Experiment, readonly request: LuckRequest) {
    const { from, to } = request;
    const seeds = { kind: "range", from, to } as const;
    const swept: Experiment = { ...experiment, sweep: { axes: [[{ key: "init.seed", values: seeds }]] } };
    this.plan = planOf(swept);
    this.#requests = new PartRequests(this.plan);
    this.#answers = new Float64Array(this.plan.trialCount * this.#outputCount).fill(NaN);
    this.#isDone = new Uint8Array(this.plan.trialCount);
  }

  get #outputCount(): number {
    return outputNamesOf(this.experiment.dataset.target).length;
  }

  /** What all parts share. */
  get frame(): SweepFrame {
    return this.#requests.frame;
  }

  /** Whether all trials have come. */
  get isWhole(): boolean {
    return this.#done === this.plan.trialCount;
  }

  /** Trials that have come. */
  get done(): number {
    return this.#done;
  }

  /** The parts in their order. */
  queue(): PartQueue {
    return this.#requests.queueOf(Array.from({ length: this.plan.partCount }, (_, part) => part));
  }

  /** Takes a part, in any order; its figures may be gone afterwards. */
  take({ part, figures }: Pick<PartResult, "part" | "figures">): void {
    const { from, to } = partRange(this.plan, part);
    const { query } = this.request;
    const outputCount = this.#outputCount;
    for (let output = 0; output < outputCount; output++) {
      const first = outputFigure(this.frame, query, output) * (to - from);
      for (let trial = from; trial < to; trial++) {
        this.#answers[trial * outputCount + output] = figures[first + trial - from];
      }
    }
    this.#isDone.fill(1, from, to);
    this.#done += to - from;
  }

  /** The answers that have come, in trial order, with their seeds. */
  #given(): { readonly values: Float64Array; readonly seeds: Float64Array } {
    const outputCount = this.#outputCount;
    const [values, seeds] = [new Float64Array(this.#done), new Float64Array(this.#done)];
    let count = 0;
    for (let trial = 0; trial < this.plan.trialCount; trial++) {
      const value = this.#answers[trial * outputCount + this.request.output];
      if (this.#isDone[trial] === 0 || Number.isNaN(value)) continue;
      values[count] = value;
      seeds[count++] = this.request.from + trial;
    }
    return { values: values.subarray(0, count), seeds: seeds.subarray(0, count) };
  }

  /**
   * What has come so far.
   *
   * @param own the answer of the seed in the text; null where there is none.
   */
  facts(own: number | null, charts: readonly ChartRequest[]): LuckFacts {
    const { values, seeds } = this.#given();
    const sorted = growing(values.slice());
    const percentile = own === null || sorted.length === 0 ? null : shareAtMost(sorted, own);
    return {
      done: this.#done,
      total: this.plan.trialCount,
      divergedCount: this.#done - values.length,
      percentile,
      sentence: this.#sentence(sorted, percentile),
      labels: this.#labels(),
      charts: sorted.length === 0
        ? []
        : charts.filter(({ chart }) => chart === "histogram").map((chart) =>
          this.#histogram(chart, values, seeds, sorted, own)
        ),
    };
  }

  #sentence(sorted: Float64Array, percentile: number | null): string {
    if (sorted.length === 0) return this.isWhole ? "No seed has an answer." : "";
    const [low, high] = [0.05, 0.95].map((share) => inWords(quantile(sorted, share)));
    const spread = low === high
      ? `nine seeds in ten answer ${low}`
      : `nine seeds in ten answer between ${low} and ${high}`;
    const own = percentile === null ? "" : `; ${percentage(percentile)} answer no more than yours`;
    return `Of ${counted(sorted.length, "seed")}, ${spread}${own}.`;
  }

  #labels(): LuckFacts["labels"] {
    const { dataset: { target } } = this.experiment;
    const outputCount = this.#outputCount;
    const counts = new Map<string, number>();
    let count = 0;
    for (let trial = 0; trial < this.plan.trialCount; trial++) {
      if (this.#isDone[trial] === 0) continue;
      const outputs = this.#answers.subarray(trial * outputCount, (trial + 1) * outputCount);
      if (Number.isNaN(outputs[0])) continue;
      const label = labelOf(target, outputs);
      if (label === null) return [];
      counts.set(label, (counts.get(label) ?? 0) + 1);
      count++;
    }
    return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .map(([label, found]) => ({ label, count: found, share: found / count }));
  }

  #histogram(
    request: ChartRequest,
    values: Float64Array,
    seeds: Float64Array,
    sorted: Float64Array,
    own: number | null,
  ): DrawnChart {
    const { bins, firstSeeds } = this.#bins(values, seeds, sorted, own);
    const names = outputNamesOf(this.experiment.dataset.target);
    const { query, output } = this.request;
    const name = answerName(this.experiment.queries[query].name, names, output);
    const span = outputSpanOf(this.experiment, output);
    const hasSplit = span !== null && span.answers[0] !== "" && span.boundaries.length === 1;
    const median = quantile(sorted, 0.5);
    const figure: Figure = {
      id: "luck",
      caption: [`The output for ${name} from ${counted(sorted.length, "seed")}.`],
      draw: (frame) =>
        histogram({ ...frame, title: `Outputs for ${name}`, description: this.#sentence(sorted, null) }, {
          bins,
          value: { name: `output for ${name}` },
          counted: "seeds",
          markers: [
            { value: median, label: `median ${inWords(median)}` },
            ...(own === null ? [] : [{ value: own, label: `yours ${inWords(own)}` }]),
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
      between: `${inWords(bin.low)} to ${inWords(bin.high)}`,
      seed: firstSeeds[index],
    }));
    return { chart: "histogram", id: request.id, svg, caption, places: { plot: placed!.plot, bars } };
  }

  /** Bars between round values. */
  #bins(
    values: Float64Array,
    seeds: Float64Array,
    sorted: Float64Array,
    own: number | null,
  ): { readonly bins: readonly HistogramBin[]; readonly firstSeeds: readonly (number | null)[] } {
    const span = outputSpanOf(this.experiment, this.request.output);
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
}
