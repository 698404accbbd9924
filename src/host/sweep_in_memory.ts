// Trains a sweep on all cores and keeps nothing on disk.
// Why beside `sweep_runner.ts`: `verify` may read and not write, and must not find what it is to judge.

import { PartRequests } from "../sweep/part_requests.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import { SweepCollector, type SweepOutcome } from "../sweep/sweep_outcome.ts";
import { startThreads, trainParts } from "./sweep_threads.ts";
import { TrialTally } from "./trial_tally.ts";

/** A sweep that was trained in memory. */
export interface SweepInMemory {
  readonly outcome: SweepOutcome;
  /** The lines of `trials.csv` by part. */
  readonly lines: readonly Uint8Array[];
}

/**
 * Trains a sweep.
 *
 * @param workerCount at least 1.
 * @param onProgress hears how many trials are done.
 */
export async function sweepInMemory(
  plan: SweepPlan,
  workerCount: number,
  onProgress: (trialsDone: number) => void,
): Promise<SweepInMemory> {
  const threads = startThreads(plan, workerCount);
  try {
    const collector = new SweepCollector(plan);
    const lines = new Array<Uint8Array>(plan.partCount);
    const tally = new TrialTally(plan);
    const tell = (): void => onProgress(tally.doneCount + tally.underwayCount);
    await trainParts(threads, {
      requests: new PartRequests(plan),
      identity: null,
      parts: Array.from({ length: plan.partCount }, (_, part) => part),
      collect: (result) => {
        // Its memory is given back when this returns.
        collector.add({ ...result, figures: result.figures.slice() });
        lines[result.part] = result.lines;
        tally.ended(result.part);
        tell();
      },
      onUnderway: ({ part, doneNs }) => {
        tally.underway(part, doneNs);
        tell();
      },
    });
    return { outcome: collector.finish(), lines };
  } finally {
    threads.terminate();
  }
}
