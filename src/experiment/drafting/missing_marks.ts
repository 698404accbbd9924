// Which texts of a table stand for nothing: marks such as NA in columns of numbers, and question marks.
// What must not change: none is a mark in a column of words alone, where it may be a class.

import { isMissingMark } from "../source/csv_shape.ts";
import type { CsvTable } from "../source/csv_table.ts";
import { numberIn } from "../source/plain_number.ts";

/** Of the cells of a column of numbers so many may be something else before it is called words. */
export const STRAY_SHARE = 0.2;

/**
 * The texts of a table that stand for nothing: marks in columns that otherwise hold numbers, and question marks.
 *
 * @returns without the empty cell.
 */
export function missingMarksIn(table: CsvTable): readonly string[] {
  const marks = new Set<string>();
  table.columns.forEach((_, column) => {
    const found = new Set<string>();
    let numberCount = 0;
    let otherCount = 0;
    for (let row = 0; row < table.rowCount; row++) {
      const text = table.textOf(row, column);
      if (text === "") continue;
      if (isMissingMark(text)) found.add(text);
      else if (numberIn(text, table.format.decimal) !== undefined) numberCount++;
      else otherCount++;
    }
    const isNumeric = numberCount > 0 && otherCount <= STRAY_SHARE * numberCount;
    for (const mark of found) if (isNumeric || mark === "?") marks.add(mark);
  });
  return [...marks];
}

/** Whether a cell says nothing. */
export function isMissing(text: string, marks: readonly string[]): boolean {
  return text === "" || marks.includes(text);
}
