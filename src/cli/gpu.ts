// `gpu`: runs a sweep on the graphics cards of this machine, and puts it together here.
// Why no option of `run`: this command calls the cards' driver, which no other may.

import { surviveLargeFiles } from "../host/interrupt.ts";
import { beside } from "./beside.ts";
import { type Arguments, AT_OPTION, type Command, OUT_OPTION, PARQUET_OPTION } from "./command.ts";
import { sweepsOf } from "./experiment_argument.ts";
import { inTurn, JSON_IN_TURN_OPTION } from "./in_turn.ts";
import { start } from "./start.ts";

export const gpuCommand: Command = {
  name: "gpu",
  usage: "FILE … [key=value …]",
  takes: "experiments",
  summary: "run a sweep on this machine's graphics cards",
  description:
    "Trains the trials of a sweep on NVIDIA cards and writes the result folder as run does, with the same bytes. It " +
    "needs nothing but the driver.\n" +
    "Others may join in with run --join. Ctrl-C keeps what is trained; the same command continues.",
  options: [OUT_OPTION, JSON_IN_TURN_OPTION, AT_OPTION, PARQUET_OPTION],
  examples: [["gpu experiments/gender.yaml seed=1..1000000", "a million seeds"]],
  run,
};

async function run(args: Arguments): Promise<number> {
  const experiments = await sweepsOf(args, "gpu", "experiments/gender_seeds.yaml");
  surviveLargeFiles();
  const path = beside("./gpu_sweep.ts", import.meta.url);
  const { runGpuSweep } = await import(path) as typeof import("./gpu_sweep.ts");
  return await inTurn(experiments, args, (experiment, printJson) => runGpuSweep(experiment, args, printJson));
}

if (import.meta.main) Deno.exit(await start(gpuCommand, Deno.args));
