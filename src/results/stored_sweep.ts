// Reads the result folder of a sweep back: the figures of every trial as they were.
// Why from `trials.csv`: its numbers are the shortest texts that read back to the same doubles, so nothing is lost.

import { parseDecimal } from "../numeric/decimal.ts";
import { FIGURE, figureCount, LOSS_THRESHOLDS } from "../sweep/figures.ts";
import type { LossBand } from "../sweep/loss_bands.ts";
import { planOf, type SweepPlan } from "../sweep/plan.ts";
import type { SweepOutcome } from "../sweep/sweep_outcome.ts";
import { cellsOf } from "./csv_cells.ts";
import { hashOf } from "./manifest.ts";
import { readManifest } from "./stored_manifest.ts";
import { readConfig } from "./stored_run.ts";
import {
  isFiniteNumber,
  jsonOf,
  memberOf,
  type StoredFiles,
  type StoredProblem,
  textOf,
} from "./stored_text.ts";
import { trialsHeader } from "./trials_csv.ts";

/** The files that `readStoredSweep` needs. */
export const STORED_SWEEP_FILES: readonly string[] = [
  "config.json",
  "manifest.json",
  "summary.json",
  "trials.csv",
];

type Read<Part> = Part | { readonly problem: StoredProblem };

/**
 * The sweep of a stored folder.
 *
 * @param files `config.json`, `trials.csv`, `summary.json` and `manifest.json` at least.
 * @returns what is wrong where a file is missing, damaged or not what the manifest says.
 */
export function readStoredSweep(files: StoredFiles): Read<{ readonly outcome: SweepOutcome }> {
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
  const figures = readFigures(plan, files.get("trials.csv")!);
  if ("problem" in figures) return figures;
  const bands = readBands(files.get("summary.json")!);
  if ("problem" in bands) return bands;
  return { outcome: { plan, figures: figures.figures, bands: bands.bands } };
}

function readFigures(plan: SweepPlan, bytes: Uint8Array): Read<{ readonly figures: Float64Array }> {
  const file = "trials.csv";
  const text = textOf(bytes);
  if (text === null) return { problem: { file, message: "the file is not UTF-8 text" } };
  const queryCount = plan.experiment.queries.length;
  const width = figureCount(queryCount);
  const header = trialsHeader(plan);
  if (!text.startsWith(header)) return { problem: { file, message: `line 1 must be ${header.trimEnd()}` } };
  const figures = new Float64Array(plan.trialCount * width).fill(NaN);
  const cellCount = plan.keys.length + 2 + LOSS_THRESHOLDS.length + 1 + 2 * queryCount;
  let start = header.length;
  for (let trial = 0; trial < plan.trialCount; trial++) {
    const end = text.indexOf("\n", start);
    const cells = end < 0 ? [] : cellsOf(text.slice(start, end));
    if (cells.length !== cellCount) {
      return {
        problem: { file, message: `line ${trial + 2} must have ${cellCount} cells: found ${cells.length}` },
      };
    }
    const at = trial * width;
    const numberAt = (cell: number): number => cells[cell] === "" ? NaN : parseDecimal(cells[cell]) ?? NaN;
    const first = plan.keys.length + 1;
    figures[at + FIGURE.finalLoss] = numberAt(first);
    for (let index = 0; index < LOSS_THRESHOLDS.length; index++) {
      figures[at + FIGURE.firstEpochUnder + index] = numberAt(first + 1 + index);
    }
    figures[at + FIGURE.divergedAtEpoch] = numberAt(first + 1 + LOSS_THRESHOLDS.length);
    for (let query = 0; query < queryCount; query++) {
      figures[at + FIGURE.outputs + query] = numberAt(first + 2 + LOSS_THRESHOLDS.length + 2 * query);
    }
    start = end + 1;
  }
  if (start !== text.length) {
    return { problem: { file, message: `there are lines after trial ${plan.trialCount}` } };
  }
  return { figures };
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
