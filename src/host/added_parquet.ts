// Adds `trials.parquet` to a sweep that is stored without it.
// What must not change: the result never leaves its name, and every file that it had stays as it was but the manifest.

import { type Manifest, manifestText } from "../results/manifest.ts";
import type { StoredRead } from "../results/stored_text.ts";
import { trialsParquet } from "../results/trials_parquet.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import { eachPart } from "../sweep/sweep_outcome.ts";
import { sizeBytesOf } from "./disk.ts";
import { Progress, watched } from "./progress.ts";
import { addToFolder } from "./result_store.ts";
import { TRIALS_FILE, TrialsFile, whereWhole } from "./trials_file.ts";
import { PARQUET_FILE } from "../results/sha256_sums.ts";

/** @returns whether it was added, or found there already; or what is wrong with the trials. */
export async function addParquet(
  folder: string,
  plan: SweepPlan,
  manifest: Manifest,
): Promise<StoredRead<"added" | "found">> {
  if (isThere(folder, manifest)) return { ok: "found" };
  const trials = await TrialsFile.open(folder, plan, manifest.files.get(TRIALS_FILE)!.sha256);
  if ("problems" in trials) return trials;
  const progress = new Progress({ label: "writing", total: plan.partCount });
  let partsRead = 0;
  const parts = watched(
    { [Symbol.iterator]: () => eachPart({ plan, figures: trials.ok }) },
    () => progress.update(++partsRead),
  );
  try {
    return await whereWhole(async () => ({
      ok: await addToFolder(
        folder,
        manifest,
        PARQUET_FILE,
        trialsParquet(plan, parts),
        (entry) => manifestText({ ...manifest, files: new Map([...manifest.files, [PARQUET_FILE, entry]]) }),
      ),
    }));
  } finally {
    progress.end();
  }
}

function isThere(folder: string, manifest: Manifest): boolean {
  const size = sizeBytesOf(`${folder}/${PARQUET_FILE}`);
  return "ok" in size && size.ok === manifest.files.get(PARQUET_FILE)?.bytes;
}
