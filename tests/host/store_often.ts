// A worker that stores two results in turn under one name, each in the place of the other.

import { experimentHash } from "../../src/experiment/experiment_id.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { storeFolder } from "../../src/host/result_store.ts";
import { runContents } from "../../src/results/run_contents.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { PEOPLE } from "../results/stored_examples.ts";

/** What the worker is asked to do. */
export interface StoreOrder {
  readonly folder: string;
  readonly times: number;
}

/** What the worker says: that it is ready for its order, or what became of each store, a kind or an error. */
export type StoreReport = "ready" | readonly string[];

/** The worker's own scope, as far as it is used here; the types of a page do not know it. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<StoreOrder>) => void) | null;
  postMessage(report: StoreReport): void;
}

const both = [60, 61].map((epochs) => {
  const outcome = runExperiment(parseExperiment(PEOPLE, { overrides: [`epochs=${epochs}`] }));
  return runContents(outcome, experimentHash(outcome.experiment));
});

const scope = globalThis as unknown as WorkerScope;
scope.onmessage = async ({ data: { folder, times } }) => {
  const ends: string[] = [];
  for (let time = 0; time < times; time++) {
    ends.push(await storeFolder(folder, both[time % 2], "replace").then(({ kind }) => kind, String));
  }
  scope.postMessage(ends);
};
// Its imports wait for files; a message that came before now would have been lost.
scope.postMessage("ready");
