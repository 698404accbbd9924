// A worker of a sweep: trains the parts it is sent, keeps each on disk if it is told to, and sends back figures and
// lines.
// What must not change: it imports neither YAML nor schema, so that it starts in an instant.

import type { PartRequest } from "../sweep/part_job.ts";
import { PartTrainer } from "../sweep/train_part.ts";
import { finishedPart, type SweepStart } from "./part_training.ts";
import type { FromWorker, ToWorker } from "./worker_pool.ts";
import { isRefusal } from "./world_error.ts";

/** What a worker sees of the world it runs in. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker, transfer: Transferable[]): void;
}

const scope = self as unknown as WorkerScope;
const trainer = new PartTrainer();
let start: SweepStart | undefined;
let work = Promise.resolve();

scope.onmessage = ({ data }) => {
  if (data.kind === "start") start = data;
  // One after another: a part is sent back before the next begins, or whoever waits for it would wait for both.
  else work = work.then(() => train(data));
};

async function train(request: PartRequest): Promise<void> {
  try {
    const part = await finishedPart(trainer, start!, request);
    const buffers = [part.figures.buffer, part.bins.buffer, part.lines.buffer] as Transferable[];
    scope.postMessage({ kind: "finished", ...part }, buffers);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const code = isRefusal(error) ? String((error as { code?: unknown }).code) : null;
    scope.postMessage({ kind: "failed", part: request.part, text, code }, []);
  }
}
