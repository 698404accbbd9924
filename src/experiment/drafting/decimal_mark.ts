// The decimal mark of a whole table, where points stand before three digits all down a column: 412.350.
// What must not change: without a sign elsewhere in the table a point is a decimal point, as it is read everywhere.

import type { CsvFormat } from "../source/csv_format.ts";
import type { CsvTable } from "../source/csv_table.ts";
import { isMissingMark } from "../source/csv_shape.ts";

/** Digits in groups of three with points between them, of which none begins with a 0. */
const GROUPED = /^[-+]?[1-9]\d{0,2}(\.\d{3})+$/;
/** The same with more than one point, which no decimal number has. */
const GROUPED_TWICE = /^[-+]?[1-9]\d{0,2}(\.\d{3}){2,}$/;
/** A number with a decimal comma, and a unit or a currency. */
const WITH_COMMA = /^[$€£]?\s*[-+]?\d+(\.\d{3})*,\d+\s*([^\d\s,.]\S{0,5})?$/;
/** Digits in groups of three with commas between them, as English has them: no sign of a decimal comma. */
const GROUPED_BY_COMMAS = /^[$€£]?\s*[-+]?[1-9]\d{0,2}(,\d{3})+(?![\d,])/;

/** Digits alone, which say nothing of a mark. */
const WHOLE = /^[-+]?\d+$/;

/** The decimal mark of a table that was read as if it were a point. */
export function decimalMarkOf(table: CsvTable): CsvFormat["decimal"] {
  if (table.format.decimal === "," || !table.columns.some((_, column) => isGrouped(table, column))) {
    return table.format.decimal;
  }
  const columns = table.columns.map((_, column) => textsOf(table, column));
  // Addresses, versions and lists have points and commas too: a sign is what stands in a column of numbers.
  const commaCount =
    columns.filter((texts) => texts.every(mayHaveComma)).flat().filter((text) =>
      GROUPED_TWICE.test(text) || hasComma(text)
    ).length;
  const pointCount =
    columns.flat().filter((text) => /^[-+]?\d+\.\d+$/.test(text) && !GROUPED.test(text)).length;
  return commaCount > pointCount ? "," : ".";
}

/** Whether each number of a column has a point before three digits, and there is one; of most columns the first cell tells. */
function isGrouped(table: CsvTable, column: number): boolean {
  let count = 0;
  for (let row = 0; row < table.rowCount; row++) {
    const text = table.textOf(row, column);
    if (isMissingMark(text)) continue;
    if (!GROUPED.test(text)) return false;
    count++;
  }
  return count > 0;
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
