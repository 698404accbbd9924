// Reads the CSV file of a dataset: a header line, then one row a line, every cell with its own place.
// Why cells stay text: the experiment says which columns are numbers; a table may hold others as well.

import { readCsvRecord } from "./csv_record.ts";
import { LIMITS } from "./limits.ts";
import type { Place, Problem, SourceText } from "./problem.ts";
import { ProblemList } from "./problem_list.ts";
import { clip } from "./visible_text.ts";

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
    const hint = "begin it with the names of the columns, parted by commas";
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
