// What can be checked only when an experiment is whole: sizes of networks and runs, lengths of lists of parameters, and
// shifts and scales that the rows do not allow.

import { type ColumnRequest, type Dataset, featureColumnsOf, type Row } from "../../dataset/dataset.ts";
import { isDecidedByRows } from "../../dataset/learned_words.ts";
import { type Column, filled, isGiven } from "../../dataset/standardize.ts";
import {
  biasCount,
  isDense,
  neuronCount,
  operationCount,
  parameterCount,
  weightCount,
} from "../../engine/topology.ts";
import {
  type Experiment,
  featuresOf,
  inputCountOf,
  inputShapeOf,
  targetColumnsOf,
  topologyOf,
} from "../experiment.ts";
import { LIMITS } from "../limits.ts";
import type { ProblemList } from "../source/problem.ts";
import type { Placer, TreePath } from "../source/yaml_tree.ts";
import { dotted } from "./breach.ts";
import { grouped } from "../../text/grouped.ts";
import { clip } from "../../text/visible_text.ts";
import { listed } from "../../text/words.ts";
import { checkLayers } from "./check_layers.ts";
import { checkValidation } from "./resolve_validation.ts";

/**
 * Reports everything in an experiment that is too large, too long or impossible to compute.
 *
 * @param featurePath where the file has the feature of an input; a pattern has several.
 */
export function checkFigures(
  experiment: Experiment,
  placeOf: Placer,
  list: ProblemList,
  featurePath: (index: number) => TreePath = (index) => ["dataset", "features", index],
): void {
  checkValidation(experiment.dataset, placeOf, list);
  checkWords(experiment, placeOf, list, featurePath);
  // Without inputs there is no network.
  if (inputCountOf(experiment.dataset) === 0) return;
  // An image of more or fewer points than there are columns is reported with its shape, and nothing can stand on it.
  if (experiment.network.layers !== undefined && !fitsInputs(experiment.dataset)) return;
  if (!checkLayers(experiment, placeOf, list)) return;
  checkNetwork(experiment, placeOf, list);
  checkTraining(experiment, placeOf, list);
  if (list.isEmpty) checkColumns(experiment, placeOf, list, featurePath);
}

/** Whether an image has a point for each input. */
function fitsInputs(dataset: Dataset): boolean {
  const input = inputShapeOf(dataset);
  return input?.kind !== "image" || input.rows * input.columns * input.channels === inputCountOf(dataset);
}

/** Reports columns of words of which the rows to learn have none. */
function checkWords(
  experiment: Experiment,
  placeOf: Placer,
  list: ProblemList,
  featurePath: (index: number) => TreePath,
): void {
  const { features, rows } = experiment.dataset;
  // Why there are no rows is reported where they are read.
  if (rows.length === 0 || !features.some(isDecidedByRows)) return;
  const seen = new Set(featuresOf(experiment).map(({ category }) => category?.column));
  for (const { name, first, labels } of featureColumnsOf(features)) {
    if (labels === null || seen.has(name)) continue;
    const path = [...featurePath(first), "categories"];
    const message = `${dotted(path)} must not be all: all cells of ${
      clip(name)
    } in the rows to learn are empty`;
    list.report("wrong_value", placeOf(path), message, "list the categories");
  }
}

function checkNetwork(experiment: Experiment, placeOf: Placer, list: ProblemList): void {
  const { init } = experiment;
  const topology = topologyOf(experiment);
  const parameters = parameterCount(topology);
  if (parameters > LIMITS.parameters) {
    const key = experiment.network.layers === undefined ? "hidden" : "layers";
    const message =
      `network.${key} must make at most ${grouped(String(LIMITS.parameters))} weights and biases: ` +
      `found ${grouped(String(parameters))}`;
    list.report(
      "too_large",
      placeOf(["network", key]),
      message,
      `make a ${key === "hidden" ? "hidden " : ""}layer smaller`,
    );
  }
  const neurons = neuronCount(topology);
  if (neurons > LIMITS.neurons) {
    const message = `network.layers must make at most ${grouped(String(LIMITS.neurons))} neurons: found ${
      grouped(String(neurons))
    }`;
    list.report(
      "too_large",
      placeOf(["network", "layers"]),
      message,
      "take fewer filters, or smaller states",
    );
  }
  if (!("weights" in init)) return;
  const wanted = { weights: weightCount(topology), biases: biasCount(topology) };
  for (const key of ["weights", "biases"] as const) {
    const given = init[key];
    if (typeof given === "number" || given.length === wanted[key]) continue;
    const message = `init.${key} must have ${wanted[key]} numbers, one for each of this network's ${key}: ` +
      `found ${given.length}`;
    list.report("wrong_value", placeOf(["init", key]), message, "or give one number for all");
  }
}

function checkTraining(experiment: Experiment, placeOf: Placer, list: ProblemList): void {
  const { dataset, training } = experiment;
  const { epochs, logEvery } = training;
  if (epochs > 0 && dataset.rows.length === 0 && list.isEmpty) {
    const place = placeOf(["dataset", "rows"], "key");
    const isEmptyList = place.start !== placeOf(["dataset"], "key").start;
    const [lack, wayOut] = isEmptyList
      ? ["must have a row", "add one"]
      : ["is missing", "add dataset.rows or dataset.file"];
    const message = `dataset.rows ${lack}: ${epochs} epochs need at least one`;
    list.report("missing", place, message, `${wayOut}, or set training: { epochs: 0 } to ask queries only`);
  }
  if (epochs / logEvery > LIMITS.loggedEpochs) {
    const message = `training.log_every must log at most ${grouped(String(LIMITS.loggedEpochs))} losses: ` +
      `found ${grouped(String(Math.floor(epochs / logEvery)))}`;
    const hint = `log_every: ${Math.ceil(epochs / LIMITS.loggedEpochs)} would do`;
    const place = placeOf(["training", "log_every"]);
    // Where log_every is left out, there are too many epochs.
    const isGiven = place.start !== placeOf(["training"], "key").start;
    list.report("too_large", isGiven ? place : placeOf(["training", "epochs"]), message, hint);
  }
  const topology = topologyOf(experiment);
  const areShared = !isDense(topology);
  const updates = epochs * dataset.rows.length *
    (areShared ? operationCount(topology) : parameterCount(topology));
  if (updates > LIMITS.updates) {
    const message = `training.epochs must make at most ${grouped(String(LIMITS.updates))} updates ` +
      `(epochs × rows × ${areShared ? "products" : "parameters"}): found ${grouped(String(updates))}`;
    list.report("too_large", placeOf(["training", "epochs"]), message, "train for fewer epochs");
  }
}

/** Reports shifts and scales of features and targets that the rows do not allow. */
function checkColumns(
  experiment: Experiment,
  placeOf: Placer,
  list: ProblemList,
  featurePath: (index: number) => TreePath,
): void {
  const { features, target, rows, validation } = experiment.dataset;
  // Rows that are held out may have other values.
  const learned: LearnedRows = { rows, words: validation === null ? "" : " in the rows to learn" };
  // Where no figures of the rows are asked for, no row is looked at: sweeps check thousands of variants.
  if (!features.every(isGiven)) {
    checkFit(features, featuresOf(experiment), learned, (row) => row.values, featurePath, placeOf, list);
  }
  if (target?.kind !== "numbers" || target.columns.every(isGiven)) return;
  const pathOf = (index: number): TreePath =>
    target.columns.length > 1 ? ["dataset", "targets", index] : ["dataset", "target"];
  checkFit(target.columns, targetColumnsOf(experiment), learned, (row) => row.targets, pathOf, placeOf, list);
}

const FITTED = ["missing", "shift", "scale"] as const;

/** The rows that shift and scale are fitted to, with what is said of them where there are others. */
interface LearnedRows {
  readonly rows: readonly Row[];
  readonly words: string;
}

function checkFit(
  requests: readonly ColumnRequest[],
  columns: readonly Column[],
  learned: LearnedRows,
  valuesOf: (row: Row) => readonly number[],
  pathOf: (index: number) => TreePath,
  placeOf: Placer,
  list: ProblemList,
): void {
  const rows = learned.rows.map(valuesOf);
  const mistakes = new Map<string, FitMistake>();
  columns.forEach((column) => {
    const { index } = column;
    for (const key of FITTED) {
      const why = lackOf(key, requests[index], column, rows, index);
      if (why === null) continue;
      const path = [...pathOf(index), key];
      // Of the columns of a pattern all are told at once.
      const known = mistakes.get(dotted(path) + why.reason);
      if (known !== undefined) known.names.push(column.name);
      else {
        const word = String(requests[index][key]);
        mistakes.set(dotted(path) + why.reason, { path, ...why, word, names: [column.name] });
      }
      // Without what fills its empty cells a column has no other figures.
      if (key === "missing") return;
    }
  });
  for (const { path, word, reason, isOfColumn, names } of mistakes.values()) {
    const of = isOfColumn ? ` ${listed(names.map(clip), MOST_NAMES)}${learned.words} are equal` : "";
    const hint = names.length > 1 ? "name the other columns one by one, or give a number" : "give a number";
    list.report(
      "wrong_value",
      placeOf(path),
      `${dotted(path)} must not be ${word}: ${reason}${of}`,
      hint,
    );
  }
}

/** Columns that a mistake names. */
const MOST_NAMES = 4;

interface FitMistake extends Lack {
  readonly path: TreePath;
  readonly word: string;
  readonly names: string[];
}

/** Why a figure cannot be taken of the rows. */
interface Lack {
  readonly reason: string;
  /** Whether the reason ends with the column. */
  readonly isOfColumn: boolean;
}

function lackOf(
  key: typeof FITTED[number],
  request: ColumnRequest,
  column: Column,
  rows: readonly (readonly number[])[],
  index: number,
): Lack | null {
  if (typeof request[key] !== "string") return null;
  const figure = column[key]!;
  const lack = rows.length === 0
    ? "there are no rows"
    : rows.every((row) => Number.isNaN(row[index]))
    ? `all cells of ${clip(column.name)} are empty`
    : "its values are too large to add up";
  if (key !== "scale") return Number.isFinite(figure) ? null : { reason: lack, isOfColumn: false };
  // Rounding may give equal values a tiny deviation, so the values themselves are compared.
  const first = rows.length === 0 ? undefined : filled(column, rows[0][index]);
  const isConstant = first !== undefined && rows.every((row) => filled(column, row[index]) === first);
  if (isConstant) return { reason: "all values of", isOfColumn: true };
  if (figure === 0) return { reason: "its values differ by too little to be squared", isOfColumn: false };
  return figure > 0 && Number.isFinite(figure) ? null : { reason: lack, isOfColumn: false };
}
