// Trains one part of a sweep, wherever it is asked to: in a worker or in the thread that collects.
// What must not change: a part depends on frame and request alone, so that it may be trained anywhere and any number of
// times. Nothing here imports YAML or schema, so that a worker starts in an instant.

import { trialLines } from "../results/trials_csv.ts";
import { groupedTrials, type PartRequest, type SweepFrame } from "../sweep/grouped_trials.ts";
import type { PartResult, PartTrainer } from "../sweep/part_trainer.ts";

/** What came out of a part, with its lines of `trials.csv`. */
export interface TrainedPart extends PartResult {
  /** UTF-8. */
  readonly lines: Uint8Array;
}

/** Trains a part. */
export function trainedPart(trainer: PartTrainer, frame: SweepFrame, request: PartRequest): TrainedPart {
  const trials = groupedTrials(frame, request);
  const result = trainer.train(trials);
  return { ...result, lines: new TextEncoder().encode(trialLines(trials, result.figures)) };
}
