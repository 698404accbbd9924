// The experiment that a command line names: a file, and settings that change it.
// What must not change: a mistake in it reaches the caller as one error with every problem, never half an experiment.

import type { Experiment } from "../experiment/experiment.ts";
import { ExperimentError } from "../experiment/source/problem.ts";
import { readExperimentFile } from "../host/experiment_file.ts";
import { type Arguments, UsageError } from "./command.ts";

export function experimentOf(args: Arguments, command: string): Experiment {
  const [path, ...overrides] = args.positionals;
  if (path === undefined) {
    throw new UsageError(`${command} needs an experiment file`, "for example experiments/gender.yaml");
  }
  if (path.includes("=")) throw new UsageError(`${command} needs an experiment file before ${path}`);
  const read = readExperimentFile(path, overrides);
  if ("problems" in read) throw new ExperimentError(read.problems);
  return read.ok;
}
