// Trains one part of a sweep wherever it is asked to: in a worker or in the program's own thread.
// What must not change: it imports neither YAML nor schema, so that a worker starts in an instant.

import { partBytes } from "../results/part_bytes.ts";
import { trialLines } from "../results/trials_csv.ts";
import { partJob, type PartRequest, type SweepFrame } from "../sweep/part_job.ts";
import type { PartResult, PartTrainer } from "../sweep/train_part.ts";
import { keepPart, partPath } from "./part_store.ts";

/** What all parts of a sweep share. */
export interface SweepStart {
  readonly frame: SweepFrame;
  /** Where and how parts are kept on disk for a resume; null for not at all. */
  readonly keeping: PartsKeeping | null;
}

/** How parts are kept on disk. */
export interface PartsKeeping {
  readonly folder: string;
  /** The sweep's identity, which a part carries with it. */
  readonly identity: Uint8Array;
}

/** A part that was trained, with its lines of `trials.csv`. */
export interface FinishedPart extends PartResult {
  readonly lines: Uint8Array;
}

/** Trains a part, and keeps it on disk if that is wanted. */
export async function finishedPart(
  trainer: PartTrainer,
  { frame, keeping }: SweepStart,
  request: PartRequest,
): Promise<FinishedPart> {
  const job = partJob(frame, request);
  const result = trainer.train(job);
  if (keeping !== null) {
    await keepPart(partPath(keeping.folder, result.part), partBytes(keeping.identity, result));
  }
  const lines = new TextEncoder().encode(trialLines(job, result.figures));
  return { ...result, lines };
}
