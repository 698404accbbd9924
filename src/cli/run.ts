// `run`: trains an experiment and writes its result folder.
// Why two files more: a sweep and a run alone share little, and neither should wait until the other's code is loaded.

import { beside } from "./beside.ts";
import {
  type Arguments,
  AT_OPTION,
  type Command,
  ENGINE_OPTION,
  JOBS_OPTION,
  OUT_OPTION,
  PARQUET_OPTION,
  UsageError,
} from "./command.ts";
import { experimentsOf } from "./experiment_argument.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { surviveLargeFiles } from "../host/interrupt.ts";
import { inTurn, JSON_IN_TURN_OPTION, type PrintJson } from "./in_turn.ts";
import { start } from "./start.ts";

export const runCommand: Command = {
  name: "run",
  usage: "FILE … [key=value …]",
  takes: "experiments",
  summary: "train an experiment and write its results",
  description:
    "Trains the network of an experiment file, answers its queries and writes the result folder.\n" +
    "Settings after the file change it for this run; the same settings always give the same bytes.\n" +
    "Several files are run one after another; - reads the experiment from standard input.",
  options: [
    OUT_OPTION,
    JOBS_OPTION,
    ENGINE_OPTION,
    JSON_IN_TURN_OPTION,
    AT_OPTION,
    { name: "fresh", help: "train and write again, even if the result is there" },
    PARQUET_OPTION,
    {
      name: "shard",
      value: "I/N",
      help: "train the I-th of N shares of a sweep; a later run puts it together",
    },
    { name: "join", help: "train a sweep together with all who join in the same results folder" },
    { name: "only-merge", help: "put a sweep together without training; says what is missing" },
  ],
  examples: [
    ["run experiments/gender.yaml", "train the classic network and write results/gender/…"],
    ["run experiments/gender.yaml seed=7 learning_rate=0.5", "the same with two settings changed"],
    ["run experiments/gender.yaml seed=1..1000 --at Emily=0.951", "a sweep over seeds: was 0.951 luck?"],
  ],
  run,
};

async function run(args: Arguments): Promise<number> {
  const experiments = await experimentsOf(args, "run");
  // A sweep alone is held against its options where it begins.
  for (const experiment of experiments) {
    if (experiments.length > 1 || experiment.sweep === null) await refuseUnfit(experiment, args);
  }
  surviveLargeFiles();
  return await inTurn(experiments, args, (experiment, printJson) => runOne(experiment, args, printJson));
}

/** Refuses options that do not fit an experiment, before any is trained. */
async function refuseUnfit(experiment: Experiment, args: Arguments): Promise<void> {
  const isSweep = experiment.sweep !== null;
  if (!isSweep) refuseOfSweeps(experiment, args);
  // A run alone has no use for threads, and loads nothing to say so.
  if (!isSweep && !args.has("jobs")) return;
  const path = beside("./sweep_arguments.ts", import.meta.url);
  const { jobCount, refuseUnfitForSweep } = await import(path) as typeof import("./sweep_arguments.ts");
  if (isSweep) refuseUnfitForSweep(experiment, args);
  else jobCount(args);
}

/** Refuses what a single run has no use for. */
function refuseOfSweeps({ name: called }: Experiment, args: Arguments): void {
  for (const name of ["at", "parquet", "shard", "join", "only-merge"]) {
    if (!args.has(name)) continue;
    throw new UsageError(`--${name} is for a sweep: ${called} is a single run`, "add seed=1..100");
  }
}

async function runOne(experiment: Experiment, args: Arguments, printJson: PrintJson): Promise<number> {
  if (experiment.sweep !== null) {
    if (args.has("shard")) {
      const path = beside("./run_shard.ts", import.meta.url);
      const { runShardCommand } = await import(path) as typeof import("./run_shard.ts");
      return await runShardCommand(experiment, args, printJson);
    }
    if (args.has("join")) {
      const path = beside("./run_join.ts", import.meta.url);
      const { runJoinCommand } = await import(path) as typeof import("./run_join.ts");
      return await runJoinCommand(experiment, args, printJson);
    }
    const path = beside("./run_sweep.ts", import.meta.url);
    const { runSweepCommand } = await import(path) as typeof import("./run_sweep.ts");
    return await runSweepCommand(experiment, args, printJson);
  }
  const path = beside("./run_alone.ts", import.meta.url);
  const { runAloneCommand } = await import(path) as typeof import("./run_alone.ts");
  return await runAloneCommand(experiment, args, printJson);
}

if (import.meta.main) Deno.exit(await start(runCommand, Deno.args));
