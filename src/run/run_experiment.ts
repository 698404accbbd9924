// Runs an experiment by the trainer that is fastest for it.
// Why apart from what a run is: a short run needs no kernel, and a command that trains one need not load it.

import { type Experiment, topologyOf, trainingDataOf } from "../experiment/experiment.ts";
import { kernelIsAvailable } from "../engine/kernel/kernel_available.ts";
import { kernelTrainer } from "../engine/kernel/kernel_trainer.ts";
import { learningOf } from "../engine/learning.ts";
import { plainTrainer, type Trainer } from "../engine/trainer.ts";
import { type Outcome, outcomeOf, repaysKernel, type RunOptions } from "./outcome.ts";

/**
 * Trains the network of an experiment and asks its queries.
 *
 * @param experiment a single run; its `sweep` must be null.
 * @returns the outcome; a loss that is not finite ends the run as `diverged`, and so do such parameters at its end.
 *
 * @example One neuron, nothing to learn: sigmoid(0 * 2 + 1 * 3 + 4)
 * ```ts
 * import { parseExperiment } from "../experiment/reading/parse_experiment.ts";
 * const outcome = runExperiment(parseExperiment(`
 * name: neuron
 * dataset: { features: [{ name: x1 }, { name: x2 }] }
 * network: { hidden: [] }
 * init: { weights: [0, 1], biases: 4 }
 * training: { epochs: 0 }
 * queries: [{ x1: 2, x2: 3 }]
 * `));
 * if (Math.abs(outcome.predictions[0].outputs![0] - 0.9990889488055994) > 1e-12) throw new Error("wrong");
 * ```
 *
 * @example An output a class: the largest one is the answer
 * ```ts
 * import { parseExperiment } from "../experiment/reading/parse_experiment.ts";
 * const { predictions: [{ outputs, label }] } = runExperiment(parseExperiment(`
 * name: fruit
 * dataset:
 *   features: [{ name: length, shift: 8 }]
 *   target: { name: fruit, classes: [cherry, apple, banana] }
 *   rows: [{ length: 2, fruit: cherry }, { length: 8, fruit: apple }, { length: 18, fruit: banana }]
 * queries: [{ name: mine, length: 17 }]
 * `));
 * if (outputs?.length !== 3 || label !== "banana") throw new Error("wrong");
 * ```
 */
export function runExperiment(experiment: Experiment, options: RunOptions = {}): Outcome {
  return outcomeOf(experiment, fastTrainer(experiment), options);
}

/** The trainer that is fastest for the size of the work; its results are those of the plain trainer. */
export function fastTrainer(experiment: Experiment): Trainer {
  const trainer = repaysKernel(experiment) && kernelIsAvailable() ? kernelTrainer : plainTrainer;
  return trainer(topologyOf(experiment), trainingDataOf(experiment), learningOf(experiment.training));
}
