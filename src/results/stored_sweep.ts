// Reads the result folder of a sweep back: its plan and its statistics.
// Why not the trials: they may take gigabytes, and only few commands ask for them.

import { experimentId } from "../experiment/experiment_id.ts";
import { planOf, type SweepPlan, sweepSizeProblem } from "../sweep/plan.ts";
import type { SweepSummary } from "../sweep/summary.ts";
import { hashOf } from "./hashed_files.ts";
import type { Manifest } from "./manifest.ts";
import { readManifest, versionProblem } from "./stored_manifest.ts";
import { readConfig } from "./stored_config.ts";
import { damaged, type StoredFiles, type StoredRead, UNLIKE_MANIFEST } from "./stored_text.ts";
import { readSummary, type SortedFigures } from "./stored_summary.ts";

/** A sweep that is in a result folder. */
export interface StoredSweep {
  readonly manifest: Manifest;
  readonly plan: SweepPlan;
  readonly summary: SweepSummary;
}

/** The files that `readStoredSweep` needs. */
export const STORED_SWEEP_FILES: readonly string[] = ["config.json", "manifest.json", "summary.json"];

/**
 * The sweep of a stored folder.
 *
 * @param files `config.json`, `summary.json` and `manifest.json` at least.
 * @param sorted gives a figure of all trials in growing order, where it is at hand.
 * @returns what is wrong where a file is missing, damaged or not what the manifest says.
 */
export function readStoredSweep(
  files: StoredFiles,
  sorted: SortedFigures = () => null,
): StoredRead<StoredSweep> {
  const version = versionProblem(files);
  if (version !== null) return { problems: [version] };
  const manifest = readManifest(files);
  if ("problems" in manifest) return manifest;
  for (const file of ["config.json", "summary.json"]) {
    const bytes = files.get(file);
    if (bytes === undefined) return damaged(file, "the file is missing");
    if (hashOf(bytes) !== manifest.ok.files.get(file)?.sha256) {
      return damaged(file, UNLIKE_MANIFEST);
    }
  }
  const config = readConfig(files);
  if ("problems" in config) return config;
  if (manifest.ok.id !== experimentId(config.ok)) {
    return damaged("manifest.json", "its id is not that of the experiment in config.json");
  }
  if (config.ok.sweep === null) return damaged("config.json", "the experiment must have a sweep");
  const plan = planOf(config.ok);
  const sizeProblem = sweepSizeProblem(plan);
  if (sizeProblem !== null) return damaged("config.json", sizeProblem);
  const summary = readSummary(files, plan, sorted);
  if ("problems" in summary) return summary;
  return { ok: { manifest: manifest.ok, plan, summary: summary.ok } };
}
