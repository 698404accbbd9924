// Reads rows and queries by the columns of their experiment: every cell there and of the right kind, no column
// unknown, no name twice.

import type { Query, Row, Target } from "../../dataset/dataset.ts";
import { nearestWord, suggestion } from "../../text/suggest.ts";
import { clip } from "../../text/visible_text.ts";
import { number } from "../kind.ts";
import { isLabel, LABEL_HINT, LABEL_WANTED } from "../label.ts";
import { isRoundedInteger, numberOf } from "../source/plain_number.ts";
import type { ProblemList } from "../source/problem.ts";
import { Plain } from "../source/yaml_tree.ts";
import { refusal } from "./breach.ts";
import type { RawCell } from "./draft.ts";
import type { Records } from "./records.ts";
import type { Columns } from "./resolve_columns.ts";

/** The rows of a dataset, in the order of the file. */
export function resolveRows(records: Records, columns: Columns, list: ProblemList): readonly Row[] {
  const { target } = columns;
  const known = new Set(["name", ...columns.features, ...(target === null ? [] : [target.name])]);
  const rows: Row[] = [];
  for (let index = 0; index < records.count && !list.isFull; index++) {
    const reported = rejectUnknown(records, index, columns, known, list);
    rows.push({
      name: nameOf(records, index, `row ${index + 1}`, list),
      values: valuesOf(records, index, columns, reported, list),
      target: target === null || reported.has(target.name) ? 0 : targetOf(records, index, target, list),
    });
  }
  rejectTwins(rows, records, "dataset.rows", list);
  return rows;
}

/** The queries, in the order of the file. */
export function resolveQueries(records: Records, columns: Columns, list: ProblemList): readonly Query[] {
  const known = new Set(["name", ...columns.features]);
  const queries = Array.from({ length: records.count }, (_, index): Query => {
    const reported = rejectUnknown(records, index, columns, known, list);
    return {
      name: nameOf(records, index, `query ${index + 1}`, list),
      values: valuesOf(records, index, columns, reported, list),
    };
  });
  rejectTwins(queries, records, "queries", list);
  return queries;
}

/**
 * Reports the columns of a record that are not known.
 *
 * @returns the columns whose absence is reported by now: those that no row has, and those that were misspelt.
 */
function rejectUnknown(
  records: Records,
  index: number,
  columns: Columns,
  known: ReadonlySet<string>,
  list: ProblemList,
): ReadonlySet<string> {
  // A table may hold more columns than the experiment looks at: the features choose among them.
  if (records.table !== null) return columns.absent;
  const unknown = records.columnsOf(index).filter((column) =>
    !known.has(column) && !columns.others.has(column)
  );
  if (unknown.length === 0) return columns.absent;
  const missing = [...known].filter((column) => records.cellOf(index, column) === undefined);
  const reported = new Set(columns.absent);
  for (const column of unknown) {
    const isTarget = column === columns.target?.name;
    const why = isTarget ? ": a query is not given its target" : "";
    const message = `there is no key ${records.keyOf(index, column)}${why}`;
    const meant = nearestWord(column, missing);
    if (meant !== undefined) reported.add(meant);
    const hint = isTarget ? "remove it" : suggestion(column, meant === undefined ? [...known] : [meant]);
    list.report("unknown_key", records.placeOf(index, column, "key"), message, hint);
  }
  return reported;
}

/** The name of a record, which it need not have. */
function nameOf(records: Records, index: number, otherwise: string, list: ProblemList): string {
  const cell = records.cellOf(index, "name");
  if (cell === undefined) return otherwise;
  const text = textOf(cell);
  if (!isLabel(text)) {
    const message = `${records.keyOf(index, "name")} must be ${LABEL_WANTED}: found ${clip(text)}`;
    list.report("wrong_value", records.placeOf(index, "name"), message, LABEL_HINT);
  }
  return text;
}

function valuesOf(
  records: Records,
  index: number,
  columns: Columns,
  reported: ReadonlySet<string>,
  list: ProblemList,
): readonly number[] {
  return columns.features.map((name) => reported.has(name) ? 0 : numberIn(records, index, name, list));
}

const NUMBER = number();

/** The number in a column; 0 for a cell that is missing or wrong, which is reported. */
function numberIn(records: Records, index: number, column: string, list: ProblemList): number {
  const cell = records.cellOf(index, column);
  if (cell === undefined) {
    const message = `${records.keyOf(index, column)} is missing: it must be a number`;
    list.report("missing", records.placeOf(index, column), message, `add ${clip(column)}: and a number`);
    return 0;
  }
  const text = textOf(cell);
  // Why not by its kind: a table may have a million cells.
  const value = cell instanceof Plain ? numberOf(text) : undefined;
  if (value !== undefined && !isRoundedInteger(text)) return value;
  const { message, hint } = refusal(NUMBER, cell, clip(text));
  const key = records.keyOf(index, column);
  list.report(
    "wrong_value",
    records.placeOf(index, column),
    `${key} ${message}`,
    text === "" ? undefined : hint,
  );
  return 0;
}

/** The number in the target's column, or the number of the class there; 0 for a wrong cell, which is reported. */
function targetOf(records: Records, index: number, target: Target, list: ProblemList): number {
  const { name, classes } = target;
  if (classes === null) return numberIn(records, index, name, list);
  const cell = records.cellOf(index, name);
  const text = cell === undefined ? undefined : textOf(cell);
  const found = classes.find(({ label }) => label === text);
  if (found !== undefined) return found.value;
  const key = records.keyOf(index, name);
  const labels = classes.map(({ label }) => label);
  const wanted = `one of ${clip(labels.join(", "))}`;
  if (text === undefined) {
    const message = `${key} is missing: it must be ${wanted}`;
    list.report("missing", records.placeOf(index, name), message, `add ${clip(name)}: and a class`);
  } else {
    const message = `${key} must be ${wanted}: found ${clip(text)}`;
    const hint = suggestion(text, labels) ?? "the classes stand in dataset.target.classes";
    list.report("wrong_value", records.placeOf(index, name), message, hint);
  }
  return 0;
}

function textOf(cell: RawCell): string {
  return cell instanceof Plain ? cell.text : cell;
}

function rejectTwins(
  named: readonly { readonly name: string }[],
  records: Records,
  key: string,
  list: ProblemList,
): void {
  const seen = new Set<string>();
  named.forEach(({ name }, index) => {
    if (seen.has(name)) {
      const message = `${key} must have different names: found ${clip(name)} twice`;
      list.report("duplicate", records.placeOf(index, "name"), message, "rename one of the two");
    }
    seen.add(name);
  });
}
