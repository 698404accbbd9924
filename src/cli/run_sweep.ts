// `run` for an experiment with a sweep: trains all trials on all cores, unless that was done before.
// Why a finished sweep is not trained again: it may have taken hours. `verify` trains it again, and so does `--fresh`.

import { canonicalText, folderOf } from "../experiment/config.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { parentOf } from "../host/disk.ts";
import { putBackReplaced, removeLeftovers } from "../host/leftovers.ts";
import { nativeHashOf } from "../host/native_hash.ts";
import { isResultThere, requireReplaceable } from "../host/result_store.ts";
import { untilFinished } from "../host/sweep_attempts.ts";
import { removeFinished } from "../host/sweep_lock.ts";
import { PartsMissing, runSweep, type SweepRun, type SweepTraining } from "../host/sweep_runner.ts";
import { printMessage } from "../host/terminal.ts";
import { PARQUET_FILE } from "../results/sha256_sums.ts";
import { drawnByText, hasReportsOfOtherVersion } from "../results/stored_manifest.ts";
import type { StoredRead } from "../results/stored_text.ts";
import { planOf } from "../sweep/plan.ts";
import { beside } from "./beside.ts";
import { type Arguments, outFolderOf } from "./command.ts";
import { engineOf } from "./engine_argument.ts";
import type { PrintJson } from "./in_turn.ts";
import { KeptProgress, unfitText } from "./kept_progress.ts";
import { checkSweepSize, figuresAt, jobCount, refuseTogether } from "./sweep_arguments.ts";
import type { FinishedSweep, SweepStorage } from "./sweep_end.ts";

/** Has other machines train parts, and keeps them beside the result folder, from where the sweep is put together. */
export type Fill = (sweep: SweepTraining) => Promise<void>;

/**
 * Runs a sweep, or shows it where it has been run.
 *
 * @param fill null where all parts are trained here.
 * @returns the exit code.
 */
export async function runSweepCommand(
  experiment: Experiment,
  args: Arguments,
  printJson: PrintJson,
  fill: Fill | null = null,
): Promise<number> {
  refuseTogether(args);
  const plan = planOf(experiment);
  checkSweepSize(plan);
  const at = figuresAt(args, experiment);
  const experimentHash = await nativeHashOf(canonicalText(experiment));
  const folder = `${outFolderOf(args)}/${folderOf(experiment, experimentHash)}`;
  const request: SweepRequest = {
    plan,
    experimentHash,
    folder,
    answers: [...at.keys()],
    isDrawn: !args.has("json"),
    isFresh: args.has("fresh"),
    training: args.has("only-merge") ? "refused" : fill === null ? "likely" : "unlikely",
    isParquet: args.has("parquet"),
    workerCount: jobCount(args),
    engine: engineOf(args),
    fill,
  };
  putBackReplaced(parentOf(folder));
  const wasThere = isResultThere(folder);
  if (wasThere && request.isFresh) requireReplaceable(folder);
  let read: StoredRead<FinishedSweep>;
  try {
    read = await finishedSweep(request);
  } catch (error) {
    if (!(error instanceof PartsMissing)) throw error;
    const path = beside("./missing_parts.ts", import.meta.url);
    const { printMissing } = await import(path) as typeof import("./missing_parts.ts");
    printMissing(plan, error);
    return 3;
  }
  removeFinished(parentOf(folder));
  removeLeftovers(parentOf(folder));
  if ("problems" in read) {
    const path = beside("./damaged_folder.ts", import.meta.url);
    const { printDamaged } = await import(path) as typeof import("./damaged_folder.ts");
    printDamaged(folder, read.problems, args, fill === null || args.has("join") ? "run" : "another command");
    return 1;
  }
  const { summary, stored } = read.ok;
  const { printSweep } = await loadEnd();
  printSweep(experiment, read.ok, {
    at,
    printJson: args.has("json") ? printJson : null,
    folder,
    isFresh: args.has("fresh"),
    wasThere,
  });
  const isRefused = stored.kind === "line_ends" && request.isParquet;
  if (isRefused) {
    printMessage(`${PARQUET_FILE} was not added: the other files must be as they were written\n`);
  }
  return summary.divergedCount > 0 || stored.kind === "differs" || isRefused ? 1 : 0;
}

/** What the command line asks for. */
interface SweepRequest extends SweepTraining, SweepStorage {
  /** Answers with a figure of the user's. */
  readonly answers: readonly string[];
  /** Whether the answers are drawn. */
  readonly isDrawn: boolean;
  readonly training: "likely" | "unlikely" | "refused";
  /** What comes before the sweep is put together. */
  readonly fill: Fill | null;
}

/** What is needed when all trials are trained. */
async function loadEnd(): Promise<typeof import("./sweep_end.ts")> {
  return await import(beside("./sweep_end.ts", import.meta.url));
}

/** Finds the sweep or trains it; a folder that is there and damaged is left alone unless `--fresh` is given. */
async function finishedSweep(request: SweepRequest): Promise<StoredRead<FinishedSweep>> {
  const finished = await untilFinished(
    () => !request.isFresh && isResultThere(request.folder),
    async () => {
      await request.fill?.(request);
      return await trained(request);
    },
  );
  return finished === null ? await foundBefore(request) : { ok: finished };
}

async function foundBefore(request: SweepRequest): Promise<StoredRead<FinishedSweep>> {
  const { folder, plan } = request;
  const foundPath = beside("../host/found_sweep.ts", import.meta.url);
  const { wholeSweep } = await import(foundPath) as typeof import("../host/found_sweep.ts");
  const found = await wholeSweep(folder, request);
  if ("problems" in found) return found;
  const { manifest, summary, hasOtherLineEnds } = found.ok;
  const drawnBy = hasReportsOfOtherVersion(manifest) ? drawnByText(manifest.reportsDrawnBy) : null;
  if (hasOtherLineEnds) {
    return { ok: { summary, stored: { kind: "line_ends", files: [] }, drawnBy } };
  }
  if (!request.isParquet) return { ok: { summary, stored: { kind: "found", isReworded: false }, drawnBy } };
  const addedPath = beside("../host/added_parquet.ts", import.meta.url);
  const { addParquet } = await import(addedPath) as typeof import("../host/added_parquet.ts");
  const added = await addParquet(folder, plan, manifest);
  if ("problems" in added) return added;
  return { ok: { summary, stored: { kind: added.ok, isReworded: false }, drawnBy } };
}

/** Trains the sweep and stores it; null where another process has done so meanwhile. */
async function trained(request: SweepRequest): Promise<FinishedSweep | null> {
  const { plan, folder, isFresh } = request;
  const progress = new KeptProgress("sweeping", plan.trialCount);
  let run: SweepRun | null;
  try {
    const running = runSweep({
      ...request,
      onProgress: ({ done, isCounted, found, underway }) => {
        if (isCounted) {
          // Others who filled it have said so.
          if (request.fill === null) progress.beginsFrom(found);
          progress.keepsTrials(done);
        }
        progress.line.update(done + underway, found);
      },
      onWait: () => {
        progress.keeps("another process goes on with this sweep");
        printMessage("another process is running this sweep: waiting for it\n");
      },
      isFinished: () => !isFresh && isResultThere(folder),
    });
    // The workers load by now, and so does the end.
    [run] = await Promise.all([running, loadEnd()]);
  } finally {
    // From here on Ctrl-C ends the process without a word, even in the middle of a long sum: every part is kept.
    progress.end();
  }
  if (run === null) return null;
  printMessage(unfitText(run.unfit));
  try {
    const { putTogether } = await loadEnd();
    const finished = await putTogether(request, run);
    run.forget();
    return finished;
  } catch (error) {
    run.release();
    throw error;
  }
}
