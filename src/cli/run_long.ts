// The training of a long run without a sweep: it says how far it is, goes on where it was stopped, and Ctrl-C says so.
// Why a file of its own: a short run, which is over in a moment, waits for none of this code.

import type { Experiment } from "../experiment/experiment.ts";
import { onInterrupt } from "../host/interrupt.ts";
import { type LongRun, type LongRunOptions, trainLongRun } from "../host/long_run.ts";
import { Progress } from "../host/progress.ts";
import { printMessage } from "../host/terminal.ts";

/** Where the result will be, and whether to begin at the start, whatever an earlier attempt left. */
export type LongRunRequest = Omit<LongRunOptions, "experiment" | "onProgress">;

/** Trains a long run. */
export async function longRun(experiment: Experiment, request: LongRunRequest): Promise<LongRun> {
  const { epochs } = experiment.training;
  const progress = new Progress({ label: "training", total: epochs, unit: "epochs" });
  let keptCount = 0;
  const stopListening = onInterrupt(() => {
    progress.end();
    printMessage(
      `stopped: ${epochsText(keptCount)} of ${epochs} epochs are kept; the same command continues\n`,
    );
  });
  try {
    const run = await trainLongRun({
      ...request,
      experiment,
      onProgress: ({ done, found, kept }) => {
        keptCount = kept;
        progress.update(done, found);
      },
    });
    progress.end();
    if (run.resumedEpochs > 0) {
      printMessage(
        `continued: ${epochsText(run.resumedEpochs)} of ${epochs} epochs were kept from an earlier attempt\n`,
      );
    }
    return run;
  } finally {
    progress.end();
    stopListening();
  }
}

/** Epochs, with the part of a long one to the hundredth. */
function epochsText(epochs: number): string {
  return String(Math.floor(epochs * 100) / 100);
}
