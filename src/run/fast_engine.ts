// The engine of a run: the kernel where the work is long enough for it, else the plain one.
// What must not change: both give the same bits. Where the kernel promises nothing, because a number is not finite, the plain
// engine does the same work again.

import { Kernel } from "../engine/kernel/kernel.ts";
import { canHaveKernel } from "../engine/kernel/kernel_available.ts";
import { fewestLanes } from "../engine/kernel/kernel_shape.ts";
import { kernelTrainer } from "../engine/kernel/kernel_trainer.ts";
import { learningOf, startingValues } from "../engine/learning.ts";
import { type Engine, plainEngine, requireEngine, type RowEngine } from "../engine/row_engine.ts";
import { outputCountOf } from "../engine/topology.ts";
import type { Trainer } from "../engine/trainer.ts";
import type { TrainingData } from "../engine/training_data.ts";
import { epochNs, KERNEL_PAYS_FROM_NS } from "../engine/training_cost.ts";
import { epochWorkOf, type Experiment, topologyOf, trainingDataOf } from "../experiment/experiment.ts";

/** The engine that trains an experiment's network: the fastest, or one that is asked for. */
export function fastEngine(experiment: Experiment, engine: Engine = "fastest"): RowEngine {
  return engineFrom(experiment, engine, experiment.training.epochs, KERNEL_PAYS_FROM_NS.cold);
}

/** The trainer that is fastest for the size of the work, or one that is asked for; the results are those of the plain one. */
export function fastTrainer(experiment: Experiment, engine?: Engine): Trainer {
  const { trainer } = fastEngine(experiment, engine);
  return trainer(topologyOf(experiment), trainingDataOf(experiment), learningOf(experiment.training));
}

/**
 * The engine that asks the network about all rows: the fastest, or one that is asked for.
 *
 * @param times how often. It has a kernel of its own, which for a few rows is not worth being compiled.
 */
export function askingEngine(experiment: Experiment, times: number, engine: Engine = "fastest"): RowEngine {
  return engineFrom(experiment, engine, times, KERNEL_PAYS_FROM_NS.warm);
}

function engineFrom(experiment: Experiment, engine: Engine, epochs: number, leastNs: number): RowEngine {
  requireEngine(engine);
  if (engine === "plain" || !canRunInKernel(experiment)) return plainEngine;
  const workNs = epochs * epochNs(epochWorkOf(experiment), experiment.dataset.rows.length);
  return engine === "wasm" || workNs >= leastNs ? kernelEngine : plainEngine;
}

/** Whether there can be a kernel that trains an experiment's network. */
export function canRunInKernel(experiment: Experiment): boolean {
  const topology = topologyOf(experiment);
  const rowForm = experiment.training.shuffle === "none" ? "table" : "shared";
  const numberCount = experiment.dataset.rows.length * (topology.inputCount + outputCountOf(topology));
  return canHaveKernel(topology, numberCount, rowForm, fewestLanes(topology));
}

/** Nothing is learned where rows are only asked about. */
const NO_ROWS: TrainingData = { inputs: new Float64Array(0), targets: new Float64Array(0) };

/** Networks in kernels, one at a time. */
export const kernelEngine: RowEngine = {
  trainer: kernelTrainer,
  asker(topology, learning) {
    const laneCount = fewestLanes(topology);
    const kernel = Kernel.create(topology, NO_ROWS, { learning, laneCount });
    const askPlain = plainEngine.asker(topology, learning);
    const outputCount = outputCountOf(topology);
    return (parameters, inputs) => {
      kernel.setLane(0, startingValues(learning, parameters), { learningRate: 0, rows: null });
      const ofLanes = new Float64Array(inputs.length / topology.inputCount * outputCount * laneCount);
      kernel.outputs(inputs, ofLanes);
      const outputs = laneCount === 1
        ? ofLanes
        : Float64Array.from({ length: ofLanes.length / laneCount }, (_, at) => ofLanes[at * laneCount]);
      return outputs.every(Number.isFinite) ? outputs : askPlain(parameters, inputs);
    };
  },
};
