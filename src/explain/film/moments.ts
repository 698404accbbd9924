// The network at many moments of its training, each as an outcome that a report can draw.
// What must not change: the network of each moment has the bits of a run that ended there.

import { type Experiment, featuresOf, startingParameters } from "../../experiment/experiment.ts";
import { type Outcome, predictionsOf } from "../../run/outcome.ts";
import { Session } from "../../run/session.ts";
import { type Verdict, verdictOf } from "../../run/verdict.ts";
import { stepPlanOf } from "../step_plan.ts";

/** The network after some epochs. */
export interface Moment {
  readonly epochsDone: number;
  /** The mean loss over the rows that are learned, there. */
  readonly loss: number;
  /** In draw order. */
  readonly parameters: Float64Array;
  /** What a run that ended there would have come to; without the losses on the way. */
  readonly outcome: Outcome;
  readonly verdict: Verdict;
}

/** Moments after the start, at most: a line of as many points looks smooth. */
const MOST_MOMENTS = 240;
/** Numbers that all moments may keep: 64 MB. */
const KEPT_NUMBERS = 8_000_000;
/** Moments of the largest networks. */
const FEWEST_MOMENTS = 24;

/** The moments of a training, and how it ended. */
export interface Moments {
  /** From the start to the end; none where not even the start has a finite loss. */
  readonly moments: readonly Moment[];
  /** Null where it did not diverge. */
  readonly divergedAtEpoch: number | null;
  /** The epoch after which it was stopped before its last one; null where it was not. */
  readonly endedAtEpoch: number | null;
  /** Whether a run keeps other parameters than those of the end: those of its best logged epoch. */
  readonly keepsOthers: boolean;
}

/**
 * The moments of a training, from the start to the last epoch, or to the last before it diverged or was stopped.
 *
 * @param experiment a single run with rows and epochs.
 */
export function momentsOf(experiment: Experiment, onProgress: (epochsDone: number) => void): Moments {
  const { epochs } = experiment.training;
  const { stepsPerEpoch } = stepPlanOf(experiment);
  const session = new Session(experiment, { onProgress });
  const fitting = Math.floor(KEPT_NUMBERS / session.parameters.length);
  const count = Math.min(epochs, MOST_MOMENTS, Math.max(FEWEST_MOMENTS, fitting));
  const moments: Moment[] = [];
  for (const wanted of epochsOf(epochs, count)) {
    session.goTo(wanted * stepsPerEpoch);
    const epochsDone = Math.floor(session.stepsDone / stepsPerEpoch);
    const { parameters, loss } = session;
    const isFinite = Number.isFinite(loss) && parameters.every(Number.isFinite);
    if (session.divergedAtEpoch !== null || !isFinite) {
      const divergedAtEpoch = session.divergedAtEpoch ?? Math.max(0, epochsDone - 1);
      return { moments, divergedAtEpoch, endedAtEpoch: null, keepsOthers: false };
    }
    if (epochsDone !== moments.at(-1)?.epochsDone) {
      moments.push(momentOf(experiment, epochsDone, parameters, loss));
    }
    if (session.endedAtEpoch !== null && epochsDone > session.endedAtEpoch) break;
  }
  const { endedAtEpoch } = session;
  const isStopped = endedAtEpoch !== null && endedAtEpoch < epochs - 1;
  const kept = session.keptParameters;
  const keepsOthers = session.parameters.some((parameter, index) => !Object.is(parameter, kept[index]));
  return { moments, divergedAtEpoch: null, endedAtEpoch: isStopped ? endedAtEpoch : null, keepsOthers };
}

/** Rising, from 0 to the last; half of them in the first quarter. */
function epochsOf(epochs: number, count: number): readonly number[] {
  const found = new Set<number>();
  for (let index = 0; index <= count; index++) {
    found.add(Math.round(epochs * (index / count) * (index / count)));
  }
  return [...found];
}

function momentOf(
  experiment: Experiment,
  epochsDone: number,
  parameters: Float64Array,
  loss: number,
): Moment {
  const features = featuresOf(experiment);
  const outcome: Outcome = {
    experiment,
    features,
    status: "completed",
    divergedAtEpoch: null,
    losses: [],
    finalLoss: loss,
    startingParameters: startingParameters(experiment),
    parameters,
    predictions: predictionsOf(experiment, features, parameters),
  };
  return { epochsDone, loss, parameters, outcome, verdict: verdictOf(outcome) };
}
