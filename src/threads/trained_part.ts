// Trains one part of a sweep, wherever it is asked to: in a worker or in the thread that collects.
// What must not change: a part depends on sweep and request alone, so that it may be trained anywhere and any number of
// times. Nothing here imports YAML or schema, so that a worker starts in an instant.

import { trialLines } from "../results/trials_csv.ts";
import type { TrainingWatch } from "../sweep/checkpoint.ts";
import { groupedTrials, type PartRequest, type SweepFrame } from "../sweep/grouped_trials.ts";
import type { PartTrainer } from "../sweep/part_trainer.ts";
import type { PartResult } from "../sweep/part_training.ts";
import { partFile } from "./part_file.ts";

/** What a thread must know of a sweep, once. */
export interface ThreadedSweep {
  /** What all parts share. */
  readonly frame: SweepFrame;
  /** The sweep's identity, 32 bytes, where parts are to be kept as files; else null. */
  readonly identity: Uint8Array | null;
}

/** What came out of a part. */
export interface TrainedPart extends PartResult {
  /** Its lines of `trials.csv`, UTF-8. */
  readonly lines: Uint8Array;
  /** The file that keeps it; null where parts are not kept. */
  readonly file: Uint8Array | null;
}

/** Trains a part. */
export async function trainedPart(
  trainer: PartTrainer,
  { frame, identity }: ThreadedSweep,
  request: PartRequest,
  watch?: TrainingWatch,
): Promise<TrainedPart> {
  const trials = groupedTrials(frame, request);
  const result = trainer.train(trials, { checkpoint: request.checkpoint, watch });
  const file = identity === null ? null : await partFile(frame, identity, result);
  return { ...result, lines: new TextEncoder().encode(trialLines(trials, result.figures)), file };
}
