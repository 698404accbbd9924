// Rows and queries before their columns are known: the same cells, whether they are in YAML or in a CSV file.
// Why one form for both: a wrong cell is reported in the same words wherever it is.

import { clip } from "../../text/visible_text.ts";
import type { RawCell, RawCells } from "../collection_kind.ts";
import { cellPlace, type CsvTable } from "../source/csv_rows.ts";
import type { Place } from "../source/problem.ts";
import { type Placer, Plain, type TreePath } from "../source/yaml_tree.ts";

/** Rows or queries; each is known by its index. */
export interface Records {
  readonly count: number;
  /** The columns and the header line of a table; null where each record names its own columns. */
  readonly table: Pick<CsvTable, "columns" | "header"> | null;
  /** Whether a table has a column, or any record a cell in it. */
  hasColumn(column: string): boolean;
  columnsOf(index: number): readonly string[];
  cellOf(index: number, column: string): RawCell | undefined;
  /** The cell's name in messages: `dataset.rows[2].weight`, or `weight` alone where a line of a table is shown. */
  keyOf(index: number, column: string): string;
  placeOf(index: number, column: string, side?: "key" | "value"): Place;
}

/** The records of `dataset.rows` or `queries`. */
export function inlineRecords(records: readonly RawCells[], base: TreePath, placeOf: Placer): Records {
  return {
    count: records.length,
    table: null,
    hasColumn: (column) => records.some((cells) => cells[column] !== undefined),
    columnsOf: (index) => Object.keys(records[index]),
    cellOf: (index, column) => records[index][column],
    keyOf: (index, column) => `${base.join(".")}[${index}].${clip(column)}`,
    placeOf: (index, column, side) => placeOf([...base, index, column], side),
  };
}

/** The text of a cell, quoted or not. */
export function textOf(cell: RawCell): string {
  return cell instanceof Plain ? cell.text : cell;
}

/** The records of a table. */
export function tableRecords(table: CsvTable): Records {
  const indexOf = new Map(table.columns.map((column, index) => [column, index]));
  return {
    count: table.rows.length,
    table,
    hasColumn: (column) => indexOf.has(column),
    columnsOf: () => table.columns,
    cellOf: (index, column) => {
      const columnIndex = indexOf.get(column);
      return columnIndex === undefined ? undefined : new Plain(table.rows[index].texts[columnIndex]);
    },
    keyOf: (_, column) => clip(column),
    placeOf: (index, column) => cellPlace(table, table.rows[index], indexOf.get(column) ?? 0),
  };
}
