// A result folder read back as the outcome that it holds.
// What must not change: the files of the outcome read back are the files that were read, byte for byte; a damaged
// folder gives problems as data. Why an `Outcome`: what shows or compares a fresh run shows a stored one as well.

import { labelOf } from "../dataset/dataset.ts";
import { type Experiment, featuresOf, startingParameters } from "../experiment/experiment.ts";
import { parseDecimal } from "../text/decimal.ts";
import type { Outcome, Prediction } from "../run/outcome.ts";
import type { LoggedLoss } from "../engine/training_run.ts";
import { cellsOf, linesOf } from "./csv_cells.ts";
import { csvLine } from "./csv_text.ts";
import { hashOf } from "./hashed_files.ts";
import { readConfig } from "./stored_config.ts";
import { readManifest, type StoredManifest, versionProblem } from "./stored_manifest.ts";
import { readModel } from "./stored_model.ts";
import { type Read, type StoredFiles, type StoredProblem, textIn } from "./stored_text.ts";

/** A run that lies in a result folder. */
export interface StoredRun {
  /** Hashes and versions, as stored. */
  readonly manifest: StoredManifest;
  /** What came out, as if it had just been run. */
  readonly outcome: Outcome;
  /** The files that were read and have not the hash that the manifest gives. */
  readonly changedFiles: readonly string[];
}

/** The files that `readStoredRun` needs; `experiment.yaml` is read where it is there. */
export const STORED_RUN_FILES: readonly string[] = [
  "config.json",
  "experiment.yaml",
  "loss.csv",
  "manifest.json",
  "model.json",
  "predictions.csv",
];

/**
 * Reads a run back from the files of its folder.
 *
 * @param files file name to bytes.
 * @returns the run, or everything that keeps it from being one; never an exception.
 *
 * @example
 * ```ts
 * import { parseExperiment } from "../experiment/reading/parse_experiment.ts";
 * import { runExperiment } from "../run/outcome.ts";
 * import { bytesOf } from "./file_content.ts";
 * import { resultFiles } from "./result_files.ts";
 * import { readStoredRun } from "./stored_run.ts";
 * const text = "name: ask\ndataset: { features: [{ name: x }] }\ntraining: { epochs: 0 }\nqueries: [{ x: 1 }]";
 * const outcome = runExperiment(parseExperiment(text));
 * const files = new Map([...resultFiles(outcome)].map(([name, content]) => [name, bytesOf(content)]));
 * const read = readStoredRun(files);
 * if ("problems" in read) throw new Error(read.problems[0].message);
 * if (read.run.outcome.predictions[0].output !== outcome.predictions[0].output) throw new Error("wrong");
 * ```
 */
export function readStoredRun(
  files: StoredFiles,
): { readonly run: StoredRun } | { readonly problems: readonly StoredProblem[]; readonly isSweep: boolean } {
  const version = versionProblem(files);
  if (version !== null) return { problems: [version], isSweep: false };
  const manifest = readManifest(files);
  const config = readConfig(files);
  if ("problem" in manifest || "problem" in config) {
    const problems = [manifest, config].flatMap((read) => "problem" in read ? [read.problem] : []);
    return { problems, isSweep: false };
  }
  const { experiment } = config;
  if (experiment.sweep !== null || manifest.manifest.kind !== "run") {
    const message = "this is the folder of a sweep, not of one run";
    return { problems: [{ file: "manifest.json", message }], isSweep: true };
  }
  const losses = readLosses(files, experiment);
  const model = readModel(files, experiment);
  const status = "model" in model ? model.model.status : "completed";
  const predictions = readPredictions(files, experiment, status);
  if ("problem" in losses || "problem" in model || "problem" in predictions) {
    const problems = [losses, model, predictions].flatMap((read) => "problem" in read ? [read.problem] : []);
    return { problems, isSweep: false };
  }
  const outcome: Outcome = {
    experiment,
    features: featuresOf(experiment),
    ...model.model,
    losses: losses.losses,
    startingParameters: startingParameters(experiment),
    predictions: predictions.predictions,
  };
  const changedFiles = [...files].flatMap(([name, bytes]) => {
    const entry = manifest.manifest.files.get(name);
    return entry === undefined || entry.sha256 === hashOf(bytes) ? [] : [name];
  });
  return { run: { manifest: manifest.manifest, outcome, changedFiles } };
}

function readLosses(files: StoredFiles, experiment: Experiment): Read<{ readonly losses: LoggedLoss[] }> {
  const file = "loss.csv";
  const text = textIn(files, file);
  if (typeof text !== "string") return text;
  const [header, ...lines] = linesOf(text);
  if (header !== "epoch,loss") return { problem: { file, message: "line 1 must be epoch,loss" } };
  const losses: LoggedLoss[] = [];
  for (const [index, line] of lines.entries()) {
    const [epochText, lossText, ...rest] = cellsOf(line);
    const [epoch, loss] = [parseDecimal(epochText), parseDecimal(lossText ?? "")];
    const isNext = epoch === index * experiment.training.logEvery && epoch < experiment.training.epochs;
    if (!isNext || loss === undefined || rest.length > 0) {
      const wanted = `epoch ${index * experiment.training.logEvery} and its loss`;
      return { problem: { file, message: `line ${index + 2} must hold ${wanted}: found ${clipped(line)}` } };
    }
    losses.push({ epoch, loss });
  }
  return { losses };
}

function readPredictions(
  files: StoredFiles,
  experiment: Experiment,
  status: Outcome["status"],
): Read<{ readonly predictions: readonly Prediction[] }> {
  const file = "predictions.csv";
  const text = textIn(files, file);
  if (typeof text !== "string") return text;
  const { queries, dataset } = experiment;
  const lines = linesOf(text).slice(1);
  if (lines.length !== queries.length) {
    const message =
      `the file must have a line for each of the ${queries.length} queries: found ${lines.length}`;
    return { problem: { file, message } };
  }
  const predictions: Prediction[] = [];
  for (const [index, { name, values }] of queries.entries()) {
    const outputText = cellsOf(lines[index])[values.length + 1] ?? "";
    const output = outputText === "" ? null : parseDecimal(outputText);
    const label = typeof output === "number" ? labelOf(dataset.target, output) : null;
    // Names and labels are the config's; the line must be the one that they give.
    const missing = status === "diverged" ? "diverged" : "not finite";
    const isWhole = output !== undefined &&
      csvLine([name, ...values, output, output === null ? missing : label]) === `${lines[index]}\n`;
    if (!isWhole) {
      const message = `line ${index + 2} must hold the answer to ${name}: found ${clipped(lines[index])}`;
      return { problem: { file, message } };
    }
    predictions.push({ name, values, output, label });
  }
  return { predictions };
}

/** The beginning of a line, for a message. */
function clipped(line: string): string {
  return line.length <= 40 ? line || "nothing" : `${line.slice(0, 40)}…`;
}
