// Reads rows and queries by the columns of their experiment: every cell there and of the right kind, no column
// unknown, no name twice.

import type { Query, Row } from "../../dataset/dataset.ts";
import type { ProblemList } from "../source/problem.ts";
import { CellReader, type RawRecord } from "./record.ts";
import type { Columns } from "./resolve_columns.ts";
import { nearestWord, suggestion } from "../../text/suggest.ts";
import { clip } from "../../text/visible_text.ts";

/** The rows of a dataset, in the order of the file. */
export function resolveRows(
  records: readonly RawRecord[],
  columns: Columns,
  isTable: boolean,
  list: ProblemList,
): readonly Row[] {
  const { target } = columns;
  const reader = new CellReader(list);
  const known = new Set(["name", ...columns.features, ...(target === null ? [] : [target.name])]);
  const rows: Row[] = [];
  for (const [index, record] of records.entries()) {
    if (list.isFull) break;
    // A table may hold more columns than the experiment looks at: the features choose among them.
    const told = isTable ? columns.absent : rejectUnknown(record, columns, known, list);
    rows.push({
      name: reader.name(record, `row ${index + 1}`),
      values: valuesOf(reader, record, columns, told),
      target: target === null || told.has(target.name) ? 0 : reader.target(record, target),
    });
  }
  rejectTwins(rows, records, "dataset.rows", list);
  return rows;
}

/** The queries, in the order of the file. */
export function resolveQueries(
  records: readonly RawRecord[],
  columns: Columns,
  list: ProblemList,
): readonly Query[] {
  const reader = new CellReader(list);
  const known = new Set(["name", ...columns.features]);
  const queries = records.map((record, index) => {
    const told = rejectUnknown(record, columns, known, list);
    return {
      name: reader.name(record, `query ${index + 1}`),
      values: valuesOf(reader, record, columns, told),
    };
  });
  rejectTwins(queries, records, "queries", list);
  return queries;
}

function valuesOf(
  reader: CellReader,
  record: RawRecord,
  columns: Columns,
  told: ReadonlySet<string>,
): readonly number[] {
  return columns.features.map((name) => told.has(name) ? 0 : reader.number(record, name));
}

/**
 * Tells the columns of a record that are not known.
 *
 * @returns the columns whose absence is thereby told: those that no row has, and those that were misspelt.
 */
function rejectUnknown(
  record: RawRecord,
  columns: Columns,
  known: ReadonlySet<string>,
  list: ProblemList,
): ReadonlySet<string> {
  const unknown = record.columns.filter((column) => !known.has(column) && !columns.others.has(column));
  if (unknown.length === 0) return columns.absent;
  const missing = [...known].filter((column) => record.cell(column) === undefined);
  const told = new Set(columns.absent);
  for (const column of unknown) {
    const isTarget = column === columns.target?.name;
    const message = `there is no key ${record.prefix}${clip(column)}` +
      (isTarget ? ": a query is not given its target" : "");
    const meant = nearestWord(column, missing);
    if (meant !== undefined) told.add(meant);
    const hint = isTarget ? "remove it" : suggestion(column, meant === undefined ? [...known] : [meant]);
    list.report("unknown_key", record.at(column, "key"), message, hint);
  }
  return told;
}

function rejectTwins(
  named: readonly { readonly name: string }[],
  records: readonly RawRecord[],
  key: string,
  list: ProblemList,
): void {
  const seen = new Set<string>();
  named.forEach(({ name }, index) => {
    if (seen.has(name)) {
      const message = `${key} must have different names: found ${clip(name)} twice`;
      list.report("duplicate", records[index].at("name"), message, "rename one of the two");
    }
    seen.add(name);
  });
}
