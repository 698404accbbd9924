// Makes the files of a stored result again: a run here, a sweep on all cores, both in memory.
// Why the time is announced first: a config may come from anyone and ask for years.

import type { Experiment } from "../experiment/experiment.ts";
import { durationText, Progress } from "../host/progress.ts";
import { sweepInMemory } from "../host/sweep_in_memory.ts";
import { printError } from "../host/terminal.ts";
import { sweepEstimateMs, trainingEstimateMs } from "../host/training_estimate.ts";
import { visible } from "../text/visible_text.ts";
import { runExperiment } from "../run/outcome.ts";
import type { FileMap } from "../results/file_content.ts";
import { resultFiles, sweepFiles } from "../results/result_files.ts";
import type { VerificationPlan } from "../verify/verification_plan.ts";
import { planOf } from "../sweep/plan.ts";
import { eachPart } from "../sweep/sweep_outcome.ts";

/** Longer work than this is announced, so that nobody wonders. */
const ANNOUNCED_MS = 5000;

/** The files of a folder as its experiment gives them; null for what cannot be made again. */
export async function filesAgain(
  folder: string,
  plan: VerificationPlan,
  workerCount: number,
): Promise<FileMap | null> {
  const { experiment } = plan;
  if (experiment === null) return null;
  if (experiment.sweep === null) return runAgain(folder, experiment);
  return await sweepAgain(folder, experiment, plan, workerCount);
}

function runAgain(folder: string, experiment: Experiment): FileMap {
  const { epochs } = experiment.training;
  announce(folder, `training ${epochs} epochs`, trainingEstimateMs(experiment));
  const progress = new Progress({ label: "verifying", total: epochs, unit: "epochs" });
  const outcome = runExperiment(experiment, { onProgress: (epochsDone) => progress.update(epochsDone) });
  progress.end();
  return resultFiles(outcome);
}

async function sweepAgain(
  folder: string,
  experiment: Experiment,
  { manifest, files, large }: VerificationPlan,
  workerCount: number,
): Promise<FileMap> {
  const plan = planOf(experiment);
  announce(folder, `training ${plan.trialCount} trials`, sweepEstimateMs(plan, workerCount));
  const progress = new Progress({ label: "verifying", total: plan.trialCount, unit: "trials" });
  const { outcome, lines } = await sweepInMemory(plan, workerCount, (done) => progress.update(done));
  progress.end();
  const parquet = "trials.parquet";
  const isParquet = manifest === null
    ? files.has(parquet) || large.has(parquet)
    : manifest.files.has(parquet);
  if (!isParquet) return sweepFiles(outcome, { lines });
  const { trialsParquet } = await import("../results/trials_parquet.ts");
  return sweepFiles(outcome, {
    lines,
    extra: new Map([[parquet, { [Symbol.iterator]: () => trialsParquet(plan, eachPart(outcome)) }]]),
  });
}

function announce(folder: string, what: string, estimateMs: number): void {
  if (estimateMs <= ANNOUNCED_MS) return;
  printError(`${visible(folder)}: ${what} again takes about ${durationText(estimateMs)}\n`);
}
