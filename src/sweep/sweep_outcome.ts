// What came out of a sweep: the figures of every trial, in plan order, and the loss bands.
// What must not change: parts may come in any order and from anywhere; the outcome is the same.

import type { Experiment } from "../experiment/experiment.ts";
import { figureCount } from "./figures.ts";
import { BandCounter, bandEpochs, type LossBand } from "./loss_bands.ts";
import { PartRequests } from "./part_requests.ts";
import { partRange, planOf, type SweepPlan } from "./plan.ts";
import { type Engine, type PartResult, PartTrainer } from "./part_trainer.ts";

/** What came out of a sweep. */
export interface SweepOutcome {
  /** Which trials there are, in which order. */
  readonly plan: SweepPlan;
  /** Shape [trialCount * figureCount], see `figures.ts`. */
  readonly figures: Float64Array;
  /** How the loss spreads over the trials, by epoch. */
  readonly bands: readonly LossBand[];
}

/** Puts the parts of a sweep together. */
export class SweepCollector {
  readonly #figures: Float64Array;
  readonly #bands: BandCounter;
  #missingCount: number;

  constructor(readonly plan: SweepPlan) {
    this.#figures = new Float64Array(plan.trialCount * figureCount(plan.experiment.queries.length));
    this.#bands = new BandCounter(bandEpochs(plan.experiment));
    this.#missingCount = plan.partCount;
  }

  /** Takes a part; each must come once. */
  add(result: Pick<PartResult, "part" | "figures" | "bins">): void {
    const { from } = partRange(this.plan, result.part);
    this.#figures.set(result.figures, from * figureCount(this.plan.experiment.queries.length));
    this.#bands.add(result.bins);
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
