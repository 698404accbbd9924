// Trains a long run in a thread of its own, and keeps now and then where it stands.
// What must not change: going on where an earlier attempt stood gives the bits of a run without a stop.

import type { Experiment } from "../experiment/experiment.ts";
import type { Outcome, RunStanding } from "../run/outcome.ts";
import type { Engine } from "../engine/row_engine.ts";
import type { FromRunWorker, ToRunWorker } from "../threads/run_worker.ts";
import { KeptInTurn } from "./kept_in_turn.ts";
import { RunStore } from "./run_store.ts";
import { worldError } from "./world_error.ts";

/** A run to be trained. */
export interface LongRunOptions {
  readonly experiment: Experiment;
  /** The SHA-256 of the experiment's canonical text, as 64 hex digits. */
  readonly experimentHash: string;
  /** The result folder; where the run stands is kept beside it. */
  readonly folder: string;
  /** Whether to forget where an earlier attempt stood. */
  readonly isFresh: boolean;
  /** By default the fastest. */
  readonly engine?: Engine;
  /** Hears how far it is. */
  readonly onProgress: (progress: LongRunProgress) => void;
}

/** How far a run is, in epochs, with the part of one that is under way. */
export interface LongRunProgress {
  readonly done: number;
  /** Those that an earlier attempt did. */
  readonly found: number;
  /** Those that need not be done again after a kill. */
  readonly kept: number;
}

/** What came of it. */
export interface LongRun {
  readonly outcome: Outcome;
  /** Epochs taken over from an earlier attempt. */
  readonly resumedEpochs: number;
  /** Removes what is kept; to be called when the result folder is written. */
  readonly forget: () => void;
}

/**
 * Trains a run, from where an earlier attempt stood.
 *
 * @throws WorldError where no thread can be started.
 */
export async function trainLongRun(options: LongRunOptions): Promise<LongRun> {
  const { experiment, experimentHash, folder, isFresh, engine, onProgress } = options;
  const store = new RunStore(experiment, experimentHash, folder);
  const standing = isFresh ? null : await store.read();
  const epochsAt = ({ rowsDone }: RunStanding): number => rowsDone / experiment.dataset.rows.length;
  const found = standing === null ? 0 : epochsAt(standing);
  let kept = found;
  onProgress({ done: found, found, kept });
  const keeping = new KeptInTurn();
  const outcome = await trainInWorker({ experiment, standing, engine }, (done, standingThere) => {
    onProgress({ done, found, kept });
    if (standingThere === null) return;
    keeping.add(async () => {
      await store.keep(standingThere);
      kept = epochsAt(standingThere);
    });
  });
  await keeping.settled();
  return { outcome, resumedEpochs: found, forget: () => store.remove() };
}

function trainInWorker(
  run: ToRunWorker,
  onUnderway: (epochsDone: number, standing: RunStanding | null) => void,
): Promise<Outcome> {
  const worker = new Worker(new URL("../threads/run_worker.ts", import.meta.url), { type: "module" });
  const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
  worker.onmessage = ({ data }: MessageEvent<FromRunWorker>) => {
    if (data.kind === "ended") resolve(data.outcome);
    else onUnderway(data.epochsDone, data.standing);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    reject(worldError("start a thread", new Error(event.message)));
  };
  worker.postMessage(run);
  return promise.finally(() => worker.terminate());
}
