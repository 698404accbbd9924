// `run` for an experiment with a sweep: trains all trials on all cores, writes the statistics, prints them.
// Why a finished sweep is not trained again: it may have taken hours. `verify` trains it again, and so does `--fresh`.

import { resultFolder } from "../experiment/config.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { suggestion } from "../experiment/suggest.ts";
import { Progress } from "../host/progress.ts";
import { readResultFolder } from "../host/result_reader.ts";
import { exists, storeFolder, type StoreResult } from "../host/result_store.ts";
import { runSweep } from "../host/sweep_runner.ts";
import { paint, paintError, print, printError, terminalColumns } from "../host/terminal.ts";
import { parseDecimal } from "../numeric/decimal.ts";
import { sweepText } from "../report/sweep_text.ts";
import { bytesOf, type FileMap } from "../results/manifest.ts";
import { readStoredSweep } from "../results/stored_sweep.ts";
import { sweepFiles } from "../results/sweep_files.ts";
import { planOf, type SweepPlan } from "../sweep/plan.ts";
import { summaryOf, type SweepSummary } from "../sweep/summary.ts";
import type { SweepOutcome } from "../sweep/sweep_outcome.ts";
import { type Arguments, UsageError, wholeNumberOption } from "./command.ts";

/** Runs a sweep, or shows it where it has been run. @returns the exit code. */
export async function runSweepCommand(
  experiment: Experiment,
  args: Arguments,
  outFolder: string,
): Promise<number> {
  const plan = planOf(experiment);
  const at = figuresAt(args, experiment);
  const folder = `${outFolder}/${resultFolder(experiment)}`;
  const isFresh = args.has("fresh");
  const found = isFresh ? null : foundSweep(folder);
  const { outcome, summary, stored } = found !== null
    ? await withParquet(args, found, folder)
    : await trained(plan, args, folder) ?? await withParquet(args, foundSweep(folder)!, folder);
  if (args.has("json")) {
    const files = sweepFiles(outcome, { lines: [], summary });
    print(new TextDecoder().decode(bytesOf(files.get("summary.json")!)));
  } else {
    print(sweepText(summary, { columns: terminalColumns(), emphasize: paint, at }));
  }
  printError(storedLine(folder, stored));
  return summary.divergedCount > 0 || stored.kind === "differs" ? 1 : 0;
}

interface Finished {
  readonly outcome: SweepOutcome;
  readonly summary: SweepSummary;
  readonly stored: StoreResult;
}

/** The sweep that is stored already; null where there is none that can be read. */
function foundSweep(folder: string): SweepOutcome | null {
  if (!exists(folder)) return null;
  const read = readStoredSweep(readResultFolder(folder).files);
  if ("outcome" in read) return read.outcome;
  printError(`${paintError("yellow", "damaged")} ${folder}: ${read.problem.file}: ${read.problem.message}\n`);
  return null;
}

/** A stored sweep as it is, with `trials.parquet` added where it is asked for and missing. */
async function withParquet(args: Arguments, outcome: SweepOutcome, folder: string): Promise<Finished> {
  const summary = summaryOf(outcome);
  if (!args.has("parquet") || exists(`${folder}/trials.parquet`)) {
    return { outcome, summary, stored: { kind: "found", isReworded: false } };
  }
  const files = sweepFiles(outcome, { summary, extra: await extraFiles(args, outcome) });
  return { outcome, summary, stored: await storeFolder(folder, files, "replace") };
}

/** Trains the sweep and stores it; null where another process has done so meanwhile. */
async function trained(plan: SweepPlan, args: Arguments, folder: string): Promise<Finished | null> {
  const isFresh = args.has("fresh");
  const wasThere = exists(folder);
  const progress = new Progress({ label: "sweeping", total: plan.trialCount, unit: "trials" });
  const run = await runSweep({
    plan,
    parentFolder: folder.slice(0, folder.lastIndexOf("/")),
    workerCount: wholeNumberOption(args, "jobs", 1, 1024) ?? navigator.hardwareConcurrency,
    isFresh,
    onProgress: (trialsDone) => progress.update(trialsDone),
    onWait: () => printError("another process runs this sweep: waiting for it\n"),
    isFinished: () => !wasThere && exists(folder),
  });
  progress.end();
  if (run === null) return null;
  if (run.damagedPartCount > 0) {
    const parts = run.damagedPartCount === 1 ? "1 part" : `${run.damagedPartCount} parts`;
    printError(
      `${parts} of the last attempt ${
        run.damagedPartCount === 1 ? "was" : "were"
      } damaged and trained again\n`,
    );
  }
  if (run.resumedTrialCount > 0) {
    printError(
      `continued: ${run.resumedTrialCount} of ${plan.trialCount} trials were there from the last attempt\n`,
    );
  }
  const summary = summaryOf(run.outcome);
  const files = sweepFiles(run.outcome, {
    lines: run.lines,
    summary,
    extra: await extraFiles(args, run.outcome),
  });
  const stored = await storeFolder(folder, files, isFresh ? "replace" : "keep");
  run.forget();
  return { outcome: run.outcome, summary, stored };
}

async function extraFiles(args: Arguments, outcome: SweepOutcome): Promise<FileMap> {
  if (!args.has("parquet")) return new Map();
  const { trialsParquet } = await import("../results/trials_parquet.ts");
  return new Map([["trials.parquet", trialsParquet(outcome)]]);
}

/** The figures of `--at Emily=0.951`, by query. */
function figuresAt(args: Arguments, experiment: Experiment): ReadonlyMap<string, number> {
  const names = experiment.queries.map(({ name }) => name);
  return new Map(
    args.values("at").map((text) => {
      const equals = text.lastIndexOf("=");
      const [name, figure] = [text.slice(0, equals), parseDecimal(text.slice(equals + 1))];
      if (equals <= 0 || figure === undefined) {
        throw new UsageError(`--at must have the form Emily=0.951: found ${text}`);
      }
      if (!names.includes(name)) {
        throw new UsageError(`--at: there is no query ${name}`, suggestion(name, names));
      }
      return [name, figure];
    }),
  );
}

function storedLine(folder: string, stored: StoreResult): string {
  switch (stored.kind) {
    case "written":
      return `${paintError("green", "written")} ${folder}\n`;
    case "replaced":
      return `${paintError("green", "replaced")} ${folder} (${stored.files.join(", ")} differed)\n`;
    case "found":
      return `${
        paintError("green", "found")
      } ${folder}: trained before; --fresh trains it again, verify checks it\n`;
    case "differs":
      return `${paintError("red", "differs")} ${folder}: ${
        stored.files.join(", ")
      } not as this sweep gives; ` +
        `left as it was\n  --fresh replaces it\n`;
  }
}
