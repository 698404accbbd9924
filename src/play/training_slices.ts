// Training in slices, so that requests are heard between them.
// What must not change: a run that is trained to its end takes no turn, and slices change no number.

import type { EngineAnswer } from "./engine_protocol.ts";
import { estimateMsOf, type StandingRun } from "./standing_run.ts";

/**
 * Trains a run to its end, a slice a turn, and says how far it is.
 *
 * @param what it is trained for.
 * @param sliceMs about how long a slice takes, by the estimate.
 */
export function* trainedInSlices(
  run: StandingRun,
  what: "train" | "files" | "verify",
  sliceMs: number,
): Generator<EngineAnswer> {
  const { experiment, session: { stepCount }, plan } = run;
  const msPerStep = estimateMsOf(experiment) / Math.max(1, stepCount);
  const slice = Math.max(1, Math.floor(sliceMs / Math.max(msPerStep, 1e-9)));
  while (!run.trainOn(slice)) {
    const done = Math.floor(run.trainedTo / Math.max(1, plan.stepsPerEpoch));
    yield { kind: "underway", what, done, total: experiment.training.epochs, unit: "epochs" };
  }
}
