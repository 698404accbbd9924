// `run --shard`: trains a share of a sweep and keeps its parts, and leaves it to a run to put the sweep together.
// Why no lock is taken: a part has the same bytes whoever trains it, so that shards need know nothing of each other.

import { canonicalText, folderOf, type JsonObject } from "../experiment/config.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { nativeHashOf } from "../host/native_hash.ts";
import { isResultThere } from "../host/result_store.ts";
import { runShard, type ShardRun } from "../host/shard_runner.ts";
import { untilFinished } from "../host/sweep_attempts.ts";
import type { SweepTraining } from "../host/sweep_runner.ts";
import { partsFolder } from "../host/sweep_lock.ts";
import { paintError, printMessage } from "../host/terminal.ts";
import { planOf } from "../sweep/plan.ts";
import {
  MOST_SHARDS,
  partsOfShard,
  readShard,
  type Shard,
  shardText,
  trialsOfParts,
} from "../sweep/shard.ts";
import { visible } from "../text/visible_text.ts";
import { counted } from "../text/words.ts";
import { beside } from "./beside.ts";
import { type Arguments, outFolderOf, UsageError } from "./command.ts";
import { printDamaged } from "./damaged_folder.ts";
import { engineOf } from "./engine_argument.ts";
import type { PrintJson } from "./in_turn.ts";
import { KeptProgress, unfitText } from "./kept_progress.ts";
import { checkSweepSize, jobCount, refuseTogether } from "./sweep_arguments.ts";
import { wordsOfTrials } from "./sweep_ranges.ts";

/** What a shard is of. */
interface ShardRequest extends SweepTraining {
  readonly shard: Shard;
}

/** Trains a shard of a sweep. @returns the exit code. */
export async function runShardCommand(
  experiment: Experiment,
  args: Arguments,
  printJson: PrintJson,
): Promise<number> {
  refuseTogether(args);
  const plan = planOf(experiment);
  checkSweepSize(plan);
  const shard = shardIn(args);
  const experimentHash = await nativeHashOf(canonicalText(experiment));
  const folder = `${outFolderOf(args)}/${folderOf(experiment, experimentHash)}`;
  const request = {
    plan,
    experimentHash,
    folder,
    shard,
    workerCount: jobCount(args),
    engine: engineOf(args),
  };
  const run = await untilFinished(() => isResultThere(folder), () => trained(request));
  if (run === null) {
    const path = beside("../host/found_sweep.ts", import.meta.url);
    const { wholeSweep } = await import(path) as typeof import("../host/found_sweep.ts");
    const found = await wholeSweep(folder, { experimentHash, isDrawn: false, answers: [] });
    if ("problems" in found) {
      printDamaged(folder, found.problems, args, "run");
      return 1;
    }
  }
  if (args.has("json")) printJson(shardJson(request, run));
  else tell(request, run);
  return 0;
}

function shardIn(args: Arguments): Shard {
  const text = args.value("shard")!;
  const shard = readShard(text);
  if (shard !== null) return shard;
  throw new UsageError(
    `--shard must be the number of a shard, from 1, and how many there are, at most ${MOST_SHARDS}: found ${text}`,
    "for example --shard 1/16",
  );
}

async function trained(request: ShardRequest): Promise<ShardRun> {
  const { plan, shard } = request;
  const parts = partsOfShard(plan, shard);
  const trials = trialsOfParts(plan, parts);
  const total = trials.to - trials.from;
  const progress = new KeptProgress(`shard ${shardText(shard)}`, total);
  try {
    return await runShard({
      ...request,
      parts,
      onProgress: ({ done, isCounted, found, underway }) => {
        if (isCounted) progress.keepsTrials(done, "the shard's ");
        progress.line.update(done + underway, found);
      },
    });
  } finally {
    progress.end();
  }
}

/** Says what came of a shard; of null that the sweep is there. */
function tell({ plan, folder, shard }: ShardRequest, run: ShardRun | null): void {
  if (run === null) {
    printMessage(
      `${paintError("green", "found")} ${visible(folder)}: there is nothing left for a shard to do\n`,
    );
    return;
  }
  const parts = partsOfShard(plan, shard);
  if (parts.from === parts.to) {
    printMessage(`shard ${shardText(shard)} is empty: the sweep has ${counted(plan.partCount, "part")}\n`);
    return;
  }
  printMessage(unfitText(run.unfit));
  const trials = wordsOfTrials(trialsOfParts(plan, parts));
  printMessage(
    `${paintError("green", "kept")} ${trials}, shard ${shardText(shard)}, in ${
      visible(partsFolder(folder))
    }\n` +
      "  the same command without --shard puts the sweep together\n",
  );
}

function shardJson({ plan, folder, shard }: ShardRequest, run: ShardRun | null): JsonObject {
  const parts = partsOfShard(plan, shard);
  const trials = trialsOfParts(plan, parts);
  return {
    folder,
    stored: run === null ? "found" : "kept",
    parts_folder: partsFolder(folder),
    shard: shardText(shard),
    parts: { from: parts.from, count: parts.to - parts.from, trained: run?.trainedCount ?? 0 },
    trials: { from: trials.from + 1, count: trials.to - trials.from },
  };
}
