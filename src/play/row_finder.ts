// Where the rows and queries of a document stand in its text, by what they are called.
// Why apart from what finds them there (`document_reading.ts`): a picture needs the places alone, and no text.

import { heldOutName } from "../report/run/row_names.ts";
import type { RowTable } from "./row_table.ts";

/** Where a row or query stands in the text. */
export interface RowPlace {
  readonly table: RowTable;
  /** Counted from 0; -1 where it stands nowhere. */
  readonly index: number;
}

/** A row or query with its place. */
export interface PlacedRow extends RowPlace {
  readonly name: string;
}

/**
 * Where a row or query stands, by its name, or as a picture calls a held-out row; of several that are called alike the first
 * one.
 */
export type RowFinder = (kind: "row" | "query", name: string) => RowPlace;

/** Finds rows and queries by their names. */
export function rowFinder(rows: readonly PlacedRow[]): RowFinder {
  const places = new Map<string, RowPlace>();
  for (const { name, table, index } of rows) {
    const kind = table === "queries" ? "query" : "row";
    const names = table === "dataset.validation.rows" ? [name, heldOutName(name)] : [name];
    for (const key of names.map((each) => `${kind} ${each}`)) {
      if (!places.has(key)) places.set(key, { table, index });
    }
  }
  return (kind, name) =>
    places.get(`${kind} ${name}`) ?? { table: kind === "query" ? "queries" : "dataset.rows", index: -1 };
}
