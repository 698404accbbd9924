// Lines above a table: titles and comments, in lines of another length or in cells of their own.
// What must not change: nothing is passed over; the line in which the table begins is told.

import type { CsvTable } from "./csv_table.ts";
import { isMissingMark, SAMPLE_LENGTH, sampleOf } from "./csv_shape.ts";
import { numberIn } from "./plain_number.ts";
import type { Place } from "./problem.ts";

/** Lines above a table that are looked past. */
const MOST_LINES_ABOVE = 20;

/** The line in which a table begins that has titles or comments above it, from 2; null for any other. */
export function linesAbove(text: string): number | null {
  const sample = text.slice(0, SAMPLE_LENGTH);
  let at = 0;
  for (let line = 2; line <= MOST_LINES_ABOVE; line++) {
    const end = sample.slice(at).search(/\r\n|[\r\n]/);
    if (end < 0) return null;
    const above = sample.slice(0, at + end).split(/\r\n|[\r\n]/);
    at += end + (sample.startsWith("\r\n", at + end) ? 2 : 1);
    for (const separator of [",", ";", "\t"]) {
      const records = sampleOf(sample.slice(at), separator, 1);
      // Below nothing but comments two lines are a table.
      if (records === null || records.length < (above.every(isComment) ? 2 : 3)) continue;
      const isAbove = (text: string): boolean =>
        isComment(text) || text.split(separator).length < records[0].length - 1;
      return above.every(isAbove) ? line : null;
    }
  }
  return null;
}

function isComment(line: string): boolean {
  return /^\s*([#%@]|\/\/)/.test(line);
}

/** The line in which the names of a table's columns are that titles stand above, from 2; null for any other table. */
export function lineOfNames(table: CsvTable): number | null {
  const place = namesBelow(table);
  return place === null ? null : table.source.text.slice(0, place.start).split(/\r\n|[\r\n]/).length;
}

/** Rows among which a header line is looked for below titles. */
const TITLE_ROWS = 20;

/** Where the names of columns are that titles stand above, in cells of their own. */
function namesBelow(table: CsvTable): Place | null {
  if (table.header === null) return null;
  const nameCount = table.columns.filter((name) => name !== "").length;
  for (let row = 0; row < Math.min(table.rowCount - 1, TITLE_ROWS); row++) {
    const texts = table.columns.map((_, column) => table.textOf(row, column));
    if (texts.some((text) => numberIn(text, table.format.decimal) !== undefined)) return null;
    if (texts.filter((text) => text !== "").length <= nameCount) continue;
    return table.columns.some((_, column) => isOfNumbersBelow(table, column, row + 1))
      ? table.placeOf(row, texts.findIndex((text) => text !== ""))
      : null;
  }
  return null;
}

/** Rows that are looked at below a line that may be none. */
const SAMPLE_ROWS = 400;

/** Whether nearly all cells of a column from a row on are numbers. */
export function isOfNumbersBelow(table: CsvTable, column: number, from: number): boolean {
  let [numberCount, otherCount] = [0, 0];
  for (let row = from; row < Math.min(table.rowCount, SAMPLE_ROWS); row++) {
    const text = table.textOf(row, column);
    if (isMissingMark(text)) continue;
    if (numberIn(text, table.format.decimal) === undefined) otherCount++;
    else numberCount++;
  }
  return numberCount > 9 * otherCount;
}

/** What is wrong with such a table, and the way out. */
export function aboveWords(line: number): readonly [message: string, hint: string] {
  return [
    `the table must begin in the first line: found it in line ${line}`,
    "remove the lines above it, such as titles and comments",
  ];
}
