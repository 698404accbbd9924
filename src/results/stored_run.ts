// A result folder read back as the outcome that it holds.
// What must not change: the files of the outcome read back are the files that were read, byte for byte; a damaged
// folder gives problems as data. Why an `Outcome`: what shows or compares a fresh run shows a stored one as well.

import { isSupervised } from "../engine/supervisor.ts";
import { type Experiment, featuresOf, startingParameters } from "../experiment/experiment.ts";
import { parseDecimal } from "../text/decimal.ts";
import type { LoggedEpoch, Outcome } from "../run/outcome.ts";
import { loggedCountOf } from "../run/supervised.ts";
import { cellsOf, linesOf } from "./csv_text.ts";
import { hashOf } from "./hashed_files.ts";
import type { Manifest } from "./manifest.ts";
import { type LossColumn, lossColumns } from "./loss_columns.ts";
import { readConfig } from "./stored_config.ts";
import { readManifest, versionProblem } from "./stored_manifest.ts";
import { readModel } from "./stored_model.ts";
import { clippedLine, readPredictions } from "./stored_predictions.ts";
import {
  damaged,
  problemsIn,
  type StoredFiles,
  type StoredProblem,
  type StoredRead,
  textIn,
} from "./stored_text.ts";

/** A run that is in a result folder. */
export interface StoredRun {
  readonly manifest: Manifest;
  /** What came out, as if it had just been run. */
  readonly outcome: Outcome;
  /** The files that were read whose hash is not the one in the manifest. */
  readonly changedFiles: readonly string[];
}

/** A run of which something may be damaged. */
export interface LegibleRun {
  readonly outcome: Outcome;
  /** Everything that keeps it from being the run that was written. */
  readonly problems: readonly StoredProblem[];
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
 * @returns the run, or everything that keeps it from being one; null for a sweep, which `readStoredSweep` reads.
 *
 * @example
 * ```ts
 * import { parseExperiment } from "../experiment/reading/parse_experiment.ts";
 * import { runExperiment } from "../run/run_experiment.ts";
 * import { bytesOf } from "./file_content.ts";
 * import { resultFiles } from "./result_files.ts";
 * import { readStoredRun } from "./stored_run.ts";
 * const text = "name: ask\ndataset: { features: [{ name: x }] }\ntraining: { epochs: 0 }\nqueries: [{ x: 1 }]";
 * const outcome = runExperiment(parseExperiment(text));
 * const files = new Map([...resultFiles(outcome)].map(([name, content]) => [name, bytesOf(content)]));
 * const read = readStoredRun(files);
 * if ("problems" in read) throw new Error(read.problems[0].message);
 * if (read.ok?.outcome.predictions[0].outputs?.[0] !== outcome.predictions[0].outputs?.[0]) throw new Error("wrong");
 * ```
 */
export function readStoredRun(files: StoredFiles): StoredRead<StoredRun | null> {
  const version = versionProblem(files);
  if (version !== null) return { problems: [version] };
  const manifest = readManifest(files);
  const config = readConfig(files);
  if ("problems" in manifest || "problems" in config) return { problems: problemsIn(manifest, config) };
  const experiment = config.ok;
  if (experiment.sweep !== null || manifest.ok.kind !== "run") return { ok: null };
  const { outcome, problems } = outcomeIn(files, experiment);
  if (outcome === null || problems.length > 0) return { problems };
  const changedFiles = [...files].flatMap(([name, bytes]) => {
    const entry = manifest.ok.files.get(name);
    return entry === undefined || entry.sha256 === hashOf(bytes) ? [] : [name];
  });
  return { ok: { manifest: manifest.ok, outcome, changedFiles } };
}

/**
 * A run as far as it can be read: without the answers that are damaged, and without losses where those are.
 *
 * @returns null for a sweep, and where nobody can read what was asked or how it ended: the config, the model, and the losses
 * of a run that they may have stopped.
 */
export function readLegibleRun(files: StoredFiles): LegibleRun | null {
  const config = versionProblem(files) === null ? readConfig(files) : null;
  if (config === null || "problems" in config || config.ok.sweep !== null) return null;
  const { outcome, problems } = outcomeIn(files, config.ok);
  if (outcome === null) return null;
  const { training } = config.ok;
  const isEndLost = isSupervised(training) && training.epochs > 0 && outcome.losses.length === 0;
  return isEndLost ? null : { outcome, problems };
}

/** What came out of an experiment without what is damaged, null without a model, and everything that is wrong with it. */
function outcomeIn(
  files: StoredFiles,
  experiment: Experiment,
): { readonly outcome: Outcome | null; readonly problems: readonly StoredProblem[] } {
  const losses = readLosses(files, experiment);
  const model = readModel(files, experiment);
  const status = "ok" in model ? model.ok.status : "completed";
  const { predictions, problems } = readPredictions(files, experiment, status);
  const found = [...problemsIn(losses, model), ...problems];
  if ("problems" in model) return { outcome: null, problems: found };
  const outcome: Outcome = {
    experiment,
    features: featuresOf(experiment),
    ...model.ok,
    losses: "ok" in losses ? losses.ok : [],
    startingParameters: startingParameters(experiment),
    predictions,
  };
  const loggedCount = loggedCountOf(outcome);
  if ("problems" in losses || loggedCount === losses.ok.length) return { outcome, problems: found };
  const otherwise = loggedOtherwise(losses.ok.length, loggedCount, experiment);
  return { outcome: { ...outcome, losses: [] }, problems: [...otherwise.problems, ...found] };
}

function readLosses(files: StoredFiles, experiment: Experiment): StoredRead<readonly LoggedEpoch[]> {
  const file = "loss.csv";
  const text = textIn(files, file);
  if ("problems" in text) return text;
  const [header, ...lines] = linesOf(text.ok);
  const columns = lossColumns(experiment);
  if (header !== columns.join(",")) return damaged(file, `line 1 must be ${columns.join(",")}`);
  const losses: LoggedEpoch[] = [];
  for (const [index, line] of lines.entries()) {
    const logged = loggedEpoch(columns, cellsOf(line));
    const { epochs, logEvery } = experiment.training;
    if (logged === null || logged.epoch !== index * logEvery || logged.epoch >= epochs) {
      const wanted = columns.length === 2 ? "its loss" : "what was logged of it";
      const found = `found ${clippedLine(line)}`;
      return damaged(file, `line ${index + 2} must hold epoch ${index * logEvery} and ${wanted}: ${found}`);
    }
    losses.push(logged);
  }
  return { ok: losses };
}

/** The file has other epochs than the run made: it is cut, or goes on after the run was stopped. */
function loggedOtherwise(
  found: number,
  wanted: number,
  { training }: Experiment,
): ReturnType<typeof damaged> {
  const epoch = (Math.min(found, wanted) * training.logEvery).toString();
  const line = Math.min(found, wanted) + 2;
  const what = found < wanted
    ? `must hold epoch ${epoch}: the file ends before it`
    : `must not be there: the run ended before epoch ${epoch}`;
  return damaged("loss.csv", `line ${line} ${what}`);
}

/** A line of `loss.csv`; null where a number is missing that must be there, or a cell too many. */
function loggedEpoch(columns: readonly LossColumn[], cells: readonly string[]): LoggedEpoch | null {
  if (cells.length !== columns.length) return null;
  const numbers = new Map(columns.map((column, index) => [column, parseDecimal(cells[index])]));
  const [epoch, loss] = [numbers.get("epoch"), numbers.get("loss")];
  const isWhole = columns.every((column, index) =>
    numbers.get(column) !== undefined || column === "validation_loss" && cells[index] === ""
  );
  if (!isWhole || epoch === undefined || loss === undefined) return null;
  if (!columns.includes("validation_loss")) return { epoch, loss };
  const heldOut = {
    loss: numbers.get("validation_loss") ?? NaN,
    accuracy: numbers.get("validation_accuracy") ?? null,
    trainingAccuracy: numbers.get("accuracy") ?? null,
  };
  return { epoch, loss, heldOut };
}
