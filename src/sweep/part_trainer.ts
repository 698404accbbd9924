// Trains one part of a sweep: kernels where they are available and repay, the plain trainer otherwise.
// What must not change: a trial's figures depend on the trial alone, not on its neighbours, the engine or the
// worker. A lane whose numbers do not stay finite is trained again by the plain trainer, which decides.

import { learningOf } from "../engine/learning.ts";
import { epochNs, KERNEL_PAYS_FROM_NS, NS_PER_START } from "../engine/training_cost.ts";
import { canHaveKernel } from "../engine/kernel/kernel_available.ts";
import { fittingForm, fittingLaneCount } from "../engine/kernel/kernel_shape.ts";
import { Kernel } from "../engine/kernel/kernel.ts";
import { type Engine, requireEngine } from "../engine/row_engine.ts";
import { type GroupedTrials, rowCountOfGroup, type TrialGroup, type Variant } from "./grouped_trials.ts";
import { type LanesFor, type PartOptions, type PartResult, PartTraining } from "./part_training.ts";

/** Kernels that a trainer keeps, and their memory: a large table lies in each of them. */
const MOST_KERNELS = 16;
const MOST_KERNEL_BYTES = 256 * 1024 * 1024;

/** Trains the parts of one sweep, keeping the kernels of the variants that it has met. */
export class PartTrainer {
  readonly #kernels = new Map<number, Kernel>();
  #keptBytes = 0;
  readonly #engine: Engine;
  readonly #lanesFor: LanesFor;

  /** @param lanesFor what trains groups in place of kernels: lanes on a card. */
  constructor(engine: Engine = "fastest", lanesFor?: LanesFor) {
    requireEngine(engine);
    this.#engine = engine;
    this.#lanesFor = lanesFor ?? ((group) => this.#kernelFor(group));
  }

  /** Trains all trials of a part. */
  train(trials: GroupedTrials, options: PartOptions = {}): PartResult {
    return new PartTraining(trials, this.#lanesFor, options).run();
  }

  /** The kernel of a group; null where the plain trainer is to be used. */
  #kernelFor(group: TrialGroup): Kernel | null {
    return this.#usesKernel(group) ? this.#kernelOf(group) : null;
  }

  #usesKernel(group: TrialGroup): boolean {
    if (this.#engine === "plain" || rowCountOfGroup(group) === 0) return false;
    if (!canTrainInKernel(group.variant)) return false;
    return this.#engine === "wasm" || this.#kernels.has(group.variantKey) || repaysKernel(group);
  }

  #kernelOf({ variant, variantKey }: TrialGroup): Kernel {
    const known = this.#kernels.get(variantKey);
    if (known !== undefined) return known;
    const kernel = Kernel.create(variant.topology, variant.data, {
      learning: learningOf(variant.learning),
      rowForm: variant.rowForm,
    });
    this.#keptBytes += kernel.sizeBytes;
    for (const [key, { sizeBytes }] of this.#kernels) {
      if (this.#kernels.size < MOST_KERNELS && this.#keptBytes <= MOST_KERNEL_BYTES) break;
      this.#kernels.delete(key);
      this.#keptBytes -= sizeBytes;
    }
    this.#kernels.set(variantKey, kernel);
    return kernel;
  }
}

/** Whether there can be a kernel that trains a variant. */
export function canTrainInKernel({ topology, learning, data, rowForm }: Variant): boolean {
  const laneCount = fittingLaneCount(topology, learningOf(learning), fittingForm(topology));
  return canHaveKernel(topology, data.inputs.length + data.targets.length, rowForm, laneCount);
}

/** Whether a kernel saves more time on the trials of a group than it costs. */
export function repaysKernel(group: TrialGroup): boolean {
  if (!canTrainInKernel(group.variant)) return false;
  const ns = epochNs(group.variant, rowCountOfGroup(group));
  let groupNs = 0;
  for (const epochCount of group.epochs) groupNs += NS_PER_START + epochCount * ns;
  return groupNs >= KERNEL_PAYS_FROM_NS.warm;
}
