// One run from experiment to outcome: rows standardized, network started, trained, asked.
// What must not change: equal experiments give equal outcomes, bit for bit, whoever reports progress and whichever engine
// trains. The kernel gives the plain trainer's bits, and what it does not promise (numbers that are not finite) it
// leaves to the plain trainer.

import { labelOf } from "../dataset/dataset.ts";
import { type Column, inputsOf, rawOutput } from "../dataset/standardize.ts";
import {
  courseOf,
  type Experiment,
  featuresOf,
  requireExperiment,
  startingParameters,
  targetColumnsOf,
  topologyOf,
  trainingDataOf,
} from "../experiment/experiment.ts";
import { learningOf } from "../engine/learning.ts";
import { feedforward } from "../engine/feedforward.ts";
import type { Trainer } from "../engine/trainer.ts";
import { loggedCount, type LoggedLoss, nextLoggedEpoch, train } from "../engine/training_run.ts";
import type { Engine } from "../engine/row_engine.ts";
import { type HeldOutScores, judgeOf } from "../sweep/row_judge.ts";
import { askingEngine, fastEngine } from "./fast_engine.ts";

/** The answer to one query. */
export interface Prediction {
  /** The query's name. */
  readonly name: string;
  /** Raw feature values in the order of the features. */
  readonly values: readonly number[];
  /**
   * The network's outputs, in raw units where the target is numbers; null where the run diverged or one of them is not
   * finite.
   */
  readonly outputs: readonly number[] | null;
  /** The class that they stand for; null without classes or outputs. */
  readonly label: string | null;
}

/** What is logged after an epoch. */
export interface LoggedEpoch extends LoggedLoss {
  /** What was found of the held-out rows beside it; left out where there are none. */
  readonly heldOut?: HeldOutScores;
}

/** The loss that a training is supervised by: that of the held-out rows, or of all where none are held out. */
export function supervisedLoss({ loss, heldOut }: LoggedEpoch): number {
  return heldOut?.loss ?? loss;
}

/** What came out of one run. */
export interface Outcome {
  /** What was run. */
  readonly experiment: Experiment;
  /** The features with `mean` and `std` worked out. */
  readonly features: readonly Column[];
  /** `diverged` where a loss or a parameter was not finite. */
  readonly status: "completed" | "diverged";
  /** The epoch whose loss was not finite; null for a completed run, and where only the final parameters are not. */
  readonly divergedAtEpoch: number | null;
  /** The finite losses at the logged epochs. */
  readonly losses: readonly LoggedEpoch[];
  /** The loss of the final parameters; null without rows, or where the run diverged. */
  readonly finalLoss: number | null;
  /** The starting parameters, in draw order. */
  readonly startingParameters: Float64Array;
  /** The final parameters, in draw order; null where the run diverged. */
  readonly parameters: Float64Array | null;
  /** One answer a query, in their order. */
  readonly predictions: readonly Prediction[];
}

/** Where a run stands in its training: enough to go on with the same bits. */
export interface RunStanding {
  /** Rows that are learned, counted through all epochs. */
  readonly rowsDone: number;
  /** The parameters, flat in draw order, and after them what else is gone on from: see {@linkcode standingCount}. */
  readonly values: Float64Array;
  /** The losses that are logged; where these rows end an epoch, its loss is not among them yet. */
  readonly losses: readonly LoggedEpoch[];
}

/**
 * Refuses what is no outcome of a run, such as that of a sweep: plain JavaScript has no types that would.
 *
 * @throws TypeError for it.
 */
export function requireOutcome(given: Outcome): void {
  const { experiment, parameters, losses }: Partial<Outcome> = Object(given);
  const hasParameters = parameters === null || parameters instanceof Float64Array;
  if (experiment !== undefined && hasParameters && losses !== undefined) return;
  throw new TypeError(`an outcome must be as runExperiment gives it: found ${typeof given}`);
}

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

/** Whether losses are those that a run has logged where it stands. */
export function areLoggedLosses(
  { rowsDone, losses }: Pick<RunStanding, "rowsDone" | "losses">,
  { dataset, training: { logEvery } }: Experiment,
): boolean {
  return losses.length === nextLoggedEpoch(rowsDone, dataset.rows.length, logEvery) / logEvery &&
    losses.every(({ epoch, loss }, index) => epoch === index * logEvery && Number.isFinite(loss));
}

/** What a network answers to the queries; no answers where it has no parameters, as it diverged. */
export function predictionsOf(
  experiment: Experiment,
  features: readonly Column[],
  parameters: Float64Array | null,
): readonly Prediction[] {
  const topology = topologyOf(experiment);
  const columns = targetColumnsOf(experiment);
  return experiment.queries.map(({ name, values }): Prediction => {
    const answer = parameters === null
      ? [NaN]
      : feedforward(topology, parameters, inputsOf(features, [{ values }]));
    const outputs = Array.from(answer, (output, index) => rawOutput(columns[index], output));
    return outputs.every(Number.isFinite)
      ? { name, values, outputs, label: labelOf(experiment.dataset.target, outputs) }
      : { name, values, outputs: null, label: null };
  });
}

/** The trainer that is fastest for the size of the work, or one that is asked for; the results are those of the plain one. */
export function fastTrainer(experiment: Experiment, engine?: Engine): Trainer {
  const { trainer } = fastEngine(experiment, engine);
  return trainer(topologyOf(experiment), trainingDataOf(experiment), learningOf(experiment.training));
}
