// Reads the rows of a table that a trained network is asked about: as queries, and what the table itself has in the columns of
// the target, which is no part of what is asked.
// What must not change: a row is read as a query of a data file is; a cell of the target may be empty; no way out changes what
// was learned.

import {
  classLabelsOf,
  type Dataset,
  featureColumnsOf,
  type Query,
  type Target,
  targetNamesOf,
} from "../../dataset/dataset.ts";
import type { DataTable } from "../source/data_table.ts";
import { isRoundedInteger, numberIn } from "../source/plain_number.ts";
import { ProblemList, type Read } from "../source/problem.ts";
import { CellRefusals } from "./cell_refusals.ts";
import { isEmpty, labelFinder } from "./labels.ts";
import { learnedLabels } from "./query_words.ts";
import { type Records, tableRecords } from "./records.ts";
import { laterColumns, reportTwice } from "./resolve_columns.ts";
import type { Feature } from "./resolve_features.ts";
import { resolveQueries } from "./resolve_rows.ts";
import { checkLengths } from "./sentences.ts";

/** A row that a trained network is asked about. */
export interface AskedRow extends Query {
  /** What a row of the dataset would have in the columns of the target; null for an empty cell, and for a column that is not there. */
  readonly targets: readonly (number | null)[];
}

/** The rows of a table, in its order, or every mistake in it. */
export function readAskedRows(dataset: Dataset, data: DataTable): Read<readonly AskedRow[]> {
  const list = new ProblemList();
  const { target } = dataset;
  const records = tableRecords(data);
  const features = learnedFeatures(dataset);
  const asked = { target, targets: [], path: ["queries"] };
  const columns = laterColumns(features, asked, records, () => data.place, list);
  const learned = dataset.rows.length === 0 ? undefined : learnedLabels(dataset);
  const queries = resolveQueries(records, { features, columns, learned, purpose: "asked" }, list);
  if (features[0].tokens !== undefined) {
    checkLengths(features[0].column, { rows: [], queries: records }, list);
  }
  const targets = targetCells(target, records, list);
  if (!list.isEmpty) return { problems: list.problems.toSorted((a, b) => a.place.start - b.place.start) };
  return { ok: queries.map((query, index) => ({ ...query, targets: targets.map((cells) => cells[index]) })) };
}

/** The features of a dataset as its reader had them. */
function learnedFeatures({ features }: Dataset): readonly Feature[] {
  const columns = featureColumnsOf(features);
  return columns.map(({ name, first, labels }, index): Feature => {
    const inputs = features.slice(first, columns[index + 1]?.first);
    const [{ missing = "error", tokens }] = inputs;
    return {
      column: name,
      missing,
      draft: { name },
      path: ["dataset", "features", index],
      inputs,
      labels,
      ...(tokens === undefined ? {} : { tokens }),
    };
  });
}

/** What records have in each column of the target; one that is not there is empty throughout. */
function targetCells(
  target: Target | null,
  records: Records,
  list: ProblemList,
): readonly (readonly (number | null)[])[] {
  const refusals = new CellRefusals(records);
  const labels = classLabelsOf(target);
  const find = labelFinder(labels);
  const cells = targetNamesOf(target).map((name) => {
    // A column that is there twice would be taken for one that is not there.
    if (records.table !== null && !records.hasColumn(name)) reportTwice(name, records.table, false, list);
    const reader = records.reader(name);
    return Array.from({ length: records.count }, (_, index): number | null => {
      const text = reader.textOf(index);
      if (text === undefined || isEmpty(text, records) || refusals.quotes(index, name)) return null;
      if (labels.length === 0) {
        const value = numberIn(text, records.decimal);
        if (value !== undefined && !isRoundedInteger(text)) return value;
        refusals.number(index, name, text, false);
        return null;
      }
      const found = find(text);
      if (found < 0) {
        refusals.class(index, name, text, { labels, target, wayOut: "correct it, or leave the cell empty" });
      }
      return found < 0 ? null : target?.kind === "coded" ? target.classes[found].value : found;
    });
  });
  refusals.reportTo(list);
  return cells;
}
