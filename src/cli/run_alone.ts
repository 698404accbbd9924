// `run` for an experiment without a sweep: trains it, writes its result folder, prints its log.
// Why the files are written before anything is printed: a reader who closes the pipe early still has the result.

import { epochNs } from "../engine/training_cost.ts";
import { canonicalText, folderOf, type JsonObject } from "../experiment/config.ts";
import { epochWorkOf, type Experiment } from "../experiment/experiment.ts";
import { visible } from "../text/visible_text.ts";
import type { LongRun } from "../host/long_run.ts";
import { nativeHashOf } from "../host/native_hash.ts";
import { Progress } from "../host/progress.ts";
import { storeFolder, type StoreResult } from "../host/result_store.ts";
import {
  isInteractive,
  paint,
  paintChart,
  print,
  printError,
  printMessage,
  terminalColumns,
} from "../host/terminal.ts";
import type { Outcome } from "../run/outcome.ts";
import { runExperiment } from "../run/run_experiment.ts";
import type { Engine } from "../engine/row_engine.ts";
import { runContents } from "../results/run_contents.ts";
import { answerJson, logText } from "../results/run_files.ts";
import { beside } from "./beside.ts";
import { type Arguments, outFolderOf } from "./command.ts";
import { engineOf } from "./engine_argument.ts";
import type { PrintJson } from "./in_turn.ts";
import type { LongRunRequest } from "./run_long.ts";
import { notesAfter } from "../run/notes_after.ts";
import { verdictJson } from "../results/verdict_json.ts";
import { printNotes } from "./print_notes.ts";
import { storedLine } from "./stored_line.ts";

/** Trains an experiment without a sweep and stores what came of it. @returns the exit code. */
export async function runAloneCommand(
  experiment: Experiment,
  args: Arguments,
  printJson: PrintJson,
): Promise<number> {
  const hashing = nativeHashOf(canonicalText(experiment)); // in another thread, while this one trains
  const isFresh = args.has("fresh");
  const engine = engineOf(args);
  const whereOf = (experimentHash: string): LongRunRequest => ({
    experimentHash,
    folder: `${outFolderOf(args)}/${folderOf(experiment, experimentHash)}`,
    isFresh,
    engine,
  });
  const long = isLong(experiment) ? await trainedLong(experiment, whereOf(await hashing)) : null;
  const outcome = long?.outcome ?? trained(experiment, engine);
  const { experimentHash: hash, folder } = whereOf(await hashing);
  const stored = await storeFolder(folder, runContents(outcome, hash), isFresh ? "replace" : "keep");
  long?.forget();
  if (args.has("json")) printJson(summaryOf(outcome, folder, stored));
  else await printLog(outcome);
  const isReworded = stored.kind === "found" && stored.isReworded;
  const kept = isReworded ? " (its experiment.yaml is worded differently and was kept)" : "";
  const again = isFresh ? "trained again, " : "";
  printMessage(storedLine(folder, stored, `${again}the same bytes as before${kept}`));
  printNotes(notesAfter(outcome));
  if (isInteractive() && stored.kind !== "differs") printError(`report  ${visible(folder)}/report.html\n`);
  return outcome.status === "diverged" || stored.kind === "differs" ? 1 : 0;
}

/** By the cost model, for which a run alone is slow: some ten seconds. A shorter run does not repay another thread. */
const LONG_NS = 2e9;

function isLong(experiment: Experiment): boolean {
  const { training, dataset } = experiment;
  return training.epochs * epochNs(epochWorkOf(experiment), dataset.rows.length) >= LONG_NS;
}

function trained(experiment: Experiment, engine: Engine): Outcome {
  const progress = new Progress({ label: "training", total: experiment.training.epochs, unit: "epochs" });
  const outcome = runExperiment(experiment, {
    engine,
    onProgress: (epochsDone) => progress.update(epochsDone),
  });
  progress.end();
  return outcome;
}

async function trainedLong(experiment: Experiment, request: LongRunRequest): Promise<LongRun> {
  const path = beside("./run_long.ts", import.meta.url);
  const { longRun } = await import(path) as typeof import("./run_long.ts");
  return await longRun(experiment, request);
}

/** The log as it is for a pipe; with a chart and bars for a person. */
async function printLog(outcome: Outcome): Promise<void> {
  const log = logText(outcome);
  if (!isInteractive()) return print(log);
  const path = beside("../report/run/finished_run_text.ts", import.meta.url);
  const { finishedRunText } = await import(path) as typeof import("../report/run/finished_run_text.ts");
  print(finishedRunText(outcome, log, { columns: terminalColumns(), paintChart, emphasize: paint }));
}

function summaryOf(outcome: Outcome, folder: string, stored: StoreResult): JsonObject {
  return {
    folder,
    stored: stored.kind,
    status: outcome.status,
    final_loss: outcome.finalLoss,
    verdict: verdictJson(outcome),
    predictions: outcome.predictions.map(({ name, ...answer }) => ({
      name,
      ...answerJson(outcome.experiment.dataset.target, answer),
    })),
  };
}
