// A worker: trains the parts that it is sent, one after another, and sends back what came of each.
// What must not change: it imports neither YAML nor schema, so that it starts in an instant.

import type { TrainingWatch } from "../sweep/checkpoint.ts";
import type { PartRequest } from "../sweep/grouped_trials.ts";
import { PartTrainer } from "../sweep/part_trainer.ts";
import { sendTrained, type WorkerScope } from "./part_messages.ts";
import { type TrainedPart, trainedPart } from "./trained_part.ts";

/** How often it says how far it is, and how often it sends a checkpoint, in milliseconds. */
const WORD_MS = 500;
const CHECKPOINT_MS = 10_000;

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
    sendTrained(scope, await trainIt(request));
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
