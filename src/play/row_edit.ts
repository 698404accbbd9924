// Gestures on rows: a cell changed, a row added, taken out or moved, as a tree with that change.
// Why trees: what did not change is the same node, and so keeps its words in the text.

import { withNode } from "../experiment/source/changed_tree.ts";
import type { Place, Problem, ProblemCode, Read } from "../experiment/source/problem.ts";
import { nodeAt, type TreeNode } from "../experiment/source/yaml_tree.ts";
import { counted } from "../text/words.ts";
import { clip } from "../text/visible_text.ts";
import { suggestion } from "../text/suggest.ts";
import { cellFrom, pathOf, type RowTable, type WrittenRows, writtenRows } from "./row_table.ts";

/** Cells by column, as they are typed. */
export type TypedCells = Readonly<Record<string, string>>;

/** Changes the rows of one tree. */
export class RowEdit {
  readonly #rows: WrittenRows;

  /** @param place for what has no place of its own: the table's. */
  constructor(readonly root: TreeNode, readonly table: RowTable, readonly place: Place) {
    this.#rows = writtenRows(root, table) ?? { header: null, items: [] };
  }

  /** A tree in which a row has other cells; an empty text empties a cell, and takes out a name. */
  withCells(row: number, cells: TypedCells): Read<TreeNode> {
    const { items, header } = this.#rows;
    if (!this.#isThere(row)) return this.#noRow(row);
    let item = items[row];
    for (const [column, text] of Object.entries(cells)) {
      const cell = cellFrom(text, this.place);
      const at = header === null ? column : header.indexOf(column);
      if (at === -1) return this.#noColumn(column, header!);
      item = column === "name" && text.trim() === "" && item.kind === "mapping"
        ? { ...item, entries: item.entries.filter(({ key }) => key !== "name") }
        : withNode(item, [at], cell, this.place);
    }
    return { ok: this.#with(items.with(row, item)) };
  }

  /** A tree with another row, by default at the end. */
  withRow(cells: TypedCells, at: number = this.#rows.items.length): Read<TreeNode> {
    const { items, header } = this.#rows;
    if (at < 0 || at > items.length) return this.#noRow(at);
    const unknown = header === null
      ? undefined
      : Object.keys(cells).find((column) => !header.includes(column));
    if (unknown !== undefined) return this.#noColumn(unknown, header!);
    return { ok: this.#with(items.toSpliced(at, 0, this.#row(cells))) };
  }

  /** A tree with other rows, or with more of them. */
  withRows(rows: readonly TypedCells[], mode: "replace" | "append"): Read<TreeNode> {
    const made = rows.map((cells) => this.#row(cells));
    return { ok: this.#with(mode === "replace" ? made : [...this.#rows.items, ...made]) };
  }

  withoutRow(row: number): Read<TreeNode> {
    return this.#isThere(row) ? { ok: this.#with(this.#rows.items.toSpliced(row, 1)) } : this.#noRow(row);
  }

  withMovedRow(row: number, to: number): Read<TreeNode> {
    const { items } = this.#rows;
    if (!this.#isThere(row)) return this.#noRow(row);
    if (!this.#isThere(to)) return this.#noRow(to);
    return { ok: this.#with(items.toSpliced(row, 1).toSpliced(to, 0, items[row])) };
  }

  #row(cells: TypedCells): TreeNode {
    const { place } = this;
    const { header } = this.#rows;
    if (header !== null) {
      return { kind: "list", place, items: header.map((column) => cellFrom(cells[column] ?? "", place)) };
    }
    const entries = Object.entries(cells).filter(([column, text]) => column !== "name" || text.trim() !== "")
      .map(([key, text]) => ({ key, keyPlace: place, value: cellFrom(text, place) }));
    return { kind: "mapping", place, entries };
  }

  #with(items: readonly TreeNode[]): TreeNode {
    const path = pathOf(this.table);
    const node = nodeAt(this.root, path);
    const head = this.#rows.header !== null && node?.kind === "list" ? [node.items[0]] : [];
    const list = { kind: "list", place: node?.place ?? this.place, items: [...head, ...items] } as const;
    return withNode(this.root, path, list, this.place);
  }

  #isThere(row: number): boolean {
    return Number.isInteger(row) && row >= 0 && row < this.#rows.items.length;
  }

  #noRow(row: number): { readonly problems: readonly Problem[] } {
    const { length } = this.#rows.items;
    const found = this.table === "queries" ? counted(length, "query", "queries") : counted(length, "row");
    return this.#refuse("wrong_value", `${this.table} has ${found}: there is no number ${row + 1}`);
  }

  #noColumn(column: string, header: readonly string[]): { readonly problems: readonly Problem[] } {
    return this.#refuse(
      "unknown_key",
      `${this.table} has no column ${clip(column)}`,
      suggestion(column, header) ?? "its first line names the columns",
    );
  }

  #refuse(code: ProblemCode, message: string, hint?: string): { readonly problems: readonly Problem[] } {
    return { problems: [{ code, place: this.place, message, hint }] };
  }
}
