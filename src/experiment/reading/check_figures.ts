// What can be checked only when an experiment is whole: sizes of networks and runs, lengths of lists of parameters, and
// shifts and scales that the rows do not allow.

import type { ColumnRequest, Row } from "../../dataset/dataset.ts";
import { fitColumns } from "../../dataset/standardize.ts";
import { biasCount, parameterCount, weightCount } from "../../engine/topology.ts";
import { type Experiment, topologyOf } from "../experiment.ts";
import { LIMITS } from "../limits.ts";
import type { ProblemList } from "../source/problem.ts";
import type { Placer, TreePath } from "../source/yaml_tree.ts";
import { dotted } from "./breach.ts";
import { clip } from "../../text/visible_text.ts";
import { checkValidation } from "./resolve_validation.ts";

/** Reports everything in an experiment that is too large, too long or impossible to compute. */
export function checkFigures(experiment: Experiment, placeOf: Placer, list: ProblemList): void {
  checkValidation(experiment.dataset, placeOf, list);
  checkNetwork(experiment, placeOf, list);
  checkTraining(experiment, placeOf, list);
  if (list.isEmpty) checkColumns(experiment, placeOf, list);
}

function checkNetwork(experiment: Experiment, placeOf: Placer, list: ProblemList): void {
  const { init } = experiment;
  const topology = topologyOf(experiment);
  const parameters = parameterCount(topology);
  if (parameters > LIMITS.parameters) {
    const message = `network.hidden must make at most ${grouped(LIMITS.parameters)} weights and biases: ` +
      `found ${grouped(parameters)}`;
    list.report("too_large", placeOf(["network", "hidden"]), message, "make a hidden layer smaller");
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
    const message = `dataset.rows is missing: ${epochs} epochs need at least one row`;
    const hint = "add dataset.rows or dataset.file, or set training: { epochs: 0 } to ask queries only";
    list.report("missing", placeOf(["dataset"], "key"), message, hint);
  }
  if (epochs / logEvery > LIMITS.loggedEpochs) {
    const message = `training.log_every must log at most ${grouped(LIMITS.loggedEpochs)} losses: ` +
      `found ${grouped(Math.floor(epochs / logEvery))}`;
    const hint = `log_every: ${Math.ceil(epochs / LIMITS.loggedEpochs)} would do`;
    const place = placeOf(["training", "log_every"]);
    // Where log_every is left out, there are too many epochs.
    const isGiven = place.start !== placeOf(["training"], "key").start;
    list.report("too_large", isGiven ? place : placeOf(["training", "epochs"]), message, hint);
  }
  const updates = epochs * dataset.rows.length * parameterCount(topologyOf(experiment));
  if (updates > LIMITS.updates) {
    const message = `training.epochs must make at most ${grouped(LIMITS.updates)} updates ` +
      `(epochs × rows × parameters): found ${grouped(updates)}`;
    list.report("too_large", placeOf(["training", "epochs"]), message, "train for fewer epochs");
  }
}

/** Reports shifts and scales of features and targets that the rows do not allow. */
function checkColumns({ dataset }: Experiment, placeOf: Placer, list: ProblemList): void {
  const { features, target, rows, validation } = dataset;
  // Rows that are held out may have other values.
  const learned: LearnedRows = { rows, words: validation === null ? "" : " in the rows to learn" };
  if (areFitted(features)) {
    const pathOf = (index: number): TreePath => ["dataset", "features", index];
    checkFit(features, learned, (row) => row.values, pathOf, placeOf, list);
  }
  if (target?.kind !== "numbers" || !areFitted(target.columns)) return;
  const pathOf = (index: number): TreePath =>
    target.columns.length > 1 ? ["dataset", "targets", index] : ["dataset", "target"];
  checkFit(target.columns, learned, (row) => row.targets, pathOf, placeOf, list);
}

/** Whether figures of the rows are asked for; if not, no row is looked at, since sweeps check thousands of variants. */
function areFitted(requests: readonly ColumnRequest[]): boolean {
  return requests.some(({ shift, scale }) => shift === "mean" || scale === "std");
}

/** The rows that shift and scale are fitted to, with what is said of them where there are others. */
interface LearnedRows {
  readonly rows: readonly Row[];
  readonly words: string;
}

function checkFit(
  requests: readonly ColumnRequest[],
  learned: LearnedRows,
  valuesOf: (row: Row) => readonly number[],
  pathOf: (index: number) => TreePath,
  placeOf: Placer,
  list: ProblemList,
): void {
  const rows = learned.rows.map(valuesOf);
  fitColumns(requests, rows).forEach(({ name, shift, scale }, index) => {
    const request = requests[index];
    const path = pathOf(index);
    const lack = rows.length === 0 ? "there are no rows" : "its values are too large to add up";
    if (request.shift === "mean" && !Number.isFinite(shift)) {
      const message = `${dotted(path)}.shift must not be mean: ${lack}`;
      list.report("wrong_value", placeOf([...path, "shift"]), message, "give a number");
    }
    // Rounding may give equal values a tiny deviation, so the values themselves are compared.
    const first = rows[0]?.[index];
    const isConstant = first !== undefined && rows.every((row) => row[index] === first);
    if (request.scale === "std" && (isConstant || !(scale > 0 && Number.isFinite(scale)))) {
      const why = isConstant ? `all values of ${clip(name)}${learned.words} are equal` : lack;
      const message = `${dotted(path)}.scale must not be std: ${why}`;
      list.report("wrong_value", placeOf([...path, "scale"]), message, "give a number");
    }
  });
}

/** A whole number with commas, for figures too long to count the digits of. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
