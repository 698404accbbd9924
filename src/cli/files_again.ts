// Makes the files of a stored result again: a run here, a sweep on all cores, both in memory.
// Why the time is announced first: a config may come from anyone and ask for years.

import type { Experiment } from "../experiment/experiment.ts";
import { durationText, Progress, ReadingProgress, watched, watchedFigures } from "../host/progress.ts";
import { sweepInMemory } from "../host/sweep_in_memory.ts";
import { printMessage } from "../host/terminal.ts";
import { sweepEstimateMs, trainingEstimateMs } from "../host/training_estimate.ts";
import { visible } from "../text/visible_text.ts";
import { runExperiment } from "../run/outcome.ts";
import { experimentHash } from "../experiment/experiment_id.ts";
import { nativelyHashedFiles } from "../host/native_hash.ts";
import { type CheckedSweep, sweepChecked } from "../host/sweep_checked.ts";
import { DamagedTrials, TrialsFile } from "../host/trials_file.ts";
import type { FileContent, FileMap } from "../results/file_content.ts";
import { resultFiles } from "../results/result_files.ts";
import { sweepContents } from "../results/sweep_contents.ts";
import { answerShapeOf, figureCount } from "../sweep/figures.ts";
import type { VerificationPlan } from "../verify/verification_plan.ts";
import { planOf } from "../sweep/plan.ts";
import { eachPart } from "../sweep/sweep_outcome.ts";
import { PARQUET_FILE } from "../results/sha256_sums.ts";

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

/** Of sweeps with more figures only what differs from the stored trials is held in memory. */
const MOST_HELD_FIGURES = 12_000_000;

async function sweepAgain(
  folder: string,
  experiment: Experiment,
  verification: VerificationPlan,
  workerCount: number,
): Promise<FileMap | null> {
  const plan = planOf(experiment);
  announce(folder, `training ${plan.trialCount} trials`, sweepEstimateMs(plan, workerCount));
  const progress = new Progress({ label: "verifying", total: plan.trialCount, unit: "trials" });
  const onProgress = (trialsDone: number): void => progress.update(trialsDone);
  try {
    const isLarge = plan.trialCount * figureCount(answerShapeOf(experiment)) > MOST_HELD_FIGURES;
    if (!isLarge) {
      return await filesOf(await sweepInMemory(plan, workerCount, onProgress), verification);
    }
    const stored = await TrialsFile.open(folder, plan, null);
    const checked = "problems" in stored
      ? null
      : await sweepChecked(plan, stored.ok, workerCount, onProgress);
    // Their hashes tell that the files differ, or the verdict says that they were not made again.
    if (checked === null) return null;
    progress.end();
    return await filesOf(checked, verification);
  } catch (error) {
    if (error instanceof DamagedTrials) return null;
    throw error;
  } finally {
    progress.end();
  }
}

/** The files of a sweep that was trained again. */
async function filesOf(
  { outcome: { plan, figures, bands }, lines }: CheckedSweep,
  { manifest, files, large }: VerificationPlan,
): Promise<FileMap> {
  const progress = new ReadingProgress(plan);
  const { onRead } = progress;
  const outcome = { plan, figures: watchedFigures(figures, onRead), bands };
  const isParquet = manifest === null
    ? files.has(PARQUET_FILE) || large.has(PARQUET_FILE)
    : manifest.files.has(PARQUET_FILE);
  const extra = new Map<string, FileContent>();
  if (isParquet) {
    const { trialsParquet } = await import("../results/trials_parquet.ts");
    extra.set(PARQUET_FILE, { [Symbol.iterator]: () => trialsParquet(plan, eachPart(outcome)) });
  }
  const hash = experimentHash(plan.experiment);
  try {
    return await nativelyHashedFiles(sweepContents(outcome, hash, { lines: watched(lines, onRead), extra }));
  } finally {
    progress.end();
  }
}

function announce(folder: string, what: string, estimateMs: number): void {
  if (estimateMs <= ANNOUNCED_MS) return;
  printMessage(`${visible(folder)}: ${what} again takes about ${durationText(estimateMs)}\n`);
}
