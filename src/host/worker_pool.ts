// Spreads the parts of a sweep over workers.
// What must not change: parts may end in any order; who gets which part never shows in a result.

import type { PartJob } from "../sweep/part_job.ts";
import type { PartResult } from "../sweep/train_part.ts";
import { reasonOf, WorldError } from "./world_error.ts";

/** What a worker is sent. */
export interface ToWorker {
  readonly job: PartJob;
  /** The sweep's identity, which a part carries on disk. */
  readonly identity: Uint8Array;
  /** Where the part is kept for a resume; null for nowhere. */
  readonly partPath: string | null;
}

/** What a worker sends back. */
export type FromWorker =
  | ({ readonly kind: "finished"; readonly lines: Uint8Array } & PartResult)
  | { readonly kind: "failed"; readonly part: number; readonly text: string; readonly code: string | null };

/** A part that was trained, with its lines of `trials.csv`. */
export type FinishedPart = FromWorker & { readonly kind: "finished" };

/** Jobs each worker holds: one at work, one waiting, so that it never stands idle. */
const JOBS_PER_WORKER = 2;

/**
 * Trains parts on workers.
 *
 * @param workerCount at least 1.
 * @param nextJob gives the next part's job, or null when all are given out.
 * @param onFinished takes each part as it ends.
 * @throws WorldError where a worker could not keep its part on disk.
 */
export async function trainOnWorkers(
  workerCount: number,
  nextJob: () => ToWorker | null,
  onFinished: (part: FinishedPart) => void,
): Promise<void> {
  const workers = Array.from(
    { length: workerCount },
    () => new Worker(new URL("./trial_worker.ts", import.meta.url), { type: "module" }),
  );
  try {
    await Promise.all(workers.map((worker) =>
      new Promise<void>((resolve, reject) => {
        let underWay = 0;
        const feed = (): void => {
          while (underWay < JOBS_PER_WORKER) {
            const message = nextJob();
            if (message === null) break;
            underWay++;
            worker.postMessage(message);
          }
          if (underWay === 0) resolve();
        };
        worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
          underWay--;
          if (data.kind === "failed") {
            const reason = reasonOf({ code: data.code, message: data.text });
            reject(
              data.code === null
                ? new Error(data.text)
                : new WorldError(`cannot keep part ${data.part}: ${reason}`),
            );
            return;
          }
          onFinished(data);
          feed();
        };
        worker.onerror = (event) => {
          event.preventDefault();
          reject(new Error(event.message));
        };
        feed();
      })
    ));
  } finally {
    for (const worker of workers) worker.terminate();
  }
}
