// Trains one trial by the plain trainer, which defines every result.
// Why it is kept beside the kernel: it decides each trial whose numbers do not stay finite, and trains where an engine
// has no kernel or the work would not repay one.

import { feedforward } from "../engine/feedforward.ts";
import { drawParameters } from "../engine/parameters.ts";
import { parameterCount } from "../engine/topology.ts";
import type { Trainer } from "../engine/trainer.ts";
import { train } from "../engine/training_run.ts";
import type { TrialCheckpoint } from "./checkpoint.ts";
import type { TrialGroup, Variant } from "./grouped_trials.ts";
import type { TrialSheet } from "./trial_sheet.ts";

/** How to go on with a trial, and who hears of it. */
export interface AloneOptions {
  /** Where it stands; by default at its start. */
  readonly standing?: TrialCheckpoint;
  /** Hears how many epochs are done, and the values there, which are not to be kept. */
  readonly onEpochs?: (epochsDone: number, values: Float64Array) => void;
}

/**
 * Trains one trial of a group and writes its figures down, in place of what was there.
 *
 * @param trainer the variant's plain trainer; making one takes longer than a short training.
 */
export function trainAlone(
  trainer: Trainer,
  group: TrialGroup,
  at: number,
  sheet: TrialSheet,
  { standing, onEpochs }: AloneOptions = {},
): void {
  const place = group.places[at];
  if (standing === undefined) sheet.begin(place);
  else sheet.resume(place);
  const [places, losses] = [Uint32Array.of(place), new Float64Array(1)];
  const run = train(trainer, {
    parameters: startOf(group, at, new Float64Array(parameterCount(group.variant.topology))),
    learningRate: group.learningRates[at],
    epochs: group.epochs[at],
    logEvery: group.variant.logEvery,
    standing,
    onProgress: onEpochs,
    onLoss: (epoch, loss) => {
      losses[0] = loss;
      sheet.logged(places, epoch, losses, 0, 1);
    },
  });
  if (run.divergedAtEpoch !== null) {
    sheet.diverged(place, run.divergedAtEpoch);
    return;
  }
  if (run.finalLoss !== null) sheet.finalLoss(place, run.finalLoss);
  for (let query = 0; query < sheet.queryCount; query++) {
    sheet.output(place, query, askedAlone(group.variant, query, run.parameters));
  }
}

/** The plain feedforward's answer to one query; it may not be finite. */
export function askedAlone(
  { topology, queryInputs }: Variant,
  query: number,
  parameters: Float64Array,
): number {
  const { inputCount } = topology;
  const inputs = queryInputs.subarray(query * inputCount, (query + 1) * inputCount);
  return feedforward(topology, parameters, inputs)[0];
}

/** Where one trial of a group starts: fills `into`, shape [parameterCount], in place and returns it. */
export function startOf({ variant, seeds }: TrialGroup, at: number, into: Float64Array): Float64Array {
  const { topology, scheme, givenParameters } = variant;
  if (givenParameters === null) return drawParameters(topology, seeds[at], scheme, into);
  into.set(givenParameters);
  return into;
}
