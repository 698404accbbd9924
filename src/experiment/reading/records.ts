// Rows and queries before their columns are known: the same cells, whether they are in YAML or in a CSV file.
// Why one form for both: a wrong cell is reported in the same words wherever it is.

import { clip } from "../../text/visible_text.ts";
import type { RawCell, RawCells, RawRecords } from "../collection_kind.ts";
import { PLAIN_FORMAT } from "../source/csv_format.ts";
import type { QuoteFault } from "../source/record_scanner.ts";
import type { DataTable } from "../source/data_table.ts";
import type { Place, ProblemList } from "../source/problem.ts";
import { type Placer, textIn, type TreePath } from "../source/yaml_tree.ts";

/** A column of records. Why functions and no cells: a table may have millions of them. */
export interface CellReader {
  /** The text of a cell, quoted or not; undefined where a record has none. */
  textOf(index: number): string | undefined;
  /** Whether a cell of YAML is in quotes, which make a number a text. */
  isQuoted(index: number): boolean;
}

/** Rows or queries; each is known by its index. */
export interface Records {
  readonly count: number;
  /** Whether they could not be read, which is reported: nothing follows from there being none. */
  readonly isLost: boolean;
  /** The columns and the header line of a table; null where each record names its own columns. */
  readonly table: {
    readonly columns: readonly string[];
    /** The columns as they are written. */
    readonly written: readonly string[];
    readonly header: Place;
    /** The setting that says which of them names the records; null where none does. */
    readonly rowNameSetting: string | null;
  } | null;
  /** Texts that mean the same as an empty cell. */
  readonly missing: readonly string[];
  readonly decimal: "." | ",";
  /** The column that names the records. */
  readonly nameColumn: string | null;
  /** Whether a name may be any text, which is made a name and unique: nobody wrote it for this. */
  readonly hasLooseNames: boolean;
  /** What to write so that the file is read with other settings; null for rows that are in no file. */
  readonly settingsHint: ((settings: readonly (readonly [key: string, text: string])[]) => string) | null;
  /** The place of a record among those of its file, from 0. */
  numberOf(index: number): number;
  /** Whether a table has a column, or any record a cell in it. */
  hasColumn(column: string): boolean;
  columnsOf(index: number): readonly string[];
  reader(column: string): CellReader;
  /** Whether the quotes of any cell are wrong. */
  readonly hasFaults: boolean;
  /** What is wrong with the quotes of a cell. */
  faultOf(index: number, column: string): QuoteFault | undefined;
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

const INLINE = {
  isLost: false,
  missing: [],
  decimal: PLAIN_FORMAT.decimal,
  nameColumn: "name",
  hasLooseNames: false,
  settingsHint: null,
  numberOf: (index: number) => index,
  hasFaults: false,
  faultOf: () => undefined,
} as const;

function readerOf(cellOf: (index: number) => RawCell | undefined): CellReader {
  return {
    textOf: (index) => {
      const cell = cellOf(index);
      return cell === undefined ? undefined : textIn(cell);
    },
    isQuoted: (index) => typeof cellOf(index) === "string",
  };
}

/** The lines of a table in YAML, the first of which names the columns. A line that was refused has no cells. */
function listedRecords(
  [header, ...lines]: readonly (readonly RawCell[])[],
  base: TreePath,
  placeOf: Placer,
): Records {
  const columns = header.map((cell) => textIn(cell));
  const indexOf = new Map(columns.map((column, index) => [column, index]));
  return {
    ...INLINE,
    count: lines.length,
    table: { columns, written: columns, header: placeOf([...base, 0]), rowNameSetting: null },
    hasColumn: (column) => indexOf.has(column),
    columnsOf: () => columns,
    reader: (column) => {
      const at = indexOf.get(column) ?? -1;
      return readerOf((index) => lines[index][at]);
    },
    keyOf: (index, column) => `${base.join(".")}[${index + 1}].${clip(column)}`,
    placeOf: (index, column) => placeOf([...base, index + 1, indexOf.get(column) ?? 0]),
  };
}

/** Reports a table whose lines are of different lengths, or in which a column has two. */
export function checkTable(records: RawRecords, base: TreePath, placeOf: Placer, list: ProblemList): void {
  if (!isTable(records)) return;
  const [header, ...lines] = records;
  const columns = header.map((cell) => textIn(cell));
  const twice = columns.findIndex((column, index) => columns.indexOf(column) < index);
  if (twice !== -1) {
    const message = `${base.join(".")} must name each column once: found ${clip(columns[twice])} twice`;
    list.report("duplicate", placeOf([...base, 0, twice]), message, "rename one of the two");
  }
  lines.forEach((cells, index) => {
    if (!Array.isArray(cells) || cells.length === columns.length || list.isFull) return;
    const message = `${base.join(".")}[${index + 1}] must have ${columns.length} cells, one a column: ` +
      `found ${cells.length}`;
    const touches = (cell: number): boolean =>
      placeOf([...base, index + 1, cell]).end + 1 === placeOf([...base, index + 1, cell + 1]).start;
    const [at, hint] = misreadCell(cells.map(textIn), columns.length, touches);
    list.report("wrong_value", placeOf([...base, index + 1, ...at]), message, hint);
  });
}

/**
 * The cell with which a count goes wrong, if a semicolon holds some together or commas cut numbers, and what to write.
 *
 * @param touches whether nothing but a comma stands between a cell and the next one: a decimal comma has no blank after it.
 */
function misreadCell(
  texts: readonly string[],
  count: number,
  touches: (cell: number) => boolean,
): [at: readonly number[], hint?: string] {
  const held = texts.findIndex((text) => text.includes(";"));
  if (held >= 0 && texts.length < count) return [[held], "write , in place of ;"];
  const pairs = texts.map((text, index) => `${text},${texts[index + 1]}`);
  const cuts = pairs.filter((pair, cell) => /^[-+]?\d+,\d+$/.test(pair) && touches(cell));
  // Of more numbers in a row than cells are too many, none is known to be one.
  if (cuts.length === 0 || cuts.length !== texts.length - count) return [[]];
  return [[pairs.indexOf(cuts[0])], `write ${cuts[0].replace(",", ".")} for ${cuts[0]}`];
}

function namedRecords(records: readonly RawCells[], base: TreePath, placeOf: Placer): Records {
  return {
    ...INLINE,
    count: records.length,
    table: null,
    hasColumn: (column) => records.some((cells) => cells[column] !== undefined),
    columnsOf: (index) => Object.keys(records[index]),
    reader: (column) => readerOf((index) => records[index][column]),
    keyOf: (index, column) => `${base.join(".")}[${index}].${clip(column)}`,
    placeOf: (index, column, side) => placeOf([...base, index, column], side),
  };
}

/** Some of the records, in their order. */
export function someRecords(records: Records, indices: readonly number[]): Records {
  return {
    ...records,
    count: indices.length,
    numberOf: (index) => records.numberOf(indices[index]),
    columnsOf: (index) => records.columnsOf(indices[index]),
    reader: (column) => {
      const reader = records.reader(column);
      return {
        textOf: (index) => reader.textOf(indices[index]),
        isQuoted: (index) => reader.isQuoted(indices[index]),
      };
    },
    faultOf: (index, column) => records.faultOf(indices[index], column),
    keyOf: (index, column) => records.keyOf(indices[index], column),
    placeOf: (index, column, side) => records.placeOf(indices[index], column, side),
  };
}

/** The records of a data file. */
export function tableRecords({ table, settingsHint, place, rowNameSetting }: DataTable): Records {
  const { columns, written, format: { rowName, ...format }, header } = table;
  const indexOf = new Map(columns.map((column, index) => [column, index]));
  // A file that is written as that of the rows may do without its names.
  const isNamed = rowName !== null && (rowNameSetting !== null || indexOf.has(rowName));
  const nameColumn = rowName === "none" ? null : isNamed ? rowName : indexOf.has("name") ? "name" : null;
  return {
    count: table.rowCount,
    isLost: false,
    table: { columns, written, header: header ?? place, rowNameSetting },
    missing: format.missing,
    decimal: format.decimal,
    nameColumn,
    hasLooseNames: true,
    settingsHint,
    numberOf: (index) => index,
    hasColumn: (column) => indexOf.has(column),
    columnsOf: () => columns,
    reader: (column) => {
      const at = indexOf.get(column);
      return {
        textOf: (index) => at === undefined ? undefined : table.textOf(index, at),
        isQuoted: () => false,
      };
    },
    hasFaults: table.firstFault !== undefined,
    faultOf: (index, column) => {
      const at = indexOf.get(column);
      return at === undefined ? undefined : table.faultOf(index, at);
    },
    keyOf: (_, column) => clip(column),
    placeOf: (index, column) => table.placeOf(index, indexOf.get(column) ?? 0),
  };
}
