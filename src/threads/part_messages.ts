// What a thread that trains parts is told, and what it says.
// Why a file of its own: whoever starts such a thread must know the messages, and not load what trains.

import type { Checkpoint } from "../sweep/checkpoint.ts";
import type { PartRequest } from "../sweep/grouped_trials.ts";
import type { ThreadedSweep, TrainedPart } from "./trained_part.ts";

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

/** What a worker sees of the world it runs in. */
export interface WorkerScope {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
}

/** Sends a trained part back. Its arrays are handed over, not copied. */
export function sendTrained(scope: WorkerScope, part: TrainedPart): void {
  const arrays = [part.figures, part.bins, part.lines, ...(part.file === null ? [] : [part.file])];
  scope.postMessage({ kind: "trained", part }, arrays.map(({ buffer }) => buffer as ArrayBuffer));
}
