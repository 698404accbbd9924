// Rows and queries before their columns are known: the same cells, whether they are in YAML or in a CSV file.
// Why one form for both: a wrong cell is reported in the same words wherever it is.

import { clip } from "../../text/visible_text.ts";
import type { RawCell, RawCells, RawRecords } from "../collection_kind.ts";
import { cellPlace, type CsvTable } from "../source/csv_rows.ts";
import type { Place, ProblemList } from "../source/problem.ts";
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
export function inlineRecords(records: RawRecords, base: TreePath, placeOf: Placer): Records {
  return isTable(records)
    ? listedRecords(records, base, placeOf)
    : namedRecords(records as readonly RawCells[], base, placeOf);
}

function isTable(records: RawRecords): records is readonly (readonly RawCell[])[] {
  return Array.isArray(records[0]);
}

/** The lines of a table in YAML, the first of which names the columns. A line that was refused has no cells. */
function listedRecords(
  [header, ...lines]: readonly (readonly RawCell[])[],
  base: TreePath,
  placeOf: Placer,
): Records {
  const columns = header.map(textOf);
  const indexOf = new Map(columns.map((column, index) => [column, index]));
  return {
    count: lines.length,
    table: { columns, header: placeOf([...base, 0]) },
    hasColumn: (column) => indexOf.has(column),
    columnsOf: () => columns,
    cellOf: (index, column) => lines[index][indexOf.get(column) ?? -1],
    keyOf: (index, column) => `${base.join(".")}[${index + 1}].${clip(column)}`,
    placeOf: (index, column) => placeOf([...base, index + 1, indexOf.get(column) ?? 0]),
  };
}

/** Reports a table whose lines are of different lengths, or in which a column has two. */
export function checkTable(records: RawRecords, base: TreePath, placeOf: Placer, list: ProblemList): void {
  if (!isTable(records)) return;
  const [header, ...lines] = records;
  const columns = header.map(textOf);
  const twice = columns.findIndex((column, index) => columns.indexOf(column) < index);
  if (twice !== -1) {
    const message = `${base.join(".")} must name each column once: found ${clip(columns[twice])} twice`;
    list.report("duplicate", placeOf([...base, 0, twice]), message, "rename one of the two");
  }
  lines.forEach((cells, index) => {
    if (!Array.isArray(cells) || cells.length === columns.length || list.isFull) return;
    const message = `${base.join(".")}[${index + 1}] must have ${columns.length} cells, one a column: ` +
      `found ${cells.length}`;
    list.report("wrong_value", placeOf([...base, index + 1]), message);
  });
}

function namedRecords(records: readonly RawCells[], base: TreePath, placeOf: Placer): Records {
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
