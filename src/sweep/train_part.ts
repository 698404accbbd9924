// Trains one part of a sweep: kernels where they are available, the plain trainer otherwise.
// What must not change: a trial's figures depend on the trial alone, not on its neighbours, the engine or the
// worker. A lane that leaves the finite numbers is trained again by the plain trainer, which decides.

import { feedforward } from "../network/feedforward.ts";
import { drawParameters } from "../network/parameters.ts";
import { plainTrainer } from "../training/trainer.ts";
import { train } from "../training/training_run.ts";
import { FIGURE, figureCount, LOSS_THRESHOLDS } from "./figures.ts";
import { kernelIsAvailable } from "./kernel/kernel_available.ts";
import { Kernel } from "./kernel/kernel.ts";
import { lossBin } from "./loss_bins.ts";
import type { PartJob, TrialGroup, Variant } from "./part_job.ts";

/** What came out of a part. */
export interface PartResult {
  readonly part: number;
  /** Shape [trialCount * figureCount], see `figures.ts`. */
  readonly figures: Float64Array;
  /** Shape [trialCount * bandEpochCount]: the bin of each loss plus 1, or 0 where none was logged. */
  readonly bins: Uint16Array;
  /** Trials that the kernel trained to the end; the others were the plain trainer's. */
  readonly kernelTrialCount: number;
}

/** Which engine may be used; none of it changes a figure. */
export type Engine = "fastest" | "plain";

/** Trains parts, keeping the kernels of the variants it met. */
export class PartTrainer {
  readonly #kernels = new Map<number, Kernel>();
  readonly #usesKernel: boolean;

  constructor(engine: Engine = "fastest") {
    this.#usesKernel = engine === "fastest" && kernelIsAvailable();
  }

  /** Trains all trials of a part. */
  train(job: PartJob): PartResult {
    const figures = new Float64Array(job.trialCount * figureCount(job.queryCount));
    const bins = new Uint16Array(job.trialCount * job.bandEpochs.length);
    const sheet = new TrialSheet(job, figures, bins);
    let kernelTrialCount = 0;
    for (const group of job.groups) {
      if (this.#usesKernel && group.variant.data.targets.length > 0) {
        kernelTrialCount += this.#trainInLanes(group, sheet);
      } else {
        for (let at = 0; at < group.places.length; at++) trainAlone(group, at, sheet);
      }
    }
    return { part: job.part, figures, bins, kernelTrialCount };
  }

  #trainInLanes(group: TrialGroup, sheet: TrialSheet): number {
    const kernel = this.#kernelOf(group);
    // Trials of equal length side by side, so that no lane waits for a longer one.
    const order = Array.from(group.places, (_, at) => at).sort((a, b) =>
      group.epochs[a] - group.epochs[b] || a - b
    );
    let keptCount = 0;
    for (let from = 0; from < order.length; from += kernel.laneCount) {
      keptCount += trainLanes(kernel, group, order.slice(from, from + kernel.laneCount), sheet);
    }
    return keptCount;
  }

  #kernelOf({ variant, variantKey }: TrialGroup): Kernel {
    const known = this.#kernels.get(variantKey);
    if (known !== undefined) return known;
    const kernel = Kernel.create(variant.topology, variant.data);
    if (this.#kernels.size >= 16) this.#kernels.delete(this.#kernels.keys().next().value!);
    this.#kernels.set(variantKey, kernel);
    return kernel;
  }
}

/** Writes the figures of trials where they belong, in place. */
class TrialSheet {
  readonly #width: number;
  readonly #bandOfEpoch: ReadonlyMap<number, number>;

  constructor(readonly job: PartJob, readonly figures: Float64Array, readonly bins: Uint16Array) {
    this.#width = figureCount(job.queryCount);
    this.#bandOfEpoch = new Map(job.bandEpochs.map((epoch, index) => [epoch, index]));
  }

  /** Forgets a trial. */
  begin(place: number): void {
    const from = place * this.#width;
    this.figures.fill(NaN, from, from + this.#width);
    const bandCount = this.job.bandEpochs.length;
    this.bins.fill(0, place * bandCount, (place + 1) * bandCount);
  }

  /** Takes a finite logged loss. */
  logged(place: number, epoch: number, loss: number): void {
    const from = place * this.#width;
    for (let index = 0; index < LOSS_THRESHOLDS.length; index++) {
      const at = from + FIGURE.firstEpochUnder + index;
      if (loss < LOSS_THRESHOLDS[index] && this.figures[at] !== this.figures[at]) this.figures[at] = epoch;
    }
    const band = this.#bandOfEpoch.get(epoch);
    if (band !== undefined) this.bins[place * this.job.bandEpochs.length + band] = lossBin(loss) + 1;
  }

  diverged(place: number, epoch: number): void {
    this.figures[place * this.#width + FIGURE.divergedAtEpoch] = epoch;
  }

  finalLoss(place: number, loss: number): void {
    this.figures[place * this.#width + FIGURE.finalLoss] = loss;
  }

  output(place: number, query: number, output: number): void {
    this.figures[place * this.#width + FIGURE.outputs + query] = Number.isFinite(output) ? output : NaN;
  }
}

/** Trains up to `laneCount` trials side by side. @returns how many of them the kernel decided. */
function trainLanes(kernel: Kernel, group: TrialGroup, trials: readonly number[], sheet: TrialSheet): number {
  const { variant } = group;
  const { laneCount } = kernel;
  for (let lane = 0; lane < laneCount; lane++) {
    // Spare lanes repeat the last trial.
    const at = trials[Math.min(lane, trials.length - 1)];
    kernel.setLane(lane, startOf(group, at), group.learningRates[at]);
    if (lane < trials.length) sheet.begin(group.places[at]);
  }
  const isFinite = trials.map(() => true);
  const losses = new Float64Array(laneCount);
  const outputs = new Float64Array(laneCount * sheet.job.queryCount);
  const lastEpochs = group.epochs[trials[trials.length - 1]];
  let epochsDone = 0;
  const trainUntil = (epochs: number): void => {
    kernel.trainEpochs(epochs - epochsDone);
    epochsDone = epochs;
  };
  const endTrials = (): void => {
    kernel.losses(losses);
    kernel.outputs(variant.queryInputs, outputs);
    trials.forEach((at, lane) => {
      if (group.epochs[at] !== epochsDone) return;
      isFinite[lane] &&= Number.isFinite(losses[lane]);
      sheet.finalLoss(group.places[at], losses[lane]);
      for (let query = 0; query < sheet.job.queryCount; query++) {
        const output = outputs[query * laneCount + lane];
        // An extreme query may overflow where rows do not: then the plain feedforward decides.
        const isKept = Number.isFinite(output) || !isFinite[lane];
        sheet.output(
          group.places[at],
          query,
          isKept ? output : askedAlone(variant, query, kernel.parametersOf(lane)),
        );
      }
    });
  };
  const ends = [...new Set(trials.map((at) => group.epochs[at]))];
  for (let epoch = 0; epoch < lastEpochs; epoch += variant.logEvery) {
    while (ends.length > 1 && ends[0] <= epoch) {
      trainUntil(ends.shift()!);
      endTrials();
    }
    trainUntil(epoch + 1);
    kernel.losses(losses);
    trials.forEach((at, lane) => {
      if (epoch >= group.epochs[at]) return;
      isFinite[lane] &&= Number.isFinite(losses[lane]);
      if (isFinite[lane]) sheet.logged(group.places[at], epoch, losses[lane]);
    });
    if (!isFinite.includes(true)) break;
  }
  for (const end of isFinite.includes(true) ? ends : []) {
    trainUntil(end);
    endTrials();
  }
  let keptCount = 0;
  trials.forEach((at, lane) => {
    if (isFinite[lane]) keptCount++;
    else trainAlone(group, at, sheet);
  });
  return keptCount;
}

/** Trains one trial by the plain trainer. */
function trainAlone(group: TrialGroup, at: number, sheet: TrialSheet): void {
  const { topology, data, logEvery } = group.variant;
  const place = group.places[at];
  sheet.begin(place);
  const run = train(plainTrainer(topology, data), {
    parameters: startOf(group, at),
    learningRate: group.learningRates[at],
    epochs: group.epochs[at],
    logEvery,
  });
  for (const { epoch, loss } of run.losses) sheet.logged(place, epoch, loss);
  if (run.divergedAtEpoch !== null) {
    sheet.diverged(place, run.divergedAtEpoch);
    return;
  }
  if (run.finalLoss !== null) sheet.finalLoss(place, run.finalLoss);
  for (let query = 0; query < sheet.job.queryCount; query++) {
    sheet.output(place, query, askedAlone(group.variant, query, run.parameters));
  }
}

/** The plain feedforward's answer to one query. */
function askedAlone({ topology, queryInputs }: Variant, query: number, parameters: Float64Array): number {
  const inputCount = topology.sizes[0];
  const inputs = queryInputs.subarray(query * inputCount, (query + 1) * inputCount);
  return feedforward(topology, parameters, inputs);
}

function startOf(group: TrialGroup, at: number): Float64Array {
  const { givenParameters, topology }: Variant = group.variant;
  return givenParameters ?? drawParameters(topology, group.seeds![at]);
}
