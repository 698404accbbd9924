// Spreads the parts of a sweep over workers.
// What must not change: parts may end in any order; who gets which part never shows in a result.

import type { PartRequest, SweepFrame } from "../sweep/part_job.ts";
import type { PartResult } from "../sweep/train_part.ts";
import { reasonOf, WorldError } from "./world_error.ts";

/** What a worker is sent first: what all parts share. */
export interface WorkerStart {
  readonly kind: "start";
  readonly frame: SweepFrame;
  /** Where and how parts are kept on disk for a resume; null for not at all. */
  readonly keeping: PartsKeeping | null;
}

/** How workers keep parts on disk. */
export interface PartsKeeping {
  readonly folder: string;
  /** The sweep's identity, which a part carries with it. */
  readonly identity: Uint8Array;
}

/** What a worker is sent. */
export type ToWorker = WorkerStart | ({ readonly kind: "part" } & PartRequest);

/** What a worker sends back. */
export type FromWorker =
  | ({ readonly kind: "finished"; readonly lines: Uint8Array } & PartResult)
  | { readonly kind: "failed"; readonly part: number; readonly text: string; readonly code: string | null };

/** A part that was trained, with its lines of `trials.csv`. */
export type FinishedPart = FromWorker & { readonly kind: "finished" };

/** Parts each worker holds: one at work, one waiting, so that it never stands idle. */
const PARTS_PER_WORKER = 2;

/**
 * Workers that begin to load at once, before there is anything to train: loading takes as long as some hundred
 * trials.
 */
export class WorkerPool {
  readonly #workers: readonly Worker[];

  /** @param workerCount at least 1. */
  constructor(workerCount: number) {
    this.#workers = Array.from(
      { length: workerCount },
      () => new Worker(new URL("./trial_worker.ts", import.meta.url), { type: "module" }),
    );
  }

  /** Ends all workers, whatever they are at. */
  terminate(): void {
    for (const worker of this.#workers) worker.terminate();
  }

  /**
   * Trains parts.
   *
   * @param nextRequest asks for the next part, or gives null when all are given out.
   * @param onFinished takes each part as it ends; its figures and bins are gone afterwards.
   * @throws WorldError where a worker could not keep its part on disk.
   */
  async train(
    start: WorkerStart,
    nextRequest: () => PartRequest | null,
    onFinished: (part: FinishedPart) => void,
  ): Promise<void> {
    await Promise.all(this.#workers.map((worker) => trainOn(worker, start, nextRequest, onFinished)));
  }
}

function trainOn(
  worker: Worker,
  start: WorkerStart,
  nextRequest: () => PartRequest | null,
  onFinished: (part: FinishedPart) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const send = (message: ToWorker): void => worker.postMessage(message);
    let underWay = 0;
    const feed = (): void => {
      while (underWay < PARTS_PER_WORKER) {
        const request = nextRequest();
        if (request === null) break;
        underWay++;
        send({ kind: "part", ...request });
      }
      if (underWay === 0) resolve();
    };
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      underWay--;
      if (data.kind === "failed") {
        reject(failureOf(data));
        return;
      }
      onFinished(data);
      free(data.figures.buffer);
      free(data.bins.buffer);
      feed();
    };
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message));
    };
    send(start);
    feed();
  });
}

/** Gives memory back at once: thousands of parts would fill hundreds of megabytes before they are collected. */
function free(buffer: ArrayBufferLike): void {
  (buffer as ArrayBuffer).transfer(0);
}

function failureOf({ part, text, code }: FromWorker & { readonly kind: "failed" }): Error {
  if (code === null) return new Error(text);
  return new WorldError(`cannot keep part ${part}: ${reasonOf({ code, message: text })}`);
}
