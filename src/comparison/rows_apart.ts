// Tables of rows in a few words: how many there are, and how many are others than in the first result.
// What must not change: a row is the same where its name and its cells are, wherever it stands and however it is written.

import type { JsonValue } from "../experiment/config.ts";
import { nameOfRow } from "../dataset/dataset.ts";
import { isMapping } from "../experiment/kind.ts";
import { inFull, NONE } from "../text/number_words.ts";
import { counted } from "../text/words.ts";

/** Whether a setting holds rows. */
export function isRowsKey(key: string): boolean {
  return key === "dataset.rows" || key === "dataset.validation.rows" || key === "queries";
}

/** Whether all values are the same rows in the same order; a mapping a row and a table may say the same. */
export function areSameRows(values: readonly (JsonValue | null)[]): boolean {
  return values.every((value) => rowsIdentity(value) === rowsIdentity(values[0]));
}

/** A text that is the same for the same rows in the same order. */
export function rowsIdentity(value: JsonValue | null): string {
  return value === null ? "" : rowTexts(value).join("\n");
}

/**
 * Rows in a few words, beside those of the first result: `150`, `120; 60 differ`.
 *
 * @param first null where the first result has none.
 */
export function rowsText(key: string, value: JsonValue | null, first: JsonValue | null): string {
  if (value === null) return NONE;
  const rows = rowTexts(value);
  const count = key === "queries" ? counted(rows.length, "row") : inFull(rows.length);
  if (first === null || rowsIdentity(value) === rowsIdentity(first)) return count;
  const others = rowTexts(first);
  const shared = sharedCount(rows, others);
  // A row that is replaced is one of both, and counts once.
  const differing = Math.max(rows.length, others.length) - shared;
  if (differing === 0) return `${count}, in another order`;
  if (rows.length === 0 || others.length === 0) return count;
  if (shared === 0) return rows.length === 1 ? `${count}, another one` : `${count}; all differ`;
  return `${count}; ${inFull(differing)} ${differing === 1 ? "differs" : "differ"}`;
}

/** How many rows two tables have in common. */
function sharedCount(rows: readonly string[], others: readonly string[]): number {
  const left = new Map<string, number>();
  for (const row of others) left.set(row, (left.get(row) ?? 0) + 1);
  let count = 0;
  for (const row of rows) {
    const remaining = left.get(row) ?? 0;
    if (remaining === 0) continue;
    left.set(row, remaining - 1);
    count++;
  }
  return count;
}

/** Each row as a text of its name, if it was given one, and its cells in the order of the columns. */
function rowTexts(value: JsonValue): readonly string[] {
  const items = value as readonly JsonValue[];
  const [header] = items;
  if (!Array.isArray(header)) {
    return items.map((item, index) => {
      if (!isMapping(item)) return JSON.stringify(item); // the name of a row that is held out
      const { name, ...cells } = item;
      return rowText(name, index, Object.values(cells));
    });
  }
  const isNamed = header[0] === "name";
  return items.slice(1).map((item, index) => {
    const cells = item as readonly JsonValue[];
    return isNamed ? rowText(cells[0], index, cells.slice(1)) : rowText(undefined, index, cells);
  });
}

function rowText(name: unknown, index: number, cells: readonly unknown[]): string {
  return JSON.stringify([name === nameOfRow(index) ? null : name ?? null, ...cells]);
}
