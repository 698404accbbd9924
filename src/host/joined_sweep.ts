// Trains parts of a sweep in a folder in which others train it too, on this machine or on another.
// What must not change: a claim binds nobody. When every part is claimed, those that are not there are trained again, in
// random order, so that whoever died or is slow costs a duplicate and nothing else; no clock, lease or lock is needed.

import { PartRequests } from "../sweep/part_requests.ts";
import type { Engine } from "../engine/row_engine.ts";
import { partMs, type SweepPlan } from "../sweep/plan.ts";
import { type FedPart, FedPool, type PartFeed } from "../threads/fed_pool.ts";
import type { ThreadedSweep } from "../threads/trained_part.ts";
import { PartKeeper } from "./part_keeper.ts";
import { PartStore } from "./part_store.ts";
import type { SweepProgress, SweepTraining } from "./sweep_runner.ts";
import { makePartWorker, mostThreads } from "./sweep_threads.ts";
import { TrialTally } from "./trial_tally.ts";
import { receivedError } from "./world_error.ts";

/** A sweep that others train too. */
export interface JoinOptions extends SweepTraining {
  /** What trains here; by default the cores. */
  readonly threads?: JoinThreads;
  /** Hears how far all are together, in trials. */
  readonly onProgress: (progress: SweepProgress) => void;
}

/** Threads that train parts of a sweep in which others join. */
export interface JoinThreads {
  readonly makeWorker: () => Worker;
  readonly count: number;
  /** How many parts each holds. */
  readonly heldCount: number;
}

/** Shorter parts are held two at a time, so that a thread does not wait for the folder between them. */
const SHORT_PART_MS = 1000;
/** How often it is looked what others have kept. */
const LOOK_MS = 1000;

/**
 * Trains parts until all are there.
 *
 * @throws PartGone where another process removes the parts meanwhile, because it has put the sweep together.
 * @throws WorldError where the disk or a permission forbids keeping parts, or looking at those of others.
 */
export async function joinSweep(
  { plan, experimentHash, folder, workerCount, engine, threads, onProgress }: JoinOptions,
): Promise<void> {
  const { makeWorker, count, heldCount } = threads ?? coreThreads(plan, workerCount);
  const requests = new PartRequests(plan);
  const store = new PartStore(folder, requests.frame, experimentHash);
  store.make();
  const tally = new TrialTally(plan);
  for (const part of store.kept()) tally.ended(part);
  const found = tally.doneCount;
  const tell = (): void =>
    onProgress({ done: tally.doneCount, isCounted: true, found, underway: tally.underwayCount });
  const broken = Promise.withResolvers<never>();
  const look = (): void => {
    try {
      for (const part of store.kept()) tally.ended(part);
      tell();
    } catch (error) {
      broken.reject(error); // Thrown in a timer, it would end the process.
    }
  };
  tell();
  const keeper = new PartKeeper({ store, tally, onProgress: tell });
  const pool = new FedPool(makeWorker, count);
  const looking = setInterval(look, LOOK_MS);
  try {
    const parts = new JoinedParts(plan, requests, store, keeper, engine);
    await Promise.race([pool.train(parts, heldCount), broken.promise]);
    await keeper.settled();
  } finally {
    clearInterval(looking);
    pool.terminate();
  }
}

function coreThreads(plan: SweepPlan, workerCount: number): JoinThreads {
  const heldCount = partMs(plan) <= SHORT_PART_MS ? 2 : 1;
  return { makeWorker: makePartWorker, count: mostThreads(plan, workerCount), heldCount };
}

/** The parts that this process trains: at first those that nobody has claimed, then any that are not there. */
export class JoinedParts implements PartFeed<FedPart> {
  /** Parts that seem unclaimed, in the order in which they are tried. */
  #open: number[] = [];
  /** Parts that are not there although they are claimed, in random order. */
  #late: number[] = [];
  /** Parts that this process has taken; it takes none twice. */
  readonly #taken = new Set<number>();
  /** Parts that others had claimed, even if the folder does not show it yet. */
  readonly #claimed = new Set<number>();
  readonly #sweep: ThreadedSweep;
  readonly collect: PartFeed<FedPart>["collect"];
  readonly onUnderway: PartFeed<FedPart>["onUnderway"];

  constructor(
    readonly plan: SweepPlan,
    readonly requests: PartRequests,
    readonly store: PartStore,
    keeper: PartKeeper,
    engine?: Engine,
  ) {
    this.#sweep = { frame: requests.frame, identity: store.identity, engine };
    this.collect = (_, part) => keeper.collect(part);
    this.onUnderway = (_, stop) => keeper.onUnderway(stop);
    this.#lookForOpen();
  }

  async next(): Promise<FedPart | null> {
    const part = this.#claimOne() ?? this.#takeLate();
    if (part === null) return null;
    const { requests, store } = this;
    const request = requests.request(part, await store.readCheckpoint(part));
    return { sweep: this.#sweep, request };
  }

  onFailed(_: FedPart, error: unknown): never {
    throw receivedError(error);
  }

  /** Claims a part; null where every part is claimed or there. */
  #claimOne(): number | null {
    for (;;) {
      const part = this.#open.pop();
      if (part === undefined) {
        this.#lookForOpen();
        if (this.#open.length === 0) return null;
      } else if (this.store.claim(part)) {
        this.#taken.add(part);
        return part;
      } else {
        // Here another process goes through the parts: this one goes on somewhere else.
        this.#claimed.add(part);
        this.#lookForOpen();
      }
    }
  }

  /** Lists what seems unclaimed, from a random place on. */
  #lookForOpen(): void {
    const kept = this.store.kept();
    for (const part of this.store.claimed()) this.#claimed.add(part);
    const open: number[] = [];
    for (let part = this.plan.partCount - 1; part >= 0; part--) {
      if (!kept.has(part) && !this.#claimed.has(part) && !this.#taken.has(part)) open.push(part);
    }
    const start = randomBelow(open.length);
    this.#open = [...open.slice(start), ...open.slice(0, start)];
  }

  /** Takes a part that is not there; null where all are there or taken. */
  #takeLate(): number | null {
    for (;;) {
      const part = this.#late.pop();
      if (part === undefined) {
        this.#lookForLate();
        if (this.#late.length === 0) return null;
      } else if (!this.#taken.has(part) && !this.store.has(part)) {
        this.#taken.add(part);
        return part;
      }
    }
  }

  #lookForLate(): void {
    const kept = this.store.kept();
    const late: number[] = [];
    for (let part = 0; part < this.plan.partCount; part++) {
      if (!kept.has(part) && !this.#taken.has(part)) late.push(part);
    }
    for (let at = late.length - 1; at > 0; at--) {
      const other = randomBelow(at + 1);
      [late[at], late[other]] = [late[other], late[at]];
    }
    this.#late = late;
  }
}

/** A whole number from 0 to the limit, which is not reached. */
function randomBelow(limit: number): number {
  return Math.floor(Math.random() * limit);
}
