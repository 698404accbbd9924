// One run from experiment to outcome: rows standardized, network started, trained, asked.
// What must not change: equal experiments give equal outcomes, bit for bit, whoever reports progress and whichever engine
// trains. The kernel gives the plain trainer's bits, and what it does not promise (numbers that are not finite) it
// leaves to the plain trainer.

import { labelOf } from "../dataset/dataset.ts";
import { type Column, inputsOf, rawOutput } from "../dataset/standardize.ts";
import {
  courseOf,
  epochWorkOf,
  type Experiment,
  featuresOf,
  startingParameters,
  targetColumnsOf,
  topologyOf,
} from "../experiment/experiment.ts";
import { feedforward } from "../engine/feedforward.ts";
import type { Trainer } from "../engine/trainer.ts";
import { epochNs, KERNEL_PAYS_FROM_NS } from "../engine/training_cost.ts";
import { type LoggedLoss, train } from "../engine/training_run.ts";
import { type HeldOutScores, judgeOf } from "../sweep/row_judge.ts";

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
  /** The parameters, flat in draw order, and after them what else is learned from. */
  readonly values: Float64Array;
  /** The losses that are logged; where these rows end an epoch, its loss is not among them yet. */
  readonly losses: readonly LoggedEpoch[];
}

/** How to run. */
export interface RunOptions {
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
 * What comes of an experiment: its network trained, its queries asked.
 *
 * @param experiment a single run; its `sweep` must be null.
 * @param trainer of the experiment's network, rows and way of learning.
 */
export function outcomeOf(experiment: Experiment, trainer: Trainer, options: RunOptions = {}): Outcome {
  if (experiment.sweep !== null) {
    throw new Error("runExperiment takes a single run; sweepExperiment takes a sweep");
  }
  const { epochs, logEvery } = experiment.training;
  const topology = topologyOf(experiment);
  const features = featuresOf(experiment);
  const parameters = startingParameters(experiment);
  const judge = judgeOf(experiment);
  const losses: LoggedEpoch[] = [...options.standing?.losses ?? []];
  const run = train(trainer, {
    ...courseOf(experiment),
    ...{ parameters, epochs, logEvery },
    standing: options.standing ?? undefined,
    onProgress: (rowsDone, values) => {
      const standing = (): RunStanding => ({ rowsDone, values: values.slice(), losses: [...losses] });
      options.onProgress?.(rowsDone / trainer.rowCount, standing);
    },
    onLoss: (epoch, loss, values) =>
      losses.push({ epoch, loss, ...(judge === null ? {} : { heldOut: judge(values) }) }),
  });
  // An infinite weight may hide behind a sigmoid, so that the loss is a number still; the network is none.
  const isFinite = run.parameters.every(Number.isFinite);
  const hasDiverged = run.status === "diverged" || !isFinite;
  const columns = targetColumnsOf(experiment);
  const predictions = experiment.queries.map(({ name, values }): Prediction => {
    const answer = hasDiverged
      ? [NaN]
      : feedforward(topology, run.parameters, inputsOf(features, [{ values }]));
    const outputs = Array.from(answer, (output, index) => rawOutput(columns[index], output));
    return outputs.every(Number.isFinite)
      ? { name, values, outputs, label: labelOf(experiment.dataset.target, outputs) }
      : { name, values, outputs: null, label: null };
  });
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

/** Whether a kernel saves more time on an experiment than it costs. */
export function repaysKernel(experiment: Experiment): boolean {
  const { dataset, training } = experiment;
  return training.epochs * epochNs(epochWorkOf(experiment), dataset.rows.length) >= KERNEL_PAYS_FROM_NS.cold;
}
