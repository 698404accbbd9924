// What the rows of an experiment are called where learned and held-out ones stand beside each other.
// Why not by their names alone: rows that come in a table of their own are numbered from 1 again, so `row 3` would be two
// rows. What is stored keeps the names of the file.

import type { Dataset, Row } from "../../dataset/dataset.ts";

/** What a held-out row is called whose name alone would not tell it from a learned one. */
export function heldOutName(name: string): string {
  return `held-out ${name}`;
}

/** A name that tells where a row stands and nothing else. */
const NUMBERED = /^row [1-9]\d*$/;

/**
 * What each row of a dataset is called: by its name, but for held-out rows of another table that are only numbered or are
 * called as a row of the first table is.
 *
 * @returns takes a row of this dataset, the very object.
 *
 * @example
 * ```ts
 * const row = (name: string) => ({ name, values: [], targets: [] });
 * const [learned, heldOut] = [row("row 1"), row("row 1")];
 * const validation = { split: { kind: "rows" }, rows: [heldOut], indices: [] } as const;
 * const nameOf = rowNamer({ features: [], target: null, rows: [learned], validation });
 * if (nameOf(learned) !== "row 1" || nameOf(heldOut) !== "held-out row 1") throw new Error("wrong");
 * ```
 */
export function rowNamer({ rows, validation }: Dataset): (row: Row) => string {
  if (validation?.split.kind !== "rows") return ({ name }) => name;
  const learned = new Set(rows.map(({ name }) => name));
  const heldOut = new Set(validation.rows);
  return (row) =>
    heldOut.has(row) && (NUMBERED.test(row.name) || learned.has(row.name)) ? heldOutName(row.name) : row.name;
}
