// `run` for an experiment with a sweep: trains all trials on all cores, writes the statistics, prints them.
// Why a finished sweep is not trained again: it may have taken hours. `verify` trains it again, and so does `--fresh`.

import { canonicalText, folderOf } from "../experiment/config.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { onInterrupt } from "../host/interrupt.ts";
import { nativeHashOf, nativelyHashedFiles } from "../host/native_hash.ts";
import { Progress } from "../host/progress.ts";
import { exists, removeLeftovers, storeFolder, type StoreResult } from "../host/result_store.ts";
import { removeFinished } from "../host/sweep_lock.ts";
import { runSweep, type SweepRun } from "../host/sweep_runner.ts";
import { paintError, print, printError } from "../host/terminal.ts";
import type { FileMap } from "../results/file_content.ts";
import type { StoredProblem, StoredRead } from "../results/stored_text.ts";
import { sweepContents } from "../results/sweep_contents.ts";
import { planOf, type SweepPlan } from "../sweep/plan.ts";
import { summaryOf, type SweepSummary } from "../sweep/summary.ts";
import type { SweepOutcome } from "../sweep/sweep_outcome.ts";
import type { Arguments } from "./command.ts";
import type { FoundSweep } from "./found_sweep.ts";
import { storedLine } from "./stored_line.ts";
import { checkSweepSize, figuresAt, jobCount } from "./sweep_arguments.ts";
import { sweepOutput } from "./sweep_output.ts";

/** Runs a sweep, or shows it where it has been run. @returns the exit code. */
export async function runSweepCommand(
  experiment: Experiment,
  args: Arguments,
  outFolder: string,
): Promise<number> {
  const plan = planOf(experiment);
  checkSweepSize(plan);
  const experimentHash = await nativeHashOf(canonicalText(experiment));
  const request: SweepRequest = {
    plan,
    experimentHash,
    folder: `${outFolder}/${folderOf(experiment, experimentHash)}`,
    isFresh: args.has("fresh"),
    isParquet: args.has("parquet"),
    workerCount: jobCount(args),
    at: figuresAt(args, experiment),
  };
  const read = await finishedSweep(request);
  removeFinished(parentOf(request.folder));
  removeLeftovers(parentOf(request.folder));
  if ("problems" in read) {
    printError(damagedText(request.folder, read.problems[0]));
    return 1;
  }
  const finished = read.ok;
  const { folder, at } = request;
  const json = args.has("json") ? { folder, stored: finished.stored.kind } : null;
  print(sweepOutput(finished.summary, { at, json }));
  printError(storedText(request, finished.stored));
  return finished.summary.divergedCount > 0 || finished.stored.kind === "differs" ? 1 : 0;
}

/** What the command line asks for. */
interface SweepRequest {
  readonly plan: SweepPlan;
  /** The SHA-256 of the experiment's canonical text. */
  readonly experimentHash: string;
  /** The result folder. */
  readonly folder: string;
  readonly isFresh: boolean;
  readonly isParquet: boolean;
  readonly workerCount: number;
  /** A figure of the user's for some queries. */
  readonly at: ReadonlyMap<string, number>;
}

/** A sweep that is trained and stored. */
interface Finished {
  readonly outcome: SweepOutcome;
  readonly summary: SweepSummary;
  /** `added` where `trials.parquet` was missing: the folder was written anew with it. */
  readonly stored: StoreResult | { readonly kind: "added" };
}

/** Finds the sweep or trains it; a folder that is there and damaged is left alone unless `--fresh` is given. */
async function finishedSweep(request: SweepRequest): Promise<StoredRead<Finished>> {
  if (request.isFresh || !exists(request.folder)) {
    const finished = await trained(request);
    if (finished !== null) return { ok: finished };
  }
  // By a path that is put together, so that only who needs it waits for it to load.
  const path = new URL("./found_sweep.ts", import.meta.url).href;
  const { foundSweep } = await import(path) as typeof import("./found_sweep.ts");
  const found = foundSweep(request.folder);
  return "problems" in found ? found : { ok: await withParquet(request, found.ok) };
}

/** A stored sweep as it is, with `trials.parquet` added where it is asked for and missing. */
async function withParquet(request: SweepRequest, { outcome, lines }: FoundSweep): Promise<Finished> {
  const summary = summaryOf(outcome);
  if (!request.isParquet || exists(`${request.folder}/trials.parquet`)) {
    return { outcome, summary, stored: { kind: "found", isReworded: false } };
  }
  const files = await filesOf(request, { outcome, lines }, summary);
  await storeFolder(request.folder, files, "replace");
  return { outcome, summary, stored: { kind: "added" } };
}

/** Trains the sweep and stores it; null where another process has done so meanwhile. */
async function trained(request: SweepRequest): Promise<Finished | null> {
  const { plan, folder, isFresh } = request;
  const progress = new Progress({ label: "sweeping", total: plan.trialCount, unit: "trials" });
  let keptCount = 0;
  const stopListening = onInterrupt(() => {
    progress.end();
    printError(`stopped: ${keptCount} of ${plan.trialCount} trials are kept; the same command continues\n`);
  });
  const run = await runSweep({
    plan,
    experimentHash: request.experimentHash,
    parentFolder: parentOf(folder),
    workerCount: request.workerCount,
    isFresh,
    onProgress: (trialsDone, trialsFound) => {
      keptCount = trialsDone;
      progress.update(trialsDone, trialsFound);
    },
    onWait: () => printError("another process runs this sweep: waiting for it\n"),
    isFinished: () => !isFresh && exists(folder),
  });
  progress.end();
  if (run === null) {
    stopListening();
    return null;
  }
  printError(resumedText(plan, run));
  const summary = summaryOf(run.outcome);
  const files = await filesOf(request, run, summary);
  const stored = await storeFolder(folder, files, isFresh ? "replace" : "keep");
  run.forget();
  stopListening();
  return { outcome: run.outcome, summary, stored };
}

async function filesOf(
  { experimentHash, isParquet }: SweepRequest,
  { outcome, lines }: FoundSweep,
  summary: SweepSummary,
): Promise<FileMap> {
  const extra = new Map<string, Uint8Array>();
  if (isParquet) {
    const { trialsParquet } = await import("../results/trials_parquet.ts");
    extra.set("trials.parquet", trialsParquet(outcome));
  }
  return await nativelyHashedFiles(sweepContents(outcome, experimentHash, { lines, summary, extra }));
}

function parentOf(folder: string): string {
  return folder.slice(0, folder.lastIndexOf("/"));
}

function resumedText({ trialCount }: SweepPlan, run: SweepRun): string {
  const { resumedTrialCount, damagedPartCount } = run;
  const continued = resumedTrialCount === 0
    ? ""
    : `continued: ${resumedTrialCount} of ${trialCount} trials were kept from an earlier attempt\n`;
  const damaged = damagedPartCount === 0
    ? ""
    : `damaged: ${damagedPartCount} part${damagedPartCount === 1 ? "" : "s"} of an earlier attempt ` +
      `could not be used and ${damagedPartCount === 1 ? "was" : "were"} trained again\n`;
  return damaged + continued;
}

function damagedText(folder: string, { file, message }: StoredProblem): string {
  return `${paintError("red", "damaged")} ${folder}: ${file}: ${message}; left as it was\n` +
    `  --fresh trains the sweep again and replaces the folder\n`;
}

function storedText({ folder, isFresh }: SweepRequest, stored: Finished["stored"]): string {
  if (stored.kind === "added") return `${paintError("green", "added")} trials.parquet to ${folder}\n`;
  const foundText = isFresh
    ? "trained again, the same bytes as before"
    : "trained before; --fresh trains it again, verify checks it";
  return storedLine(folder, stored, foundText);
}
