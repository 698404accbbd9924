// The luck of the seed: the same experiment from thousands of starts, counted while they come.
// What must not change: the trials are those of a sweep over `init.seed`, to the bit; what is shown when all have come does not
// depend on the order in which they came.

import { labelOf, outputNamesOf } from "../dataset/dataset.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { LARGEST_SEED } from "../random/mersenne_twister.ts";
import { growing, shareAtMost } from "../sweep/distribution.ts";
import { outputFigure } from "../sweep/figures.ts";
import { type PartQueue, PartRequests } from "../sweep/part_requests.ts";
import type { PartResult } from "../sweep/part_training.ts";
import { partRange, planOf, type SweepPlan } from "../sweep/plan.ts";
import { inFull } from "../text/number_words.ts";
import type { SweepFrame } from "../sweep/grouped_trials.ts";
import type { ChartRequest, DrawnChart } from "./frame_charts.ts";
import { type GivenAnswers, luckHistogram } from "./luck_histogram.ts";
import { type LabelShare, luckSentence } from "./luck_sentence.ts";

/** Seeds and the answer that is counted. */
export interface LuckRequest {
  /** The first and the last seed. */
  readonly from: number;
  readonly to: number;
  /** Of the queries, from 0. */
  readonly query: number;
  /** Of the outputs, from 0; where it is left out, that of the class that is answered, and else the first. */
  readonly output?: number;
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
  readonly labels: readonly LabelShare[];
  readonly charts: readonly DrawnChart[];
}

/** Seeds at once, at most. */
const MOST_SEEDS = 1_000_000;

/** Why the seeds of an experiment cannot be tried; null where they can. */
export function luckRefusal(
  experiment: Experiment,
  { from, to, query, output = 0 }: LuckRequest,
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

/** Numbers that are kept of the answers to all queries. */
const MOST_KEPT = 4_000_000;

/** A sweep over seeds that is under way. */
export class Luck {
  readonly plan: SweepPlan;
  readonly #requests: PartRequests;
  /** The queries whose answers are kept: all of them, or where those are too many the one that was asked for. */
  readonly #queries: readonly number[];
  /** All outputs of those queries by trial: shape [queries][trialCount][outputCount]; NaN where there is none, or not yet. */
  readonly #answers: readonly Float64Array[];
  readonly #isDone: Uint8Array;
  readonly #partsDone = new Set<number>();
  #done = 0;

  /** @param experiment one that {@linkcode luckRefusal} does not refuse; what it sweeps itself is left out. */
  constructor(readonly experiment: Experiment, readonly request: LuckRequest) {
    const { from, to, query } = request;
    const seeds = { kind: "range", from, to } as const;
    const swept: Experiment = { ...experiment, sweep: { axes: [[{ key: "init.seed", values: seeds }]] } };
    this.plan = planOf(swept);
    this.#requests = new PartRequests(this.plan);
    const size = this.plan.trialCount * this.#outputCount;
    const all = experiment.queries.map((_, index) => index);
    this.#queries = size * all.length <= MOST_KEPT ? all : [query];
    this.#answers = this.#queries.map(() => new Float64Array(size).fill(NaN));
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

  /** Whether the answers to a query are kept. */
  keeps(query: number): boolean {
    return this.#queries.includes(query);
  }

  /** The parts that have not come, in their order. */
  queue(): PartQueue {
    const parts = Array.from({ length: this.plan.partCount }, (_, part) => part);
    return this.#requests.queueOf(parts.filter((part) => !this.#partsDone.has(part)));
  }

  /** Takes a part, in any order; its figures may be gone afterwards. */
  take({ part, figures }: Pick<PartResult, "part" | "figures">): void {
    if (this.#partsDone.has(part)) return;
    const { from, to } = partRange(this.plan, part);
    const outputCount = this.#outputCount;
    this.#queries.forEach((query, index) => {
      for (let output = 0; output < outputCount; output++) {
        const first = outputFigure(this.frame, query, output) * (to - from);
        for (let trial = from; trial < to; trial++) {
          this.#answers[index][trial * outputCount + output] = figures[first + trial - from];
        }
      }
    });
    this.#isDone.fill(1, from, to);
    this.#partsDone.add(part);
    this.#done += to - from;
  }

  /** The answers that have come, in trial order, with their seeds. */
  #given(query: number, output: number): Omit<GivenAnswers, "sorted"> {
    const outputCount = this.#outputCount;
    const answers = this.#answersTo(query);
    const [values, seeds] = [new Float64Array(this.#done), new Float64Array(this.#done)];
    let count = 0;
    for (let trial = 0; trial < this.plan.trialCount; trial++) {
      const value = answers[trial * outputCount + output];
      if (this.#isDone[trial] === 0 || Number.isNaN(value)) continue;
      values[count] = value;
      seeds[count++] = this.request.from + trial;
    }
    return { values: values.subarray(0, count), seeds: seeds.subarray(0, count) };
  }

  #answersTo(query: number): Float64Array {
    return this.#answers[this.#queries.indexOf(query)];
  }

  /**
   * What has come so far.
   *
   * @param asked a query whose answers are kept, and the output that is counted.
   * @param ownOutputs what the seed in the text answers; null where it answers nothing.
   */
  facts(
    { query, output }: Pick<LuckRequest, "query" | "output">,
    ownOutputs: readonly number[] | null,
    charts: readonly ChartRequest[],
  ): LuckFacts {
    const { dataset: { target } } = this.experiment;
    const ownLabel = ownOutputs === null || this.#outputCount === 1 ? null : labelOf(target, ownOutputs);
    const answered = ownLabel === null ? 0 : outputNamesOf(target).indexOf(ownLabel);
    const counted = output ?? answered;
    const own = ownOutputs?.[counted] ?? null;
    const { values, seeds } = this.#given(query, counted);
    const labels = this.#labels(query);
    const sorted = growing(values.slice());
    const percentile = own === null || sorted.length === 0 ? null : shareAtMost(sorted, own);
    const said = { experiment: this.experiment, output: counted, sorted };
    return {
      done: this.#done,
      total: this.plan.trialCount,
      divergedCount: this.#done - values.length,
      percentile,
      sentence: sorted.length > 0
        ? luckSentence({ ...said, percentile, labels })
        : this.isWhole
        ? "No seed has an answer."
        : "",
      labels,
      charts: sorted.length === 0
        ? []
        : charts.filter(({ chart }) => chart === "histogram").map((chart) =>
          luckHistogram(chart, { ...said, query, values, seeds, own })
        ),
    };
  }

  #labels(query: number): readonly LabelShare[] {
    const answers = this.#answersTo(query);
    const { dataset: { target } } = this.experiment;
    const outputCount = this.#outputCount;
    const counts = new Map<string, number>();
    let count = 0;
    for (let trial = 0; trial < this.plan.trialCount; trial++) {
      if (this.#isDone[trial] === 0) continue;
      const outputs = answers.subarray(trial * outputCount, (trial + 1) * outputCount);
      if (Number.isNaN(outputs[0])) continue;
      const label = labelOf(target, outputs);
      if (label === null) return [];
      counts.set(label, (counts.get(label) ?? 0) + 1);
      count++;
    }
    return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .map(([label, found]) => ({ label, count: found, share: found / count }));
  }
}
