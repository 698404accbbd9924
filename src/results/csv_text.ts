// CSV that every spreadsheet and every reader takes the same way, and that runs nothing.
// Why by hand: numbers keep their shortest exact text with the sign of -0, and text that a spreadsheet would run
// as a formula is disarmed.

import { shortest } from "../text/decimal.ts";

/** A cell: a finite number, text, or nothing. */
export type CsvCell = number | string | null;

/**
 * One line of a CSV file with its line feed.
 *
 * @example
 * ```ts
 * if (csvLine(["Emily", 0.1, null]) !== "Emily,0.1,\n") throw new Error("wrong");
 * if (csvLine(["=1+1", 'say "x"']) !== `'=1+1,"say ""x"""\n`) throw new Error("wrong");
 * ```
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return cells.map(csvCell).join(",") + "\n";
}

/** One cell as it stands in a line: quoted where it must be, disarmed where a spreadsheet would run it. */
export function csvCell(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return shortest(cell);
  // A spreadsheet reads a cell that begins like this as a formula; an apostrophe makes it text.
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\n\r]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
