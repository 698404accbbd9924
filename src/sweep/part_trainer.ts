// Trains one part of a sweep: kernels where they are available and repay, the plain trainer otherwise.
// What must not change: a trial's figures depend on the trial alone, not on its neighbours, the engine or the
// worker. A lane whose numbers do not stay finite is trained again by the plain trainer, which decides.

import { learningOf } from "../engine/learning.ts";
import { plainTrainer } from "../engine/trainer.ts";
import { KERNEL_PAYS_FROM_NS, NS_PER_START, stepNs } from "../engine/training_cost.ts";
import { kernelIsAvailable } from "../engine/kernel/kernel_available.ts";
import { Kernel } from "../engine/kernel/kernel.ts";
import { figureCount } from "./figures.ts";
import { LaneBatch } from "./lane_batch.ts";
import type { GroupedTrials, TrialGroup } from "./grouped_trials.ts";
import { trainAlone } from "./train_alone.ts";
import { TrialSheet } from "./trial_sheet.ts";

/** What came out of a part. */
export interface PartResult {
  readonly part: number;
  /** Shape [figureCount * trialCount]: figure by figure, see `figures.ts`. */
  readonly figures: Float64Array;
  /** Shape [bandEpochCount * trialCount]: the bin of each loss plus 1, or 0 where none was logged. */
  readonly bins: Uint16Array;
  /** Trials that the kernel trained to the end; the others were the plain trainer's. */
  readonly kernelTrialCount: number;
}

/**
 * Which engine trains; none of it changes a figure. `fastest` takes the kernel where the engine has one and the work
 * repays it, `kernel` wherever it can, `plain` never.
 */
export type Engine = "fastest" | "kernel" | "plain";

/** Kernels that a trainer keeps. */
const MOST_KERNELS = 16;

/** Trains the parts of one sweep, keeping the kernels of the variants that it has met. */
export class PartTrainer {
  readonly #kernels = new Map<number, Kernel>();
  readonly #engine: Engine;

  constructor(engine: Engine = "fastest") {
    this.#engine = kernelIsAvailable() ? engine : "plain";
  }

  /** Trains all trials of a part. */
  train(trials: GroupedTrials): PartResult {
    const figures = new Float64Array(trials.trialCount * figureCount(trials.queryCount));
    const bins = new Uint16Array(trials.trialCount * trials.bandEpochs.length);
    const sheet = new TrialSheet(trials, figures, bins);
    let kernelTrialCount = 0;
    for (const group of trials.groups) {
      if (this.#usesKernel(group)) kernelTrialCount += trainInLanes(this.#kernelOf(group), group, sheet);
      else trainOneByOne(group, sheet);
    }
    return { part: trials.part, figures, bins, kernelTrialCount };
  }

  #usesKernel({ variant, variantKey, epochs }: TrialGroup): boolean {
    const rowCount = variant.data.targets.length;
    if (this.#engine === "plain" || rowCount === 0) return false;
    if (this.#engine === "kernel" || this.#kernels.has(variantKey)) return true;
    const epochNs = rowCount * stepNs(variant.topology);
    let groupNs = 0;
    for (const epochCount of epochs) groupNs += NS_PER_START + epochCount * epochNs;
    return groupNs >= KERNEL_PAYS_FROM_NS.warm;
  }

  #kernelOf({ variant, variantKey }: TrialGroup): Kernel {
    const known = this.#kernels.get(variantKey);
    if (known !== undefined) return known;
    const kernel = Kernel.create(variant.topology, variant.data, { learning: learningOf(variant) });
    if (this.#kernels.size >= MOST_KERNELS) this.#kernels.delete(this.#kernels.keys().next().value!);
    this.#kernels.set(variantKey, kernel);
    return kernel;
  }
}

function trainOneByOne(group: TrialGroup, sheet: TrialSheet): void {
  const { variant } = group;
  const trainer = plainTrainer(variant.topology, variant.data, learningOf(variant));
  for (let at = 0; at < group.places.length; at++) trainAlone(trainer, group, at, sheet);
}

/** Trains a group in a kernel's lanes. @returns how many of its trials the kernel decided. */
function trainInLanes(kernel: Kernel, group: TrialGroup, sheet: TrialSheet): number {
  // Trials of equal length side by side, so that no lane waits for a longer one.
  const order = Array.from(group.places, (_, at) => at)
    .sort((a, b) => group.epochs[a] - group.epochs[b] || a - b);
  const batch = new LaneBatch(kernel, group, sheet);
  let keptCount = 0;
  for (let from = 0; from < order.length; from += kernel.laneCount) {
    keptCount += batch.train(order.slice(from, from + kernel.laneCount));
  }
  return keptCount;
}
