// Makes the files of a stored result again: a run here, a sweep on all cores, both in memory.
// Why the time is announced first: a config may come from anyone and ask for years.
// What must not change: a file that cannot be what the experiment gives is data with its reason, never "not made again".

import type { Experiment } from "../experiment/experiment.ts";
import { Progress, ReadingProgress, watched, watchedFigures } from "../host/progress.ts";
import { sweepInMemory } from "../host/sweep_in_memory.ts";
import { printMessage } from "../host/terminal.ts";
import { estimateWords, sweepEstimateMs, trainingEstimateMs } from "../host/training_estimate.ts";
import { visible } from "../text/visible_text.ts";
import { counted } from "../text/words.ts";
import { runExperiment } from "../run/run_experiment.ts";
import { experimentHash } from "../experiment/experiment_id.ts";
import { nativelyHashedFiles } from "../host/native_hash.ts";
import { type CheckedSweep, sweepChecked } from "../host/sweep_checked.ts";
import { TRIALS_FILE, TrialsFile, whereWhole } from "../host/trials_file.ts";
import type { FileContent, FileMap } from "../results/file_content.ts";
import type { StoredRead } from "../results/stored_text.ts";
import { resultFiles } from "../results/result_files.ts";
import { sweepContents } from "../results/sweep_contents.ts";
import { answerShapeOf, figureCount } from "../sweep/figures.ts";
import type { VerificationPlan } from "../verify/verification_plan.ts";
import { planOf, type SweepPlan } from "../sweep/plan.ts";
import { eachPart } from "../sweep/sweep_outcome.ts";
import { PARQUET_FILE } from "../results/sha256_sums.ts";

/** Longer work than this is announced, so that nobody wonders. */
const ANNOUNCED_MS = 5000;

/** Of sweeps with more figures only what differs from the stored trials is held in memory. */
const MOST_HELD_FIGURES = 12_000_000;

/**
 * The files of a folder as its experiment gives them.
 *
 * @param mostHeldFigures figures of a sweep that are held in memory.
 * @returns null for what cannot be run; a file with the reason where it cannot be what the experiment gives; then no
 * other file is made.
 */
export async function filesAgain(
  folder: string,
  plan: VerificationPlan,
  workerCount: number,
  mostHeldFigures: number = MOST_HELD_FIGURES,
): Promise<StoredRead<FileMap> | null> {
  const { experiment } = plan;
  if (experiment === null) return null;
  if (experiment.sweep === null) return { ok: runAgain(folder, experiment) };
  const sweepPlan = planOf(experiment);
  const isLarge = sweepPlan.trialCount * figureCount(answerShapeOf(experiment)) > mostHeldFigures;
  const sweep = { folder, plan: sweepPlan, verification: plan, workerCount };
  return isLarge ? await largeSweepAgain(sweep) : { ok: await sweepAgain(sweep) };
}

function runAgain(folder: string, experiment: Experiment): FileMap {
  const { epochs } = experiment.training;
  announce(folder, experiment, `training ${counted(epochs, "epoch")}`, trainingEstimateMs(experiment));
  const progress = new Progress({ label: "verifying", total: epochs, unit: "epochs" });
  try {
    return resultFiles(
      runExperiment(experiment, { onProgress: (epochsDone) => progress.update(epochsDone) }),
    );
  } finally {
    progress.end();
  }
}

/** A sweep to make again. */
interface SweepToMake {
  readonly folder: string;
  readonly plan: SweepPlan;
  readonly verification: VerificationPlan;
  readonly workerCount: number;
}

/** The files of a sweep whose figures fit in memory. */
async function sweepAgain(sweep: SweepToMake): Promise<FileMap> {
  const { plan, verification, workerCount } = sweep;
  const trained = await whileTraining(sweep, (onProgress) => sweepInMemory(plan, workerCount, onProgress));
  return await filesOf(trained, verification);
}

/** The files of a sweep that is held beside its stored trials; or what is wrong with those. */
async function largeSweepAgain(sweep: SweepToMake): Promise<StoredRead<FileMap>> {
  const { folder, plan, verification, workerCount } = sweep;
  const bytes = verification.files.get(TRIALS_FILE);
  const stored = bytes === undefined
    ? await TrialsFile.open(folder, plan, null)
    : TrialsFile.ofBytes(bytes, plan);
  if ("problems" in stored) return stored;
  return await whereWhole(async () => {
    const checked = await whileTraining(
      sweep,
      (onProgress) => sweepChecked(plan, stored.ok, workerCount, onProgress),
    );
    return "problems" in checked ? checked : { ok: await filesOf(checked.ok, verification) };
  });
}

/** Says how long a sweep takes, and shows how far it is while it is trained. */
async function whileTraining<Trained>(
  { folder, plan, workerCount }: SweepToMake,
  train: (onProgress: (trialsDone: number) => void) => Promise<Trained>,
): Promise<Trained> {
  const { experiment, trialCount } = plan;
  announce(
    folder,
    experiment,
    `training ${counted(trialCount, "trial")}`,
    sweepEstimateMs(plan, workerCount),
  );
  const progress = new Progress({ label: "verifying", total: trialCount, unit: "trials" });
  try {
    return await train((trialsDone) => progress.update(trialsDone));
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

function announce(folder: string, experiment: Experiment, what: string, estimateMs: number): void {
  if (estimateMs <= ANNOUNCED_MS) return;
  printMessage(`${visible(folder)}: ${what} again takes ${estimateWords(experiment, estimateMs)}\n`);
}
