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
import { drawnByText, hasReportsOfOtherVersion } from "../results/stored_manifest.ts";
import type { StoredRead } from "../results/stored_text.ts";
import { sweepContents } from "../results/sweep_contents.ts";
import { planOf, type SweepPlan } from "../sweep/plan.ts";
import { summaryOf, type SweepSummary } from "../sweep/summary.ts";
import { type Arguments, outFolderOf } from "./command.ts";
import { storedLine } from "./stored_line.ts";
import { checkSweepSize, figuresAt, jobCount } from "./sweep_arguments.ts";
import { sweepOutput } from "./sweep_output.ts";

/** Runs a sweep, or shows it where it has been run. @returns the exit code. */
export async function runSweepCommand(experiment: Experiment, args: Arguments): Promise<number> {
  const plan = planOf(experiment);
  checkSweepSize(plan);
  const at = figuresAt(args, experiment);
  const experimentHash = await nativeHashOf(canonicalText(experiment));
  const folder = `${outFolderOf(args)}/${folderOf(experiment, experimentHash)}`;
  const parentFolder = folder.slice(0, folder.lastIndexOf("/"));
  const read = await finishedSweep({
    plan,
    experimentHash,
    folder,
    parentFolder,
    isFresh: args.has("fresh"),
    isParquet: args.has("parquet"),
    workerCount: jobCount(args),
  });
  removeFinished(parentFolder);
  removeLeftovers(parentFolder);
  if ("problems" in read) {
    const [{ file, message }] = read.problems;
    printError(`${paintError("red", "damaged")} ${folder}: ${file}: ${message}; left as it was\n`);
    printError("  --fresh trains the sweep again and replaces the folder\n");
    return 1;
  }
  const { summary, stored, drawnBy } = read.ok;
  print(sweepOutput(summary, { at, json: args.has("json") ? { folder, stored: stored.kind } : null }));
  const foundText = args.has("fresh")
    ? "trained again, the same bytes as before"
    : `trained before${drawnBy === null ? "" : ", its reports drawn by " + drawnBy}; ` +
      "--fresh trains it again, verify checks it";
  const redrawnText = drawnBy === null ? "" : `; its reports, drawn by ${drawnBy}, were drawn again`;
  printError(
    stored.kind === "added"
      ? `${paintError("green", "added")} trials.parquet to ${folder}${redrawnText}\n`
      : storedLine(folder, stored, foundText),
  );
  return summary.divergedCount > 0 || stored.kind === "differs" ? 1 : 0;
}

/** What the command line asks for. */
interface SweepRequest {
  readonly plan: SweepPlan;
  /** The SHA-256 of the experiment's canonical text. */
  readonly experimentHash: string;
  /** The result folder. */
  readonly folder: string;
  /** The folder that it is in. */
  readonly parentFolder: string;
  readonly isFresh: boolean;
  readonly isParquet: boolean;
  readonly workerCount: number;
}

/** A sweep that is trained and stored. */
interface Finished {
  readonly summary: SweepSummary;
  /** `added` where only `trials.parquet` was missing: the folder was written again with it. */
  readonly stored: StoreResult | { readonly kind: "added" };
  /** The other version, in words, that drew the reports of a sweep found; null where this one did. */
  readonly drawnBy: string | null;
}

/** Finds the sweep or trains it; a folder that is there and damaged is left alone unless `--fresh` is given. */
async function finishedSweep(request: SweepRequest): Promise<StoredRead<Finished>> {
  if (request.isFresh || !exists(request.folder)) {
    const finished = await trained(request);
    if (finished !== null) return { ok: finished };
  }
  const { foundSweep } = await import("./found_sweep.ts");
  const found = foundSweep(request.folder);
  if ("problems" in found) return found;
  const { manifest, outcome } = found.ok;
  const summary = summaryOf(outcome);
  const drawnBy = hasReportsOfOtherVersion(manifest) ? drawnByText(manifest.reportsDrawnBy) : null;
  if (!request.isParquet || exists(`${request.folder}/trials.parquet`)) {
    return { ok: { summary, stored: { kind: "found", isReworded: false }, drawnBy } };
  }
  await storeFolder(request.folder, await filesOf(request, found.ok, summary), "replace");
  return { ok: { summary, stored: { kind: "added" }, drawnBy } };
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
  try {
    const run = await runSweep({
      ...request,
      onProgress: (trialsDone, trialsFound) => {
        keptCount = trialsDone;
        progress.update(trialsDone, trialsFound);
      },
      onWait: () => printError("another process is running this sweep: waiting for it\n"),
      isFinished: () => !isFresh && exists(folder),
    });
    progress.end();
    if (run === null) return null;
    printError(resumedText(plan, run));
    const summary = summaryOf(run.outcome);
    const files = await filesOf(request, run, summary);
    const stored = await storeFolder(folder, files, isFresh ? "replace" : "keep");
    run.forget();
    return { summary, stored, drawnBy: null };
  } finally {
    stopListening();
  }
}

async function filesOf(
  { experimentHash, isParquet }: SweepRequest,
  { outcome, lines }: Pick<SweepRun, "outcome" | "lines">,
  summary: SweepSummary,
): Promise<FileMap> {
  const extra = new Map<string, Uint8Array>();
  if (isParquet) {
    const { trialsParquet } = await import("../results/trials_parquet.ts");
    extra.set("trials.parquet", trialsParquet(outcome));
  }
  return await nativelyHashedFiles(sweepContents(outcome, experimentHash, { lines, summary, extra }));
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
