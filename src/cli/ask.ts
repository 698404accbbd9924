// `ask`: what the trained network of a stored run answers to the rows of a table, or to those of its own.
// What must not change: of a run nothing is trained; the answers are those that its queries would get, to the bit.

import { readAskedFile } from "../experiment/reading/asked_file.ts";
import { readAskedRows } from "../experiment/reading/asked_rows.ts";
import { dataTextOf } from "../experiment/source/data_text.ts";
import type { DataTable } from "../experiment/source/data_table.ts";
import { ExperimentError, type Read } from "../experiment/source/problem.ts";
import { pointsNote } from "../experiment/source/thousands.ts";
import type { Experiment } from "../experiment/experiment.ts";
import type { FolderView } from "../host/folder_view.ts";
import { tableOrInput } from "../host/table_file.ts";
import { printData, printMessage } from "../host/terminal.ts";
import { answeredRows, rowsOfExperiment, rowsOfTable, type RowsToAnswer } from "../results/answered_rows.ts";
import { askedNotes } from "../run/asked_notes.ts";
import { beside } from "./beside.ts";
import { type Arguments, type Command, refuseTilde, RESULTS_OPTION, UsageError } from "./command.ts";
import { isSetting } from "./experiment_argument.ts";
import { program } from "./launch.ts";
import { checkPlaceFor, FILE_OPTIONS, put } from "./output_file.ts";
import { printNotes } from "./print_notes.ts";
import { noRun, resultOf, runIn } from "./run_argument.ts";
import { start } from "./start.ts";

export const askCommand: Command = {
  name: "ask",
  usage: "DIR [FILE [separator=… …]] [-o FILE]",
  takes: "files",
  summary: "ask the trained network of a result about rows",
  description:
    "Answers each row of a table, as CSV: the columns of FILE unchanged, except for an apostrophe before what a " +
    "spreadsheet would run, then those of predictions.csv; if FILE has semicolons or tabs, so have the answers, " +
    "and its decimal mark; they are UTF-8, with a byte order mark if FILE has one or another encoding. If FILE also " +
    "has the target, right or error says how good each answer is, and a line on standard error sums them up; notes " +
    "say how many rows were training rows, or lie outside their range. If one row has a mistake, none is answered. Without FILE it answers the rows of the result itself, training and held out.\n" +
    "For a sweep that holds rows out, such as a cross-validation, each trial answers its held-out rows, and all " +
    "answers are judged together; its trials are trained again for that. A run is never trained again.\n" +
    "FILE, or - for standard input, needs the columns of the features, in their own units; it is read like " +
    "queries.file of the experiment, unless settings such as separator=; say otherwise. DIR is a result folder, " +
    "its name below the results folder, with or without the id, or a zip file with it.",
  options: [...FILE_OPTIONS, RESULTS_OPTION],
  examples: [
    ["ask iris unseen.csv", "the answer to each row of unseen.csv"],
    ["ask iris unseen.csv -o answers.csv", "write them to a file"],
    ["ask iris", "the answers to its own training and held-out rows"],
    [
      "ask wine_folds -o answers.csv",
      "the answers of a cross-validation, each row by the trials that held it out",
    ],
    [
      "ask iris unseen.csv 'separator=;' 'decimal=,'",
      "a table in another format than that of the rows",
    ],
  ],
  run,
};

async function run(args: Arguments): Promise<number> {
  const { result, path, settings } = wordsOf(args);
  checkPlaceFor(args, "csv");
  const found = await resultOf({ ...args, positionals: result }, "ask");
  const stored = await runIn(found, "asked");
  if (stored === null) return await ofSweep(args, found, path);
  const { folder, outcome } = stored;
  if (outcome === null) return 1;
  if (outcome.parameters === null) {
    throw new UsageError(`${folder}: the run diverged: it has no network to ask`, "lower its learning_rate");
  }
  const { experiment } = outcome;
  const file = path === null ? null : tableAt(path);
  const table = file === null ? null : askedTable(experiment, file, settings);
  const asked = table === null ? ownRows(experiment, folder) : tableRows(experiment, table);
  const { csv, summary } = answeredRows(outcome, asked);
  const text = file !== null && needsMark(file.bytes) ? `\uFEFF${csv}` : csv;
  if (args.has("out")) put(args, text);
  else printData(text);
  if (summary !== null) printMessage(`${summary}\n`);
  // What a result has itself is told apart already.
  if (table === null) return 0;
  const doubt = pointsNote(table, experiment.dataset);
  printNotes([
    ...doubt === null ? [] : [doubt],
    ...askedNotes(experiment.dataset, asked.rows, asked.columns),
  ]);
  return 0;
}

/** Why it is loaded late: it trains, which nothing else does here. */
async function ofSweep(args: Arguments, sweep: FolderView, path: string | null): Promise<number> {
  const { askTrials, SWEEPS } = await import(
    beside("./ask_trials.ts", import.meta.url)
  ) as typeof import("./ask_trials.ts");
  if (path !== null) throw await noRun(sweep, "ask", SWEEPS);
  return await askTrials(args, sweep);
}

/** What the words of the command line mean. */
interface Words {
  /** None where there is no word. */
  readonly result: readonly string[];
  readonly path: string | null;
  readonly settings: readonly string[];
}

function wordsOf(args: Arguments): Words {
  const [result, ...others] = args.positionals;
  const settings = others.filter(isSetting);
  const [path = null, ...more] = others.filter((word) => !isSetting(word));
  if (more.length > 0) {
    throw new UsageError(
      `ask takes one result and one table: found also ${more[0]}`,
      "give the command once for each",
    );
  }
  if (path === null && settings.length > 0) {
    throw new UsageError(
      `ask reads rows from a table: found none beside ${settings[0]}`,
      `for example ${program()} ask ${result} unseen.csv; a setting after it says how it is written`,
    );
  }
  return { result: result === undefined ? [] : [result], path, settings };
}

function ownRows(experiment: Experiment, folder: string): RowsToAnswer {
  const asked = rowsOfExperiment(experiment);
  if (asked.rows.length > 0) return asked;
  throw new UsageError(`${folder} has no rows of its own to ask about`, "name a table with rows: unseen.csv");
}

function tableAt(path: string): ReturnType<typeof tableOrInput> {
  refuseTilde(path);
  return tableOrInput(path);
}

/** Whether a table comes from a program that reads UTF-8 by its byte order mark alone: it is begun so, or is no UTF-8 at all. */
function needsMark(bytes: Uint8Array): boolean {
  const read = dataTextOf(bytes);
  return !("text" in read) || read.text.startsWith("\uFEFF");
}

function askedTable(
  experiment: Experiment,
  { name, bytes }: ReturnType<typeof tableOrInput>,
  settings: readonly string[],
): DataTable {
  const read = (encoding?: string) => dataTextOf(bytes, encoding);
  return required(readAskedFile(experiment, { path: name, read, settings }));
}

function tableRows(experiment: Experiment, data: DataTable): RowsToAnswer {
  return rowsOfTable(data.table, required(readAskedRows(experiment.dataset, data)));
}

function required<Value>(read: Read<Value>): Value {
  if ("problems" in read) throw new ExperimentError(read.problems);
  return read.ok;
}

if (import.meta.main) Deno.exit(await start(askCommand, Deno.args));
