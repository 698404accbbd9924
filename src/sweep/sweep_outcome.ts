// What came out of a sweep: the figures of every trial, in plan order, and the loss bands.
// What must not change: parts may come in any order and from anywhere; the outcome is the same.

import type { Experiment } from "../experiment/experiment.ts";
import { shown } from "../numeric/required_numbers.ts";
import { requireMade, requireOptions } from "../numeric/required_objects.ts";
import { BandCounter, bandEpochs, type LossBand } from "./loss_bands.ts";
import { PartRequests } from "./part_requests.ts";
import { partRange, planOf, type SweepPlan, trialCountOfPart } from "./plan.ts";
import type { Engine } from "../engine/row_engine.ts";
import { PartTrainer } from "./part_trainer.ts";
import type { PartResult } from "./part_training.ts";

/** The figures of a sweep's trials, wherever they are kept: in memory, in parts on a disk, or in `trials.csv`. */
export interface FigureSource {
  /**
   * All figures of the trials of a part, figure by figure, shape [figureCount * trialCount], see {@linkcode FIGURE}; not to be
   * changed.
   */
  ofPart(part: number): Float64Array;
  /** One figure of the trials of a part, shape [trialCount], see {@linkcode columnOf} for all parts; not to be changed. */
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
 * Refuses what is no outcome of a sweep, such as that of a run: plain JavaScript has no types that would.
 *
 * @throws TypeError for it.
 */
export function requireSweepOutcome(given: Pick<SweepOutcome, "plan" | "figures">): void {
  requireMade("the outcome of a sweep", "sweepExperiment", given, "plan", "figures");
}

/**
 * One figure of the first trials, in plan order: a new array, NaN where there is none.
 *
 * @param figure its number, see {@linkcode FIGURE}.
 * @param most so many trials; by default all.
 * @throws RangeError where trials have no such figure, or there are not so many trials, and TypeError for what is no outcome of
 * a sweep.
 *
 * @example The final loss of every trial
 * ```ts
 * import { columnOf, FIGURE, parseExperiment, sweepExperiment } from "@seedbed/seedbed";
 * const experiment = parseExperiment(`
 * name: same
 * dataset: { features: [{ name: x }], target: { name: y }, rows: [{ x: 0, y: 0 }, { x: 1, y: 1 }] }
 * sweep: { init.seed: 1..20 }
 * `);
 * const losses = columnOf(sweepExperiment(experiment), FIGURE.finalLoss);
 * if (losses.length !== 20 || !losses.every((loss) => loss < 1)) throw new Error("wrong");
 * ```
 */
export function columnOf(
  outcome: Pick<SweepOutcome, "plan" | "figures">,
  figure: number,
  most?: number,
): Float64Array {
  requireSweepOutcome(outcome);
  const { plan, figures } = outcome;
  const trialCount = most ?? plan.trialCount;
  if (!Number.isInteger(trialCount) || trialCount < 0 || trialCount > plan.trialCount) {
    throw new RangeError(
      `a count of trials must be an integer from 0 to ${plan.trialCount}: found ${shown(trialCount)}`,
    );
  }
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

  /** @throws RangeError where there is no such part. */
  ofPart(part: number): Float64Array {
    const figures = this.#parts[part];
    if (figures !== undefined) return figures;
    throw new RangeError(`a part must be an integer from 0 to ${this.plan.partCount - 1}: found ${part}`);
  }

  /** @throws RangeError where there is no such part, or trials have no such figure. */
  column(part: number, figure: number): Float64Array {
    return columnIn(this.plan, part, figure, this.ofPart(part));
  }
}

/**
 * One figure among all figures of the trials of a part.
 *
 * @throws RangeError where there is none of this number.
 */
export function columnIn(plan: SweepPlan, part: number, figure: number, figures: Float64Array): Float64Array {
  const trialCount = trialCountOfPart(plan, part);
  const count = figures.length / trialCount;
  if (!Number.isSafeInteger(figure) || figure < 0 || figure >= count) {
    throw new RangeError(`a figure must be an integer from 0 to ${count - 1}: found ${shown(figure)}`);
  }
  return figures.subarray(figure * trialCount, (figure + 1) * trialCount);
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

const OPTIONS: readonly string[] = ["engine", "onProgress"] satisfies (keyof SweepOptions)[];

/**
 * Trains every trial of a sweep, here and now, on one core.
 *
 * @param experiment an experiment with a sweep.
 * @throws Error for one without, and TypeError for what is no experiment.
 *
 * @example How often does one neuron learn OR in 200 epochs?
 * ```ts
 * import { parseExperiment, sweepExperiment } from "@seedbed/seedbed";
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
  requireOptions(options, OPTIONS);
  const requests = new PartRequests(plan);
  const trainer = new PartTrainer(options.engine);
  const collector = new SweepCollector(plan);
  for (let part = 0; part < plan.partCount; part++) {
    collector.add(trainer.train(requests.trials(part)));
    options.onProgress?.(partRange(plan, part).to);
  }
  return collector.finish();
}
