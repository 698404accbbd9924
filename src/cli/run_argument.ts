// The one stored run that a command line names, for the commands that take its trained network.
// What must hold: nothing is trained; a sweep is no run, and the way out names a trial that is one.

import { type Experiment, valueAt } from "../experiment/experiment.ts";
import type { FolderView } from "../host/folder_view.ts";
import { paintError, printError } from "../host/terminal.ts";
import { readConfig } from "../results/stored_config.ts";
import type { StoredProblem } from "../results/stored_text.ts";
import type { Outcome } from "../run/outcome.ts";
import { quoted } from "../text/shell_word.ts";
import { visible } from "../text/visible_text.ts";
import { beside } from "./beside.ts";
import { type Arguments, outFolderOf, UsageError } from "./command.ts";
import { program } from "./launch.ts";
import { readRun } from "./read_run.ts";
import { nameOneOf } from "./several_results.ts";
import { printProblems, resultsOf, warnOfChanges, warnOfLineEnds } from "./result_folders.ts";

/** A stored run. */
export interface RunArgument {
  readonly folder: string;
  /** Null where it is damaged, which has been said. */
  readonly outcome: Outcome | null;
}

/**
 * The run that the words of a command line mean.
 *
 * @param command its name, for messages.
 * @param done what is done with a run: `exported`.
 * @throws UsageError where they mean several results, or a sweep.
 */
export async function runOf(args: Arguments, command: string, done: string): Promise<RunArgument> {
  const result = await resultOf(args, command);
  const run = await runIn(result, done);
  if (run === null) throw await noRun(result, command);
  return run;
}

/**
 * The result that the words of a command line mean.
 *
 * @param command its name, for messages.
 * @throws UsageError where they mean several.
 */
export async function resultOf(args: Arguments, command: string): Promise<FolderView> {
  const results = resultsOf(args, command, outFolderOf(args, "results"));
  if (results.length === 1) return results[0];
  throw new UsageError(
    `${command} takes one result: found ${results.length}`,
    await nameOneOf(results, "runs"),
  );
}

/** The run in a result; null for a sweep. @param done what is done with a run: `exported`. */
export async function runIn(result: FolderView, done: string): Promise<RunArgument | null> {
  const folder = result.path;
  const read = await readRun(result);
  if ("problems" in read) {
    tellDamaged(result, done, read.problems);
    return { folder, outcome: null };
  }
  if (read.ok === null) return null;
  if (read.ok.hasOtherLineEnds) warnOfLineEnds(result);
  warnOfChanges(result, read.ok.manifest, read.ok.changedFiles);
  return { folder, outcome: read.ok.outcome };
}

/** Says why nothing can be done with a result. @param done what would have been: `exported`. */
export function tellDamaged(result: FolderView, done: string, problems: readonly StoredProblem[]): void {
  printError(`${paintError("red", "error")}: ${visible(result.path)} cannot be ${done}\n`);
  printProblems(result, problems);
}

/** What is said of a sweep where a run is wanted. @param otherwise what else the command takes: `, or …`. */
export async function noRun(sweep: FolderView, command: string, otherwise = ""): Promise<UsageError> {
  return new UsageError(
    `${command} takes the result of a single run${otherwise}: ${sweep.path} is a sweep`,
    await trialHint(sweep),
  );
}

/** The command that runs a trial of a sweep alone: its first. */
async function trialHint(folder: FolderView): Promise<string> {
  const config = readConfig((await folder.read({ only: ["config.json"] })).files);
  const words = "problems" in config ? "seed=1" : await firstTrial(config.ok);
  return `run one of its trials alone: ${program()} run ${
    quoted(visible(`${folder.path}/config.json`))
  } ${words}`;
}

/** The settings of the first trial, as words of a command line. */
async function firstTrial({ sweep, dataset }: Experiment): Promise<string> {
  const path = beside("../report/sweep/setting_arguments.ts", import.meta.url);
  const { settingArguments } = await import(path) as typeof import("../report/sweep/setting_arguments.ts");
  const axes = (sweep?.axes ?? []).flat();
  const settings = Object.fromEntries(axes.map(({ key, values }) => [key, valueAt(values, 0)]));
  return settingArguments(settings, dataset.features.map(({ name }) => name));
}
