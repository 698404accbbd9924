// The threads that train a sweep in Deno.
// Why the program's own thread trains as well where parts are short: it is ready when a worker only begins to load.

import { PartRequests } from "../sweep/part_requests.ts";
import type { Engine } from "../engine/row_engine.ts";
import { partMs, type SweepPlan } from "../sweep/plan.ts";
import type { Checkpoint } from "../sweep/checkpoint.ts";
import { type Collect, type Underway, WorkerPool } from "../threads/worker_pool.ts";
import { TrialTally } from "./trial_tally.ts";
import { worldError } from "./world_error.ts";

/** Longer parts are left to workers: Ctrl-C and the progress line wait for a part, and at times for sixteen. */
const LONGEST_PART_HERE_MS = 60;

/** More threads than cores help nobody, and each takes memory; some are let through where cores are hidden. */
export const MOST_THREADS = Math.max(8, navigator.hardwareConcurrency);

/** Starts threads for a sweep, at most one a part. */
export function startThreads(plan: SweepPlan, threadCount: number): WorkerPool {
  return new WorkerPool({
    makeWorker: makePartWorker,
    threadCount: mostThreads(plan, threadCount),
    joinsIn: partMs(plan) <= LONGEST_PART_HERE_MS,
  });
}

/** Starts a thread that trains parts. */
export function makePartWorker(): Worker {
  return new Worker(new URL("../threads/part_worker.ts", import.meta.url), { type: "module" });
}

/** As many threads as are asked for, and can be of use. */
export function mostThreads({ partCount }: Pick<SweepPlan, "partCount">, threadCount: number): number {
  return Math.min(threadCount, partCount, MOST_THREADS);
}

/** Parts to be trained. */
export interface TrainingJob {
  readonly requests: PartRequests;
  /** Of the sweep, where parts are to be kept as files; else null. */
  readonly identity: Uint8Array | null;
  /** By default the fastest. */
  readonly engine?: Engine;
  /** Their numbers. */
  readonly parts: readonly number[];
  /** Where some of them stand. */
  readonly checkpoints?: ReadonlyMap<number, Checkpoint>;
  /** Takes each as it ends. */
  readonly collect: Collect;
  /** Hears of those that take long. */
  readonly onUnderway?: Underway;
}

/**
 * Trains parts.
 *
 * @throws WorldError where `collect` does, and where a thread cannot be started.
 */
export async function trainParts(threads: WorkerPool, job: TrainingJob): Promise<void> {
  const { requests, identity, engine, parts, checkpoints, collect, onUnderway } = job;
  const sweep = { frame: requests.frame, identity, engine };
  const failure = await threads.train(sweep, requests.queueOf(parts, checkpoints), collect, onUnderway);
  if (failure !== null) {
    throw failure.part === null ? worldError("start a thread", failure.error) : failure.error;
  }
}

/**
 * Trains all parts of a sweep of which nothing is kept on disk.
 *
 * @param workerCount at least 1.
 * @param onProgress hears how many trials are done.
 * @param requests by default those that ask each trial the queries of the experiment.
 */
export async function trainAllParts(
  plan: SweepPlan,
  workerCount: number,
  collect: Collect,
  onProgress: (trialsDone: number) => void,
  requests: PartRequests = new PartRequests(plan),
): Promise<void> {
  const threads = startThreads(plan, workerCount);
  const tally = new TrialTally(plan);
  const tell = (): void => onProgress(tally.doneCount + tally.underwayCount);
  try {
    await trainParts(threads, {
      requests,
      identity: null,
      parts: Array.from({ length: plan.partCount }, (_, part) => part),
      collect: (result) => {
        collect(result);
        tally.ended(result.part);
        tell();
      },
      onUnderway: ({ part, doneNs }) => {
        tally.underway(part, doneNs);
        tell();
      },
    });
  } finally {
    threads.terminate();
  }
}
