// The rows and queries of an experiment's tree as a table: a mapping a row, or a list a row below one of names.
// What must not change: rows are counted as the text has them; the line of names is none.

import { nameOfRow } from "../dataset/dataset.ts";
import type { Place } from "../experiment/source/problem.ts";
import { nodeAt, Plain, scalarText, type TreeNode } from "../experiment/source/yaml_tree.ts";

/** A place where an experiment has rows. */
export type RowTable = "dataset.rows" | "dataset.validation.rows" | "queries";

/** The places in their order. */
export const rowTables: readonly RowTable[] = ["dataset.rows", "dataset.validation.rows", "queries"];

/** The setting that names the data file of a table. */
export function fileSettingOf(table: RowTable): readonly string[] {
  return table === "queries" ? ["queries", "file"] : [...pathOf(table).slice(0, -1), "file"];
}

/** The path of a table in the tree. */
export function pathOf(table: RowTable): readonly string[] {
  return table.split(".");
}

/** The rows of a table, as they lie in the text. */
export interface WrittenRows {
  /** The names of the columns where a first line has them; null where each row has its own. */
  readonly header: readonly string[] | null;
  /** The nodes of the rows, without the line of names. */
  readonly items: readonly TreeNode[];
}

/** The rows that the text itself has; null where it has none there, or names of rows alone. */
export function writtenRows(root: TreeNode, table: RowTable): WrittenRows | null {
  const node = nodeAt(root, pathOf(table));
  if (node?.kind !== "list" || node.items.length > 0 && node.items[0].kind === "scalar") return null;
  const [first, ...others] = node.items;
  if (first?.kind !== "list") return { header: null, items: node.items };
  return { header: first.items.map((item) => scalarText(item) ?? ""), items: others };
}

/** What a row has in a column; undefined where it has nothing. */
export function cellNode({ header }: WrittenRows, row: TreeNode, column: string): TreeNode | undefined {
  if (header === null) return nodeAt(row, [column]);
  const at = header.indexOf(column);
  return at < 0 ? undefined : nodeAt(row, [at]);
}

/** What a row is called: its own name, or its number. */
export function rowName(rows: WrittenRows, index: number, table: RowTable): string {
  const named = scalarText(cellNode(rows, rows.items[index], "name"));
  return named || numberedName(index, table);
}

/** What a row is called that has no name. */
export function numberedName(index: number, table: RowTable): string {
  return table === "queries" ? `query ${index + 1}` : nameOfRow(index);
}

/** A cell that is written as a person would write it: its setting decides what it is. */
export function cellFrom(text: string, place: Place): TreeNode {
  return { kind: "scalar", place, value: new Plain(text.trim()) };
}
