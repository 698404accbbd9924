// What a page must know of an experiment before it is trained: its id, its names, its tables, how long it takes.
// What must not change: plain data that travels to the page; the page itself reads no experiment.

import { classLabelsOf, featureColumnsOf, outputNamesOf, targetNamesOf } from "../dataset/dataset.ts";
import { parameterNames } from "../engine/topology.ts";
import { configOf, folderOf, idOf, type JsonObject, type JsonValue } from "../experiment/config.ts";
import {
  droppedText,
  type Experiment,
  featuresOf,
  type Sweep,
  topologyOf,
} from "../experiment/experiment.ts";
import { nodeAt, scalarText, type TreeNode } from "../experiment/source/yaml_tree.ts";
import { askedWords } from "../report/run/asked.ts";
import { notesOn } from "../run/notes.ts";
import { trialCountOf } from "../sweep/plan.ts";
import { grouped } from "../text/grouped.ts";
import { listed } from "../text/words.ts";
import { quoted } from "../text/shell_word.ts";
import { shortest } from "../text/decimal.ts";
import type { PlayDocument } from "./document.ts";
import { cellNode, fileSettingOf, pathOf, type RowTable, rowTables, writtenRows } from "./row_table.ts";
import { estimateMsOf } from "./standing_run.ts";
import { MOST_PARAMETERS, MOST_ROWS, type RunLength } from "./view.ts";

/** Rows in which columns are looked for that the first one has not. */
const MOST_LOOKED_AT = 500;

/** The first rows that are shown, by their tables: 0 where none is said. */
export type RowStarts = Readonly<Partial<Record<RowTable, number>>>;

/** Rows of an experiment as people typed them, or as its data file has them. */
export interface TableFacts {
  readonly table: RowTable;
  readonly columns: readonly string[];
  /** The first of them, or those that were asked for, shape [row][column]. */
  readonly rows: readonly (readonly string[])[];
  readonly rowCount: number;
  /** What a first row may look like, a cell a column; none where there are rows. */
  readonly firstRow: readonly string[];
  /** Whether they lie in a data file, from which an edit brings them into the text. */
  readonly isInFile: boolean;
}

/** An experiment before it is trained. */
export interface ExperimentFacts {
  /** The 8 hex digits of it. */
  readonly id: string;
  readonly name: string;
  /** Of its result: `gender/seed-42-fd52df8d`. */
  readonly folder: string;
  readonly description: string;
  /** How what is shown stands to its sweep; null without one. */
  readonly sweepNote: string | null;
  /** Null where the weights are given. */
  readonly seed: number | null;
  /** About how long it trains; live below 150. */
  readonly estimateMs: number;
  readonly length: RunLength;
  readonly epochs: number;
  /** The names of rows that are learned, of those held out, and of queries. */
  readonly rows: readonly string[];
  readonly heldOutRows: readonly string[];
  readonly queries: readonly string[];
  /** `w1`, …; of a large network the first ones. */
  readonly parameters: readonly string[];
  /** The columns that inputs are made of. */
  readonly features: readonly string[];
  readonly outputs: readonly string[];
  readonly classes: readonly string[];
  readonly targetNames: readonly string[];
  readonly tables: readonly TableFacts[];
  /** How many rows an empty cell drops, in words; null where none. */
  readonly dropped: string | null;
  /** What was asked for, in words. */
  readonly sentence: string;
  /** What gives the same on a terminal, after the program's name: `run gender.yaml`. */
  readonly command: string;
  /** What people should be told though nothing is wrong. */
  readonly notes: readonly string[];
}

/** Those that a text tells: how long a run is may change until it is trained. */
export type ReadFacts = Omit<ExperimentFacts, "length">;

/**
 * The facts of an experiment.
 *
 * @param play the document that it was read from, with the tree of its text; null where that has none.
 * @param hash the SHA-256 of all that it asks for.
 */
export function experimentFacts(
  { play, root }: { readonly play: PlayDocument; readonly root: TreeNode | null },
  experiment: Experiment,
  hash: string,
): ReadFacts {
  const { dataset, init, queries, sweep, training } = experiment;
  const swept = sweep?.axes.flat().map(({ key }) => key) ?? [];
  return {
    id: idOf(hash),
    name: experiment.name,
    folder: folderOf(experiment, hash),
    description: experiment.description,
    sweepNote: sweep === null ? null : sweepNoteOf(experiment, sweep, swept),
    seed: "seed" in init ? init.seed : null,
    estimateMs: estimateMsOf(experiment),
    epochs: training.epochs,
    rows: dataset.rows.map(({ name }) => name),
    heldOutRows: dataset.validation?.rows.map(({ name }) => name) ?? [],
    queries: queries.map(({ name }) => name),
    parameters: parameterNames(topologyOf(experiment), featuresOf(experiment)[0]?.learnedWords).slice(
      0,
      MOST_PARAMETERS,
    ),
    features: featureColumnsOf(dataset.features).map(({ name }) => name),
    outputs: outputNamesOf(dataset.target),
    classes: classLabelsOf(dataset.target),
    targetNames: targetNamesOf(dataset.target),
    tables: tableFactsOf(root, experiment),
    dropped: experiment.dropped === undefined ? null : droppedText(experiment.dropped),
    sentence: askedWords(experiment, swept),
    command: `run ${quoted(`${play.name}.yaml`)}`,
    notes: [...experiment.doubts ?? [], ...notesOn(experiment)].map(({ message, hint }) =>
      `${message}: ${hint}`
    ),
  };
}

/** That no trial is shown but what all of them vary, and what is set there. */
function sweepNoteOf(experiment: Experiment, { axes }: Sweep, keys: readonly string[]): string {
  const config = configOf(experiment);
  const settings = keys.flatMap((key) => {
    const value = settingAt(config, key.split("."));
    return value === undefined || typeof value === "object" ? [] : [`${key} is ${cellText(value)}`];
  });
  const set = settings.length === 0 ? "" : `: ${listed(settings)}`;
  return `A sweep of ${grouped(String(trialCountOf(axes)))} runs. ` +
    `Shown is the experiment before its sweep changes anything${set}. Download has all runs.`;
}

/** What a config has at a path. */
function settingAt(config: JsonValue, path: readonly string[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((value, key) => (value as JsonObject)?.[key], config);
}

/** The tables of an experiment, each from a row on; none where its text has no tree. */
export function tableFactsOf(
  root: TreeNode | null,
  experiment: Experiment,
  starts: RowStarts = {},
): readonly TableFacts[] {
  if (root === null) return [];
  return rowTables.flatMap((table) => tableFacts(root, table, experiment, starts[table] ?? 0) ?? []);
}

function tableFacts(
  root: TreeNode,
  table: RowTable,
  experiment: Experiment,
  start: number,
): TableFacts | null {
  if (nodeAt(root, fileSettingOf(table)) !== undefined) return fileTable(table, experiment, start);
  const written = writtenRows(root, table);
  if (written === null) return null;
  const { header, items } = written;
  const first = items.length === 0 ? firstCells(table, experiment) : null;
  const columns = [...new Set(header ?? first?.keys() ?? keysOf(items.slice(0, MOST_LOOKED_AT)))];
  const rows = items.slice(start, start + MOST_ROWS).map((item) =>
    columns.map((column) => scalarText(cellNode(written, item, column)) ?? "")
  );
  const firstRow = first === null ? [] : columns.map((column) => first.get(column) ?? "");
  return { table, columns, rows, rowCount: items.length, firstRow, isInFile: false };
}

/** The keys of rows, in the order in which they first have them; a name is the first, also where the first row has none. */
function keysOf(items: readonly TreeNode[]): readonly string[] {
  const keys = items.flatMap((item) => item.kind === "mapping" ? item.entries.map(({ key }) => key) : []);
  return keys.includes("name") ? ["name", ...keys] : keys;
}

/** The cells of a row that nobody has written yet, by column: 0, or the first word or class that is known. */
function firstCells(table: RowTable, { dataset }: Experiment): ReadonlyMap<string, string> {
  const features = featureColumnsOf(dataset.features).map(({ name, labels, words }) =>
    [name, (labels ?? words)?.[0] ?? "0"] as const
  );
  if (table === "queries") return new Map(features);
  const [label = "0"] = classLabelsOf(dataset.target);
  return new Map([...features, ...targetNamesOf(dataset.target).map((name) => [name, label] as const)]);
}

/** A table as the experiment would write it into its text. */
function fileTable(table: RowTable, experiment: Experiment, start: number): TableFacts | null {
  const config = configOf(experiment);
  const found = settingAt(config, pathOf(table));
  if (!Array.isArray(found)) return null;
  const [first] = found as readonly JsonValue[];
  const isTable = Array.isArray(first);
  const columns = isTable ? first.map(String) : Object.keys(first ?? {});
  const body = (isTable ? found.slice(1) : found) as readonly JsonValue[];
  const rows = body.slice(start, start + MOST_ROWS).map((row) =>
    (Array.isArray(row) ? row as readonly JsonValue[] : columns.map((column) => (row as JsonObject)[column]))
      .map(cellText)
  );
  return { table, columns, rows, rowCount: body.length, firstRow: [], isInFile: true };
}

function cellText(value: JsonValue | undefined): string {
  return typeof value === "number" ? shortest(value) : String(value ?? "");
}
