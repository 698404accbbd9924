// An experiment as `config.json`: every setting written out, in the words and the order of the file format.
// What must not change: reading a config gives the same experiment again, and its canonical text is what the
// result folder's name is the hash of.

import canonicalize from "npm:canonicalize@5.1.0";
import {
  cellOf,
  type ColumnRequest,
  type Dataset,
  type FeatureColumn,
  featureColumnsOf,
  nameOfRow,
  type Row,
  type Target,
  targetCellsOf,
  targetNamesOf,
  type Validation,
} from "../dataset/dataset.ts";
import { tableRowsOf } from "../dataset/held_out.ts";
import { isDecidedByRows } from "../dataset/learned_words.ts";
import { areDefaultThresholds, type Goals } from "./goals.ts";
import {
  type Experiment,
  requireExperiment,
  type Sweep,
  type SweepValue,
  type SweptKey,
  valuesIn,
} from "./experiment.ts";
import { type Stated, STATED_KEYS, type StatedKey, statedOf, statedValue } from "./stated.ts";
import type { FORMAT_VERSIONS } from "./versions.ts";

/** A value that JSON can hold. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** A JSON object; its keys keep their order. */
export interface JsonObject {
  /** The value of a key. */
  readonly [key: string]: JsonValue;
}

/**
 * Every setting of an experiment, with none left implicit; this is itself an experiment file.
 *
 * @example
 * ```ts
 * import { configOf, experimentId, parseExperiment } from "@seedbed/seedbed";
 * const experiment = parseExperiment("name: ask\ndataset: { features: [{ name: x }] }\ntraining: { epochs: 0 }");
 * const again = parseExperiment(JSON.stringify(configOf(experiment)));
 * if (experimentId(again) !== experimentId(experiment)) throw new Error("wrong");
 * ```
 */
export function configOf(experiment: Experiment): JsonObject {
  requireExperiment(experiment);
  const { dataset } = experiment;
  const columns = featureColumnsOf(dataset.features);
  return {
    numerics: experiment.numerics,
    name: experiment.name,
    description: experiment.description,
    dataset: {
      features: columns.flatMap((column) => {
        const request = dataset.features[column.first];
        if (request.image === undefined) return [featureConfigOf(column, request)];
        return request.image.name === dataset.features[column.first - 1]?.image?.name
          ? []
          : [imageConfigOf(request)];
      }),
      ...(dataset.target === null ? {} : targetConfigOf(dataset.target)),
      rows: rowsConfigOf(experiment, tableRowsOf(dataset)),
      ...(dataset.validation === null
        ? {}
        : { validation: validationConfigOf(experiment, dataset.validation) }),
    },
    ...statedConfigOf(statedOf(experiment)),
    queries: experiment.queries.map((query) => ({ name: query.name, ...columnsOf(dataset, query.values) })),
    ...(hasYoungGoals(experiment) ? { goals: goalsConfigOf(experiment.goals) } : {}),
    ...(experiment.sweep === null ? {} : { sweep: sweepConfigOf(experiment.sweep) }),
  };
}

/** The cells of a row or a query by column; an empty one is written as an empty text. */
function columnsOf({ features }: Dataset, values: readonly number[]): JsonObject {
  const cells = featureColumnsOf(features).map((column) =>
    [column.name, cellOf(column, values) ?? ""] as const
  );
  return Object.fromEntries(cells);
}

/** What a feature asks for; what is younger than the format is written only where it does something. */
function featureConfigOf({ name, labels, words }: FeatureColumn, request: ColumnRequest): JsonObject {
  if (words !== undefined) return { name, tokens: "words" };
  const { unit, shift, scale, missing } = request;
  // A list would say that held-out rows have no other words, and would give each word an input in every trial.
  const categories = isDecidedByRows(request) ? "all" : labels;
  return {
    ...(categories === null ? { ...labelsOf({ name, unit }), shift, scale } : { name, categories }),
    ...(missing === undefined ? {} : { missing }),
  };
}

/** An image is one feature, whose columns are those that the pattern fits in the rows of the config too. */
function imageConfigOf({ image, unit, shift, scale, missing }: ColumnRequest): JsonObject {
  const { name, pattern, shape } = image!;
  return {
    ...labelsOf({ name, unit }),
    columns: pattern,
    shape,
    shift,
    scale,
    ...(missing === undefined ? {} : { missing }),
  };
}

function rowsConfigOf(experiment: Experiment, rows: readonly Row[]): JsonValue {
  const { dataset } = experiment;
  if (isWrittenAsTable(experiment, rows)) return tableOf(dataset, rows);
  return rows.map((row): JsonObject => {
    const cells = targetCellsOf(dataset.target, row);
    const targets = targetNamesOf(dataset.target).map((name, index) => [name, cells[index]] as const);
    return { name: row.name, ...columnsOf(dataset, row.values), ...Object.fromEntries(targets) };
  });
}

function validationConfigOf(experiment: Experiment, { split, rows }: Validation): JsonObject {
  if (split.kind === "rows") return { rows: rowsConfigOf(experiment, rows) };
  if (split.kind === "names") return { rows: split.names };
  const { kind: _, ...settings } = split;
  return settings;
}

/** So many rows and more are written as a table, whose first line names the columns, in formats that have it. */
const LONG_TABLE_ROWS = 100;

/**
 * Whether some rows of an experiment are written as a table. Those of images always are: the order of their columns is that of
 * the points, and a mapping has none.
 */
export function isWrittenAsTable(experiment: Experiment, rows: readonly Row[]): boolean {
  if (rows.length > 0 && experiment.dataset.features.some(({ image }) => image !== undefined)) return true;
  return rows.length >= LONG_TABLE_ROWS && formatOf(experiment) > 1;
}

/** The rows as a table; without their names where none was given. */
function tableOf({ features, target }: Dataset, rows: readonly Row[]): JsonValue {
  const hasNames = rows.some(({ name }, index) => name !== nameOfRow(index));
  const read = featureColumnsOf(features);
  const columns = [...read.map(({ name }) => name), ...targetNamesOf(target)];
  return [
    hasNames ? ["name", ...columns] : columns,
    ...rows.map((row): JsonValue => {
      const values = read.map((column) => cellOf(column, row.values) ?? "");
      const cells = [...values, ...targetCellsOf(target, row)];
      return hasNames ? [row.name, ...cells] : cells;
    }),
  ];
}

function labelsOf({ name, unit }: Pick<ColumnRequest, "name" | "unit">): JsonObject {
  return unit === null ? { name } : { name, unit };
}

function targetConfigOf(target: Target): JsonObject {
  switch (target.kind) {
    case "numbers": {
      const columns = target.columns.map(targetColumnConfigOf);
      return columns.length === 1 ? { target: columns[0] } : { targets: columns };
    }
    case "coded": {
      const classes = Object.fromEntries(target.classes.map(({ label, value }) => [label, value]));
      return { target: { name: target.name, classes } };
    }
    case "classes":
      return { target: { name: target.name, classes: target.labels } };
  }
}

/** Shift and scale are younger than the format: they are written only where they do something. */
function targetColumnConfigOf({ shift, scale, ...labels }: ColumnRequest): JsonObject {
  return {
    ...labelsOf(labels),
    ...(shift === 0 ? {} : { shift }),
    ...(scale === 1 ? {} : { scale }),
  };
}

/** The sections network, init and training by their names in the file, in the order of their entries. */
function statedConfigOf(stated: Stated): JsonObject {
  const sections = { network: {}, init: {}, training: {} };
  for (const entry of STATED_KEYS) {
    const value = statedValue(stated, entry);
    if (value === undefined || isNeutral(entry, value, stated)) continue;
    const path = entry.key.split(".");
    path.slice(0, -1).reduce(
      (inner, key) => (inner[key] ??= {}) as Record<string, JsonValue>,
      sections as Record<string, JsonValue>,
    )[path[path.length - 1]] = value;
  }
  return sections;
}

/** Whether a config says nothing of a setting: it is younger than the format, and nothing comes of it. */
function isNeutral({ key, setting }: StatedKey, value: SweepValue, stated: Stated): boolean {
  if (setting.isYoung === undefined || value !== setting.default) return false;
  return !STATED_KEYS.some((other) =>
    other.setting.belongsTo?.key === key && statedValue(stated, other) !== undefined
  );
}

/** Goals are younger than the format: each is written only where it is not what every sweep has. */
function goalsConfigOf({ allRowsRight, macroF1, lossThresholds }: Goals): JsonObject {
  return {
    ...(allRowsRight ? { all_rows_right: true } : {}),
    ...(macroF1 ? { macro_f1: true } : {}),
    ...(areDefaultThresholds(lossThresholds) ? {} : { loss_thresholds: lossThresholds }),
  };
}

/** A list with a mapping for each axis: the order of axes is that of trials, and the hash ignores the order of keys. */
function sweepConfigOf(sweep: Sweep): JsonValue {
  const entryOf = ({ key, values }: SweptKey): readonly [string, JsonValue] => [
    key,
    values.kind === "range" ? `${values.from}..${values.to}` : values.values as readonly SweepValue[],
  ];
  return sweep.axes.map((axis): JsonObject => {
    const entries = Object.fromEntries(axis.map(entryOf));
    return axis.length === 1 ? entries : { zip: entries };
  });
}

/** The canonical text (RFC 8785) of an experiment with its numerics version. */
export function canonicalText(experiment: Experiment): string {
  const text = canonicalize(configOf(experiment));
  if (text === undefined) throw new Error("assertion failed: a config is always JSON");
  return text;
}

/** The format of an experiment's results: the smallest that can hold them. */
export function formatOf(experiment: Experiment): typeof FORMAT_VERSIONS[number] {
  const isYoung = experiment.dataset.validation !== null || hasYoungSetting(experiment) ||
    hasYoungTarget(experiment) || hasYoungFeature(experiment) || hasYoungGoals(experiment);
  return isYoung ? 2 : 1;
}

/** Format 1 counts one thing of every sweep, see `DEFAULT_GOALS`. */
function hasYoungGoals({ goals }: Experiment): boolean {
  return goals.allRowsRight || goals.macroF1 || !areDefaultThresholds(goals.lossThresholds);
}

/** The smallest value, the range, empty cells and categories are younger than format 1. */
function hasYoungFeature({ dataset: { features }, sweep }: Experiment): boolean {
  const isYoung = (value: unknown): boolean => value === "min" || value === "range";
  const isSwept =
    sweep?.axes.flat().some(({ key, values }) =>
      key.startsWith("dataset.features.") && valuesIn(values).some(isYoung)
    ) ?? false;
  return isSwept ||
    features.some(({ shift, scale, missing, category, image, tokens }) =>
      isYoung(shift) || isYoung(scale) ||
      [missing, category, image, tokens].some((young) => young !== undefined)
    );
}

/** Whether an experiment says something that format 1 has no key or no word for, for itself or for a trial. */
function hasYoungSetting(experiment: Experiment): boolean {
  const stated = statedOf(experiment);
  const swept = new Map(experiment.sweep?.axes.flat().map(({ key, values }) => [key, values]));
  return STATED_KEYS.some((entry) => {
    const value = statedValue(stated, entry);
    const ofTrials = swept.get(entry.key);
    const { isYoung, oldWords } = entry.setting;
    if (isYoung) return ofTrials !== undefined || (value !== undefined && !isNeutral(entry, value, stated));
    if (oldWords === undefined) return false;
    const said = ofTrials === undefined ? [value] : valuesIn(ofTrials);
    return said.some((word) => word !== undefined && !oldWords.includes(String(word)));
  });
}

function hasYoungTarget({ dataset: { target }, sweep }: Experiment): boolean {
  const isTargetSwept = sweep?.axes.flat().some(({ key }) => key.startsWith("dataset.target")) ?? false;
  if (isTargetSwept || target?.kind === "classes") return true;
  if (target?.kind !== "numbers") return false;
  const isPlain = target.columns.every(({ unit, shift, scale }) =>
    unit === null && shift === 0 && scale === 1
  );
  return target.columns.length > 1 || !isPlain;
}

/** The id of an experiment: the first 8 of the 64 hex digits of its canonical text's SHA-256. */
export function idOf(experimentHash: string): string {
  return experimentHash.slice(0, 8);
}

/** A name that `run` gives to the folder of a result, with the id in it. */
export const RESULT_NAME = /^(?:seed-\d+|given|sweep)-([0-9a-f]{8})$/;

/** The folder of an experiment's results below the results folder, with `/` between its parts. */
export function folderOf(experiment: Experiment, experimentHash: string): string {
  const { init, sweep } = experiment;
  const kind = sweep !== null ? "sweep" : "seed" in init ? `seed-${init.seed}` : "given";
  return `${experiment.name}/${kind}-${idOf(experimentHash)}`;
}
