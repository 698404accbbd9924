// Reads rows and queries by the columns of their experiment: every cell there and of the right kind, no column
// unknown, no name twice.

import type { Query, Row } from "../dataset/dataset.ts";
import type { ProblemList } from "./problem_list.ts";
import { CellReader, type RawRecord } from "./record.ts";
import type { Columns } from "./resolve_columns.ts";
import { suggestion } from "./suggest.ts";
import { clip } from "./visible_text.ts";

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
    if (!isTable) rejectUnknown(record, columns, known, list);
    rows.push({
      name: reader.name(record, `row ${index + 1}`),
      values: valuesOf(reader, record, columns),
      target: target === null || columns.absent.has(target.name) ? 0 : reader.target(record, target),
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
    rejectUnknown(record, columns, known, list);
    return {
      name: reader.name(record, `query ${index + 1}`),
      values: valuesOf(reader, record, columns),
    };
  });
  rejectTwins(queries, records, "queries", list);
  return queries;
}

function valuesOf(reader: CellReader, record: RawRecord, columns: Columns): readonly number[] {
  return columns.features.map((name) => columns.absent.has(name) ? 0 : reader.number(record, name));
}

function rejectUnknown(
  record: RawRecord,
  columns: Columns,
  known: ReadonlySet<string>,
  list: ProblemList,
): void {
  for (const column of record.columns) {
    if (known.has(column) || columns.offered.has(column)) continue;
    const isTarget = column === columns.target?.name;
    const message = `there is no key ${record.prefix}${clip(column)}` +
      (isTarget ? ": a query is not given its target" : "");
    const hint = isTarget ? "remove it" : suggestion(column, [...known]);
    list.report("unknown_key", record.at(column, "key"), message, hint);
  }
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
