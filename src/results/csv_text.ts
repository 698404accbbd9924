// CSV that every spreadsheet and every reader takes the same way, and that runs nothing; and its lines taken apart again.
// Why by hand: numbers keep their shortest exact text with the sign of -0, and text that a spreadsheet would run
// as a formula is disarmed.

import { shortest } from "../text/decimal.ts";

/** Where a spreadsheet would see a formula begin: full-width = + - @ count as the usual ones. */
const FORMULA_START = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/**
 * The same within a cell, after what separates cells where the comma is the decimal point. There even quotes are no
 * help: a spreadsheet heeds only those at the start of what it takes for a cell.
 */
const INNER_FORMULA_START = {
  besideCommas: /[;\t\r\n](?=["\s]*[=+\-@\uff1d\uff0b\uff0d\uff20])/g,
  /** Where other marks separate cells, somebody's spreadsheet takes the comma for one. */
  besideOthers: /[,;\t\r\n](?=["\s]*[=+\-@\uff1d\uff0b\uff0d\uff20])/g,
};

/** A cell: a finite number, text, or nothing. */
export type CsvCell = number | string | null;

/**
 * One line of a CSV file with its line feed.
 *
 * @example
 * ```ts
 * if (csvLine(["Emily", 0.1, null]) !== "Emily,0.1,\n") throw new Error("wrong");
 * if (csvLine(["=1+1", 'say "x"']) !== `'=1+1,"say ""x"""\n`) throw new Error("wrong");
 * if (csvLine(["a;b", "a;=1+1"]) !== `"a;b","a;'=1+1"\n`) throw new Error("wrong");
 * ```
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return cells.map((cell) => csvCell(cell)).join(",") + "\n";
}

/** One cell of a line: quoted where it must be, disarmed where a spreadsheet would run it. @param separator of cells. */
export function csvCell(cell: CsvCell, separator = ","): string {
  if (cell === null) return "";
  if (typeof cell === "number") return shortest(cell);
  const { besideCommas, besideOthers } = INNER_FORMULA_START;
  const inner = cell.replace(separator === "," ? besideCommas : besideOthers, "$&'"); // an apostrophe makes it text
  const safe = FORMULA_START.test(inner) ? `'${inner}` : inner;
  return /[",;\t\n\r]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * The cells of a line without its line feed; a quote that is never closed takes the rest of the line.
 *
 * Lines are read one by one, because no cell of a result file has a line break: a damaged line cannot swallow the next.
 */
export function cellsOf(line: string): readonly string[] {
  const cells: string[] = [];
  for (let start = 0; start <= line.length;) {
    let cell = "";
    let at = start;
    while (line[at] === '"') { // the quote that opens the cell, or the second of two that stand for one
      if (at > start) cell += '"';
      const quote = line.indexOf('"', at + 1);
      const end = quote < 0 ? line.length : quote;
      cell += line.slice(at + 1, end);
      at = end + 1;
    }
    const comma = line.indexOf(",", at);
    const end = comma < 0 ? line.length : comma;
    cells.push(cell + line.slice(at, end));
    start = end + 1;
  }
  return cells;
}

/** The lines of a text without their line feeds; a final line feed ends the last line and starts none. */
export function linesOf(text: string): readonly string[] {
  const lines = text.split("\n");
  if (lines[lines.length - 1] === "") lines.pop();
  return lines;
}
