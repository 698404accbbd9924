// What came out of a sweep: the figures of every trial, in plan order, and the loss bands.
// What must not change: parts may come in any order and from anywhere; the outcome is the same.

import type { Experiment } from "../experiment/experiment.ts";
import { BandCounter, bandEpochs, type LossBand } from "./loss_bands.ts";
import { PartRequests } from "./part_requests.ts";
import { partRange, planOf, type SweepPlan } from "./plan.ts";
import { type Engine, PartTrainer } from "./part_trainer.ts";
import type { PartResult } from "./part_training.ts";

/** The figures of a sweep's trials, wherever they are kept: in memory, in parts on a disk, or in `trials.csv`. */
export interface FigureSource {
  /** All figures of the trials of a part, shape [figureCount * trialCount], see `figures.ts`; not to be changed. */
  ofPart(part: number): Float64Array;
  /** One figure of the trials of a part, shape [trialCount]; not to be changed. */
  column(part: number, figure: number): Float64Array;
}

/** What came out of a sweep. */
export interface SweepOutcome {
  /** Which trials there are, in which order. */
  readonly plan: SweepPlan;
  /** What came out of each trial. */
  readonly figures: FigureSource;
  /** How the loss spreads over the trials, by epoch. */
  readonly bands: readonly LossBand[];
}

/**
 * One figure of the first trials, in plan order: a new array, NaN where there is none.
 *
 * @param trialCount by default all.
 */
export function columnOf(
  { plan, figures }: Pick<SweepOutcome, "plan" | "figures">,
  figure: number,
  trialCount: number = plan.trialCount,
): Float64Array {
  const column = new Float64Array(trialCount);
  for (let part = 0; partRange(plan, part).from < trialCount; part++) {
    const { from } = partRange(plan, part);
    column.set(figures.column(part, figure).subarray(0, trialCount - from), from);
  }
  return column;
}

/** The figures of all trials, part after part, each of shape [figureCount * trialCount of the part]. */
export function* eachPart(
  { plan, figures }: Pick<SweepOutcome, "plan" | "figures">,
): Generator<Float64Array> {
  for (let part = 0; part < plan.partCount; part++) yield figures.ofPart(part);
}

/** Figures that are kept in memory, part by part. */
export class FiguresInMemory implements FigureSource {
  readonly #parts: Float64Array[] = [];

  constructor(readonly plan: SweepPlan) {}

  /** Takes the figures of a part, in any order. */
  set(part: number, figures: Float64Array): void {
    this.#parts[part] = figures;
  }

  ofPart(part: number): Float64Array {
    return this.#parts[part];
  }

  column(part: number, figure: number): Float64Array {
    return columnIn(this.plan, part, figure, this.#parts[part]);
  }
}

/** One figure among all figures of the trials of a part. */
export function columnIn(plan: SweepPlan, part: number, figure: number, figures: Float64Array): Float64Array {
  const { from, to } = partRange(plan, part);
  return figures.subarray(figure * (to - from), (figure + 1) * (to - from));
}

/** Puts the parts of a sweep together, in memory. */
export class SweepCollector {
  readonly #figures: FiguresInMemory;
  readonly #bands: BandCounter;
  #missingCount: number;

  constructor(readonly plan: SweepPlan) {
    this.#figures = new FiguresInMemory(plan);
    this.#bands = new BandCounter(bandEpochs(plan.experiment));
    this.#missingCount = plan.partCount;
  }

  /** Takes a part and keeps its figures; each must come once. */
  add({ part, figures, bins }: Pick<PartResult, "part" | "figures" | "bins">): void {
    this.#figures.set(part, figures);
    this.#bands.add(bins);
    this.#missingCount--;
  }

  /** The outcome, when every part has come. */
  finish(): SweepOutcome {
    if (this.#missingCount !== 0) {
      throw new Error(`assertion failed: ${this.#missingCount} parts are missing`);
    }
    return { plan: this.plan, figures: this.#figures, bands: this.#bands.bands() };
  }
}

/** How to sweep. */
export interface SweepOptions {
  /** By default the fastest; the figures are the same. */
  readonly engine?: Engine;
  /** Hears how many of all trials are done. */
  readonly onProgress?: (trialsDone: number) => void;
}

/**
 * Trains every trial of a sweep, here and now, on one core.
 *
 * @param experiment an experiment with a sweep.
 * @throws Error for one without.
 *
 * @example How often does one neuron learn OR in 200 epochs?
 * ```ts
 * import { parseExperiment } from "../experiment/reading/parse_experiment.ts";
 * const experiment = parseExperiment(`
 * name: or
 * dataset:
 *   features: [{ name: a }, { name: b }]
 *   target: { name: either }
 *   rows: [{ a: 0, b: 0, either: 0 }, { a: 0, b: 1, either: 1 }, { a: 1, b: 0, either: 1 }, { a: 1, b: 1, either: 1 }]
 * network: { hidden: [] }
 * training: { epochs: 200, learning_rate: 1 }
 * sweep: { init.seed: 1..50 }
 * `);
 * const outcome = sweepExperiment(experiment);
 * if (outcome.plan.trialCount !== 50) throw new Error("wrong");
 * ```
 */
export function sweepExperiment(experiment: Experiment, options: SweepOptions = {}): SweepOutcome {
  const plan = planOf(experiment);
  const requests = new PartRequests(plan);
  const trainer = new PartTrainer(options.engine);
  const collector = new SweepCollector(plan);
  for (let part = 0; part < plan.partCount; part++) {
    collector.add(trainer.train(requests.trials(part)));
    options.onProgress?.(partRange(plan, part).to);
  }
  return collector.finish();
}
