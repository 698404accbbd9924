// A table with a row for each of some items, told column by column: its heading beside what it shows of an item.
// Why not headings here and cells there: a column that comes only sometimes would be two conditions, which must agree.

import type { Cell, Column, Piece, Table, Words } from "./page.ts";

/** A column with what it shows of each item. */
export interface ItemColumn<Item> extends Column {
  readonly cellOf: (item: Item, index: number) => Cell;
}

/** Makes a column of one kind. */
type ColumnMaker<Item> = (title: Piece, cellOf: ItemColumn<Item>["cellOf"]) => ItemColumn<Item>;

/** What columns are made with, by their kind. */
export type ColumnMakers<Item> = Readonly<Record<Column["kind"], ColumnMaker<Item>>>;

/**
 * A table of items.
 *
 * @param columnsOf gives the columns from the left; the first names the item.
 *
 * @example
 * ```ts
 * const { columns, rows } = itemTable(["Two runs."], [{ name: "a", loss: 0.5 }, { name: "b", loss: 0.25 }], ({ text, number }) => [
 *   text("run", ({ name }) => name),
 *   number("final loss", ({ loss }) => String(loss)),
 * ]);
 * if (columns.length !== 2 || rows[1].join() !== "b,0.25") throw new Error("wrong");
 * ```
 */
export function itemTable<Item>(
  caption: Words,
  items: readonly Item[],
  columnsOf: (makers: ColumnMakers<Item>) => readonly ItemColumn<Item>[],
): Table {
  const maker = (kind: Column["kind"]): ColumnMaker<Item> => (title, cellOf) => ({ title, kind, cellOf });
  const columns = columnsOf({ text: maker("text"), number: maker("number"), bar: maker("bar") });
  return {
    kind: "table",
    caption,
    columns: columns.map(({ title, kind }) => ({ title, kind })),
    rows: items.map((item, index) => columns.map(({ cellOf }) => cellOf(item, index))),
  };
}
