// One run from experiment to outcome: rows standardized, network started, trained, asked.
// What must not change: equal experiments give equal outcomes, bit for bit, whoever reports progress and whichever engine
// trains. The kernel gives the plain trainer's bits, and what it does not promise (numbers that are not finite) it
// leaves to the plain trainer.
// Why apart from `outcome.ts`: a page that goes through a training step by step needs the outcome alone.

import {
  courseOf,
  type Experiment,
  featuresOf,
  requireExperiment,
  startingParameters,
} from "../experiment/experiment.ts";
import { loggedCount, train } from "../engine/training_run.ts";
import type { Engine } from "../engine/row_engine.ts";
import { requireOptions } from "../numeric/required_objects.ts";
import { judgeOf } from "../sweep/row_judge.ts";
import { askingEngine, fastTrainer } from "./fast_engine.ts";
import {
  areLoggedLosses,
  type LoggedEpoch,
  type Outcome,
  predictionsOf,
  type RunStanding,
  supervisedLoss,
} from "./outcome.ts";

/** How to run. */
export interface RunOptions {
  /** By default the fastest; the outcome is the same. */
  readonly engine?: Engine;
  /** Where an earlier attempt at the same experiment stood; by default it begins at the start. */
  readonly standing?: RunStanding | null;
  /**
   * Hears how many of all epochs are done, with the part of one that is under way; it cannot change the result.
   *
   * @param standing where it stands: a copy, made when it is asked for.
   */
  readonly onProgress?: (epochsDone: number, standing: () => RunStanding) => void;
}

const OPTIONS: readonly string[] = ["engine", "standing", "onProgress"] satisfies (keyof RunOptions)[];

/**
 * Trains the network of an experiment and asks its queries.
 *
 * @param experiment a single run; its `sweep` must be null.
 * @returns the outcome; a loss that is not finite ends the run as `diverged`, and so do such parameters at its end.
 * @throws Error for an experiment with a sweep, RangeError for a standing that cannot be one of this run, though one of
 * another run of the same shape goes unnoticed, and TypeError for what is no experiment.
 *
 * @example One neuron, nothing to learn: sigmoid(0 * 2 + 1 * 3 + 4)
 * ```ts
 * import { parseExperiment, runExperiment } from "@seedbed/seedbed";
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
 * import { parseExperiment, runExperiment } from "@seedbed/seedbed";
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
  requireExperiment(experiment);
  requireOptions(options, OPTIONS);
  if (experiment.sweep !== null) {
    throw new Error("this experiment has a sweep: sweepExperiment runs it");
  }
  const { epochs, logEvery } = experiment.training;
  if (options.standing != null && !areLoggedLosses(options.standing, experiment)) {
    throw new RangeError("the losses of a standing must be those that its run had logged, each finite");
  }
  const features = featuresOf(experiment);
  const parameters = startingParameters(experiment);
  const judge = judgeOf(experiment, askingEngine(experiment, loggedCount(epochs, logEvery), options.engine));
  const losses: LoggedEpoch[] = [...options.standing?.losses ?? []];
  const trainer = fastTrainer(experiment, options.engine);
  const run = train(trainer, {
    ...courseOf(experiment),
    parameters,
    epochs,
    logEvery,
    supervision: experiment.training,
    standing: options.standing ?? undefined,
    onProgress: (rowsDone, values) => {
      const standing = (): RunStanding => ({ rowsDone, values: values.slice(), losses: [...losses] });
      options.onProgress?.(rowsDone / trainer.rowCount, standing);
    },
    onLoss: (epoch, loss, values) => {
      const logged = { epoch, loss, ...(judge === null ? {} : { heldOut: judge(values) }) };
      losses.push(logged);
      return supervisedLoss(logged);
    },
  });
  // An infinite weight may hide behind a sigmoid, so that the loss is a number still; the network is none.
  const isFinite = run.parameters.every(Number.isFinite);
  const hasDiverged = run.status === "diverged" || !isFinite;
  const predictions = predictionsOf(experiment, features, hasDiverged ? null : run.parameters);
  return {
    experiment,
    features,
    status: hasDiverged ? "diverged" : "completed",
    divergedAtEpoch: run.divergedAtEpoch,
    losses,
    finalLoss: hasDiverged ? null : run.finalLoss,
    startingParameters: parameters,
    parameters: hasDiverged ? null : run.parameters,
    predictions,
  };
}
