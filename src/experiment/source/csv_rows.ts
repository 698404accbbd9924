// Reads a CSV file (RFC 4180, with any separator): records of cells, every cell with its own place.
// Why cells stay text, and are cut out only when they are asked for: the experiment says which columns are numbers, and a
// file of 16 MiB has up to eight million cells.
// Why our own: a message must point at the cell that it is about, and the packages that read CSV in a browser bring a
// stand-in for Node's Buffer that Deno refuses to load.

import { LIMITS } from "../limits.ts";
import { type CsvFormat, PLAIN_FORMAT } from "./csv_format.ts";
import { type Place, type Problem, ProblemList, type SourceText } from "./problem.ts";
import { QUOTE_HINT, type QuoteFault, RecordScanner } from "./record_scanner.ts";
import { counted } from "../../text/words.ts";

/** Numbers that grow in number; as an array of numbers they would take twice the room, and more while it grows. */
class Offsets {
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

/** A CSV file as columns and rows. */
export class CsvTable {
  readonly #scanner: RecordScanner;

  /**
   * @param header where the header line is; null where the experiment has the names.
   * @param columns the name of each column; of two that are called alike in the file, `x.1` and `x.2`.
   * @param starts where each cell begins, row after row: half of what their ends would take as well.
   * @param faults what is wrong with the quotes of cells, by row and column.
   */
  constructor(
    readonly source: SourceText,
    readonly format: CsvFormat,
    readonly header: Place | null,
    readonly columns: readonly string[],
    readonly rowCount: number,
    private readonly starts: Offsets,
    private readonly faults: ReadonlyMap<number, QuoteFault>,
  ) {
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

/** What came of a CSV file: the rows that are right, and what is wrong with the others; null without columns. */
export interface CsvReading {
  readonly table: CsvTable | null;
  readonly problems: readonly Problem[];
}

/** Rows of a wrong length: told once, by the first of them. */
interface Uneven {
  readonly place: Place;
  readonly found: number;
  readonly fault: QuoteFault | null;
  more: number;
  /** Whether all of them have as many cells as the first. */
  isAlike: boolean;
}

/**
 * The table of a CSV text.
 *
 * @param mostRows rows beyond these are a mistake.
 */
export function parseCsvTable(
  source: SourceText,
  format: CsvFormat = PLAIN_FORMAT,
  mostRows: number = LIMITS.rows,
): CsvReading {
  const { text } = source;
  const list = new ProblemList();
  const scanner = new RecordScanner(text, startOf(text), format.separator);
  const place = (start: number): Place => ({
    source,
    start,
    end: Math.max(start + 1, start + text.slice(start, scanner.at).trimEnd().length),
  });
  const named = Array.isArray(format.header) ? format.header as readonly string[] : null;
  let header: Place | null = null;
  let columns: readonly string[] | null = named;
  // Cells that a row must have: without those below separators at the end of the header line.
  let namedCount = named?.length ?? 0;
  const starts = new Offsets();
  const faults = new Map<number, QuoteFault>();
  let rowCount = 0;
  let uneven: Uneven | null = null;
  while (scanner.at < text.length && !list.isFull) {
    const start = scanner.at;
    scanner.read();
    const { cellCount, open } = scanner;
    if (open !== null) {
      list.report("syntax", { source, start: open.at, end: open.at + 1 }, open.message, QUOTE_HINT);
      if (columns === null) break;
      continue;
    }
    // A line of separators alone says nothing, as an empty one does.
    if (scanner.isEmpty) continue;
    if (columns === null) {
      if (cellCount > LIMITS.columns) {
        const message = `a table must have at most ${LIMITS.columns} columns: found ${cellCount}`;
        list.report("too_large", place(start), message, "leave out those that the experiment does not name");
        break;
      }
      const isNameless = format.header === "none";
      const [fault] = scanner.faults;
      if (fault !== undefined && !isNameless) {
        const at = fault[1].at;
        list.report("syntax", { source, start: at, end: at + 1 }, fault[1].message, QUOTE_HINT);
        break;
      }
      columns = isNameless
        ? Array.from({ length: cellCount }, (_, index) => `c${index + 1}`)
        : uniqueColumns(cellsIn(scanner));
      namedCount = isNameless ? cellCount : columns.findLastIndex((name) => name !== "") + 1;
      if (!isNameless) {
        header = place(start);
        continue;
      }
    }
    const isShort = cellCount < columns.length && cellCount >= namedCount;
    if (cellCount !== columns.length && !isShort && !scanner.isEmptyFrom(columns.length)) {
      const [fault] = scanner.faults;
      if (uneven === null) {
        uneven = { place: place(start), found: cellCount, fault: fault?.[1] ?? null, more: 0, isAlike: true };
      } else {
        uneven.more++;
        uneven.isAlike &&= cellCount === uneven.found;
      }
      continue;
    }
    if (rowCount === mostRows) {
      const message = `a ${mostRows === LIMITS.rows ? "dataset" : "list of queries"} must have at most ` +
        `${mostRows} rows: found more`;
      list.report("too_large", place(start), message, "leave some out");
      break;
    }
    // Cells that a row lacks are empty ones at its end.
    const end = isShort ? scanner.endOf(scanner.starts[cellCount - 1]) : 0;
    for (let column = 0; column < columns.length; column++) starts.push(scanner.starts[column] ?? end);
    for (const [index, fault] of scanner.faults) faults.set(rowCount * columns.length + index, fault);
    rowCount++;
  }
  if (uneven !== null && columns !== null) {
    // Programs that write the names of rows often leave their column without a name.
    const isHeaderShort = header !== null && rowCount === 0 && uneven.found === columns.length + 1 &&
      uneven.isAlike;
    reportUneven(uneven, columns.length, format, source, list, isHeaderShort);
  }
  if (columns === null && list.isEmpty) {
    const hint = "begin it with the names of the columns, separated by commas";
    list.report("missing", { source, start: 0, end: 0 }, "the file has no header line", hint);
  }
  const table = columns === null
    ? null
    : new CsvTable(source, format, header, columns, rowCount, starts, faults);
  return { table, problems: list.problems };
}

/** The offset of the first record: after a byte order mark, and after the line in which Excel names the separator. */
export function startOf(text: string): number {
  const start = text.startsWith("\uFEFF") ? 1 : 0;
  const named = /^"?sep=.?"?(\r\n|\r|\n)/i.exec(text.slice(start, start + 16));
  return start + (named?.[0].length ?? 0);
}

function cellsIn(scanner: RecordScanner): string[] {
  return scanner.starts.map((start) => scanner.textAt(start).trim());
}

/** The names of columns, each on one line; those of which there are several are numbered, so that none means two of them. */
function uniqueColumns(written: readonly string[]): readonly string[] {
  const names = written.map((name) => /[\t\r\n]/.test(name) ? name.replace(/\s+/g, " ") : name);
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  if (counts.size === names.length) return names;
  const taken = new Set(names);
  const copies = new Map<string, number>();
  return names.map((name) => {
    if (name === "" || counts.get(name) === 1) return name;
    let copy = copies.get(name) ?? 0;
    do copy++; while (taken.has(`${name}.${copy}`));
    copies.set(name, copy);
    return `${name}.${copy}`;
  });
}

function reportUneven(
  { place, found, fault, more }: Uneven,
  width: number,
  { header, separator }: CsvFormat,
  source: SourceText,
  list: ProblemList,
  isHeaderShort: boolean,
): void {
  const further = more === 0 ? "" : `, and ${more} more row${more === 1 ? "" : "s"} of another length`;
  if (fault !== null) {
    const at = { source, start: fault.at, end: fault.at + 1 };
    list.report("syntax", at, fault.message + further, QUOTE_HINT);
    return;
  }
  const as = Array.isArray(header) ? "as dataset.file.header has" : "as the header has";
  const message = `a row must have ${counted(width, "cell")}, ${as}: found ${found}${further}`;
  if (isHeaderShort) {
    const hint = "the header line lacks a name, most likely of the first column: begin it with one";
    list.report("wrong_value", place, message, hint);
    return;
  }
  const what = { ",": "a comma", ";": "a semicolon", "\t": "a tab", space: "a blank" }[separator] ??
    separator;
  const hint = found > width
    ? `quote a cell that holds ${what}`
    : found === 1
    ? "remove the line if it is no row, such as a note below the table"
    : undefined;
  list.report("wrong_value", place, message, hint);
}

/**
 * The first records of a text as texts, those without content left out.
 *
 * @returns null where a quote is never closed, or text follows a closing one: the separator is another.
 */
export function recordsOf(text: string, separator: string, mostRecords: number): string[][] | null {
  const scanner = new RecordScanner(text, startOf(text), separator);
  const records: string[][] = [];
  while (scanner.at < text.length && records.length < mostRecords) {
    scanner.read();
    if (scanner.open !== null || scanner.faults.length > 0) return null;
    if (!scanner.isEmpty) records.push(cellsIn(scanner));
  }
  return records;
}
