// Spreads the parts of a sweep over threads, in a browser as in Deno.
// What must not change: parts may end in any order; who gets which part never shows in a result. What goes wrong comes
// back as data; what to make of it is the caller's business, and so is where parts are kept.

import type { PartQueue } from "../sweep/part_requests.ts";
import { PartTrainer } from "../sweep/part_trainer.ts";
import { turnOfTheLoop } from "./event_loop.ts";
import type { FromWorker, PartStop, ToWorker } from "./part_messages.ts";
import { freePart, type ThreadedSweep, type TrainedPart, trainedPart } from "./trained_part.ts";

/** What a pool is made of. */
export interface PoolOptions {
  /** Starts a worker that runs `part_worker.ts`, from wherever that lies. */
  readonly makeWorker: () => Worker;
  /** How many threads train, at least 1. */
  readonly threadCount: number;
  /**
   * Whether the calling thread is one of them. It need not load, which takes a worker as long as a thousand trials of
   * the classic experiment, but it hears nothing else while it trains a part.
   */
  readonly joinsIn: boolean;
}

/** What went wrong, and at which part; null where a worker broke down by itself. */
export interface PoolFailure {
  readonly doing: "training" | "collecting";
  readonly part: number | null;
  readonly error: unknown;
}

/** Takes a part, and keeps it where it must outlast the program; its figures, bins and file are gone afterwards. */
export type Collect = (part: TrainedPart) => void | Promise<void>;

/** Hears how far a part is that takes long; only of those that workers train. */
export type Underway = (stop: PartStop) => void;

/** Parts each worker holds at most: one at work and two waiting, so that it never stands idle. */
const PARTS_PER_WORKER = 3;
/** The same where the calling thread trains too: so many parts later at the latest it hears what was said meanwhile. */
const PARTS_PER_UNHEARD_WORKER = 16;
/** Turns of the event loop after which what a worker has said is heard, as good as always; most often it is one. */
const TURNS_TO_HEAR = 8;

/** Threads that train sweeps. Workers begin to load as soon as the pool is made. */
export class WorkerPool {
  readonly #workers: readonly Worker[];
  readonly #joinsIn: boolean;
  /** Resolves when a worker breaks down, which may be while it loads. */
  readonly #breakdown: Promise<PoolFailure>;
  #isOver = false;

  constructor({ makeWorker, threadCount, joinsIn }: PoolOptions) {
    this.#joinsIn = joinsIn;
    this.#workers = Array.from({ length: threadCount - (joinsIn ? 1 : 0) }, makeWorker);
    const { promise, resolve } = Promise.withResolvers<PoolFailure>();
    this.#breakdown = promise;
    for (const worker of this.#workers) {
      worker.onerror = (event) => {
        event.preventDefault();
        resolve({ doing: "training", part: null, error: new Error(event.message) });
      };
    }
  }

  /** Ends all workers, whatever they are at. */
  terminate(): void {
    this.#isOver = true;
    for (const worker of this.#workers) worker.terminate();
  }

  /**
   * Trains parts.
   *
   * @returns the first failure, at once, while other threads may still train; null when every part is collected.
   */
  async train(
    sweep: ThreadedSweep,
    queue: PartQueue,
    collect: Collect,
    onUnderway: Underway = () => {},
  ): Promise<PoolFailure | null> {
    const { promise: failure, resolve: fail } = Promise.withResolvers<PoolFailure>();
    const limit = this.#joinsIn ? PARTS_PER_UNHEARD_WORKER : PARTS_PER_WORKER;
    const threadCount = this.#workers.length + (this.#joinsIn ? 1 : 0);
    // Towards the end workers hold fewer, or some would still have two parts while others have none. But one that waits for
    // the calling thread to hear it stands idle: while there is a part for every thread, it keeps a second one at hand.
    const fewest = (hasAnswered: boolean): number =>
      this.#joinsIn && hasAnswered && queue.length >= threadCount ? 2 : 1;
    const work: Work = {
      sweep,
      queue,
      held: this.#workers.map(() => 0),
      heardCount: 0,
      mostHeld: (hasAnswered) =>
        Math.min(limit, Math.max(fewest(hasAnswered), Math.floor(queue.length / threadCount))),
      collect: (part) => collected(part, collect, fail),
      onUnderway,
      fail,
    };
    const threads = this.#workers.map((worker, index) => trainOn(worker, index, work));
    if (this.#joinsIn) threads.push(this.#trainHere(work));
    return await Promise.race([failure, this.#breakdown, Promise.all(threads).then(() => null)]);
  }

  async #trainHere(work: Work): Promise<void> {
    const { sweep, queue, held, collect, fail } = work;
    const trainer = new PartTrainer(sweep.engine);
    const collecting: Promise<void>[] = [];
    let sinceHeard = 0;
    let { heardCount } = work;
    for (let request = queue.next(); request !== null && !this.#isOver; request = queue.next()) {
      try {
        collecting.push(collect(await trainedPart(trainer, sweep, request)));
      } catch (error) {
        return fail({ doing: "training", part: request.part, error });
      }
      // Parts take about as long everywhere, so a worker that was not heard for as many as it held may have nothing left to do.
      sinceHeard = work.heardCount === heardCount ? sinceHeard + 1 : 0;
      ({ heardCount } = work);
      const isOverdue = held.length > 0 && sinceHeard >= Math.min(PARTS_PER_UNHEARD_WORKER, ...held);
      let turnCount = isOverdue ? TURNS_TO_HEAR : 1;
      while (turnCount-- > 0 && work.heardCount === heardCount) await turnOfTheLoop();
    }
    await Promise.all(collecting);
  }
}

/** What the threads of a pool share while they train. */
interface Work {
  readonly sweep: ThreadedSweep;
  readonly queue: PartQueue;
  /** How many parts each worker holds, as far as is known. */
  readonly held: number[];
  /** How many messages of workers were heard. */
  heardCount: number;
  /** How many a worker may hold now; one that has not answered yet may still be loading. */
  readonly mostHeld: (hasAnswered: boolean) => number;
  readonly collect: (part: TrainedPart) => Promise<void>;
  readonly onUnderway: Underway;
  readonly fail: (failure: PoolFailure) => void;
}

/** Feeds a worker until the queue is empty and all that it was given is collected. */
function trainOn(worker: Worker, index: number, work: Work): Promise<void> {
  const { sweep, queue, held, mostHeld, collect, fail } = work;
  return new Promise((resolve) => {
    const send = (message: ToWorker): void => worker.postMessage(message);
    let uncollectedCount = 0;
    let hasAnswered = false;
    const feed = (): void => {
      while (held[index] < mostHeld(hasAnswered)) {
        const request = queue.next();
        if (request === null) break;
        held[index]++;
        uncollectedCount++;
        send({ kind: "part", request });
      }
      if (uncollectedCount === 0) resolve();
    };
    worker.onmessage = async ({ data }: MessageEvent<FromWorker>) => {
      if (data.kind === "underway") return work.onUnderway(data.stop);
      work.heardCount++;
      if (data.kind === "failed") return fail({ doing: "training", part: data.part, error: data.error });
      held[index]--;
      hasAnswered = true;
      feed();
      await collect(data.part);
      uncollectedCount--;
      feed();
    };
    send({ kind: "sweep", sweep });
    feed();
  });
}

async function collected(part: TrainedPart, collect: Collect, fail: Work["fail"]): Promise<void> {
  try {
    await collect(part);
  } catch (error) {
    fail({ doing: "collecting", part: part.part, error });
  }
  freePart(part);
}
