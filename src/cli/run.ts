// `run`: trains an experiment and writes its result folder.
// Why two files more: a sweep and a run alone share little, and neither should wait until the other's code is loaded.

import { beside } from "./beside.ts";
import { type Arguments, AT_OPTION, type Command, JOBS_OPTION, JSON_OPTION, OUT_OPTION } from "./command.ts";
import { experimentOf } from "./experiment_argument.ts";
import { surviveLargeFiles } from "../host/interrupt.ts";
import { start } from "./start.ts";

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
  surviveLargeFiles();
  if (experiment.sweep !== null) {
    const path = beside("./run_sweep.ts", import.meta.url);
    const { runSweepCommand } = await import(path) as typeof import("./run_sweep.ts");
    return await runSweepCommand(experiment, args);
  }
  const path = beside("./run_alone.ts", import.meta.url);
  const { runAloneCommand } = await import(path) as typeof import("./run_alone.ts");
  return await runAloneCommand(experiment, args);
}

if (import.meta.main) Deno.exit(await start(runCommand, Deno.args));
