// A table that was pasted: rows of the experiment at hand.
// What must not change: it is read as a data file is, by what separates its columns; nothing in it is dropped in silence.

import { featureColumnsOf, targetNamesOf } from "../dataset/dataset.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { LIMITS } from "../experiment/limits.ts";
import { looseNames } from "../experiment/reading/row_names.ts";
import { PLAIN_FORMAT } from "../experiment/source/csv_format.ts";
import { parseCsvTable } from "../experiment/source/csv_rows.ts";
import { shapeOf } from "../experiment/source/csv_shape.ts";
import type { CsvTable } from "../experiment/source/csv_table.ts";
import { quoteProblem } from "../experiment/source/record_scanner.ts";
import { numberIn } from "../experiment/source/plain_number.ts";
import type { Problem, ProblemCode, Read, SourceText } from "../experiment/source/problem.ts";
import { listed } from "../text/words.ts";
import { suggestion } from "../text/suggest.ts";
import { clip } from "../text/visible_text.ts";
import type { TypedCells } from "./row_edit.ts";
import { numberedName, type RowTable } from "./row_table.ts";

/**
 * The rows of a pasted table, by the columns of an experiment; of two with one name, as in a data file, the second is a copy.
 *
 * @param table queries need no target.
 * @param names of the rows after which they come.
 */
export function pastedRows(
  experiment: Experiment,
  table: RowTable,
  text: string,
  names: readonly string[],
): Read<readonly TypedCells[]> {
  const source: SourceText = { name: "pasted table", text };
  const { dataset } = experiment;
  const features = featureColumnsOf(dataset.features);
  const targetNames = table === "queries" ? [] : targetNamesOf(dataset.target);
  const needed = [...features.map(({ name }) => name), ...targetNames];
  const read = pastedTable(source, needed);
  if ("problems" in read) return read;
  const pasted = read.ok;
  const missing = needed.filter((column) => !pasted.columns.includes(column));
  if (missing.length > 0) {
    const message = `the pasted table must have ${listed(needed.map(clip))}: ${listed(missing.map(clip))} ${
      missing.length === 1 ? "is" : "are"
    } missing`;
    return refuse(source, "missing", message, suggestion(missing[0], pasted.columns));
  }
  const taken = ["name", ...needed].flatMap((column) => {
    const index = pasted.columns.indexOf(column);
    return index < 0 ? [] : [{ column, index }];
  });
  const { decimal } = pasted.format;
  const ofNumbers = [
    ...features.filter(({ labels, words }) => labels === null && words === undefined).map(({ name }) => name),
    ...(dataset.target?.kind === "numbers" ? targetNames : []),
  ];
  const point = decimal === ","
    ? pointIn(pasted, taken.filter(({ column }) => ofNumbers.includes(column)))
    : null;
  if (point !== null) {
    const { row, index } = point;
    const cell = pasted.textOf(row, index);
    const message = `the pasted table has decimal commas: found ${clip(cell)}`;
    const hint = `write ${cell.replace(".", ",")}, or ${cell.replace(".", "")} if it is no decimal point`;
    return { problems: [{ code: "wrong_value", place: pasted.placeOf(row, index), message, hint }] };
  }
  const named = looseNames(
    { textOf: (row) => pasted.textOf(row, pasted.columns.indexOf("name")) },
    pasted.columns.includes("name") ? pasted.rowCount : 0,
    (row) => numberedName(names.length + row, table),
    names,
  );
  const cellOf = (row: number, column: string, index: number): string => {
    const cell = pasted.textOf(row, index);
    if (column === "name") return cell.trim() === "" ? "" : named[row];
    const number = decimal === "," && ofNumbers.includes(column) ? numberIn(cell, decimal) : undefined;
    return number === undefined ? cell : String(number);
  };
  return {
    ok: Array.from(
      { length: pasted.rowCount },
      (_, row) => Object.fromEntries(taken.map(({ column, index }) => [column, cellOf(row, column, index)])),
    ),
  };
}

/** The first cell that is a number by a decimal point alone: among decimal commas nobody knows what its point is. */
function pointIn(
  table: CsvTable,
  columns: readonly { readonly index: number }[],
): { readonly row: number; readonly index: number } | null {
  for (let row = 0; row < table.rowCount; row++) {
    for (const { index } of columns) {
      const cell = table.textOf(row, index);
      if (numberIn(cell, ",") === undefined && numberIn(cell, ".") !== undefined) return { row, index };
    }
  }
  return null;
}

/** The table of a text; one without a line of names has the columns that are needed, in their order. */
function pastedTable(source: SourceText, needed: readonly string[]): Read<CsvTable> {
  if (source.text.trim() === "") return refuse(source, "missing", "the pasted table is empty");
  if (source.text.length > LIMITS.dataFileBytes) {
    const message =
      `a pasted table must have at most ${LIMITS.dataFileBytes} characters: found ${source.text.length}`;
    return refuse(source, "too_large", message, "drop it as a file");
  }
  const shape = shapeOf(source.text) ??
    {
      separator: ",",
      decimal: "." as const,
      hasHeader: needed.includes(firstLineOf(source.text)),
      columnCount: 1,
    };
  const { separator, decimal, columnCount } = shape;
  // Names that are known are names, whatever the lines below look like.
  const header = parseCsvTable(source, { ...PLAIN_FORMAT, separator, decimal }).table?.columns ?? [];
  const isNamed = shape.hasHeader || needed.every((column) => header.includes(column));
  const names = columnCount === needed.length + 1 ? ["name", ...needed] : needed;
  if (!isNamed && columnCount !== names.length) {
    const message = `a pasted table without a line of names must have ${names.length} columns, ${
      listed(needed.map(clip))
    }: found ${columnCount}`;
    return refuse(source, "missing", message, "paste the line of names as well");
  }
  const format = { ...PLAIN_FORMAT, separator, decimal, header: isNamed ? null : names };
  const { table, problems } = parseCsvTable(source, format);
  if (table === null || problems.length > 0) return { problems };
  const { firstFault } = table;
  return firstFault === undefined ? { ok: table } : { problems: [quoteProblem(source, firstFault)] };
}

function firstLineOf(text: string): string {
  return text.trim().split(/\r?\n/, 1)[0].trim();
}

function refuse(
  source: SourceText,
  code: ProblemCode,
  message: string,
  hint?: string,
): { readonly problems: readonly Problem[] } {
  return { problems: [{ code, place: { source, start: 0, end: 0 }, message, hint }] };
}
