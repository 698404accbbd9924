// The decimal mark of a whole table, where points stand before three digits all down a column, but for numbers that have no thousands: 412.350, 718.
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
  if (
    table.format.decimal === "," || table.columns.every((_, column) => groupedCell(table, column) === null)
  ) {
    return table.format.decimal;
  }
  const columns = table.columns.map((_, column) => textsOf(table, column));
  // Addresses, versions and lists have points and commas too: a sign is what stands in a column of numbers.
  const commaCount =
    columns.filter((texts) => texts.every(mayHaveComma)).flat().filter((text) =>
      GROUPED_TWICE.test(text) || hasComma(text)
    ).length;
  const pointCount = columns.flat().filter(hasDecimalPoint).length;
  return commaCount > pointCount ? "," : ".";
}

/** The cells of a column in which anything stands. */
function textsOf(table: CsvTable, column: number): readonly string[] {
  return Array.from({ length: table.rowCount }, (_, row) => table.textOf(row, column))
    .filter((text) => !isMissingMark(text));
}

function hasComma(text: string): boolean {
  return WITH_COMMA.test(text) && !GROUPED_BY_COMMAS.test(text);
}

/** Whether a cell may be a number of a table with decimal commas. */
function mayHaveComma(text: string): boolean {
  return WHOLE.test(text) || GROUPED.test(text) || hasComma(text);
}
