// Reads the result folder of a sweep back: the figures of every trial as they were.
// Why from `trials.csv`: its numbers are the shortest texts that read back to the same doubles, so nothing is lost.

import type { LossBand } from "../sweep/loss_bands.ts";
import { planOf } from "../sweep/plan.ts";
import type { SweepOutcome } from "../sweep/sweep_outcome.ts";
import { sweepSizeProblem } from "../sweep/figures.ts";
import { hashOf } from "./hashed_files.ts";
import type { Manifest } from "./manifest.ts";
import { readManifest, versionProblem } from "./stored_manifest.ts";
import { readConfig } from "./stored_config.ts";
import {
  damaged,
  isFiniteNumber,
  jsonIn,
  memberOf,
  type StoredFiles,
  type StoredRead,
} from "./stored_text.ts";
import { readTrials } from "./stored_trials.ts";

/** A sweep that is in a result folder. */
export interface StoredSweep {
  readonly manifest: Manifest;
  /** What came out, as if it had just been trained. */
  readonly outcome: SweepOutcome;
}

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
export function readStoredSweep(files: StoredFiles): StoredRead<StoredSweep> {
  const version = versionProblem(files);
  if (version !== null) return { problems: [version] };
  const manifest = readManifest(files);
  if ("problems" in manifest) return manifest;
  for (const file of ["config.json", "trials.csv", "summary.json"]) {
    const bytes = files.get(file);
    if (bytes === undefined) return damaged(file, "the file is missing");
    if (hashOf(bytes) !== manifest.ok.files.get(file)?.sha256) {
      return damaged(file, "the file is not what manifest.json says");
    }
  }
  const config = readConfig(files);
  if ("problems" in config) return config;
  if (config.ok.sweep === null) return damaged("config.json", "the experiment must have a sweep");
  const plan = planOf(config.ok);
  const sizeProblem = sweepSizeProblem(plan);
  if (sizeProblem !== null) return damaged("config.json", sizeProblem);
  const figures = readTrials(plan, files.get("trials.csv")!);
  if ("problems" in figures) return figures;
  const bands = readBands(files);
  if ("problems" in bands) return bands;
  return { ok: { manifest: manifest.ok, outcome: { plan, figures: figures.ok, bands: bands.ok } } };
}

function readBands(files: StoredFiles): StoredRead<readonly LossBand[]> {
  const file = "summary.json";
  const json = jsonIn(files, file);
  if ("problems" in json) return json;
  const list = memberOf(json.ok, "loss_bands");
  if (!Array.isArray(list)) return damaged(file, "loss_bands must be a list");
  const bands: LossBand[] = [];
  for (const item of list) {
    const numbers = ["epoch", "count", "p05", "p25", "p50", "p75", "p95"].map((key) => memberOf(item, key));
    if (!numbers.every(isFiniteNumber)) return damaged(file, "a loss band must hold seven numbers");
    const [epoch, count, p05, p25, median, p75, p95] = numbers;
    bands.push({ epoch, count, p05, p25, median, p75, p95 });
  }
  return { ok: bands };
}
