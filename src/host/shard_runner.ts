// Trains a shard of a sweep and keeps its parts, for a run that puts the sweep together later or on another machine.
// What must not change: it takes no lock and removes nothing, so that any number of shards, joiners and runs may be at
// work in one folder.

import { PartRequests } from "../sweep/part_requests.ts";
import { PartKeeper } from "./part_keeper.ts";
import { PartStore } from "./part_store.ts";
import type { SweepProgress, SweepTraining } from "./sweep_runner.ts";
import { startThreads, trainParts } from "./sweep_threads.ts";
import { TrialTally } from "./trial_tally.ts";
import { UnfitParts } from "./unfit_parts.ts";

/** Which parts to train. */
export interface ShardRunOptions extends SweepTraining {
  /** `[from, to)`. */
  readonly parts: { readonly from: number; readonly to: number };
  /** Hears how far it is, in trials. */
  readonly onProgress: (progress: SweepProgress) => void;
}

/** What came of a shard. */
export interface ShardRun {
  /** Parts that were trained now; the others were there. */
  readonly trainedCount: number;
  /** Those of them that were there, and could not be used. */
  readonly unfit: UnfitParts;
}

/**
 * Trains the parts of a shard that are not kept yet.
 *
 * @throws PartGone where another process removes the parts meanwhile, because it has put the sweep together.
 * @throws WorldError where the disk or a permission forbids keeping parts.
 */
export async function runShard(options: ShardRunOptions): Promise<ShardRun> {
  const { plan, experimentHash, folder, parts, workerCount } = options;
  const requests = new PartRequests(plan);
  const store = new PartStore(folder, requests.frame, experimentHash);
  store.make();
  const tally = new TrialTally(plan);
  let found = 0;
  const tell = (isCounted: boolean): void =>
    options.onProgress({ done: tally.doneCount, isCounted, found, underway: tally.underwayCount });
  const kept = store.kept();
  const missing: number[] = [];
  const unfit = new UnfitParts();
  for (let part = parts.from; part < parts.to; part++) {
    if (kept.has(part) && await store.read(part) !== null) {
      tally.ended(part);
      found = tally.doneCount;
      tell(false);
      continue;
    }
    if (kept.has(part)) unfit.add(store.whyUnfit(part));
    missing.push(part);
  }
  tell(true);
  if (missing.length === 0) return { trainedCount: 0, unfit };
  const keeper = new PartKeeper({ store, tally, onProgress: () => tell(true) });
  const threads = startThreads(plan, Math.min(workerCount, missing.length));
  try {
    await trainParts(threads, {
      requests,
      identity: store.identity,
      engine: options.engine,
      parts: missing,
      checkpoints: await store.readCheckpoints(new Set(missing)),
      collect: keeper.collect,
      onUnderway: keeper.onUnderway,
    });
    await keeper.settled();
  } finally {
    threads.terminate();
  }
  return { trainedCount: missing.length, unfit };
}
