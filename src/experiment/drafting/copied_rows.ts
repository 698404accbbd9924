// Rows that come again: copies, and rows that agree in all that is learned and differ in what is left out.
// Why apart: a copy that is held out beside its original is known already, while plots of a field may agree by chance.
// What must not change: a row is called a copy only where every cell is the same.

import { listed } from "../../text/words.ts";
import type { CsvTable } from "../source/csv_table.ts";
import type { ColumnProfile } from "./column_profile.ts";
import { isMissing } from "./missing_marks.ts";
import { columnWords } from "./left_out.ts";
import type { Roles } from "./table_draft.ts";

/** Columns that are named in which rows differ that agree in all others. */
const MOST_NAMED = 3;

/** What is said of rows that come again: of copies first, then of those that agree but for columns that are left out. */
export function copiesRemarks(
  table: CsvTable,
  { target, features, profiles }: Pick<Roles, "target" | "features" | "profiles">,
  marks: readonly string[],
): readonly string[] {
  const rows = Array.from({ length: table.rowCount }, (_, row) => row)
    .filter((row) => !isMissing(table.textOf(row, target.index), marks));
  const learned = [target, ...features];
  const again = rowsAgain(table, rows, learned);
  if (again.size === 0) return [];
  const copies = rowsAgain(table, rows, profiles);
  const alike = [...again].filter(([row]) => !copies.has(row));
  const others = profiles.filter((profile) =>
    !learned.includes(profile) &&
    alike.some(([row, first]) => table.textOf(row, profile.index) !== table.textOf(first, profile.index))
  );
  return [
    ...(copies.size === 0 ? [] : [copiesRemark(copies.size, rows.length)]),
    ...(alike.length === 0 ? [] : [alikeRemark(alike.length, rows.length, others)]),
  ];
}

/** The rows that are the same in these columns as one before, each with the first of them. */
function rowsAgain(
  table: CsvTable,
  rows: readonly number[],
  columns: readonly ColumnProfile[],
): ReadonlyMap<number, number> {
  const firsts = new Map<string, number>();
  const again = new Map<number, number>();
  for (const row of rows) {
    const cells = columns.map(({ index }) => table.textOf(row, index)).join("\0");
    const first = firsts.get(cells);
    if (first === undefined) firsts.set(cells, row);
    else again.set(row, first);
  }
  return again;
}

function copiesRemark(count: number, rowCount: number): string {
  return `${count} of ${rowCount} rows ${
    count === 1 ? "is a copy" : "are copies"
  } of rows before: where one is learned and its copy held out, answers look better than they are.`;
}

function alikeRemark(count: number, rowCount: number, others: readonly ColumnProfile[]): string {
  return `${count} of ${rowCount} rows ${count === 1 ? "is" : "are"} the same as rows before but for ${
    listed(others.map(columnWords), MOST_NAMED)
  }. That is no harm where they agree by chance;
if they are one thing twice, of which one is learned and the other held out, answers look better than they are.`;
}
