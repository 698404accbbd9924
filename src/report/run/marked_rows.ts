// The rows that pictures of a network's answers mark.
// Why not all: thousands of marks are a blot. What must not change: every k-th is marked, so that the picture is the same
// each time.

import type { Dataset, Row } from "../../dataset/dataset.ts";
import { type Column, filled } from "../../dataset/standardize.ts";
import type { Outcome } from "../../run/outcome.ts";
import { rowNamer } from "./row_names.ts";

/** More rows than this are not all marked: every k-th is. */
export const MOST_MARKED_ROWS = 250;

/** Rows that are learned, and hollow those that are held out; as they are called in a report. */
export function markedRows(
  { features, experiment: { dataset } }: Outcome,
): readonly { readonly row: Row; readonly isHollow: boolean }[] {
  const every = Math.max(1, Math.ceil(rowCountOf(dataset) / MOST_MARKED_ROWS));
  const nameOf = rowNamer(dataset);
  const marked = (rows: readonly Row[], isHollow: boolean) =>
    rows.filter((_, index) => index % every === 0).map((row) => ({
      row: { ...row, name: nameOf(row), values: whole(features, row.values) },
      isHollow,
    }));
  return [...marked(dataset.rows, false), ...marked(dataset.validation?.rows ?? [], true)];
}

/** How many rows there are, learned and held out. */
export function rowCountOf({ rows, validation }: Dataset): number {
  return rows.length + (validation?.rows.length ?? 0);
}

/** The values of the inputs, with what stands for empty cells in their places. */
export function whole(features: readonly Column[], values: readonly number[]): readonly number[] {
  return features.map((feature) => filled(feature, values[feature.index]));
}
