// Runs a sweep on all cores and keeps every finished part on disk until the result folder is written.
// What must not change: a part is used again only if it is whole and of this very sweep; whatever ended the last
// attempt, the result has the same bytes.

import { idOf } from "../experiment/config.ts";
import { trialLines } from "../results/trials_csv.ts";
import { PartRequests } from "../sweep/part_requests.ts";
import { partRange, type SweepPlan } from "../sweep/plan.ts";
import { SweepCollector, type SweepOutcome } from "../sweep/sweep_outcome.ts";
import type { WorkerPool } from "../threads/worker_pool.ts";
import { keepPart, keptParts, readPart } from "./part_store.ts";
import { partOfFile } from "../threads/part_file.ts";
import { startThreads, trainParts } from "./sweep_threads.ts";
import { lockSweep, partsFolder, removeWhole } from "./sweep_lock.ts";
import { inWorld } from "./world_error.ts";

/** How to run a sweep. */
export interface SweepRunOptions {
  readonly plan: SweepPlan;
  /** The SHA-256 of the experiment's canonical text, as 64 hex digits: the identity of the sweep. */
  readonly experimentHash: string;
  /** The folder that will hold the result folder; parts are kept beside it. */
  readonly parentFolder: string;
  readonly workerCount: number;
  /** Whether to forget what an earlier attempt left. */
  readonly isFresh: boolean;
  /** Hears how many trials are done, and how many of those were there at the start. */
  readonly onProgress: (trialsDone: number, trialsFound: number) => void;
  /** Called when another process runs the same sweep and this one waits for it. */
  readonly onWait: () => void;
  /** Asked once no other process runs this sweep: whether its result folder is there by now. */
  readonly isFinished: () => boolean;
}

/** What came of running a sweep. */
export interface SweepRun {
  readonly outcome: SweepOutcome;
  /** The lines of `trials.csv` by part. */
  readonly lines: readonly Uint8Array[];
  /** Trials taken over from an earlier attempt. */
  readonly resumedTrialCount: number;
  /** Parts of an earlier attempt that were damaged and trained again. */
  readonly damagedPartCount: number;
  /** Trials that the kernel trained to the end in this attempt. */
  readonly kernelTrialCount: number;
  /** Removes the kept parts; to be called when the result folder is written. */
  readonly forget: () => void;
}

/**
 * Runs a sweep.
 *
 * @returns null where another process finished the sweep while this one waited for it.
 * @throws WorldError where the disk or a permission forbids keeping parts.
 */
export async function runSweep(options: SweepRunOptions): Promise<SweepRun | null> {
  const { plan, experimentHash, parentFolder } = options;
  const folder = partsFolder(parentFolder, idOf(experimentHash));
  inWorld(`make the folder ${parentFolder}`, () => Deno.mkdirSync(parentFolder, { recursive: true }));
  const lock = await lockSweep(folder, options.onWait);
  const threads = startThreads(plan, options.workerCount);
  try {
    if (options.isFinished()) {
      lock.remove();
      return null;
    }
    if (options.isFresh) removeWhole(folder);
    inWorld(`make the folder ${folder}`, () => Deno.mkdirSync(folder, { recursive: true }));
    const attempt = new Attempt(options, folder);
    await attempt.takeOver();
    await attempt.train(threads);
    return { ...attempt.finish(), forget: lock.remove };
  } catch (error) {
    lock.release();
    throw error;
  } finally {
    threads.terminate();
  }
}

/** One attempt at a sweep: what an earlier one kept, and what this one trains. */
class Attempt {
  readonly #collector: SweepCollector;
  readonly #requests: PartRequests;
  readonly #identity: Uint8Array;
  readonly #lines: Uint8Array[];
  readonly #missing: number[] = [];
  #trialsDone = 0;
  #resumedTrialCount = 0;
  #damagedPartCount = 0;
  #kernelTrialCount = 0;

  constructor(readonly options: SweepRunOptions, readonly folder: string) {
    const { plan, experimentHash } = options;
    this.#collector = new SweepCollector(plan);
    this.#requests = new PartRequests(plan);
    this.#identity = Uint8Array.fromHex(experimentHash);
    this.#lines = new Array<Uint8Array>(plan.partCount);
  }

  /** Takes the parts that an earlier attempt kept; those that are damaged are trained again. */
  async takeOver(): Promise<void> {
    const { plan } = this.options;
    const kept = keptParts(this.folder);
    for (let part = 0; part < plan.partCount; part++) {
      if (!kept.has(part)) {
        this.#missing.push(part);
        continue;
      }
      const file = readPart(this.folder, part);
      const found = await partOfFile(this.#requests.frame, this.#identity, part, file);
      if (found === null) {
        this.#damagedPartCount++;
        this.#missing.push(part);
        continue;
      }
      const lines = new TextEncoder().encode(trialLines(this.#requests.trials(part), found.figures));
      this.#resumedTrialCount += trialCountOf(plan, part);
      this.#take(part, found, lines);
    }
  }

  /** Trains all parts that are missing, and keeps each. */
  async train(threads: WorkerPool): Promise<void> {
    if (this.#missing.length === 0) return;
    await trainParts(threads, this.#requests, this.#identity, this.#missing, (result) => {
      keepPart(this.folder, result.part, result.file!);
      this.#kernelTrialCount += result.kernelTrialCount;
      this.#take(result.part, result, result.lines);
    });
  }

  finish(): Omit<SweepRun, "forget"> {
    return {
      outcome: this.#collector.finish(),
      lines: this.#lines,
      resumedTrialCount: this.#resumedTrialCount,
      damagedPartCount: this.#damagedPartCount,
      kernelTrialCount: this.#kernelTrialCount,
    };
  }

  #take(part: number, result: Parameters<SweepCollector["add"]>[0], lines: Uint8Array): void {
    this.#collector.add(result);
    this.#lines[part] = lines;
    this.#trialsDone += trialCountOf(this.options.plan, part);
    this.options.onProgress(this.#trialsDone, this.#resumedTrialCount);
  }
}

function trialCountOf(plan: SweepPlan, part: number): number {
  const { from, to } = partRange(plan, part);
  return to - from;
}
