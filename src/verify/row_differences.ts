// What the rows of an experiment have otherwise than those that were handed out, cell by cell.
// Why by the names of the rows: one row more at the top must not make all below it look changed.

import {
  cellOf,
  type Dataset,
  featureColumnsOf,
  type Row,
  targetCellsOf,
  targetNamesOf,
} from "../dataset/dataset.ts";
import { tableRowsOf } from "../dataset/held_out.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { shortest } from "../text/decimal.ts";
import type { AssignmentDifference } from "./assignment_difference.ts";

/** The rows that are written to be held out; null where they are taken from the table. */
export function writtenRowsOf({ validation }: Dataset): readonly Row[] | null {
  return validation?.split.kind === "rows" ? validation.rows : null;
}

type Cells = ReadonlyMap<string, string>;

/** Cells that differ, and rows that are missing or were added; of the same rows in another order, the first. */
export function rowDifferences(assigned: Experiment, found: Experiment): readonly AssignmentDifference[] {
  const tables = ({ dataset }: Experiment) => [tableRowsOf(dataset), writtenRowsOf(dataset) ?? []];
  const [learned, heldOut] = [0, 1].map((table) =>
    tableDifferences(
      cellsByRow(assigned.dataset, tables(assigned)[table]),
      cellsByRow(found.dataset, tables(found)[table]),
    )
  );
  return [...learned, ...heldOut];
}

/** The cells of each row, by the row's name and by column; the second row of a name is `Alice (2)`. */
function cellsByRow(dataset: Dataset, rows: readonly Row[]): ReadonlyMap<string, Cells> {
  const columns = featureColumnsOf(dataset.features);
  const targets = targetNamesOf(dataset.target);
  const byName = new Map<string, Cells>();
  const counts = new Map<string, number>();
  for (const row of rows) {
    const count = (counts.get(row.name) ?? 0) + 1;
    counts.set(row.name, count);
    const targetCells = targetCellsOf(dataset.target, row);
    byName.set(
      count === 1 ? row.name : `${row.name} (${count})`,
      new Map([
        ...columns.map((column) => [column.name, cellText(cellOf(column, row.values))] as const),
        ...targets.map((name, index) => [name, cellText(targetCells[index])] as const),
      ]),
    );
  }
  return byName;
}

function cellText(cell: string | number | null): string {
  if (cell === null) return "empty";
  return typeof cell === "number" ? shortest(cell) : cell;
}

function tableDifferences(
  wanted: ReadonlyMap<string, Cells>,
  given: ReadonlyMap<string, Cells>,
): readonly AssignmentDifference[] {
  const differences: AssignmentDifference[] = [];
  for (const [name, cells] of wanted) {
    const found = given.get(name);
    if (found === undefined) {
      differences.push({ kind: "missing", key: `row ${name}` });
      continue;
    }
    // A column that only one of them has is told once, as a setting.
    for (const [column, cell] of cells) {
      const other = found.get(column);
      if (other !== undefined && other !== cell) {
        differences.push({ kind: "value", key: `${name}.${column}`, assigned: cell, found: other });
      }
    }
  }
  for (const name of given.keys()) {
    if (!wanted.has(name)) differences.push({ kind: "added", key: `row ${name}` });
  }
  const [first, second] = [wanted, given].map((table) => [...table.keys()]);
  const at = first.findIndex((name, index) => name !== second[index]);
  if (differences.length === 0 && at >= 0) {
    differences.push({
      kind: "value",
      key: `row ${at + 1} in order`,
      assigned: first[at],
      found: second[at],
    });
  }
  return differences;
}
