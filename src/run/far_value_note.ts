// Standardized columns with a value far from all others, by which these are scaled.
// What must not change: the bound is that of `new --from`, so that a draft and its run say the same.

import type { ColumnRequest } from "../dataset/dataset.ts";
import { type FarValue, farValueIn } from "../dataset/far_value.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { inWords } from "../text/number_words.ts";
import { clip } from "../text/visible_text.ts";
import { counted } from "../text/words.ts";
import type { Note } from "../experiment/note.ts";

/** The first of such values, learned or held out. */
export function farValueNote({ dataset, training }: Experiment): Note | null {
  if (training.epochs === 0 || dataset.rows.length === 0) return null;
  const rows = [...dataset.rows, ...dataset.validation?.rows ?? []];
  const { features, target } = dataset;
  const found = [
    ...farIn(features, rows.map(({ values }) => values)),
    ...(target?.kind === "numbers" ? farIn(target.columns, rows.map(({ targets }) => targets)) : []),
  ];
  if (found.length === 0) return null;
  const [{ name, far: { index, value, moreCount, least, most } }, ...others] = found;
  const near = moreCount === 0 ? "" : `, with ${counted(moreCount, "other")} near it`;
  const many = others.length === 0
    ? ""
    : ` (${counted(others.length, "other column has", "other columns have")} such a value too)`;
  return {
    message: `${clip(name)} is ${inWords(value)} in ${clip(rows[index].name)}${near}, far from the rest (${
      inWords(least)
    } to ${inWords(most)}), which scale: std squeezes together beside it${many}`,
    hint: "correct or empty the cell if it is a slip, else leave the row out",
  };
}

/** The columns that are scaled by what they spread, and have a value far out. */
function farIn(
  columns: readonly ColumnRequest[],
  rows: readonly (readonly number[])[],
): readonly { readonly name: string; readonly far: FarValue }[] {
  return columns.flatMap(({ name, scale, tokens }, column) => {
    if (scale !== "std" || tokens !== undefined) return [];
    const far = farValueIn(Float64Array.from(rows, (values) => values[column]));
    return far === null ? [] : [{ name, far }];
  });
}
