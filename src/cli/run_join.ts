// `run --join`: trains a sweep together with others that work in the same results folder, and then puts it together or
// finds that another has done so.
// Why no lock until then: whoever holds one may be dead or slow, and the others would wait.

import type { Experiment } from "../experiment/experiment.ts";
import { joinSweep, type JoinThreads } from "../host/joined_sweep.ts";
import type { SweepTraining } from "../host/sweep_runner.ts";
import type { Arguments } from "./command.ts";
import type { PrintJson } from "./in_turn.ts";
import { KeptProgress } from "./kept_progress.ts";
import { runSweepCommand } from "./run_sweep.ts";

/** Joins in a sweep. @returns the exit code. */
export async function runJoinCommand(
  experiment: Experiment,
  args: Arguments,
  printJson: PrintJson,
): Promise<number> {
  return await runSweepCommand(experiment, args, printJson, (sweep) => fillByJoining(sweep));
}

/** Trains what is missing of a sweep together with others, and says how far it is. @param threads by default the cores'. */
export async function fillByJoining(sweep: SweepTraining, threads?: JoinThreads): Promise<void> {
  const total = sweep.plan.trialCount;
  const progress = new KeptProgress("sweeping", total);
  try {
    await joinSweep({
      ...sweep,
      threads,
      onProgress: ({ done, found, underway }) => {
        progress.beginsFrom(found);
        progress.keepsTrials(done);
        progress.line.update(done + underway, found);
      },
    });
  } finally {
    progress.end();
  }
}
