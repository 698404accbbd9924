// A worker: trains one long run, and says now and then how far it is and where it stands.
// Why a worker: the thread that started it hears Ctrl-C and writes to the disk meanwhile.

import type { Experiment } from "../experiment/experiment.ts";
import type { Outcome, RunStanding } from "../run/outcome.ts";
import { runExperiment } from "../run/run_experiment.ts";
import type { Engine } from "../engine/row_engine.ts";

/** What it is sent, once. */
export interface ToRunWorker {
  readonly experiment: Experiment;
  /** Where an earlier attempt stood; null for the start. */
  readonly standing: RunStanding | null;
  /** By default the fastest. */
  readonly engine?: Engine;
}

/** What it sends back: the outcome at last, and before that how far it is, now and then with where it stands. */
export type FromRunWorker =
  | { readonly kind: "underway"; readonly epochsDone: number; readonly standing: RunStanding | null }
  | { readonly kind: "ended"; readonly outcome: Outcome };

/** How often it says how far it is, and how often where it stands, in milliseconds. */
const WORD_MS = 100;
const STANDING_MS = 10_000;

/** What a worker sees of the world it runs in. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ToRunWorker>) => void) | null;
  postMessage(message: FromRunWorker): void;
}

const scope = self as unknown as WorkerScope;

scope.onmessage = ({ data: { experiment, standing, engine } }) => {
  let wordMs = performance.now();
  let standingMs = wordMs;
  const outcome = runExperiment(experiment, {
    standing,
    engine,
    onProgress(epochsDone, standingThere) {
      const nowMs = performance.now();
      if (nowMs - wordMs < WORD_MS) return;
      wordMs = nowMs;
      const isDue = nowMs - standingMs >= STANDING_MS;
      if (isDue) standingMs = nowMs;
      scope.postMessage({ kind: "underway", epochsDone, standing: isDue ? standingThere() : null });
    },
  });
  scope.postMessage({ kind: "ended", outcome });
};
