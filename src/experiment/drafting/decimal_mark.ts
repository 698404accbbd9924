// The decimal mark of a whole table, where its first lines do not tell: points stand before three digits all down a column, as in
// 412.350, or all numbers with decimals have units, as in 12,50 zł.
// What must not change: without a sign elsewhere in the table a point is a decimal point, as it is read everywhere.

import type { CsvFormat } from "../source/csv_format.ts";
import type { CsvTable } from "../source/csv_table.ts";
import { isMissingMark } from "../source/csv_shape.ts";
import { GROUPED, groupedCell, hasDecimalPoint } from "../source/thousands.ts";

/** Digits in groups of three with more than one point between them, which no decimal number has. */
const GROUPED_TWICE = /^[-+]?[1-9]\d{0,2}(\.\d{3}){2,}$/;
/** A number with a decimal comma, and a unit or a currency. */
const WITH_COMMA = /^[$€£]?\s*[-+]?\d+(\.\d{3})*,\d+\s*([^\d\s,.]\S{0,5})?$/;
/** Digits in groups of three with commas between them, as English has them: no sign of a decimal comma. */
const GROUPED_BY_COMMAS = /^[$€£]?\s*[-+]?[1-9]\d{0,2}(,\d{3})+(?![\d,])/;

/** Digits alone, which say nothing of a mark. */
const WHOLE = /^[-+]?\d+$/;

/** The decimal mark of a table that was read as if it were a point. */
export function decimalMarkOf(table: CsvTable): CsvFormat["decimal"] {
  const columns = table.columns.map((_, column) => column);
  const commaCount = columns.reduce((sum, column) => sum + commasIn(table, column), 0);
  if (table.format.decimal === "," || commaCount === 0) return table.format.decimal;
  const pointCount = columns.reduce((sum, column) => sum + countIn(table, column, hasDecimalPoint), 0);
  // Without such a column points are what they seem to be.
  const arePoints = columns.every((column) => groupedCell(table, column) === null) && pointCount > 0;
  return commaCount > pointCount && !arePoints ? "," : ".";
}

/**
 * The cells of a column that have a decimal comma, or too many points for one of these. Addresses, versions and lists have points
 * and commas too: a sign is what stands in a column of numbers.
 */
function commasIn(table: CsvTable, column: number): number {
  for (let row = 0; row < table.rowCount; row++) {
    const text = table.textOf(row, column);
    if (!isMissingMark(text) && !mayHaveComma(text)) return 0;
  }
  return countIn(table, column, (text) => GROUPED_TWICE.test(text) || hasComma(text));
}

function countIn(table: CsvTable, column: number, isCounted: (text: string) => boolean): number {
  let count = 0;
  for (let row = 0; row < table.rowCount; row++) if (isCounted(table.textOf(row, column))) count++;
  return count;
}

function hasComma(text: string): boolean {
  return WITH_COMMA.test(text) && !GROUPED_BY_COMMAS.test(text);
}

/** Whether a cell may be a number of a table with decimal commas. */
function mayHaveComma(text: string): boolean {
  return WHOLE.test(text) || GROUPED.test(text) || hasComma(text);
}
