// Runs a sweep on all cores and keeps every finished part on disk until the result folder is written.
// What must not change: a part is used again only if it is whole and of this very sweep; whatever ended the last
// attempt, the result has the same bytes.

import { BandCounter } from "../sweep/loss_bands.ts";
import { PartRequests } from "../sweep/part_requests.ts";
import type { Engine } from "../engine/row_engine.ts";
import type { Checkpoint } from "../sweep/checkpoint.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import type { SweepOutcome } from "../sweep/sweep_outcome.ts";
import type { WorkerPool } from "../threads/worker_pool.ts";
import { exists, makeFolder, parentOf } from "./disk.ts";
import { KeptFigures } from "./kept_figures.ts";
import { PartKeeper } from "./part_keeper.ts";
import { PartStore } from "./part_store.ts";
import { lockSweep, partsFolder } from "./sweep_lock.ts";
import { startThreads, trainParts } from "./sweep_threads.ts";
import { TrialTally } from "./trial_tally.ts";
import { UnfitParts } from "./unfit_parts.ts";

/** A sweep whose parts are kept on disk. */
export interface KeptSweep {
  readonly plan: SweepPlan;
  /** The SHA-256 of the experiment's canonical text, as 64 hex digits: the identity of the sweep. */
  readonly experimentHash: string;
  /** The result folder; parts are kept beside it. */
  readonly folder: string;
}

/** One that threads train here. */
export interface SweepTraining extends KeptSweep {
  readonly workerCount: number;
  /** By default the fastest. */
  readonly engine?: Engine;
}

/** How to run a sweep. */
export interface SweepRunOptions extends SweepTraining {
  /** Whether to forget what an earlier attempt left. */
  readonly isFresh: boolean;
  /** Whether parts will have to be trained; `unlikely` where they were trained before, and `refused` where none may be. */
  readonly training: "likely" | "unlikely" | "refused";
  /** Hears how far it is. */
  readonly onProgress: (progress: SweepProgress) => void;
  /** Called when another process runs the same sweep and this one waits for it. */
  readonly onWait: () => void;
  /** Asked once no other process runs this sweep: whether its result folder is there by now. */
  readonly isFinished: () => boolean;
}

/** How far a sweep is, in trials. */
export interface SweepProgress {
  /** Those that are kept, as far as they are counted: those of an earlier attempt are counted as they are read. */
  readonly done: number;
  /** Whether all that are kept are counted. */
  readonly isCounted: boolean;
  /** Those of them that were there at the start. */
  readonly found: number;
  /** About as many as the work on others amounts to. */
  readonly underway: number;
}

/** Parts are not there, and none was to be trained. */
export class PartsMissing extends Error {
  /** @param parts their numbers, ascending. @param unfit those of them that are there, and cannot be used. */
  constructor(readonly parts: readonly number[], readonly unfit: UnfitParts) {
    super(`${parts.length} parts are missing`);
  }
}

/** What came of running a sweep. */
export interface SweepRun {
  readonly outcome: SweepOutcome;
  /** The lines of `trials.csv` without its header, in pieces that are made when they are asked for. */
  readonly lines: Iterable<Uint8Array>;
  /** Parts that were there, could not be used, and were trained again. */
  readonly unfit: UnfitParts;
  /** Removes the kept parts; to be called when the result folder is written. */
  readonly forget: () => void;
  /** Lets the next process have the sweep, and the parts. */
  readonly release: () => void;
}

/**
 * Runs a sweep.
 *
 * @returns null where another process finished the sweep while this one waited for it.
 * @throws WorldError where the disk or a permission forbids keeping parts.
 * @throws PartsMissing where it was to train none.
 */
export async function runSweep(options: SweepRunOptions): Promise<SweepRun | null> {
  const { plan } = options;
  const folder = partsFolder(options.folder);
  if (options.training === "refused" && !exists(folder) && !options.isFinished()) {
    throw new PartsMissing(Array.from({ length: plan.partCount }, (_, part) => part), new UnfitParts());
  }
  makeFolder(parentOf(folder));
  const lock = await lockSweep(folder, options.onWait).catch(async (error) => {
    // Where nothing can be written, what is missing can be listed all the same.
    if (options.training === "refused") await new Attempt(options).takeOver();
    throw error;
  });
  // They load while the parts are read that are kept.
  let threads = options.training === "likely" ? startThreads(plan, options.workerCount) : null;
  try {
    if (options.isFinished()) {
      lock.remove();
      return null;
    }
    const attempt = new Attempt(options);
    await attempt.takeOver();
    if (attempt.missing.length > 0) {
      await attempt.train(threads ??= startThreads(plan, options.workerCount));
    }
    return { ...attempt.finish(), forget: lock.remove, release: lock.release };
  } catch (error) {
    lock.release();
    throw error;
  } finally {
    threads?.terminate();
  }
}

/** One attempt at a sweep: what an earlier one kept, and what this one trains. */
class Attempt {
  readonly #requests: PartRequests;
  readonly #store: PartStore;
  readonly #figures: KeptFigures;
  readonly #bands: BandCounter;
  /** The parts to be trained. */
  readonly missing: number[] = [];
  /** Those of them that are there, and cannot be used. */
  readonly unfit = new UnfitParts();
  readonly #tally: TrialTally;
  /** Trials that an earlier attempt kept. */
  #foundCount = 0;
  #isCounted = false;

  constructor(readonly options: SweepRunOptions) {
    this.#requests = new PartRequests(options.plan);
    this.#tally = new TrialTally(options.plan);
    const { frame } = this.#requests;
    this.#store = new PartStore(options.folder, frame, options.experimentHash);
    this.#figures = new KeptFigures(this.#store, this.#requests);
    this.#bands = new BandCounter(frame.bandEpochs);
    this.#store.make();
  }

  /**
   * Takes the parts that an earlier attempt kept, unless all is to be trained again; so are those that cannot be used.
   *
   * @throws PartsMissing where none may be trained.
   */
  async takeOver(): Promise<void> {
    const { plan, isFresh } = this.options;
    const kept = isFresh ? new Set<number>() : this.#store.kept();
    for (let part = 0; part < plan.partCount; part++) {
      if (!kept.has(part)) {
        this.missing.push(part);
        continue;
      }
      const found = await this.#store.read(part);
      if (found === null) {
        this.unfit.add(this.#store.whyUnfit(part));
        this.missing.push(part);
        continue;
      }
      this.#tally.ended(part);
      this.#foundCount = this.#tally.doneCount;
      this.#bands.add(found.bins);
      this.#figures.take(part, found.figures, null);
      this.#tell();
    }
    // Before it is told how many were found: nothing goes on from them.
    if (this.options.training === "refused" && this.missing.length > 0) {
      throw new PartsMissing(this.missing, this.unfit);
    }
    this.#isCounted = true;
    this.#tell();
  }

  /** Trains all parts that are missing, and keeps each; of long ones also where they stand. */
  async train(threads: WorkerPool): Promise<void> {
    const store = this.#store;
    const checkpoints = this.options.isFresh
      ? new Map<number, Checkpoint>()
      : await store.readCheckpoints(new Set(this.missing));
    const keeper = new PartKeeper({
      store,
      tally: this.#tally,
      onKept: (result) => {
        this.#bands.add(result.bins);
        this.#figures.take(result.part, result.figures, result.lines);
      },
      onProgress: () => this.#tell(),
    });
    await trainParts(threads, {
      requests: this.#requests,
      identity: store.identity,
      engine: this.options.engine,
      parts: this.missing,
      checkpoints,
      collect: keeper.collect,
      onUnderway: keeper.onUnderway,
    });
    await keeper.settled();
  }

  finish(): Omit<SweepRun, "forget" | "release"> {
    const { plan } = this.options;
    const figures = this.#figures;
    return {
      outcome: { plan, figures, bands: this.#bands.bands() },
      lines: { [Symbol.iterator]: () => figures.lines() },
      unfit: this.unfit,
    };
  }

  #tell(): void {
    const { doneCount, underwayCount } = this.#tally;
    this.options.onProgress({
      done: doneCount,
      isCounted: this.#isCounted,
      found: this.#foundCount,
      underway: underwayCount,
    });
  }
}
