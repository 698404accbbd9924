// Reads the result folder of a sweep back: the figures of every trial as they were.
// Why from `trials.csv`: its numbers are the shortest texts that read back to the same doubles, so nothing is lost.

import type { LossBand } from "../sweep/loss_bands.ts";
import { planOf } from "../sweep/plan.ts";
import type { SweepOutcome } from "../sweep/sweep_outcome.ts";
import { sweepSizeProblem } from "../sweep/sweep_size.ts";
import { hashOf } from "./hashed_files.ts";
import { readManifest, versionProblem } from "./stored_manifest.ts";
import { readConfig } from "./stored_config.ts";
import { isFiniteNumber, jsonOf, memberOf, type Read, type StoredFiles } from "./stored_text.ts";
import { readTrials } from "./stored_trials.ts";

/** The files that `readStoredSweep` needs. */
export const STORED_SWEEP_FILES: readonly string[] = [
  "config.json",
  "manifest.json",
  "summary.json",
  "trials.csv",
];

/**
 * The sweep of a stored folder.
 *
 * @param files `config.json`, `trials.csv`, `summary.json` and `manifest.json` at least.
 * @returns what is wrong where a file is missing, damaged or not what the manifest says.
 */
export function readStoredSweep(files: StoredFiles): Read<{ readonly outcome: SweepOutcome }> {
  const version = versionProblem(files);
  if (version !== null) return { problem: version };
  const manifest = readManifest(files);
  if ("problem" in manifest) return manifest;
  for (const file of ["config.json", "trials.csv", "summary.json"]) {
    const bytes = files.get(file);
    if (bytes === undefined) return { problem: { file, message: "the file is missing" } };
    if (hashOf(bytes) !== manifest.manifest.files.get(file)?.sha256) {
      return { problem: { file, message: "the file is not what manifest.json says" } };
    }
  }
  const config = readConfig(files);
  if ("problem" in config) return config;
  if (config.experiment.sweep === null) {
    return { problem: { file: "config.json", message: "the experiment must have a sweep" } };
  }
  const plan = planOf(config.experiment);
  const sizeProblem = sweepSizeProblem(plan);
  if (sizeProblem !== null) return { problem: { file: "config.json", message: sizeProblem } };
  const figures = readTrials(plan, files.get("trials.csv")!);
  if ("problem" in figures) return figures;
  const bands = readBands(files.get("summary.json")!);
  if ("problem" in bands) return bands;
  return { outcome: { plan, figures: figures.figures, bands: bands.bands } };
}

function readBands(bytes: Uint8Array): Read<{ readonly bands: readonly LossBand[] }> {
  const file = "summary.json";
  const json = jsonOf(file, bytes);
  if ("problem" in json) return json;
  const list = memberOf(json.value, "loss_bands");
  if (!Array.isArray(list)) return { problem: { file, message: "loss_bands must be a list" } };
  const bands: LossBand[] = [];
  for (const item of list) {
    const numbers = ["epoch", "count", "p05", "p25", "p50", "p75", "p95"].map((key) => memberOf(item, key));
    if (!numbers.every(isFiniteNumber)) {
      return { problem: { file, message: "a loss band must hold seven numbers" } };
    }
    const [epoch, count, p05, p25, median, p75, p95] = numbers;
    bands.push({ epoch, count, p05, p25, median, p75, p95 });
  }
  return { bands };
}
