// A result folder read back as the outcome that it holds.
// What must not change: the files of the outcome read back are the files that were read, byte for byte; a damaged
// folder gives problems as data. Why an `Outcome`: what shows or compares a fresh run shows a stored one as well.

import { labelOf } from "../dataset/dataset.ts";
import { type Experiment, startingParameters, topologyOf } from "../experiment/experiment.ts";
import { LIMITS } from "../experiment/limits.ts";
import { featuresOf } from "../experiment/network_data.ts";
import { readExperiment } from "../experiment/parse_experiment.ts";
import { positionOf } from "../experiment/problem.ts";
import { layersOf, parameterCount } from "../network/topology.ts";
import { parseDecimal } from "../numeric/decimal.ts";
import type { Outcome, Prediction } from "../outcome/outcome.ts";
import type { LoggedLoss } from "../training/training_run.ts";
import { cellsOf, linesOf } from "./csv_cells.ts";
import { csvLine } from "./csv_text.ts";
import { hashOf } from "./manifest.ts";
import { readManifest, type StoredManifest, versionProblem } from "./stored_manifest.ts";
import {
  isFiniteNumber,
  jsonOf,
  memberOf,
  type StoredFiles,
  type StoredProblem,
  textOf,
  type UncheckedJson,
} from "./stored_text.ts";

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
 * import { parseExperiment } from "../experiment/parse_experiment.ts";
 * import { runExperiment } from "../outcome/outcome.ts";
 * import { bytesOf } from "./manifest.ts";
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

type Read<Part> = Part | { readonly problem: StoredProblem };

/** The experiment of `config.json`; its source text is `experiment.yaml`, empty where that is missing. */
export function readConfig(files: StoredFiles): Read<{ readonly experiment: Experiment }> {
  const file = "config.json";
  const text = textIn(files, file);
  if (typeof text !== "string") return text;
  const read = readExperiment(text, { fileName: file, limitBytes: LIMITS.configBytes });
  if ("problems" in read) {
    const [first, ...rest] = read.problems;
    const { line } = positionOf(first.place.source.text, first.place.start);
    const more = rest.length === 0 ? "" : ` (and ${rest.length} more)`;
    return { problem: { file, message: `line ${line}: ${first.message}${more}` } };
  }
  const yaml = files.get("experiment.yaml");
  const sourceText = yaml === undefined ? "" : textOf(yaml) ?? "";
  return { experiment: { ...read.experiment, sourceText } };
}

function textIn(files: StoredFiles, file: string): string | { readonly problem: StoredProblem } {
  const bytes = files.get(file);
  if (bytes === undefined) return { problem: { file, message: "the file is missing" } };
  return textOf(bytes) ?? { problem: { file, message: "the file is not UTF-8 text" } };
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

type StoredModel = Pick<Outcome, "status" | "divergedAtEpoch" | "finalLoss" | "parameters">;

function readModel(files: StoredFiles, experiment: Experiment): Read<{ readonly model: StoredModel }> {
  const file = "model.json";
  const bytes = files.get(file);
  if (bytes === undefined) return { problem: { file, message: "the file is missing" } };
  const json = jsonOf(file, bytes);
  if ("problem" in json) return json;
  const status = memberOf(json.value, "status");
  const divergedAtEpoch = memberOf(json.value, "diverged_at_epoch") ?? null;
  const finalLoss = memberOf(json.value, "final_loss") ?? null;
  if (status !== "completed" && status !== "diverged") {
    return { problem: { file, message: "status must be completed or diverged" } };
  }
  if ((status === "diverged") !== isFiniteNumber(divergedAtEpoch)) {
    return {
      problem: { file, message: "diverged_at_epoch must stand there for a diverged run, and only there" },
    };
  }
  if (finalLoss !== null && !isFiniteNumber(finalLoss)) {
    return { problem: { file, message: "final_loss must be a number or null" } };
  }
  const parameters = status === "diverged" ? null : parametersOf(memberOf(json.value, "layers"), experiment);
  if (parameters === undefined) {
    return {
      problem: { file, message: "layers must hold a number for each weight and bias of the network" },
    };
  }
  return { model: { status, divergedAtEpoch: divergedAtEpoch as number | null, finalLoss, parameters } };
}

/** Weights and biases in draw order; undefined where one is missing or too many. */
function parametersOf(layers: UncheckedJson, experiment: Experiment): Float64Array | undefined {
  const topology = topologyOf(experiment);
  const wanted = layersOf(topology);
  const parameters = new Float64Array(parameterCount(topology));
  if (!Array.isArray(layers) || layers.length !== wanted.length) return undefined;
  for (const [index, { inputCount, outputCount, weightOffset, biasOffset }] of wanted.entries()) {
    const weights = memberOf(layers[index], "weights");
    if (!Array.isArray(weights) || weights.length !== outputCount) return undefined;
    for (const [neuron, row] of weights.entries()) {
      if (!isNumberList(row, inputCount)) return undefined;
      parameters.set(row, weightOffset + neuron * inputCount);
    }
    const biases = memberOf(layers[index], "biases");
    if (!isNumberList(biases, outputCount)) return undefined;
    parameters.set(biases, biasOffset);
  }
  return parameters;
}

function isNumberList(value: UncheckedJson, length: number): value is number[] {
  return Array.isArray(value) && value.length === length && value.every(isFiniteNumber);
}

/** The beginning of a line, for a message. */
function clipped(line: string): string {
  return line.length <= 40 ? line || "nothing" : `${line.slice(0, 40)}…`;
}
