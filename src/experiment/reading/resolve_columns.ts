// Decides which columns an experiment looks at: its features, and that the rows have them and the target's.
// Why before the rows: a feature with a misspelt name is one mistake, not one in every row.

import { type ColumnRequest, type Target, targetNamesOf } from "../../dataset/dataset.ts";
import { nearHint, suggestion } from "../../text/suggest.ts";
import { clip } from "../../text/visible_text.ts";
import { isLabel, LABEL_WANTED } from "../label.ts";
import type { Draft } from "../settings.ts";
import { copiesIn } from "../source/csv_table.ts";
import type { Place, ProblemList } from "../source/problem.ts";
import type { Placer, TreePath } from "../source/yaml_tree.ts";
import { dotted } from "./breach.ts";
import type { Records } from "./records.ts";

type DraftFeature = Draft["dataset"]["features"][number];

/** What an empty cell means, as the file says it. */
export type MissingRule = NonNullable<DraftFeature["missing"]>;

/** A feature of the file bound to a column that it reads: its own, or one of those that its pattern fits. */
export interface BoundFeature {
  readonly column: string;
  readonly missing: MissingRule;
  readonly draft: DraftFeature;
  /** Where the file has it. */
  readonly path: TreePath;
}

/** The features of a dataset by their columns; reports names that occur twice or mean something else. */
export function bindFeatures(
  { features, target, targets = [] }: Draft["dataset"],
  records: Records,
  placeOf: Placer,
  list: ProblemList,
): readonly BoundFeature[] {
  const base = ["dataset", "features"];
  const targetNames = [target, ...targets].flatMap((column) => column === undefined ? [] : [column.name]);
  const named = features.flatMap((feature, index) =>
    "columns" in feature ? [] : [{ name: feature.name, path: [...base, index, "name"] }]
  );
  const images = features.flatMap((feature, index) =>
    !("columns" in feature)
      ? []
      : feature.name !== undefined
      ? [{ name: feature.name, path: [...base, index, "name"] }]
      : feature.shape !== undefined
      ? [{ name: feature.columns, path: [...base, index, "columns"] }]
      : []
  );
  rejectDoubled([...named, ...images], base, placeOf, list);
  for (const { name, path } of named) {
    if (!targetNames.includes(name)) continue;
    const message = `${dotted(path)} must not be the target's: found ${clip(name)}`;
    list.report("duplicate", placeOf(path), message, "leave the target out of the features");
  }
  const taken = new Set([...targetNames, ...named.map(({ name }) => name), records.nameColumn ?? ""]);
  return features.flatMap((draft, index): readonly BoundFeature[] => {
    const path = [...base, index];
    const columns = "columns" in draft ? fittingColumns(draft.columns, taken, records) : [draft.name];
    if (columns.length === 0 && "columns" in draft && !records.isLost) {
      reportUnfitting(draft.columns, [...path, "columns"], records, placeOf, list);
    }
    if ("columns" in draft) rejectUnfitNames(columns, [...path, "columns"], placeOf, list);
    for (const column of columns) taken.add(column);
    return columns.map((column) => ({ column, missing: draft.missing ?? "error", draft, path }));
  });
}

/** Reports the first column that a pattern fits and that no feature may be called. */
function rejectUnfitNames(
  columns: readonly string[],
  path: TreePath,
  placeOf: Placer,
  list: ProblemList,
): void {
  const found = columns.find((column) => !isLabel(column) || column === "__proto__");
  if (found === undefined) return;
  const wanted = isLabel(found) ? "other names" : `names of ${LABEL_WANTED}`;
  const message = `${dotted(path)} must fit columns with ${wanted}: found ${clip(found)}`;
  list.report("wrong_value", placeOf(path), message, "rename it in the table");
}

/**
 * The columns of the rows whose names fit a pattern, in which * stands for any characters, and that nothing else names; a
 * column without a name, or with that of the rows, is none.
 */
function fittingColumns(pattern: string, taken: ReadonlySet<string>, records: Records): readonly string[] {
  if (records.count === 0 && records.table === null) return [];
  const pieces = pattern.split("*");
  return records.columnsOf(0).filter((column) =>
    column !== "" && column !== "name" && !taken.has(column) && fits(column, pieces)
  );
}

/**
 * Whether a name begins with the first piece of a pattern, ends with the last, and has the others between them in order.
 * Why no regular expression: a stranger's pattern could keep one busy for ever.
 */
function fits(name: string, pieces: readonly string[]): boolean {
  const [first, ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return name === first;
  const end = name.length - last.length;
  let at = first.length;
  if (at > end || !name.startsWith(first) || !name.endsWith(last)) return false;
  for (const piece of rest) {
    const found = name.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= end;
}

function reportUnfitting(
  pattern: string,
  path: TreePath,
  records: Records,
  placeOf: Placer,
  list: ProblemList,
): void {
  const columns = records.count === 0 && records.table === null ? [] : records.columnsOf(0);
  const found = columns.length === 0 ? "there are no columns" : `there are ${clip(columns.join(", "))}`;
  const message = `${dotted(path)} must fit a column that nothing else names: found ${
    clip(pattern)
  }, and ${found}`;
  list.report("missing", placeOf(path), message, "* stands for any characters, and * alone for all columns");
}

/** A column of numbers as it was asked for. */
export function columnOf(
  name: string,
  { unit, shift = 0, scale = 1 }: {
    readonly unit?: string;
    readonly shift?: ColumnRequest["shift"];
    readonly scale?: ColumnRequest["scale"];
  },
): ColumnRequest {
  return { name, unit: unit ?? null, shift, scale };
}

/** Reports names of columns that occur twice or are reserved. */
export function rejectDoubled(
  columns: readonly { readonly name: string; readonly path: TreePath }[],
  base: TreePath,
  placeOf: Placer,
  list: ProblemList,
): void {
  const seen = new Set<string>();
  for (const { name, path } of columns) {
    if (seen.has(name)) {
      const message = `${dotted(base)} must have different names: found ${clip(name)} twice`;
      list.report("duplicate", placeOf(path), message, "rename one of the two");
    }
    seen.add(name);
    rejectReserved(name, dotted(path), placeOf(path), list);
  }
}

/** Reports the two names that no column may have. */
export function rejectReserved(name: string, key: string, place: Place, list: ProblemList): void {
  if (name === "name") {
    const message = `${key} must not be name: that column names the rows`;
    list.report("wrong_value", place, message, "choose another name");
  }
  if (name === "__proto__") {
    list.report("not_allowed", place, `${key} must not be __proto__`, "choose another name");
  }
}

/** What is known about the columns of all rows, or of all queries. */
export interface Columns {
  readonly target: Target | null;
  /** Columns that no row has: reported once, not row by row. */
  readonly absent: ReadonlySet<string>;
  /** Columns of the rows that may be meant for an absent one. */
  readonly others: ReadonlySet<string>;
}

/** The columns of a dataset; reports the features and the target that no row has. */
export function resolveColumns(
  features: readonly BoundFeature[],
  target: Target | null,
  records: Records,
  placeOf: Placer,
  list: ProblemList,
): Columns {
  const targets = targetNamesOf(target);
  const paths = new Map<string, TreePath>([
    ...features.map(({ column, path }) => [column, [...path, "name"]] as const),
    ...targets.map((name, index) => [name, targetNamePath(targets.length, index)] as const),
  ]);
  return lookedFor([...paths.keys()], [], target, records, list, (name, others) => {
    const path = paths.get(name)!;
    const message = `${dotted(path)} must be a column of the rows: found ${clip(name)}`;
    list.report("missing", placeOf(path), message, suggestion(name, others));
  });
}

/**
 * The columns of records that are read when the rows are: held-out rows, and queries of a data file. Reports those that all
 * of them lack. Rows that are written in the experiment may leave out a feature whose empty cells mean something; the table of a
 * file must have its column, for a name that is misspelt would be filled throughout.
 *
 * @param targets those of the target that they must have.
 * @param path of the setting that holds them.
 */
export function laterColumns(
  features: readonly BoundFeature[],
  { target, targets, path }: {
    readonly target: Target | null;
    readonly targets: readonly string[];
    readonly path: TreePath;
  },
  records: Records,
  placeOf: Placer,
  list: ProblemList,
): Columns {
  const isOfFile = records.settingsHint !== null;
  const isFilled = ({ missing }: BoundFeature): boolean => missing !== "error" && missing !== "drop";
  const names = features.map(({ column }) => column);
  const needed = features.filter((feature) => isOfFile || !isFilled(feature)).map(({ column }) => column);
  const filled = new Set(features.filter(isFilled).map(({ column }) => column));
  const report = (name: string, others: readonly string[]): void => {
    const message = `${dotted(path)} must have ${clip(name)}: found ${clip(records.columnsOf(0).join(", "))}`;
    list.report("missing", placeOf(path, "key"), message, suggestion(name, others));
  };
  return lookedFor([...needed, ...targets], names, target, records, list, report, filled);
}

/** Of a column that a table lacks and whose empty cells would be filled: one that may be meant, or how to go without it. */
function filledHint(name: string, others: readonly string[]): string {
  const [wanted, ...found] = [name, ...others].map((column) => column.toLowerCase());
  const cut = found.findIndex((column) => column.length > 1 && wanted.startsWith(column));
  if (cut >= 0) return `did you mean ${clip(others[cut])}?`;
  return nearHint(name, others) ??
    `rename the column that is meant; if nothing is known of it, add ${clip(name)} with empty cells`;
}

/**
 * Looks for columns in records, and reports those that all of them lack.
 *
 * @param known columns that may be there besides.
 * @param report tells of one that is in no row, where each row names its own columns.
 * @param filled those whose empty cells mean something.
 */
function lookedFor(
  wanted: readonly string[],
  known: readonly string[],
  target: Target | null,
  records: Records,
  list: ProblemList,
  report: (name: string, others: readonly string[]) => void,
  filled: ReadonlySet<string> = new Set(),
): Columns {
  const { table, hasColumn } = records;
  reportAbsentNames(records, list);
  // One row without a column has a mistake; rows that all lack it say that its name is the mistake.
  if (table === null && records.count < 2) return { target, absent: new Set(), others: new Set() };
  const isKnown = new Set([...wanted, ...known, "name"]);
  const others = records.columnsOf(0).filter((column) => !isKnown.has(column));
  const absent = new Set(wanted.filter((column) => !hasColumn(column)));
  for (const name of absent) {
    if (table === null) report(name, others);
    else if (!reportTwice(name, table, list)) {
      const message = `the table must have a column ${clip(name)}: found ${clip(table.columns.join(", "))}`;
      const hint = (filled.has(name) ? filledHint : suggestion)(name, others);
      list.report("missing", table.header, message, hint);
    }
  }
  // Of a row's own columns some are meant for the absent ones, so none is called unknown.
  return { target, absent, others: new Set(absent.size > 0 ? others : []) };
}

/** Reports a table without the column that is said to name its records. */
function reportAbsentNames({ nameColumn, table, hasColumn }: Records, list: ProblemList): void {
  const setting = table?.rowNameSetting ?? null;
  if (nameColumn === null || table === null || setting === null || hasColumn(nameColumn)) return;
  if (reportTwice(nameColumn, table, list)) return;
  const message = `${setting} must be a column of the table: found ${clip(nameColumn)}, and it has ${
    clip(table.columns.join(", "))
  }`;
  list.report("missing", table.header, message, suggestion(nameColumn, table.columns));
}

/** Reports a column that a table has twice, in which case each has a number. @returns whether it has. */
function reportTwice(name: string, table: NonNullable<Records["table"]>, list: ProblemList): boolean {
  const copies = copiesIn(table, name);
  if (copies.length === 0) return false;
  const message = `the table must have one column ${clip(name)}: found ${copies.length}`;
  list.report("duplicate", table.header, message, `write ${clip(copies[0])} for the first of them`);
  return true;
}

/** Where the file names a column of the target. */
function targetNamePath(count: number, index: number): TreePath {
  return count > 1 ? ["dataset", "targets", index, "name"] : ["dataset", "target", "name"];
}
