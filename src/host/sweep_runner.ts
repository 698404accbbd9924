// Runs a sweep on all cores and keeps every finished part on disk until the result folder is written.
// What must not change: a part is used again only if it is whole and of this very sweep; whatever ended the last
// attempt, the result has the same bytes.

import { experimentId } from "../experiment/config.ts";
import { bytesOf } from "../results/manifest.ts";
import { partOfBytes, sweepIdentity } from "../results/part_bytes.ts";
import { trialLines } from "../results/trials_csv.ts";
import { PartJobs } from "../sweep/part_job.ts";
import { partRange, type SweepPlan } from "../sweep/plan.ts";
import { SweepCollector, type SweepOutcome } from "../sweep/sweep_outcome.ts";
import { type ToWorker, trainOnWorkers } from "./worker_pool.ts";
import { inWorld } from "./world_error.ts";

/** How to run a sweep. */
export interface SweepRunOptions {
  readonly plan: SweepPlan;
  /** The folder that will hold the result folder; parts are kept beside it. */
  readonly parentFolder: string;
  readonly workerCount: number;
  /** Whether to forget what an earlier attempt left. */
  readonly isFresh: boolean;
  readonly onProgress: (trialsDone: number) => void;
  /** Called when another process runs the same sweep and this one waits for it. */
  readonly onWait: () => void;
  /** Asked once no other process runs this sweep: whether its result folder is there by now. */
  readonly isFinished: () => boolean;
}

/** What came of running a sweep. */
export interface SweepRun {
  readonly outcome: SweepOutcome;
  /** The lines of `trials.csv` by part. */
  readonly lines: readonly Uint8Array[];
  /** Trials taken over from an earlier attempt. */
  readonly resumedTrialCount: number;
  /** Parts of an earlier attempt that were damaged and trained again. */
  readonly damagedPartCount: number;
  /** Removes the kept parts; to be called when the result folder is written. */
  readonly forget: () => void;
}

/**
 * Runs a sweep.
 *
 * @returns null where another process finished the sweep while this one waited for it.
 * @throws WorldError where the disk or a permission forbids keeping parts.
 */
export async function runSweep(options: SweepRunOptions): Promise<SweepRun | null> {
  const { plan, parentFolder } = options;
  const identity = sweepIdentity(plan);
  const folder = `${parentFolder}/.sweep-${experimentId(plan.experiment)}`;
  inWorld(`make the folder ${parentFolder}`, () => Deno.mkdirSync(parentFolder, { recursive: true }));
  const lock = await lockOf(`${folder}.lock`, options.onWait);
  try {
    if (options.isFinished()) {
      remove(folder);
      release(lock, `${folder}.lock`);
      return null;
    }
    if (options.isFresh) remove(folder);
    inWorld(`make the folder ${folder}`, () => Deno.mkdirSync(folder, { recursive: true }));
    const run = await trainParts(options, identity, folder);
    return { ...run, forget: () => (remove(folder), release(lock, `${folder}.lock`)) };
  } catch (error) {
    lock.close();
    throw error;
  }
}

async function trainParts(
  { plan, workerCount, onProgress }: SweepRunOptions,
  identity: Uint8Array,
  folder: string,
): Promise<Omit<SweepRun, "forget">> {
  const collector = new SweepCollector(plan);
  const jobs = new PartJobs(plan);
  const lines = new Array<Uint8Array>(plan.partCount);
  const missing: number[] = [];
  let trialsDone = 0;
  let damagedPartCount = 0;
  const partPath = (part: number): string => `${folder}/part-${String(part).padStart(5, "0")}`;
  const trialCount = (part: number): number => partRange(plan, part).to - partRange(plan, part).from;

  const kept = new Set(
    [...inWorld(`read ${folder}`, () => [...Deno.readDirSync(folder)])].map(({ name }) => name),
  );
  for (let part = 0; part < plan.partCount; part++) {
    if (!kept.has(`part-${String(part).padStart(5, "0")}`)) {
      missing.push(part);
      continue;
    }
    const found = partOfBytes(
      plan,
      identity,
      part,
      inWorld(`read ${folder}`, () => Deno.readFileSync(partPath(part))),
    );
    if (found === null) {
      damagedPartCount++;
      missing.push(part);
      continue;
    }
    collector.add(found);
    lines[part] = bytesOf(trialLines(jobs.job(part), found.figures));
    trialsDone += trialCount(part);
  }
  const resumedTrialCount = trialsDone;
  onProgress(trialsDone);

  let next = 0;
  const nextJob = (): ToWorker | null => {
    if (next >= missing.length) return null;
    const part = missing[next++];
    return { job: jobs.job(part), identity, partPath: partPath(part) };
  };
  if (missing.length > 0) {
    await trainOnWorkers(Math.min(workerCount, missing.length), nextJob, (result) => {
      collector.add(result);
      lines[result.part] = result.lines;
      trialsDone += trialCount(result.part);
      onProgress(trialsDone);
    });
  }
  return { outcome: collector.finish(), lines, resumedTrialCount, damagedPartCount };
}

/** A lock file held by this process; waits while another holds it. */
async function lockOf(path: string, onWait: () => void): Promise<Deno.FsFile> {
  while (true) {
    const file = inWorld(`write ${path}`, () => Deno.openSync(path, { write: true, create: true }));
    if (!file.tryLockSync(true)) {
      onWait();
      await file.lock(true);
    }
    // Its last holder removes the file: a lock on a removed file excludes nobody.
    if (isSameFile(file, path)) return file;
    file.close();
  }
}

function isSameFile(file: Deno.FsFile, path: string): boolean {
  try {
    return file.statSync().ino === Deno.statSync(path).ino;
  } catch {
    return false;
  }
}

function release(lock: Deno.FsFile, path: string): void {
  remove(path);
  lock.close();
}

function remove(path: string): void {
  try {
    Deno.removeSync(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
