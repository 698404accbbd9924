// A worker: trains the parts that it is sent, one after another, and sends back what came of each.
// What must not change: it imports neither YAML nor schema, so that it starts in an instant.

import type { PartRequest, SweepFrame } from "../sweep/grouped_trials.ts";
import { PartTrainer } from "../sweep/part_trainer.ts";
import { type TrainedPart, trainedPart } from "./trained_part.ts";

/** What a worker is sent: first what all parts of a sweep share, then part after part. */
export type ToWorker =
  | { readonly kind: "sweep"; readonly frame: SweepFrame }
  | { readonly kind: "part"; readonly request: PartRequest };

/** What it sends back, once for each part. */
export type FromWorker =
  | { readonly kind: "trained"; readonly part: TrainedPart }
  | { readonly kind: "failed"; readonly part: number; readonly error: unknown };

/** What a worker sees of the world it runs in. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
}

const scope = self as unknown as WorkerScope;
let train: (request: PartRequest) => TrainedPart;

scope.onmessage = ({ data }) => {
  if (data.kind === "sweep") {
    const trainer = new PartTrainer();
    train = (request) => trainedPart(trainer, data.frame, request);
    return;
  }
  try {
    const part = train(data.request);
    const buffers = [part.figures.buffer, part.bins.buffer, part.lines.buffer] as Transferable[];
    scope.postMessage({ kind: "trained", part }, buffers);
  } catch (error) {
    scope.postMessage({ kind: "failed", part: data.request.part, error });
  }
};
