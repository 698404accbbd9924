// A worker: trains the parts that it is sent, one after another, and sends back what came of each.
// What must not change: it imports neither YAML nor schema, so that it starts in an instant.

import type { Checkpoint, TrainingWatch } from "../sweep/checkpoint.ts";
import type { PartRequest } from "../sweep/grouped_trials.ts";
import { PartTrainer } from "../sweep/part_trainer.ts";
import { type ThreadedSweep, type TrainedPart, trainedPart } from "./trained_part.ts";

/** What a worker is sent: first what it must know of a sweep, then part after part. */
export type ToWorker =
  | { readonly kind: "sweep"; readonly sweep: ThreadedSweep }
  | { readonly kind: "part"; readonly request: PartRequest };

/** What it sends back: at last once for each part, and while a long one is trained how far it is. */
export type FromWorker =
  | { readonly kind: "underway"; readonly stop: PartStop }
  | { readonly kind: "trained"; readonly part: TrainedPart }
  | { readonly kind: "failed"; readonly part: number; readonly error: unknown };

/** Where the training of a part is. */
export interface PartStop {
  readonly part: number;
  /** Work done on it in this attempt, in the unit of `training_cost.ts`. */
  readonly doneNs: number;
  /** Where it stands, now and then. */
  readonly checkpoint: Checkpoint | null;
}

/** How often it says how far it is, and how often it sends a checkpoint, in milliseconds. */
const WORD_MS = 500;
const CHECKPOINT_MS = 10_000;

/** What a worker sees of the world it runs in. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
}

type Train = (request: PartRequest) => Promise<TrainedPart>;

const scope = self as unknown as WorkerScope;
let train: Train;
let work = Promise.resolve();

scope.onmessage = ({ data }) => {
  if (data.kind === "sweep") {
    const trainer = new PartTrainer(data.sweep.engine);
    train = (request) => trainedPart(trainer, data.sweep, request, watchOf(request.part));
  } else {
    // As part of the sweep that was sent last before it, even if another one is sent while it waits.
    const trainIt = train;
    // One after another: a part is sent back before the next begins, or whoever waits for it would wait for both.
    work = work.then(() => answer(trainIt, data.request));
  }
};

async function answer(trainIt: Train, request: PartRequest): Promise<void> {
  try {
    const part = await trainIt(request);
    const arrays = [part.figures, part.bins, part.lines, ...(part.file === null ? [] : [part.file])];
    scope.postMessage({ kind: "trained", part }, arrays.map(({ buffer }) => buffer as ArrayBuffer));
  } catch (error) {
    scope.postMessage({ kind: "failed", part: request.part, error });
  }
}

/** Sends word of a part that takes long. */
function watchOf(part: number): TrainingWatch {
  let wordMs = performance.now();
  let checkpointMs = wordMs;
  return {
    onStop(doneNs, checkpoint) {
      const nowMs = performance.now();
      if (nowMs - wordMs < WORD_MS) return;
      wordMs = nowMs;
      const isDue = nowMs - checkpointMs >= CHECKPOINT_MS;
      if (isDue) checkpointMs = nowMs;
      scope.postMessage({
        kind: "underway",
        stop: { part, doneNs, checkpoint: isDue ? checkpoint() : null },
      });
    },
  };
}
