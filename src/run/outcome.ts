// What comes out of one run: its losses, its parameters, its answers; and what the network of a run answers.
// What must not change: a query gets the bits that the trained network gives, and no answer where it diverged.

import { labelOf } from "../dataset/dataset.ts";
import { type Column, inputsOf, rawOutput } from "../dataset/standardize.ts";
import { type Experiment, targetColumnsOf, topologyOf } from "../experiment/experiment.ts";
import { feedforward } from "../engine/feedforward.ts";
import { type LoggedLoss, nextLoggedEpoch } from "../engine/training_run.ts";
import type { HeldOutScores } from "../sweep/row_judge.ts";

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
