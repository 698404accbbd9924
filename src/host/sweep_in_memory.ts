// Trains a sweep on all cores and keeps nothing on disk.
// Why beside `sweep_runner.ts`: `verify` may read and not write, and must not find what it is to judge.

import type { SweepPlan } from "../sweep/plan.ts";
import { SweepCollector, type SweepOutcome } from "../sweep/sweep_outcome.ts";
import { trainAllParts } from "./sweep_threads.ts";

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
  const collector = new SweepCollector(plan);
  const lines = new Array<Uint8Array>(plan.partCount);
  await trainAllParts(plan, workerCount, (result) => {
    // Its memory is given back when this returns.
    collector.add({ ...result, figures: result.figures.slice() });
    lines[result.part] = result.lines;
  }, onProgress);
  return { outcome: collector.finish(), lines };
}
