// Trains one part of a sweep, wherever it is asked to: in a worker or in the thread that collects.
// What must not change: a part depends on sweep and request alone, so that it may be trained anywhere and any number of
// times. Nothing here imports YAML or schema, so that a worker starts in an instant.

import { trialLines } from "../results/trials_csv.ts";
import type { TrainingWatch } from "../sweep/checkpoint.ts";
import {
  type GroupedTrials,
  groupedTrials,
  type PartRequest,
  type SweepFrame,
} from "../sweep/grouped_trials.ts";
import type { Engine } from "../engine/row_engine.ts";
import { PartTrainer } from "../sweep/part_trainer.ts";
import type { PartResult } from "../sweep/part_training.ts";
import { partFile } from "./part_file.ts";

/** What a thread must know of a sweep, once. */
export interface ThreadedSweep {
  /** What all parts share. */
  readonly frame: SweepFrame;
  /** The sweep's identity, 32 bytes, where parts are to be kept as files; else null. */
  readonly identity: Uint8Array | null;
  /** By default the fastest. */
  readonly engine?: Engine;
}

/** What came out of a part. */
export interface TrainedPart extends PartResult {
  /** Its lines of `trials.csv`, UTF-8; none where only some trials were wanted. */
  readonly lines: Uint8Array;
  /** The file that keeps it; null where parts are not kept. */
  readonly file: Uint8Array | null;
}

/** Trains a part. */
export async function trainedPart(
  trainer: PartTrainer,
  sweep: ThreadedSweep,
  request: PartRequest,
  watch?: TrainingWatch,
): Promise<TrainedPart> {
  const trials = groupedTrials(sweep.frame, request);
  // Whoever checks another's trials takes the engine that defines every bit.
  const engine = request.only === undefined ? trainer : new PartTrainer("plain");
  const result = engine.train(trials, { checkpoint: request.checkpoint, watch });
  return await trainedPartOf(sweep, trials, result, request.only === undefined);
}

/** A part that was trained, with all that is made of it. @param isWhole whether all its trials were, which have lines then. */
export async function trainedPartOf(
  { frame, identity }: ThreadedSweep,
  trials: GroupedTrials,
  result: PartResult,
  isWhole = true,
): Promise<TrainedPart> {
  const file = identity === null ? null : await partFile(frame, identity, result);
  const lines = isWhole ? trialLines(trials, result.figures) : "";
  return { ...result, lines: new TextEncoder().encode(lines), file };
}

/** Gives the memory of a part back at once: thousands would fill hundreds of megabytes before they are collected. */
export function freePart({ figures, bins, file }: TrainedPart): void {
  for (const array of [figures, bins, file]) (array?.buffer as ArrayBuffer | undefined)?.transfer(0);
}
