// Reads the CSV file of a dataset (RFC 4180): a header line, then one row a line, every cell with its own place.
// Why cells stay text: the experiment says which columns are numbers; a table may hold others as well.
// Why our own: a message must point at the cell it speaks of, and the packages that read CSV in a browser bring a
// stand-in for Node's Buffer that Deno refuses to load.

import { LIMITS } from "../limits.ts";
import { type Place, type Problem, ProblemList, type SourceText } from "./problem.ts";
import { clip } from "../../text/visible_text.ts";

/** One cell: its text, and the stretch it stands in, quotes included. */
export interface CsvCellRange {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What keeps a record from being one. */
export interface CsvFault {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly hint: string;
}

/** One record and where the next begins. */
export interface CsvRecord {
  readonly cells: readonly CsvCellRange[];
  readonly fault: CsvFault | null;
  /** Offset of the next record; the text's length at its end. */
  readonly next: number;
}

/**
 * The record that begins at an offset. Blanks around a cell do not belong to it.
 *
 * @param start the offset of a record's first character.
 * @returns its cells; one empty cell for a blank line.
 *
 * @example
 * ```ts
 * const { cells, next } = readCsvRecord('Ann, "5\'2"" tall"\nBob,6', 0);
 * if (cells[1].text !== `5'2" tall` || cells[1].start !== 5 || next !== 18) throw new Error("wrong");
 * ```
 */
export function readCsvRecord(text: string, start: number): CsvRecord {
  const cells: CsvCellRange[] = [];
  let fault: CsvFault | null = null;
  let at = start;
  for (;;) {
    while (isBlank(text[at])) at++;
    const cellStart = at;
    if (text[at] === '"') {
      const close = closingQuote(text, at);
      if (close < 0) {
        const message = 'a cell that begins with " must end with "';
        const end = lineEndAfter(text, at);
        fault ??= { start: at, end: at + 1, message, hint: QUOTE_HINT };
        return { cells, fault, next: pastLineBreak(text, end) };
      }
      at = close + 1;
      cells.push({ text: text.slice(cellStart + 1, close).replaceAll('""', '"'), start: cellStart, end: at });
      while (isBlank(text[at])) at++;
      if (!isCellEnd(text[at])) {
        const message = 'a quoted cell must end at its closing ": found more after it';
        fault ??= { start: at, end: at + 1, message, hint: QUOTE_HINT };
        while (!isCellEnd(text[at])) at++;
      }
    } else {
      while (!isCellEnd(text[at])) at++;
      const cell = text.slice(cellStart, at).trimEnd();
      const quote = cell.indexOf('"');
      if (quote >= 0) {
        const place = cellStart + quote;
        const message = 'a cell must be quoted whole: found " inside it';
        fault ??= { start: place, end: place + 1, message, hint: QUOTE_HINT };
      }
      cells.push({ text: cell, start: cellStart, end: cellStart + cell.length });
    }
    if (text[at] !== ",") return { cells, fault, next: pastLineBreak(text, at) };
    at++;
  }
}

/** The way out of every mistake with quotes. */
const QUOTE_HINT = 'put the whole cell in " and double every " inside it';

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

function lineEndAfter(text: string, at: number): number {
  while (at < text.length && text[at] !== "\n" && text[at] !== "\r") at++;
  return at;
}

function pastLineBreak(text: string, at: number): number {
  if (at >= text.length) return text.length;
  return text[at] === "\r" && text[at + 1] === "\n" ? at + 2 : at + 1;
}

/** One row of the table. */
export interface CsvRow {
  /** Its cells, in the order of the columns. */
  readonly texts: readonly string[];
  /** Offset of its first character in the file. */
  readonly start: number;
}

/** A CSV file as columns and rows. */
export interface CsvTable {
  readonly source: SourceText;
  /** The header line. */
  readonly header: Place;
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
}

/**
 * The table of a CSV text, and what is wrong in it; lines that are wrong are left out of the table.
 *
 * @returns a table of null where there is no header line to read the others by.
 *
 * @example
 * ```ts
 * const { table } = parseCsvTable({ name: "people.csv", text: "name,weight\nAlice,133\n" });
 * if (table?.rows[0].texts[1] !== "133") throw new Error("wrong");
 * ```
 */
export function parseCsvTable(
  source: SourceText,
): { readonly table: CsvTable | null; readonly problems: readonly Problem[] } {
  const { text } = source;
  const list = new ProblemList();
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  let table: { header: Place; columns: readonly string[]; rows: CsvRow[] } | null = null;
  while (at < text.length && !list.isFull) {
    const { cells, fault, next } = readCsvRecord(text, at);
    const start = at;
    at = next;
    const place: Place = { source, start, end: start + text.slice(start, next).trimEnd().length };
    if (fault !== null) {
      list.report("syntax", { source, start: fault.start, end: fault.end }, fault.message, fault.hint);
      // Without its header the rest of the table means nothing.
      if (table === null) break;
    } else if (cells.length === 1 && cells[0].start === cells[0].end) {
      continue;
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
    } else if (cells.length !== table.columns.length) {
      const message = `a row must have ${count(table.columns.length, "cell")} as the header has: ` +
        `found ${cells.length}`;
      const hint = cells.length > table.columns.length ? "quote a cell that holds a comma" : undefined;
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

/** The place of one cell of a row. */
export function cellPlace(table: CsvTable, row: CsvRow, columnIndex: number): Place {
  const { start, end } = readCsvRecord(table.source.text, row.start).cells[columnIndex];
  return { source: table.source, start, end: Math.max(start + 1, end) };
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}
