// Trains one trial by the plain trainer, which defines every result.
// Why it is kept beside the kernel: it decides each trial whose numbers do not stay finite, and trains where an engine
// has no kernel or the work would not repay one.

import { rawOutput } from "../dataset/standardize.ts";
import { feedforward } from "../engine/feedforward.ts";
import { learningOf } from "../engine/learning.ts";
import { parameterCount } from "../engine/topology.ts";
import type { Trainer } from "../engine/trainer.ts";
import { train } from "../engine/training_run.ts";
import type { TrialCheckpoint } from "./checkpoint.ts";
import type { TrialGroup, Variant } from "./grouped_trials.ts";
import { plainEngine, type RowAsker } from "../engine/row_engine.ts";
import type { TrialSheet } from "./trial_sheet.ts";
import { courseOfTrial, startOfTrial, supervisedLossOf } from "./trial_start.ts";

/** How to go on with a trial, and who hears of it. */
export interface AloneOptions {
  /** Where it stands; by default at its start. */
  readonly standing?: TrialCheckpoint;
  /** Hears how many rows are learned, counted through all epochs, and the values there, which are not to be kept. */
  readonly onRows?: (rowsDone: number, values: Float64Array) => void;
}

/** The plain trainer of a variant, and what asks its networks: making them takes longer than a short training. */
export interface PlainEngineOfVariant {
  readonly trainer: Trainer;
  readonly ask: RowAsker;
}

/** What {@linkcode trainAlone} trains the trials of a variant by. */
export function plainEngineOf({ topology, data, learning }: Variant): PlainEngineOfVariant {
  const settled = learningOf(learning);
  return {
    trainer: plainEngine.trainer(topology, data, settled),
    ask: plainEngine.asker(topology, settled),
  };
}

/** Trains one trial of a group and writes its figures down, in place of what was there. */
export function trainAlone(
  { trainer, ask }: PlainEngineOfVariant,
  group: TrialGroup,
  at: number,
  sheet: TrialSheet,
  { standing, onRows }: AloneOptions = {},
): void {
  const place = group.places[at];
  if (standing === undefined) sheet.begin(place);
  else sheet.resume(place);
  const [places, losses] = [Uint32Array.of(place), new Float64Array(1)];
  const supervisedLoss = supervisedLossOf(group.variant);
  const run = train(trainer, {
    ...courseOfTrial(group, at),
    parameters: startOfTrial(group, at, new Float64Array(parameterCount(group.variant.topology))),
    epochs: group.epochs[at],
    logEvery: group.variant.logEvery,
    supervision: group.variant.supervision,
    standing,
    onProgress: onRows,
    onLoss: (epoch, loss, values) => {
      losses[0] = loss;
      sheet.logged(places, epoch, losses, 1);
      return supervisedLoss?.(values);
    },
  });
  if (run.divergedAtEpoch !== null) {
    sheet.diverged(place, run.divergedAtEpoch);
    return;
  }
  if (run.finalLoss !== null) sheet.finalLoss(place, run.finalLoss);
  const outputs = ask(run.parameters, group.variant.queryInputs);
  const answer = new Float64Array(sheet.outputCount);
  for (let query = 0; query < sheet.queryCount; query++) {
    const ofQuery = outputs.subarray(query * answer.length, (query + 1) * answer.length);
    sheet.answer(place, query, rawAnswer(group.variant, ofQuery, answer));
  }
  sheet.judge(place, group.variant, () => run.parameters);
  sheet.ended(place, group.variant.supervision, run.ends);
}

/** The plain feedforward's answer to one query, which may not be finite: fills `into`, shape [outputCount], in place. */
export function askedAlone(
  variant: Variant,
  query: number,
  parameters: Float64Array,
  into: Float64Array,
): Float64Array {
  const { topology, queryInputs } = variant;
  const { inputCount } = topology;
  const inputs = queryInputs.subarray(query * inputCount, (query + 1) * inputCount);
  return rawAnswer(variant, feedforward(topology, parameters, inputs), into);
}

/** What the network gave as raw numbers: fills `into`, shape [outputCount], in place. */
function rawAnswer({ targetColumns }: Variant, outputs: Float64Array, into: Float64Array): Float64Array {
  outputs.forEach((output, index) => into[index] = rawOutput(targetColumns[index], output));
  return into;
}
