// Reads the CSV file of a dataset: a header line, then one row a line, every cell with its own place.

import { CsvError, parse } from "npm:csv-parse@6.1.0/browser/esm/sync";
import type { Place, Problem, SourceText } from "./problem.ts";
import { Plain } from "./yaml_tree.ts";

/** One line of the table. */
export interface CsvRow {
  readonly cells: Readonly<Record<string, Plain>>;
  /** Offset of the line in the file. */
  readonly lineStart: number;
}

/** A CSV file as columns and rows. */
export interface CsvTable {
  readonly source: SourceText;
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
}

/** The table of a CSV text, or what keeps it from being one. */
export function parseCsvTable(source: SourceText): { table: CsvTable } | { problems: readonly Problem[] } {
  const lineStarts = lineStartsOf(source.text);
  const lineAt = (line: number): Place => {
    const start = lineStarts[Math.min(Math.max(line, 1), lineStarts.length) - 1];
    const lineEnd = source.text.indexOf("\n", start);
    return { source, start, end: lineEnd < 0 ? source.text.length : lineEnd };
  };
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(source.text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as typeof records;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === "number" ? error.lines : 1;
    const message = `this is not CSV: ${error.message.replace(/[.:].*$/s, "")}`;
    return {
      problems: [{
        code: "syntax",
        place: lineAt(line),
        message,
        hint: 'double every " inside a quoted cell',
      }],
    };
  }
  if (records.length === 0) {
    return { problems: [{ code: "syntax", place: lineAt(1), message: "the file holds no header line" }] };
  }
  const [{ record: columns }, ...body] = records;
  const problems: Problem[] = [];
  columns.forEach((column, index) => {
    if (columns.indexOf(column) !== index || column === "__proto__") {
      const message = `the column ${column} stands here twice`;
      problems.push({ code: "duplicate", place: lineAt(1), message, hint: "rename one of the two" });
    }
  });
  const rows = body.map(({ record, info }): CsvRow => {
    const place = lineAt(info.lines);
    if (record.length !== columns.length) {
      const message = `this line has ${count(record.length, "cell")}, the header ${
        count(columns.length, "column")
      }`;
      problems.push({ code: "wrong_value", place, message });
    }
    const cells: Record<string, Plain> = Object.create(null);
    columns.forEach((column, index) => {
      if (index < record.length) cells[column] = new Plain(record[index]);
    });
    return { cells, lineStart: place.start };
  });
  return problems.length > 0 ? { problems } : { table: { source, columns, rows } };
}

/** The place of one cell; the whole line where quotes hide where the cell begins. */
export function cellPlace(table: CsvTable, row: CsvRow, column: string): Place {
  const { text } = table.source;
  const lineBreak = text.indexOf("\n", row.lineStart);
  const line = text.slice(row.lineStart, lineBreak < 0 ? text.length : lineBreak).replace(/\r$/, "");
  const whole = { source: table.source, start: row.lineStart, end: row.lineStart + line.length };
  const index = table.columns.indexOf(column);
  if (line.includes('"') || index < 0) return whole;
  const cells = line.split(",");
  if (index >= cells.length) return whole;
  const before = cells.slice(0, index).join(",").length + (index > 0 ? 1 : 0);
  const indent = cells[index].length - cells[index].trimStart().length;
  const start = row.lineStart + before + indent;
  return { source: table.source, start, end: start + Math.max(1, cells[index].trim().length) };
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}
