// `show`: a stored result on the terminal.
// What must not change: it shows what is stored and runs nothing; damage is reported, and nothing is guessed.

import { wrapped } from "../text/lines.ts";
import { visible } from "../text/visible_text.ts";
import type { FolderView } from "../host/folder_view.ts";
import { foundSweep } from "../host/found_sweep.ts";
import { sizeText } from "../host/progress.ts";
import {
  isInteractive,
  paint,
  paintChart,
  paintError,
  print,
  printError,
  terminalColumns,
} from "../host/terminal.ts";
import { runText } from "../report/run/run_text.ts";
import { runJson } from "../results/run_json.ts";
import { jsonText } from "../results/json_text.ts";
import type { Manifest } from "../results/manifest.ts";
import type { StoredProblem } from "../results/stored_text.ts";
import { type Arguments, AT_OPTION, type Command, JSON_OPTION, OUT_OPTION, UsageError } from "./command.ts";
import { readRun } from "./read_run.ts";
import { pathOnDisk, printProblems, resultsOf, warnOfChanges, warnOfLineEnds } from "./result_folders.ts";
import { nameOneOf } from "./several_results.ts";
import { start } from "./start.ts";
import { figuresAt, nameAt } from "./sweep_arguments.ts";
import { sweepJson, sweepOutput } from "./sweep_output.ts";

export const showCommand: Command = {
  name: "show",
  usage: "DIR",
  takes: "results",
  summary: "show a stored result",
  description:
    "Shows the experiment, how the network learned, and what came out. Nothing is run. DIR is a result folder, its " +
    "name below the results folder, with or without the id, or a zip file with the result of a run.",
  options: [AT_OPTION, OUT_OPTION, JSON_OPTION],
  examples: [
    ["show results/gender/seed-42-fd52df8d", "by its path"],
    ["show seed-42.zip", "what a friend sent"],
    ["show gender/seed-42", "by its name"],
    ["show gender_seeds --at Emily=0.951", "a sweep, and where a value lies in it"],
  ],
  run,
};

async function run(args: Arguments): Promise<number> {
  const results = resultsOf(args, "show");
  if (results.length > 1) {
    const hint = [...await nameOneOf(results), "or compare them"];
    throw new UsageError(`show takes one result: found ${results.length}`, hint);
  }
  const [result] = results;
  const folder = result.path;
  const read = await readRun(result);
  if ("problems" in read) return printDamage(result, read.problems);
  if (read.ok === null) return await showSweep(result, args);
  if (args.has("at")) {
    throw new UsageError("--at is for a sweep: this is the result of a single run");
  }
  const { outcome, manifest, changedFiles, hasOtherLineEnds } = read.ok;
  if (hasOtherLineEnds) warnOfLineEnds(result);
  warnOfChanges(result, manifest, changedFiles);
  if (args.has("json")) {
    print(runJson(outcome, folder));
    return 0;
  }
  print(runText(outcome, { columns: terminalColumns(), emphasize: paint, paintChart }));
  print(`\n${folderLine(folder, manifest)}`);
  return 0;
}

async function showSweep(result: FolderView, args: Arguments): Promise<number> {
  const folder = pathOnDisk(result, "show needs a sweep in a folder");
  const isJson = args.has("json");
  const read = await foundSweep(folder, {
    experimentHash: null,
    isDrawn: !isJson,
    answers: args.values("at").map(nameAt),
  });
  if ("problems" in read) return printDamage(result, read.problems);
  const { plan, summary, manifest, hasOtherLineEnds } = read.ok;
  if (hasOtherLineEnds) warnOfLineEnds(result);
  warnOfChanges(result, manifest);
  const at = figuresAt(args, plan.experiment);
  if (isJson) {
    print(jsonText({ folder, ...sweepJson(plan.experiment, summary, at) }));
    return 0;
  }
  print(sweepOutput(plan.experiment, summary, at));
  print(`\n${folderLine(folder, manifest)}`);
  return 0;
}

function printDamage(folder: FolderView, problems: readonly StoredProblem[]): number {
  printError(`${paintError("red", "error")}: ${visible(folder.path)} cannot be shown\n`);
  printProblems(folder, problems);
  return 1;
}

function folderLine(folder: string, manifest: Manifest): string {
  const sizeBytes = [...manifest.files.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  const size = sizeBytes < 10_000 ? `${sizeBytes} bytes` : sizeText(sizeBytes);
  const text = `${visible(folder)}: ${manifest.files.size + 1} files, ${size}; verify checks them`;
  const lines = isInteractive() ? wrapped(text, terminalColumns(), "  ") : [text];
  return lines.map((line) => `${paint("dim", line)}\n`).join("");
}

if (import.meta.main) Deno.exit(await start(showCommand, Deno.args));
