// Reads a CSV file (RFC 4180, with any separator): records of cells, every cell with its own place.
// Why our own: a message must point at the cell that it is about, and the packages that read CSV in a browser bring a
// stand-in for Node's Buffer that Deno refuses to load.

import { LIMITS } from "../limits.ts";
import { type CsvFormat, PLAIN_FORMAT, separatorWord, separatorWords } from "./csv_format.ts";
import { CsvTable, Offsets, type TableHeader } from "./csv_table.ts";
import { type Place, positionOf, type Problem, ProblemList, type SourceText } from "./problem.ts";
import { type QuoteFault, quoteProblem, RecordScanner } from "./record_scanner.ts";
import { counted } from "../../text/words.ts";

/** What came of a CSV file: the rows that are right, and what is wrong with the others; null without columns. */
export interface CsvReading {
  readonly table: CsvTable | null;
  readonly problems: readonly Problem[];
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
  const list = new ProblemList();
  const scanner = new RecordScanner(source.text, startOf(source.text), format.separator);
  const header = readHeader(scanner, source, format, list);
  const table = header === null ? null : readRows(scanner, source, format, header, mostRows, list);
  return { table, problems: list.problems };
}

/** The columns of a table. */
interface Header extends TableHeader {
  /** Cells that a row must have: without those below separators at the end of the header line. */
  readonly namedCount: number;
}

/** Reads the header line, where there is one; null where there are no columns, which is reported. */
function readHeader(
  scanner: RecordScanner,
  source: SourceText,
  { header, separator }: CsvFormat,
  list: ProblemList,
): Header | null {
  if (Array.isArray(header)) {
    const written = header.map(onOneLine);
    return { place: null, written, columns: uniqueColumns(written), namedCount: header.length };
  }
  let start: number;
  do {
    if (scanner.at >= source.text.length) {
      const hint = `begin it with the names of the columns, separated by ${separatorWords(separator)}`;
      list.report("missing", { source, start: 0, end: 0 }, "the file has no header line", hint);
      return null;
    }
    start = scanner.at;
    scanner.read();
  } while (scanner.open === null && scanner.isEmpty);
  const { cellCount, open, faults: [fault] } = scanner;
  const isNameless = header === "none";
  const wrong = open ?? (isNameless ? undefined : fault?.[1]);
  if (wrong !== undefined) {
    list.add([quoteProblem(source, wrong)]);
    return null;
  }
  if (cellCount > LIMITS.columns) {
    const message = `a table must have at most ${LIMITS.columns} columns: found ${cellCount}`;
    const place = recordPlace(source, start, scanner.at);
    list.report("too_large", place, message, "leave out those that the experiment does not name");
    return null;
  }
  if (isNameless) {
    scanner.at = start;
    const columns = Array.from({ length: cellCount }, (_, index) => `c${index + 1}`);
    return { place: null, written: columns, columns, namedCount: cellCount };
  }
  const written = cellsIn(scanner).map(onOneLine);
  const namedCount = written.findLastIndex((name) => name !== "") + 1;
  return {
    place: recordPlace(source, start, scanner.at),
    written,
    columns: uniqueColumns(written),
    namedCount,
  };
}

/** Rows of a wrong length: told once, by the first of them. */
interface Uneven {
  readonly place: Place;
  readonly found: number;
  readonly fault: QuoteFault | null;
  more: number;
  /** Where the second begins. */
  next: number;
  /** Whether all of them have as many cells as the first. */
  isAlike: boolean;
}

function readRows(
  scanner: RecordScanner,
  source: SourceText,
  format: CsvFormat,
  header: Header,
  mostRows: number,
  list: ProblemList,
): CsvTable {
  const { columns, namedCount } = header;
  const width = columns.length;
  const starts = new Offsets();
  const faults = new Map<number, QuoteFault>();
  let rowCount = 0;
  let uneven: Uneven | null = null;
  while (scanner.at < source.text.length && !list.isFull) {
    const start = scanner.at;
    scanner.read();
    const { cellCount, open } = scanner;
    if (open !== null) {
      list.add([quoteProblem(source, open)]);
      continue;
    }
    // A line of separators alone says nothing, as an empty one does.
    if (scanner.isEmpty) continue;
    const isShort = cellCount < width && cellCount >= namedCount;
    if (cellCount !== width && !isShort && !scanner.isEmptyFrom(width)) {
      if (uneven === null) {
        const place = recordPlace(source, start, scanner.at);
        const fault = scanner.faults[0]?.[1] ?? null;
        uneven = { place, found: cellCount, fault, more: 0, next: 0, isAlike: true };
      } else {
        if (uneven.more === 0) uneven.next = start;
        uneven.more++;
        uneven.isAlike &&= cellCount === uneven.found;
      }
      continue;
    }
    if (rowCount === mostRows) {
      const message = `a table must have at most ${mostRows} ${
        mostRows === LIMITS.rows ? "rows" : "queries"
      }: found more`;
      const hint = "leave some out, or cut it into several tables";
      list.report("too_large", recordPlace(source, start, scanner.at), message, hint);
      break;
    }
    // Cells that a row lacks are empty ones at its end.
    const end = isShort ? scanner.endOf(scanner.starts[cellCount - 1]) : 0;
    for (let column = 0; column < width; column++) starts.push(scanner.starts[column] ?? end);
    for (const [index, fault] of scanner.faults) faults.set(rowCount * width + index, fault);
    rowCount++;
  }
  if (uneven !== null) list.add([unevenProblem(uneven, header, rowCount, format)]);
  return new CsvTable(source, format, header, rowCount, starts, faults);
}

/** The place of a record, without the white space after it; an empty one counts as one character. */
function recordPlace(source: SourceText, start: number, end: number): Place {
  return { source, start, end: Math.max(start + 1, start + source.text.slice(start, end).trimEnd().length) };
}

function unevenProblem(
  { place, found, fault, more, next, isAlike }: Uneven,
  { columns: { length: width } }: Header,
  rowCount: number,
  { separator, header }: CsvFormat,
): Problem {
  const { line } = positionOf(place.source.text, next);
  const further = more === 0
    ? ""
    : `, and ${counted(more, "more row")} of another length, ${more === 1 ? "" : "the next "}in line ${line}`;
  if (fault !== null) return quoteProblem(place.source, { ...fault, message: fault.message + further });
  const as = header === null
    ? "as the header has"
    : header === "none"
    ? "as the first row has"
    : "one for each name in header";
  const message = `a row must have ${counted(width, "cell")}, ${as}: found ${found}${further}`;
  // Where no row fits, it is the names that are too few: programs often leave the column of row names without one.
  const isHeaderShort = rowCount === 0 && isAlike && found > width;
  const hint = isHeaderShort && header !== null
    ? `header must name all ${found} columns`
    : isHeaderShort && found === width + 1
    ? "the header line lacks a name, most likely of the first column: begin it with one"
    : found > width
    ? `quote a cell that holds ${separatorWord(separator)}`
    : found === 1
    ? "remove the line if it is no row, such as a note below the table"
    : separator === "space" || rowCount === 0
    ? undefined
    : `an empty cell needs ${separatorWord(separator)}, too`;
  return { code: "wrong_value", place, message, hint };
}

/** The offset of the first record: after a byte order mark, and after the line in which Excel names the separator. */
function startOf(text: string): number {
  const start = text.startsWith("\uFEFF") ? 1 : 0;
  const named = /^"?sep=.?"?(\r\n|\r|\n)/i.exec(text.slice(start, start + 16));
  return start + (named?.[0].length ?? 0);
}

function cellsIn(scanner: RecordScanner): string[] {
  return scanner.starts.map((start) => scanner.textAt(start).trim());
}

function onOneLine(name: string): string {
  return /[\t\r\n]/.test(name) ? name.replace(/\s+/g, " ") : name;
}

/** The names of columns; those of which there are several are numbered, so that none means two of them. */
function uniqueColumns(names: readonly string[]): readonly string[] {
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
