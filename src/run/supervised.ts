// What the supervision of a run came to: where it was stopped and why, which epoch was kept, what the rate fell to.
// What must not change: it follows from the logged epochs alone, so that a run read back says what the fresh one said.

import type { Supervision } from "../engine/rules/schedule.ts";
import { isSupervised, keepsBest, Supervisor } from "../engine/supervisor.ts";
import {
  type EarlyEnd,
  earlyEndOf,
  loggedCount,
  NO_ENDS,
  type TrainingEnds,
} from "../engine/training_run.ts";
import { asWritten, inWords } from "../text/number_words.ts";
import { counted } from "../text/words.ts";
import { type Outcome, requireOutcome, supervisedLoss } from "./outcome.ts";

/** What came of the supervision of a run. */
export interface Supervised {
  /** Where it was stopped before its last epoch; null where it was not. */
  readonly earlyEnd: EarlyEnd | null;
  /** The logged epoch whose parameters are the result, with the loss that is least there; null where that is the last step. */
  readonly kept: { readonly epoch: number; readonly loss: number } | null;
  /** How often the learning rate was changed before the last epoch. */
  readonly changeCount: number;
  /** The rate of the last epoch. */
  readonly learningRate: number;
}

/** What came of the supervision of a run that did not diverge; null where nothing supervised it, or it did. */
export function supervisedOf({ experiment, status, losses }: Outcome): Supervised | null {
  const { training } = experiment;
  if (!isSupervised(training) || status === "diverged") return null;
  const { schedule, stop, learningRate, epochs } = training;
  const supervision: Supervision = { schedule, stop };
  const supervisor = Supervisor.start(supervision, learningRate, 0);
  let changeCount = 0;
  const changesRate = (hear: () => void): boolean => {
    const before = supervisor.learningRate;
    hear();
    if (supervisor.learningRate === before) return false;
    changeCount++;
    return true;
  };
  let next = 0;
  const endEpochsBefore = (epoch: number): void => {
    for (let end = supervisor.nextChange(next); end < epoch; end = supervisor.nextChange(end + 1)) {
      // A product that leaves a rate as it is, such as 0, leaves it so for ever.
      if (!changesRate(() => supervisor.ended(end))) break;
    }
    next = epoch;
  };
  // A change after the last epoch is nobody's rate.
  let ofLastEpoch = { changeCount, learningRate };
  for (const logged of losses) {
    const { epoch } = logged;
    endEpochsBefore(epoch);
    ofLastEpoch = { changeCount, learningRate: supervisor.learningRate };
    changesRate(() => supervisor.logged(epoch, supervisedLoss(logged), NO_PARAMETERS));
  }
  if (supervisor.endedAtEpoch === null && next < epochs - 1) {
    endEpochsBefore(epochs - 1);
    ofLastEpoch = { changeCount, learningRate: supervisor.learningRate };
  }
  return {
    earlyEnd: earlyEndOf(supervisor, epochs),
    kept: keepsBest(supervision) ? supervisor.best : null,
    ...ofLastEpoch,
  };
}

/** The epoch that was kept, where others came after it. */
export function keptEarlier(outcome: Outcome): Supervised["kept"] {
  const kept = supervisedOf(outcome)?.kept ?? null;
  return kept !== null && kept.epoch < epochsMade(outcome) - 1 ? kept : null;
}

/** How many epochs a run made. */
export function epochsMade(outcome: Outcome): number {
  const earlyEnd = supervisedOf(outcome)?.earlyEnd ?? null;
  return earlyEnd === null ? outcome.experiment.training.epochs : earlyEnd.epoch + 1;
}

/**
 * The epochs that a run ended with.
 *
 * @throws TypeError for what is no outcome of a run.
 *
 * @example Which epoch is kept where the loss only rises
 * ```ts
 * import { endsOfRun, parseExperiment, runExperiment } from "@seedbed/seedbed";
 * const text = "name: kept\ndataset: { features: [{ name: x }], target: { name: y }, rows: [{ x: 1, y: 0 }] }\n" +
 *   "training: { learning_rate: 1e3, epochs: 9, log_every: 1, stop: { patience: 2 } }\nnetwork: { output: identity }";
 * const { lastEpoch, bestEpoch } = endsOfRun(runExperiment(parseExperiment(text)));
 * if (lastEpoch !== 2 || bestEpoch !== 0) throw new Error(`${lastEpoch} ${bestEpoch}`);
 * ```
 */
export function endsOfRun(outcome: Outcome): TrainingEnds {
  requireOutcome(outcome);
  const { experiment: { dataset, training }, status } = outcome;
  if (status === "diverged" || dataset.rows.length === 0 || training.epochs === 0) {
    return NO_ENDS;
  }
  return { lastEpoch: epochsMade(outcome) - 1, bestEpoch: supervisedOf(outcome)?.kept?.epoch ?? null };
}

/**
 * How many losses a run of an outcome's settings logs whose first losses are those of the outcome: fewer than the outcome has
 * where its supervisor would have ended it before, more where it would have gone on.
 */
export function loggedCountOf({ experiment, divergedAtEpoch, losses }: Outcome): number {
  const { dataset, training: { epochs, logEvery, learningRate, schedule, stop } } = experiment;
  if (dataset.rows.length === 0) return 0;
  if (isSupervised({ schedule, stop })) {
    const supervisor = Supervisor.start({ schedule, stop }, learningRate, 0);
    const last = losses.findIndex((logged) => {
      supervisor.logged(logged.epoch, supervisedLoss(logged), NO_PARAMETERS);
      return supervisor.endedAtEpoch !== null;
    });
    if (last >= 0) return last + 1;
  }
  return loggedCount(divergedAtEpoch ?? epochs, logEvery);
}

const NO_PARAMETERS = new Float64Array(0);

/**
 * `stopped after epoch 340 of 1000: no better validation loss in 20 logged epochs; kept is epoch 140, with the least …`; not to
 * be worded anew, for `log.txt` has it.
 */
export function supervisedWords({ experiment }: Outcome, supervised: Supervised): string | null {
  const { training: { stop, epochs, learningRate }, dataset } = experiment;
  const { earlyEnd, kept, changeCount } = supervised;
  const lossName = dataset.validation === null ? "loss" : "validation loss";
  const why = earlyEnd?.reason === "loss_under"
    ? `the ${lossName} was under ${asWritten(stop?.lossUnder ?? 0)}`
    : `no better ${lossName} in ${counted(stop?.patience ?? 0, "logged epoch")}`;
  const parts = [
    ...(earlyEnd === null ? [] : [`stopped after epoch ${earlyEnd.epoch} of ${epochs}: ${why}`]),
    ...(kept === null || kept.epoch === (earlyEnd?.epoch ?? epochs - 1) ? [] : [
      `kept is epoch ${kept.epoch}, with the least ${lossName}: ${inWords(kept.loss)}`,
    ]),
    ...(changeCount === 0 ? [] : [
      `the learning rate changed ${changeCount === 1 ? "once" : `${changeCount} times`}, from ` +
      `${asWritten(learningRate)} to ${inWords(supervised.learningRate)}`,
    ]),
  ];
  return parts.length === 0 ? null : parts.join("; ");
}
