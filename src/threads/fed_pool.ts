// Threads that train parts as they come: from a folder that others work in too, or over a network.
// What must not change: the calling thread trains nothing itself, so that it hears at any moment what it must answer.
// Why beside `worker_pool.ts`: there all parts are known beforehand, and the calling thread joins in.

import type { PartRequest } from "../sweep/grouped_trials.ts";
import type { FromWorker, PartStop, ToWorker } from "./part_messages.ts";
import { freePart, type ThreadedSweep, type TrainedPart } from "./trained_part.ts";

/** A part to be trained, and of which sweep. */
export interface FedPart {
  readonly sweep: ThreadedSweep;
  readonly request: PartRequest;
}

/** Where parts come from. */
export interface PartFeed<Fed extends FedPart> {
  /** The next one, however long that takes; null when no more will come. It is asked by several threads at once. */
  next(): Promise<Fed | null>;
  /** Takes a part; its figures, bins and file are gone afterwards. */
  collect(fed: Fed, part: TrainedPart): void | Promise<void>;
  /** Hears how far a part is that takes long. */
  onUnderway(fed: Fed, stop: PartStop): void;
  /** Hears that a part could not be trained; it may throw, which ends the training. */
  onFailed(fed: Fed, error: unknown): void;
}

/** Threads for parts that come one after another. Workers begin to load as soon as the pool is made. */
export class FedPool {
  readonly #threads: readonly FedThread[];

  /** @param makeWorker starts a worker that runs `part_worker.ts`. */
  constructor(makeWorker: () => Worker, threadCount: number) {
    this.#threads = Array.from({ length: threadCount }, () => new FedThread(makeWorker()));
  }

  /** Ends all workers, whatever they are at. */
  terminate(): void {
    for (const thread of this.#threads) thread.worker.terminate();
  }

  /**
   * Trains what a feed gives, until it gives no more.
   *
   * @param heldCount how many parts a worker holds: one at work, and the others at hand.
   * @throws what the feed throws, and Error where a worker breaks down.
   */
  async train<Fed extends FedPart>(feed: PartFeed<Fed>, heldCount: number): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.train(feed, heldCount)));
  }
}

/** One worker. */
class FedThread {
  #sweep: ThreadedSweep | null = null;

  constructor(readonly worker: Worker) {}

  async train<Fed extends FedPart>(feed: PartFeed<Fed>, heldCount: number): Promise<void> {
    const { worker } = this;
    const { promise: broken, reject: fail } = Promise.withResolvers<never>();
    /** In the order in which the worker answers. */
    const held: Fed[] = [];
    let wake = (): void => {};
    let uncollectedCount = 0;
    const answered = async ({ data }: MessageEvent<FromWorker>): Promise<void> => {
      try {
        if (data.kind === "underway") return feed.onUnderway(held[0], data.stop);
        const fed = held.shift()!;
        wake();
        if (data.kind === "failed") feed.onFailed(fed, data.error);
        else {
          await feed.collect(fed, data.part);
          freePart(data.part);
        }
        uncollectedCount--;
        wake();
      } catch (error) {
        fail(error);
      }
    };
    worker.onmessage = answered;
    worker.onerror = (event) => {
      event.preventDefault();
      fail(new Error(event.message));
    };
    const until = async (isSo: () => boolean): Promise<void> => {
      while (!isSo()) await new Promise<void>((resolve) => wake = resolve);
    };
    const feeding = async (): Promise<void> => {
      for (;;) {
        await until(() => held.length < heldCount);
        const fed = await feed.next();
        if (fed === null) break;
        this.#send(fed);
        held.push(fed);
        uncollectedCount++;
      }
      await until(() => uncollectedCount === 0);
    };
    await Promise.race([broken, feeding()]);
  }

  #send({ sweep, request }: FedPart): void {
    const send = (message: ToWorker): void => this.worker.postMessage(message);
    if (sweep !== this.#sweep) send({ kind: "sweep", sweep });
    this.#sweep = sweep;
    send({ kind: "part", request });
  }
}
