// Spreads the parts of a sweep over threads.
// What must not change: parts may end in any order; who gets which part never shows in a result.

import type { PartRequest } from "../sweep/part_job.ts";
import { hasShortParts, type PartQueue } from "../sweep/part_jobs.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import { PartTrainer } from "../sweep/train_part.ts";
import { turnOfTheLoop } from "./event_loop.ts";
import { type FinishedPart, finishedPart, type SweepStart } from "./part_training.ts";
import { isRefusal, reasonOf, WorldError } from "./world_error.ts";

/** What a worker is sent: first what all parts share, then part after part. */
export type ToWorker = ({ readonly kind: "start" } & SweepStart) | ({ readonly kind: "part" } & PartRequest);

/** What a worker sends back. */
export type FromWorker =
  | ({ readonly kind: "finished" } & FinishedPart)
  | { readonly kind: "failed"; readonly part: number; readonly text: string; readonly code: string | null };

/** Parts each worker holds at most: one at work and two waiting, so that it never stands idle. */
const PARTS_PER_WORKER = 3;
/** The same where this thread trains as well: it may hear nothing from a worker while it trains several parts. */
const PARTS_PER_UNHEARD_WORKER = 16;

/**
 * Threads that train a sweep: workers, which begin to load at once, and where the parts are short this thread, which
 * need not load at all. Loading takes as long as a thousand trials of the classic experiment.
 */
export class WorkerPool {
  readonly #workers: readonly Worker[];
  readonly #joinsIn: boolean;
  #isOver = false;

  /** @param threadCount how many threads train, at least 1. */
  constructor(plan: SweepPlan, threadCount: number) {
    this.#joinsIn = hasShortParts(plan);
    const count = Math.min(threadCount, plan.partCount) - (this.#joinsIn ? 1 : 0);
    this.#workers = Array.from(
      { length: count },
      () => new Worker(new URL("./trial_worker.ts", import.meta.url), { type: "module" }),
    );
  }

  /** Ends all workers, whatever they are at. */
  terminate(): void {
    this.#isOver = true;
    for (const worker of this.#workers) worker.terminate();
  }

  /**
   * Trains parts.
   *
   * @param onFinished takes each part as it ends; its figures and bins are gone afterwards.
   * @throws WorldError where a part could not be kept on disk.
   */
  async train(
    start: SweepStart,
    queue: PartQueue,
    onFinished: (part: FinishedPart) => void,
  ): Promise<void> {
    const take = (part: FinishedPart): void => {
      onFinished(part);
      free(part.figures.buffer);
      free(part.bins.buffer);
    };
    const threadCount = this.#workers.length + (this.#joinsIn ? 1 : 0);
    // Towards the end workers hold fewer, or some would still have two parts while others have none.
    const mostHeld = this.#joinsIn ? PARTS_PER_UNHEARD_WORKER : PARTS_PER_WORKER;
    const most = (): number => Math.min(mostHeld, Math.max(1, Math.floor(queue.length / threadCount)));
    const atWork = this.#workers.map((worker) => trainOn(worker, start, queue, most, take));
    await Promise.all(this.#joinsIn ? [...atWork, this.#trainHere(start, queue, take)] : atWork);
  }

  async #trainHere(
    start: SweepStart,
    queue: PartQueue,
    take: (part: FinishedPart) => void,
  ): Promise<void> {
    const trainer = new PartTrainer();
    while (!this.#isOver) {
      const request = queue.next();
      if (request === null) return;
      try {
        take(await finishedPart(trainer, start, request));
      } catch (error) {
        throw isRefusal(error) ? unkept(request.part, error) : error;
      }
      if (start.keeping === null) await turnOfTheLoop(); // to keep a part takes a turn
    }
  }
}

function trainOn(
  worker: Worker,
  start: SweepStart,
  queue: PartQueue,
  most: () => number,
  take: (part: FinishedPart) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const send = (message: ToWorker): void => worker.postMessage(message);
    let underWay = 0;
    const feed = (): void => {
      while (underWay < most()) {
        const request = queue.next();
        if (request === null) break;
        underWay++;
        send({ kind: "part", ...request });
      }
      if (underWay === 0) resolve();
    };
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      underWay--;
      if (data.kind === "failed") {
        const { part, text, code } = data;
        reject(code === null ? new Error(text) : unkept(part, { code, message: text }));
        return;
      }
      take(data);
      feed();
    };
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message));
    };
    send({ kind: "start", ...start });
    feed();
  });
}

/** Gives memory back at once: thousands of parts would fill hundreds of megabytes before they are collected. */
function free(buffer: ArrayBufferLike): void {
  (buffer as ArrayBuffer).transfer(0);
}

function unkept(part: number, error: unknown): WorldError {
  return new WorldError(`cannot keep part ${part}: ${reasonOf(error)}`);
}
