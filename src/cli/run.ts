// `run`: trains an experiment and writes its result folder.
// Why the files are written before anything is printed: a reader who closes the pipe early still has the result.

import { canonicalText, folderOf, type JsonObject } from "../experiment/config.ts";
import { nativeHashOf, nativelyHashedFiles } from "../host/native_hash.ts";
import { Progress } from "../host/progress.ts";
import { storeFolder, type StoreResult } from "../host/result_store.ts";
import { isInteractive, paintChart, print, printError, terminalColumns } from "../host/terminal.ts";
import { type Outcome, runExperiment } from "../run/outcome.ts";
import { jsonText } from "../results/json_text.ts";
import { runContents } from "../results/run_contents.ts";
import { logText } from "../results/run_files.ts";
import {
  type Arguments,
  AT_OPTION,
  type Command,
  JOBS_OPTION,
  JSON_OPTION,
  OUT_OPTION,
  outFolderOf,
  UsageError,
} from "./command.ts";
import { experimentOf } from "./experiment_argument.ts";
import { start } from "./start.ts";
import { storedLine } from "./stored_line.ts";

export const runCommand: Command = {
  name: "run",
  usage: "FILE [key=value …]",
  summary: "train an experiment and write its results",
  description:
    "Trains the network of an experiment file, answers its queries and writes the result folder.\n" +
    "Settings after the file change it for this run; the same settings always give the same bytes.",
  options: [
    OUT_OPTION,
    JOBS_OPTION,
    JSON_OPTION,
    AT_OPTION,
    { name: "fresh", help: "train and write again, whatever is there" },
    { name: "parquet", help: "write a sweep's trials.parquet too" },
  ],
  examples: [
    ["run experiments/gender.yaml", "train the classic network and write results/gender/…"],
    ["run experiments/gender.yaml seed=7 learning_rate=0.5", "the same with two settings changed"],
    ["run experiments/gender.yaml seed=1..1000 --at Emily=0.951", "a sweep over seeds: was 0.951 luck?"],
  ],
  run,
};

async function run(args: Arguments): Promise<number> {
  const experiment = experimentOf(args, "run");
  if (experiment.sweep !== null) {
    const { runSweepCommand } = await import("./run_sweep.ts");
    return await runSweepCommand(experiment, args);
  }
  for (const name of ["at", "parquet"]) {
    if (args.has(name)) {
      throw new UsageError(`--${name} is for a sweep: this experiment is a single run`, "add seed=1..100");
    }
  }
  const hashing = nativeHashOf(canonicalText(experiment)); // in another thread, while this one trains
  const progress = new Progress({ label: "training", total: experiment.training.epochs, unit: "epochs" });
  const outcome = runExperiment(experiment, { onProgress: (epochsDone) => progress.update(epochsDone) });
  progress.end();
  const hash = await hashing;
  const folder = `${outFolderOf(args)}/${folderOf(experiment, hash)}`;
  const files = await nativelyHashedFiles(runContents(outcome, hash));
  const stored = await storeFolder(folder, files, args.has("fresh") ? "replace" : "keep");
  if (args.has("json")) print(jsonText(summaryOf(outcome, folder, stored)));
  else await printLog(outcome);
  const isReworded = stored.kind === "found" && stored.isReworded;
  const kept = isReworded ? " (its experiment.yaml is worded differently and was kept)" : "";
  printError(storedLine(folder, stored, `the same bytes as before${kept}`));
  if (isInteractive() && stored.kind !== "differs") printError(`report  ${folder}/report.html\n`);
  return outcome.status === "diverged" || stored.kind === "differs" ? 1 : 0;
}

/** The log as it is for a pipe; with a chart and bars for a person. */
async function printLog(outcome: Outcome): Promise<void> {
  const log = logText(outcome);
  if (!isInteractive()) return print(log);
  const { finishedRunText } = await import("../report/run/finished_run_text.ts");
  print(finishedRunText(outcome, log, { columns: terminalColumns(), paintChart }));
}

function summaryOf(outcome: Outcome, folder: string, stored: StoreResult): JsonObject {
  return {
    folder,
    stored: stored.kind,
    status: outcome.status,
    final_loss: outcome.finalLoss,
    predictions: outcome.predictions.map(({ name, output, label }) => ({ name, output, label })),
  };
}

if (import.meta.main) Deno.exit(await start(runCommand, Deno.args));
