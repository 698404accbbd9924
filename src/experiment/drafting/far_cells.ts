// Cells whose numbers lie far from all others of their column, which is scaled by what they spread.
// What must not change: the bound is that of a note on a run, so that a draft and its run say the same.

import { farValueIn } from "../../dataset/far_value.ts";
import { shortest } from "../../text/decimal.ts";
import { nameOfRow } from "../../dataset/dataset.ts";
import { clip } from "../../text/visible_text.ts";
import { counted } from "../../text/words.ts";
import type { CsvTable } from "../source/csv_table.ts";
import { numberIn } from "../source/plain_number.ts";
import { type ColumnProfile, isOfCodes } from "./column_profile.ts";
import { wholePattern } from "./draft_features.ts";
import { isMissing } from "./missing_marks.ts";
import type { Roles } from "./table_draft.ts";

/** What is said of them, a column a remark. */
export function farCellRemarks(
  table: CsvTable,
  roles: Roles,
  marks: readonly string[],
): readonly string[] {
  // Of a table of one size, such as pixels, most columns are 0 nearly throughout.
  if (wholePattern(roles) !== null) return [];
  const { target, features } = roles;
  const isLearned = (row: number): boolean => !isMissing(table.textOf(row, target.index), marks);
  return (isOfCodes(target, table.rowCount) ? features : [target, ...features]).flatMap((profile) => {
    const remark = farCellRemark(table, profile, isLearned);
    return remark === null ? [] : [remark];
  });
}

function farCellRemark(
  table: CsvTable,
  { name, index, kind, standIn }: ColumnProfile,
  isLearned: (row: number) => boolean,
): string | null {
  // What stands for nothing is told as that.
  if (kind !== "numbers" || standIn !== null) return null;
  const values = Float64Array.from(
    { length: table.rowCount },
    (_, row) => isLearned(row) ? numberIn(table.textOf(row, index), table.format.decimal) ?? NaN : NaN,
  );
  const far = farValueIn(values);
  if (far === null) return null;
  const more = far.moreCount === 0 ? "" : ` (and ${counted(far.moreCount, "other")} near it)`;
  return `${clip(name)} is ${table.textOf(far.index, index)} in ${
    nameOfRow(far.index)
  }${more}, far from the rest (${shortest(far.least)} to ${shortest(far.most)}),
which scale: std squeezes together beside it: correct or empty the cell if it is a slip, else leave the row out.`;
}
