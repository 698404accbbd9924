// A sweep on the cards of this machine: they join in it, as any other process may.
// Why apart from `gpu.ts`: the help of all commands need not load what calls a driver.

import type { Experiment } from "../experiment/experiment.ts";
import { cardCount } from "../host/cuda.ts";
import type { Arguments } from "./command.ts";
import type { PrintJson } from "./in_turn.ts";
import { fillByJoining } from "./run_join.ts";
import { runSweepCommand } from "./run_sweep.ts";

/** Parts that a card holds at once: some hundred thousand trials where these are short. */
const PARTS_PER_CARD = 512;

/** Runs a sweep on cards. @returns the exit code. @throws WorldError where there is no card. */
export async function runGpuSweep(
  experiment: Experiment,
  args: Arguments,
  printJson: PrintJson,
): Promise<number> {
  return await runSweepCommand(experiment, args, printJson, async (sweep) => {
    const count = cardCount();
    let next = 0;
    const makeWorker = (): Worker =>
      new Worker(new URL("../host/gpu_worker.ts", import.meta.url), { type: "module", name: String(next++) });
    await fillByJoining(sweep, { makeWorker, count, heldCount: PARTS_PER_CARD });
  });
}
