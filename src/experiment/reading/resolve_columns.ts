// Which columns rows and queries have: those of the features and of the target, or what is wrong with them.
// Why before the rows: a feature with a misspelt name is one mistake, not one in every row.

import { type Target, targetNamesOf } from "../../dataset/dataset.ts";
import { lookAlike } from "../../text/look_alike.ts";
import { nearestWord, nearHint, suggestion } from "../../text/suggest.ts";
import { clip } from "../../text/visible_text.ts";
import { copiesIn } from "../source/csv_table.ts";
import type { ProblemList } from "../source/problem.ts";
import type { Placer, TreePath } from "../source/yaml_tree.ts";
import type { BoundFeature } from "./bind_features.ts";
import { dotted } from "./breach.ts";
import type { Records } from "./records.ts";

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
  const report = (name: string, others: readonly string[]): void => {
    const path = paths.get(name)!;
    const message = `${dotted(path)} must be a column of the rows: found ${clip(name)}`;
    list.report("missing", placeOf(path), message, suggestion(name, others));
  };
  return lookedFor({ wanted: [...paths.keys()], target, report, isFirst: true }, records, list);
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
  const wanted = [...needed, ...targets];
  return lookedFor({ wanted, known: names, target, report, filled, isFirst: false }, records, list);
}

/**
 * Of a column that a table lacks, while the network has learned from it: one that may be meant, or how to go on without it.
 *
 * @param isFilled whether its empty cells would be filled.
 */
function absentHint(name: string, others: readonly string[], isFilled: boolean): string {
  if (others.some((column) => lookAlike(column, name))) return nearHint(name, others)!;
  const wanted = name.toLowerCase();
  const isCut = (column: string): boolean => column.length > 1 && wanted.startsWith(column.toLowerCase());
  // What the network has learned has its names: it is the table that changes.
  const meant = others.find(isCut) ?? nearestWord(name, others);
  if (meant !== undefined) {
    return meant.toLowerCase() === wanted
      ? `it has ${clip(meant)}, which must be called ${clip(name)}`
      : `if ${clip(meant)} is meant, call it ${clip(name)}`;
  }
  return isFilled
    ? `rename the column that is meant; if nothing is known of it, add ${clip(name)} with empty cells`
    : "rename the column that is meant, or add it: every row needs it";
}

/** Which columns are looked for. */
interface Wanted {
  readonly wanted: readonly string[];
  /** Columns that may be there besides. */
  readonly known?: readonly string[];
  readonly target: Target | null;
  /** Tells of one that is in no row, where each row names its own columns. */
  readonly report: (name: string, others: readonly string[]) => void;
  /** Those whose empty cells mean something. */
  readonly filled?: ReadonlySet<string>;
  /** Whether the experiment's names are looked for in its own rows, so that either may be mended. */
  readonly isFirst: boolean;
}

/** Looks for columns in records, and reports those that all of them lack. */
function lookedFor(
  { wanted, known = [], target, report, filled = new Set(), isFirst }: Wanted,
  records: Records,
  list: ProblemList,
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
    else if (!reportTwice(name, table, isFirst, list)) {
      const message = `the table must have a column ${clip(name)}: found ${clip(table.columns.join(", "))}`;
      const hint = isFirst ? suggestion(name, others) : absentHint(name, others, filled.has(name));
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
  if (reportTwice(nameColumn, table, true, list)) return;
  const message = `${setting} must be a column of the table: found ${clip(nameColumn)}, and it has ${
    clip(table.columns.join(", "))
  }`;
  list.report("missing", table.header, message, suggestion(nameColumn, table.columns));
}

/**
 * Reports a column that a table has twice, in which case each has a number.
 *
 * @param canRename whether the experiment may name the column by another name: the columns of later tables are decided.
 * @returns whether it has.
 */
export function reportTwice(
  name: string,
  table: NonNullable<Records["table"]>,
  canRename: boolean,
  list: ProblemList,
): boolean {
  const copies = copiesIn(table, name);
  if (copies.length === 0) return false;
  const message = `the table must have one column ${clip(name)}: found ${copies.length}`;
  const hint = canRename
    ? `write ${clip(copies[0])} for the first of them`
    : "remove those that are not meant, or rename them";
  list.report("duplicate", table.header, message, hint);
  return true;
}

/** Where the file names a column of the target. */
function targetNamePath(count: number, index: number): TreePath {
  return count > 1 ? ["dataset", "targets", index, "name"] : ["dataset", "target", "name"];
}
