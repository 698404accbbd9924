// One thread of the machine that collects: checks what workers sent, and trains what no worker ends.
// Why a thread: the one that collects must answer the server at any moment.

import { type FedPart, FedPool, type PartFeed } from "../threads/fed_pool.ts";
import type { TrainedPart } from "../threads/trained_part.ts";

/** Work that somebody waits for. */
interface Task extends FedPart {
  readonly resolve: (part: TrainedPart) => void;
  readonly reject: (error: unknown) => void;
}

/** Trains parts in a thread of its own, one after another. */
export class OwnThread {
  readonly #pool: FedPool;
  readonly #tasks: Task[] = [];
  #wake = (): void => {};
  /** Rejects when the thread breaks down. */
  readonly broken: Promise<never>;

  /** @param makeWorker starts a worker that runs `part_worker.ts`. */
  constructor(makeWorker: () => Worker) {
    this.#pool = new FedPool(makeWorker, 1);
    const { promise, reject } = Promise.withResolvers<never>();
    this.broken = promise;
    promise.catch(() => {});
    const feed: PartFeed<Task> = {
      next: async () => {
        while (this.#tasks.length === 0) await new Promise<void>((resolve) => this.#wake = resolve);
        return this.#tasks.shift()!;
      },
      // Copied, since its memory is given back afterwards.
      collect: ({ resolve }, part) =>
        resolve({
          ...part,
          figures: part.figures.slice(),
          bins: part.bins.slice(),
          file: part.file?.slice() ?? null,
        }),
      onUnderway: () => {},
      onFailed: ({ reject }, error) => reject(error),
    };
    this.#pool.train(feed, 1).catch(reject);
  }

  /** Trains a part, or the only trials that a request wants. */
  train(part: FedPart): Promise<TrainedPart> {
    const { promise, resolve, reject } = Promise.withResolvers<TrainedPart>();
    this.#tasks.push({ ...part, resolve, reject });
    this.#wake();
    return Promise.race([promise, this.broken]);
  }

  /** Ends the thread, whatever it is at. */
  terminate(): void {
    this.#pool.terminate();
  }
}
