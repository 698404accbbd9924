// The experiments that a command line names: files, and settings that change them.
// What must not change: a mistake in one reaches the caller as one error with every problem, never half an experiment.

import { droppedText, type Experiment } from "../experiment/experiment.ts";
import { describeProblem, ExperimentError, type Problem } from "../experiment/source/problem.ts";
import { readExperimentFile, STANDARD_INPUT_NAME } from "../host/experiment_file.ts";
import { experimentPath, isPath, STANDARD_INPUT } from "../host/experiment_path.ts";
import { printMessage } from "../host/terminal.ts";
import { visible } from "../text/visible_text.ts";
import { beside } from "./beside.ts";
import { type Arguments, refuseTilde, RESULTS_FOLDER, UsageError } from "./command.ts";
import { program } from "./launch.ts";
import { printNotes } from "./print_notes.ts";

/** The one experiment of a command line. */
export async function experimentOf(args: Arguments, command: string): Promise<Experiment> {
  const [experiment, ...others] = await experimentsOf(args, command);
  if (others.length === 0) return experiment;
  const [, second] = args.positionals.filter((word) => !isSetting(word));
  throw new UsageError(
    `${command} takes one experiment: found also ${second}`,
    "give the command once for each",
  );
}

/**
 * All experiments of a command line, each with the settings that it names; every one is read before any is returned.
 * Rows that an empty cell drops and what is in doubt are told of here, since no result knows them.
 *
 * @param example what could stand after the command.
 */
export async function experimentsOf(
  args: Arguments,
  command: string,
  example = "experiments/gender.yaml",
): Promise<readonly Experiment[]> {
  const words = args.positionals.filter((word) => !isSetting(word));
  const overrides = args.positionals.filter(isSetting);
  if (words.length === 0) {
    const before = overrides.length === 0 ? "" : ` beside ${overrides[0]}`;
    throw new UsageError(
      `${command} needs an experiment file${before}`,
      `for example ${program()} ${command} ${example}`,
    );
  }
  const experiments: Experiment[] = [];
  const mistaken = new Map<string, readonly Problem[]>();
  for (const [index, word] of words.entries()) {
    const read = readExperimentFile(await pathOf(word, index > 0), overrides);
    if ("problems" in read) mistaken.set(word, read.problems);
    else experiments.push(read.ok);
  }
  if (mistaken.size > 0) throw new ExperimentError(problemsOf(mistaken, new Set(words).size));
  experiments.forEach(({ dropped }, index) => {
    if (dropped !== undefined) printMessage(`${visible(nameOf(words[index]))}: ${droppedText(dropped)}\n`);
  });
  printNotes([
    ...new Map(experiments.flatMap(({ doubts = [] }) => doubts).map((note) => [note.message, note])).values(),
  ]);
  return experiments;
}

/** The same, each of which must have a sweep. */
export async function sweepsOf(
  args: Arguments,
  command: string,
  example: string,
): Promise<readonly Experiment[]> {
  const experiments = await experimentsOf(args, command, example);
  const single = experiments.find(({ sweep }) => sweep === null);
  if (single === undefined) return experiments;
  throw new UsageError(
    `${command} is for sweeps: ${single.name} is a single run`,
    "add seed=1..1000, or use run",
  );
}

/** What messages call the experiment of a word. */
function nameOf(word: string): string {
  return word === STANDARD_INPUT ? STANDARD_INPUT_NAME : word;
}

/** The problems of several files: a setting that is wrong in all of them once, and one that is so in some with their names. */
function problemsOf(
  mistaken: ReadonlyMap<string, readonly Problem[]>,
  fileCount: number,
): readonly Problem[] {
  const told = new Map<string, number>();
  for (const problem of [...mistaken.values()].flat()) {
    const text = describeProblem(problem);
    told.set(text, (told.get(text) ?? 0) + 1);
  }
  const found = [...mistaken].flatMap(([word, problems]) =>
    problems.map((problem) => {
      const isOfAll = problem.place.source.isArgument !== true ||
        told.get(describeProblem(problem)) === fileCount;
      return isOfAll ? problem : { ...problem, message: `in ${nameOf(word)} ${problem.message}` };
    })
  );
  return [...new Map(found.map((problem) => [describeProblem(problem), problem])).values()];
}

/** The experiment that the value of an option names, with the settings that change it. */
export async function experimentNamed(word: string, overrides: readonly string[]): Promise<Experiment> {
  const read = readExperimentFile(await pathOf(word, false), overrides);
  if ("problems" in read) throw new ExperimentError(read.problems);
  return read.ok;
}

/** A word with an equals sign is a setting, unless it is the path of something that is there. */
export function isSetting(word: string): boolean {
  return word.includes("=") && !isPath(word);
}

async function pathOf(word: string, isFurther: boolean): Promise<string> {
  const path = experimentPath(word);
  if (path !== null) return path;
  refuseTilde(word);
  if (isFurther && /^\w+$/.test(word)) {
    throw new UsageError(`there is no experiment ${word}`, `a setting is written with its value: ${word}=…`);
  }
  const lostPath = beside("../host/lost_experiment.ts", import.meta.url);
  const { lostExperiment } = await import(lostPath) as typeof import("../host/lost_experiment.ts");
  const lost = lostExperiment(word, RESULTS_FOLDER);
  if ("storedAt" in lost) return lost.storedAt;
  const { message, hint } = lost;
  throw new UsageError(`${word}: ${message}`, hint);
}
