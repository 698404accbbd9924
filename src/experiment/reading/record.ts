// Rows and queries before their columns are bound: the same cells whether they stood in YAML or in a CSV file.
// Why one reader for both: a wrong cell is told in the same words wherever it stands.

import type { Target } from "../../dataset/dataset.ts";
import { cellPlace, type CsvRow, type CsvTable } from "../source/csv_rows.ts";
import { isRoundedInteger, numberHint, numberOf } from "../source/plain_number.ts";
import type { Place, ProblemList } from "../source/problem.ts";
import type { Placer, RawCell, RawCells } from "./draft.ts";
import { suggestion } from "../../text/suggest.ts";
import { clip } from "../../text/visible_text.ts";
import { isLabel, LABEL_HINT, LABEL_WANTED } from "../label.ts";
import { Plain, type TreePath } from "../source/yaml_tree.ts";

/** A row or a query before its cells are read. */
export interface RawRecord {
  /** What stands before a column in messages: `dataset.rows[2].`, or nothing for a line of a table. */
  readonly prefix: string;
  /** The columns it has. */
  readonly columns: readonly string[];
  /** The cell of a column, if it has one. */
  cell(column: string): RawCell | undefined;
  /** Where a cell or its key stands. */
  at(column: string, side?: "key" | "value"): Place;
}

/** The records of `dataset.rows` or `queries`. */
export function inlineRecords(
  records: readonly RawCells[],
  base: TreePath,
  placeOf: Placer,
): readonly RawRecord[] {
  return records.map((cells, index) => new InlineRecord(cells, [...base, index], placeOf));
}

/** A mapping in the experiment file; a class, since a table may have very many. */
class InlineRecord implements RawRecord {
  readonly #cells: RawCells;
  readonly #path: TreePath;
  readonly #placeOf: Placer;

  constructor(cells: RawCells, path: TreePath, placeOf: Placer) {
    this.#cells = cells;
    this.#path = path;
    this.#placeOf = placeOf;
  }

  get prefix(): string {
    return `${this.#path.slice(0, -1).join(".")}[${this.#path[this.#path.length - 1]}].`;
  }

  get columns(): readonly string[] {
    return Object.keys(this.#cells);
  }

  cell(column: string): RawCell | undefined {
    // A column may be called `constructor`, which every object seems to have.
    return Object.hasOwn(this.#cells, column) ? this.#cells[column] : undefined;
  }

  at(column: string, side?: "key" | "value"): Place {
    return this.#placeOf([...this.#path, column], side);
  }
}

/** The records of a table. */
export function tableRecords(table: CsvTable): readonly RawRecord[] {
  const indexOf = new Map(table.columns.map((column, index) => [column, index]));
  return table.rows.map((row) => new TableRecord(table, row, indexOf));
}

/** A line of a table. */
class TableRecord implements RawRecord {
  readonly prefix = "";
  readonly #table: CsvTable;
  readonly #row: CsvRow;
  readonly #indexOf: ReadonlyMap<string, number>;

  constructor(table: CsvTable, row: CsvRow, indexOf: ReadonlyMap<string, number>) {
    this.#table = table;
    this.#row = row;
    this.#indexOf = indexOf;
  }

  get columns(): readonly string[] {
    return this.#table.columns;
  }

  cell(column: string): RawCell | undefined {
    const index = this.#indexOf.get(column);
    return index === undefined ? undefined : new Plain(this.#row.texts[index]);
  }

  at(column: string): Place {
    return cellPlace(this.#table, this.#row, this.#indexOf.get(column) ?? 0);
  }
}

/** Reads the cells of records and tells what is wrong with them; a wrong cell reads as 0. */
export class CellReader {
  readonly #list: ProblemList;

  /** @param list where problems go. */
  constructor(list: ProblemList) {
    this.#list = list;
  }

  /** The number in a column. */
  number(record: RawRecord, column: string): number {
    const cell = record.cell(column);
    if (cell === undefined) {
      const key = keyOf(record, column);
      const hint = `add ${clip(column)}: and a number`;
      this.#list.report("missing", record.at(column), `${key} is missing: it must be a number`, hint);
      return 0;
    }
    const text = textOf(cell);
    const number = typeof cell === "number" ? cell : typeof cell === "string" ? undefined : numberOf(text);
    if (number === undefined) {
      const hint = typeof cell === "string" && numberOf(text) !== undefined
        ? "remove the quotes"
        : numberHint(text);
      const message = `${keyOf(record, column)} must be a number: found ${clip(text)}`;
      this.#list.report("wrong_value", record.at(column), message, hint);
      return 0;
    }
    if (isRoundedInteger(text)) {
      const message = `${keyOf(record, column)} must be a number that a 64-bit float holds exactly: ` +
        `found ${clip(text)}`;
      this.#list.report("wrong_value", record.at(column), message, `it would be rounded to ${number}`);
    }
    return number;
  }

  /** The number that stands for the class, or the number, in the target's column. */
  target(record: RawRecord, target: Target): number {
    if (target.classes === null) return this.number(record, target.name);
    const cell = record.cell(target.name);
    const text = cell === undefined ? "" : textOf(cell);
    const found = cell === undefined
      ? undefined
      : target.classes.find((candidate) => candidate.label === text);
    if (found !== undefined) return found.value;
    const key = keyOf(record, target.name);
    const labels = target.classes.map((candidate) => candidate.label);
    const wanted = `one of ${clip(labels.join(", "))}`;
    if (cell === undefined) {
      const hint = `add ${clip(target.name)}: and a class`;
      this.#list.report("missing", record.at(target.name), `${key} is missing: it must be ${wanted}`, hint);
      return 0;
    }
    const message = `${key} must be ${wanted}: found ${clip(text)}`;
    const hint = suggestion(text, labels) ?? "the classes stand in dataset.target.classes";
    this.#list.report("wrong_value", record.at(target.name), message, hint);
    return 0;
  }

  /** The name of a record, which it need not have. */
  name(record: RawRecord, otherwise: string): string {
    const cell = record.cell("name");
    if (cell === undefined) return otherwise;
    const text = textOf(cell);
    if (!isLabel(text)) {
      const message = `${record.prefix}name must be ${LABEL_WANTED}: found ${clip(text)}`;
      this.#list.report("wrong_value", record.at("name"), message, LABEL_HINT);
    }
    return text;
  }
}

/** A column of a record, as messages call it. */
function keyOf({ prefix }: RawRecord, column: string): string {
  return prefix + clip(column);
}

function textOf(cell: RawCell): string {
  return cell instanceof Plain ? cell.text : String(cell);
}
