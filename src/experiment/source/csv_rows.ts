// Reads the CSV file of a dataset (RFC 4180): a header line, then one row a line, every cell with its own place.
// Why cells stay text: the experiment says which columns are numbers; a table may hold others as well.
// Why our own: a message must point at the cell that it is about, and the packages that read CSV in a browser bring a
// stand-in for Node's Buffer that Deno refuses to load.

import { LIMITS } from "../limits.ts";
import { type Place, type Problem, ProblemList, type SourceText } from "./problem.ts";
import { clip } from "../../text/visible_text.ts";
import { counted } from "../../text/words.ts";

/** One cell: its text, and where it is written, quotes included. */
interface CsvCell {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** One record, what is wrong with its quotes and where, and the offset of the next record. */
interface CsvRecord {
  /** Its first cells, as many as a header may have. */
  readonly cells: readonly CsvCell[];
  readonly cellCount: number;
  readonly fault: { readonly at: number; readonly message: string } | null;
  readonly next: number;
}

/** The record that begins at an offset, without the white space around its cells; one empty cell for an empty line. */
function recordAt(text: string, start: number): CsvRecord {
  const cells: CsvCell[] = [];
  let cellCount = 0;
  const add = (text: string, start: number, end: number): void => {
    if (cellCount++ < LIMITS.columns) cells.push({ text, start, end });
  };
  let fault: CsvRecord["fault"] = null;
  let at = start;
  for (;;) {
    while (isBlank(text[at])) at++;
    const cellStart = at;
    if (text[at] === '"') {
      const close = closingQuote(text, at);
      if (close < 0) {
        fault ??= { at, message: 'a cell that begins with " must end with "' };
        return { cells, cellCount, fault, next: nextLine(text, at) };
      }
      at = close + 1;
      add(text.slice(cellStart + 1, close).replaceAll('""', '"'), cellStart, at);
      while (isBlank(text[at])) at++;
      if (!isCellEnd(text[at])) {
        fault ??= { at, message: 'a quoted cell must end at its closing ": found more text after it' };
      }
      while (!isCellEnd(text[at])) at++;
    } else {
      while (!isCellEnd(text[at])) at++;
      const cell = text.slice(cellStart, at).trimEnd();
      const quote = cell.indexOf('"');
      if (quote >= 0) {
        fault ??= { at: cellStart + quote, message: 'a cell must be quoted whole: found " inside it' };
      }
      add(cell, cellStart, cellStart + cell.length);
    }
    if (text[at] !== ",") return { cells, cellCount, fault, next: nextLine(text, at) };
    at++;
  }
}

function isBlank(character: string | undefined): boolean {
  return character === " " || character === "\t";
}

function isCellEnd(character: string | undefined): boolean {
  return character === undefined || character === "," || character === "\n" || character === "\r";
}

/** The offset of the quote that closes the one at `open`; -1 where none does. */
function closingQuote(text: string, open: number): number {
  let at = text.indexOf('"', open + 1);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

/** The offset after the next line break; the text's length where there is none. */
function nextLine(text: string, at: number): number {
  const lineBreak = /\r\n|[\r\n]|$/g;
  lineBreak.lastIndex = at;
  lineBreak.test(text);
  return lineBreak.lastIndex;
}

/** The cells of a row in the order of the columns, and the offset at which it begins. */
export interface CsvRow {
  readonly texts: readonly string[];
  readonly start: number;
}

/** A CSV file as columns and rows. */
export interface CsvTable {
  readonly source: SourceText;
  /** Where the header line is. */
  readonly header: Place;
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
}

/** What came of a CSV file: the lines that are right, and what is wrong in the others; null without a header line. */
export interface CsvReading {
  readonly table: CsvTable | null;
  readonly problems: readonly Problem[];
}

/** The table of a CSV text. */
export function parseCsvTable(source: SourceText): CsvReading {
  const { text } = source;
  const list = new ProblemList();
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  let table: { header: Place; columns: readonly string[]; rows: CsvRow[] } | null = null;
  while (at < text.length && !list.isFull) {
    const { cells, cellCount, fault, next } = recordAt(text, at);
    const start = at;
    at = next;
    const place: Place = { source, start, end: start + text.slice(start, next).trimEnd().length };
    if (fault !== null) {
      const hint = 'put the whole cell in " and double every " inside it';
      list.report("syntax", { source, start: fault.at, end: fault.at + 1 }, fault.message, hint);
      // Without its header the rest of the table means nothing.
      if (table === null) break;
    } else if (cells.length === 1 && cells[0].start === cells[0].end) {
      continue;
    } else if (table === null && cellCount > LIMITS.columns) {
      const message = `a table must have at most ${LIMITS.columns} columns: found ${cellCount}`;
      list.report("too_large", place, message, "leave out those that the experiment does not name");
      break;
    } else if (table === null) {
      const columns = cells.map((cell) => cell.text);
      table = { header: place, columns, rows: [] };
      const seen = new Set<string>();
      for (const { text: column, start, end } of cells) {
        if (seen.has(column) && column !== "") {
          const message = `the columns must have different names: found ${clip(column)} twice`;
          list.report("duplicate", { source, start, end }, message, "rename one of the two");
        }
        seen.add(column);
      }
    } else if (cellCount !== table.columns.length) {
      const wanted = counted(table.columns.length, "cell");
      const message = `a row must have ${wanted}, as the header has: found ${cellCount}`;
      const hint = cellCount > table.columns.length ? "quote a cell that holds a comma" : undefined;
      list.report("wrong_value", place, message, hint);
    } else if (table.rows.length === LIMITS.rows) {
      const message = `a dataset must have at most ${LIMITS.rows} rows: found more`;
      list.report("too_large", place, message, "leave some out");
      break;
    } else {
      table.rows.push({ texts: cells.map((cell) => cell.text), start });
    }
  }
  if (table === null && list.isEmpty) {
    const hint = "begin it with the names of the columns, separated by commas";
    list.report("missing", { source, start: 0, end: 0 }, "the file has no header line", hint);
  }
  return { table: table === null ? null : { source, ...table }, problems: list.problems };
}

/** Where one cell of a row is written; an empty cell counts as one character. */
export function cellPlace(table: CsvTable, row: CsvRow, columnIndex: number): Place {
  const { start, end } = recordAt(table.source.text, row.start).cells[columnIndex];
  return { source: table.source, start, end: Math.max(start + 1, end) };
}
