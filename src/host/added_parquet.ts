// Adds `trials.parquet` to a sweep that is stored without it.
// What must not change: the result never leaves its name, and every file that it had stays as it was but the manifest.

import type { Manifest } from "../results/manifest.ts";
import { manifestText } from "../results/manifest.ts";
import type { StoredProblem, StoredRead } from "../results/stored_text.ts";
import { trialsParquet } from "../results/trials_parquet.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import { openFile } from "./disk.ts";
import { Trials } from "./found_sweep.ts";
import { Progress, watched } from "./progress.ts";
import { addToFolder } from "./result_store.ts";

const PARQUET = "trials.parquet";

/** @returns whether it was added, or found there already; or what is wrong with the trials. */
export async function addParquet(
  folder: string,
  plan: SweepPlan,
  manifest: Manifest,
): Promise<StoredRead<"added" | "found">> {
  if (isThere(folder, manifest)) return { ok: "found" };
  const trials = await Trials.open(folder, plan, manifest.files.get("trials.csv")!.sha256);
  try {
    await addToFolder(
      folder,
      PARQUET,
      parquetOf(plan, trials),
      (entry) => manifestText({ ...manifest, files: new Map([...manifest.files, [PARQUET, entry]]) }),
    );
  } catch (error) {
    if (error instanceof DamagedTrials) return { problems: [error.problem] };
    throw error;
  }
  return { ok: "added" };
}

function isThere(folder: string, manifest: Manifest): boolean {
  const opened = openFile(`${folder}/${PARQUET}`);
  if ("problems" in opened) return false;
  opened.ok.file.close();
  return opened.ok.sizeBytes === manifest.files.get(PARQUET)?.bytes;
}

/** Ends the writing where the trials turn out to be damaged, so that nothing is added. */
class DamagedTrials extends Error {
  constructor(readonly problem: StoredProblem) {
    super(problem.message);
  }
}

function* parquetOf(plan: SweepPlan, trials: Trials): Generator<Uint8Array> {
  const progress = new Progress({ label: "writing", total: plan.partCount });
  const parts = watched({ [Symbol.iterator]: () => trials.parts() }, (count) => progress.update(count));
  yield* trialsParquet(plan, parts);
  progress.end();
  if (trials.problem !== null) throw new DamagedTrials(trials.problem);
}
