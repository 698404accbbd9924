// Points that may stand between thousands, as in 2.393 beside 718, where people write decimal commas: such tables have semicolons
// between their columns.
// What must not change: a point is read as a decimal point until somebody says otherwise; what is told here changes no number.

import { type Dataset, featureColumnsOf } from "../../dataset/dataset.ts";
import { clip } from "../../text/visible_text.ts";
import { listed } from "../../text/words.ts";
import type { Note } from "../note.ts";
import { isMissingMark } from "./csv_shape.ts";
import type { CsvTable } from "./csv_table.ts";
import type { DataTable } from "./data_table.ts";

/** Digits in groups of three with points between them, of which none begins with a 0. */
export const GROUPED = /^[-+]?[1-9]\d{0,2}(\.\d{3})+$/;
/** Whole numbers that have no thousands to be set apart. */
const UNGROUPED = /^[-+]?\d{1,3}$/;
/** A number with a decimal point, if it is not grouped. */
const POINTED = /^[-+]?\d*\.\d+(e[-+]?\d+)?$/i;

/** The first cell of a column whose points may all stand between thousands; null where it has none, or any other cell. */
export function groupedCell(table: CsvTable, column: number): string | null {
  let grouped: string | null = null;
  for (let row = 0; row < table.rowCount; row++) {
    const text = table.textOf(row, column);
    if (GROUPED.test(text)) grouped ??= text;
    else if (!UNGROUPED.test(text) && !isMissingMark(text) && !table.format.missing.includes(text)) {
      return null;
    }
  }
  return grouped;
}

/** Whether a text has a point that stands between no thousands. */
export function hasDecimalPoint(text: string): boolean {
  return POINTED.test(text) && !GROUPED.test(text);
}

/** Columns of which nobody knows what their points are, and what is to be done. */
export interface DoubtfulPoints {
  /** `Preis has numbers such as 2.393, whose points are read as decimal points`. */
  readonly message: string;
  /** `if they stand between thousands, write 2393 in the table`. */
  readonly mend: string;
}

/** What is to be said of the columns of a table whose points may stand between thousands; null where none are. */
export function doubtfulPoints(table: CsvTable, columns: readonly string[]): DoubtfulPoints | null {
  const { separator, decimal, isDecimalSaid } = table.format;
  if (separator !== ";" || decimal === "," || isDecimalSaid) return null;
  const found = columns.flatMap((name) => {
    const cell = groupedCell(table, table.columns.indexOf(name));
    return cell === null ? [] : [{ name, cell }];
  });
  // A decimal point anywhere in the table says what the others are.
  if (found.length === 0 || hasAnyDecimalPoint(table)) return null;
  const [{ cell }] = found;
  return {
    message: `${listed(found.map(({ name }) => clip(name)), MOST_NAMED)} ${
      found.length === 1 ? "has" : "have"
    } numbers such as ${cell}, whose points are read as decimal points`,
    mend: `if they stand between thousands, write ${cell.replaceAll(".", "")} in the table`,
  };
}

/** Columns that are named. */
const MOST_NAMED = 4;

function hasAnyDecimalPoint(table: CsvTable): boolean {
  return table.columns.some((_, column) => {
    for (let row = 0; row < table.rowCount; row++) {
      if (hasDecimalPoint(table.textOf(row, column))) return true;
    }
    return false;
  });
}

/** The note on a data file whose columns of numbers have such points; null where none has. */
export function pointsNote(
  { table, settingsHint }: Pick<DataTable, "table" | "settingsHint">,
  { features, target }: Pick<Dataset, "features" | "target">,
): Note | null {
  const names = [
    ...featureColumnsOf(features).filter(({ labels, words }) => labels === null && words === undefined),
    ...(target?.kind === "numbers" ? target.columns : []),
  ].map(({ name }) => name);
  const doubt = doubtfulPoints(table, names.filter((name) => table.columns.includes(name)));
  if (doubt === null) return null;
  const said = (mark: string): string => settingsHint([["decimal", `"${mark}"`]]);
  return {
    message: `in ${clip(table.source.name)} ${doubt.message}`,
    hint: `${doubt.mend}, and ${said(",")} (or ${said(".")} where they are decimal points)`,
  };
}
