// A CSV file as columns and rows, whose cells are cut out only when they are asked for.
// Why cells stay text: the experiment says which columns are numbers, and a file of 16 MiB has up to eight million cells.

import type { CsvFormat } from "./csv_format.ts";
import type { Place, SourceText } from "./problem.ts";
import { type QuoteFault, RecordScanner } from "./record_scanner.ts";

/** Numbers that grow in number; as an array of numbers they would take twice the room, and more while it grows. */
export class Offsets {
  #offsets = new Int32Array(1024);
  length = 0;

  push(offset: number): void {
    if (this.length === this.#offsets.length) {
      const larger = new Int32Array(2 * this.length);
      larger.set(this.#offsets);
      this.#offsets = larger;
    }
    this.#offsets[this.length++] = offset;
  }

  at(index: number): number {
    return this.#offsets[index];
  }
}

/** What the columns of a table are called. */
export interface TableHeader {
  /** Where the header line is; null where the experiment has the names. */
  readonly place: Place | null;
  /** The name of each column as it is written, on one line. */
  readonly written: readonly string[];
  /** The name of each column; of two that are called alike, `x.1` and `x.2`. */
  readonly columns: readonly string[];
}

/** The columns that are written with a name of which there are several; none where a column has it alone, or none has it. */
export function copiesIn(
  { written, columns }: Pick<TableHeader, "written" | "columns">,
  name: string,
): readonly string[] {
  return columns.filter((column, index) => written[index] === name && column !== name);
}

/** A CSV file as columns and rows. */
export class CsvTable {
  readonly #scanner: RecordScanner;
  /** Where the header line is; null where the experiment has the names. */
  readonly header: Place | null;
  readonly written: readonly string[];
  readonly columns: readonly string[];

  /**
   * @param starts where each cell begins, row after row: half of what their ends would take as well.
   * @param faults what is wrong with the quotes of cells, by row and column.
   */
  constructor(
    readonly source: SourceText,
    readonly format: CsvFormat,
    { place, written, columns }: TableHeader,
    readonly rowCount: number,
    private readonly starts: Offsets,
    private readonly faults: ReadonlyMap<number, QuoteFault>,
  ) {
    this.header = place;
    this.written = written;
    this.columns = columns;
    this.#scanner = new RecordScanner(source.text, 0, format.separator);
  }

  /** The text of a cell, without its quotes. */
  textOf(row: number, column: number): string {
    return this.#scanner.textAt(this.starts.at(row * this.columns.length + column));
  }

  /** Where a cell is written, quotes included; an empty one counts as one character. */
  placeOf(row: number, column: number): Place {
    const start = this.starts.at(row * this.columns.length + column);
    return { source: this.source, start, end: Math.max(start + 1, this.#scanner.endOf(start)) };
  }

  /** What is wrong with the quotes of the first such cell; undefined where there is none. */
  get firstFault(): QuoteFault | undefined {
    return this.faults.values().next().value;
  }

  /** What is wrong with the quotes of a cell; undefined where nothing is. */
  faultOf(row: number, column: number): QuoteFault | undefined {
    return this.faults.size === 0 ? undefined : this.faults.get(row * this.columns.length + column);
  }
}
