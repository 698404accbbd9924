// The answers of a trained network to rows, as CSV: what each row holds, what was answered, and how near that comes.
// What must not change: answers have the columns and the numbers of `predictions.csv`, and the cells of a file that is asked
// about stay as they stand, but for what a spreadsheet would run. The spreadsheet that wrote the file opens the answers, too.

import {
  cellOf,
  type Dataset,
  featureColumnsOf,
  type Query,
  type Row,
  targetCellsOf,
  targetNamesOf,
} from "../dataset/dataset.ts";
import { tableRowsOf } from "../dataset/held_out.ts";
import { formatOf } from "../experiment/config.ts";
import type { Experiment } from "../experiment/experiment.ts";
import type { AskedRow } from "../experiment/reading/asked_rows.ts";
import { type CsvFormat, PLAIN_FORMAT } from "../experiment/source/csv_format.ts";
import type { CsvTable } from "../experiment/source/csv_table.ts";
import { answersTo } from "../run/ask.ts";
import type { Outcome, Prediction } from "../run/outcome.ts";
import { marksOf, marksText } from "../run/row_marks.ts";
import { answerColumns, uniqueNames } from "./answer_columns.ts";
import { shortest } from "../text/decimal.ts";
import { type CsvCell, csvCell } from "./csv_text.ts";
import { answerCells } from "./run_files.ts";

/** Rows with what stands before their answers. */
export interface RowsToAnswer {
  readonly rows: readonly AskedRow[];
  /** The names of the columns before the answers, of which no two are the same. */
  readonly columns: readonly string[];
  /** The cells of a row in them, as they are written. */
  readonly cellsOf: (index: number) => readonly string[];
  /** How the lines are written: what is between cells, and in numbers. */
  readonly format: LineFormat;
  /** Rows that are judged together, each with what they are called; `""` for all there are. */
  readonly parts: readonly (readonly [name: string, isIn: (index: number) => boolean])[];
}

type LineFormat = Pick<CsvFormat, "separator" | "decimal">;

/** What spreadsheets put between cells; where the comma is the decimal mark, it is one of the others. */
const SPREADSHEET_SEPARATORS = [";", "\t"];

/** The rows of a table that were read to be asked about. */
export function rowsOfTable(table: CsvTable, rows: readonly AskedRow[]): RowsToAnswer {
  const { columns } = table;
  const format = SPREADSHEET_SEPARATORS.includes(table.format.separator) ? table.format : PLAIN_FORMAT;
  return {
    rows,
    columns,
    cellsOf: (index) => columns.map((_, column) => keptCell(table.textOf(index, column), format)),
    format,
    parts: [["", () => true]],
  };
}

/** A number is no formula, whatever its sign, its marks and the unit of a share. */
const NUMBER = /^[-+]?[\d.,][\d., \u00a0\u202f]*(e[-+]?\d+)?%?$/i;

/** A cell that stays as it stands. */
function keptCell(text: string, { separator }: LineFormat): string {
  if (!NUMBER.test(text)) return csvCell(text, separator);
  return text.includes(separator) ? `"${text}"` : text;
}

/** A cell that follows them. */
function answerCell(cell: CsvCell, { separator, decimal }: LineFormat): string {
  return typeof cell === "number" ? shortest(cell).replace(".", decimal) : csvCell(cell, separator);
}

/** The rows that an experiment has itself, in the order of its table: those that were learned, and those held out. */
export function rowsOfExperiment({ dataset }: Pick<Experiment, "dataset">): RowsToAnswer {
  const { validation } = dataset;
  const rows = validation?.split.kind === "rows"
    ? [...dataset.rows, ...validation.rows]
    : tableRowsOf(dataset);
  const heldOut = new Set<Query>(validation?.rows);
  const isHeldOut = (index: number): boolean => heldOut.has(rows[index]);
  const cells = ownCells(dataset);
  return {
    rows,
    columns: uniqueNames(["row", "part", ...cells.names]),
    cellsOf: (index) => {
      const part = isHeldOut(index) ? HELD_OUT : LEARNED;
      return [rows[index].name, part, ...cells.of(rows[index])].map((cell) => csvCell(cell));
    },
    format: PLAIN_FORMAT,
    parts: [[LEARNED, (index) => !isHeldOut(index)], [HELD_OUT, isHeldOut]],
  };
}

/** What a row of an experiment holds, feature by feature and then its target; and what these columns are called. */
export function ownCells({ features, target }: Dataset): {
  readonly names: readonly string[];
  readonly of: (row: Row) => readonly CsvCell[];
} {
  const asked = featureColumnsOf(features);
  return {
    names: [...asked.map(({ name }) => name), ...targetNamesOf(target)],
    of: (row) => [...asked.map((column) => cellOf(column, row.values)), ...targetCellsOf(target, row)],
  };
}

const [LEARNED, HELD_OUT] = ["learned", "held out"];

/** What a network answers to rows. */
export interface AnsweredRows {
  readonly csv: string;
  /** How near the answers come, for people: `45 of 50 rows right (90.0%; always low: 70.0%)`; null where no row says what it is. */
  readonly summary: string | null;
}

/**
 * What the network of a run answers to rows.
 *
 * @param outcome of a run that did not diverge.
 */
export function answeredRows(outcome: Outcome, asked: RowsToAnswer): AnsweredRows {
  const { experiment: { dataset: { target } }, status } = outcome;
  const { rows, columns, cellsOf, format } = asked;
  const answers = answerColumns(target, formatOf(outcome.experiment), null);
  const marks = marksOf(target, rows);
  const names = [...answers.map(({ name }) => name), ...marks.map(({ name }) => name)];
  const header = uniqueNames([...columns, ...names]).map((name, index) =>
    index < columns.length ? keptCell(columns[index], format) : csvCell(name, format.separator)
  );
  const predictions = answersTo(outcome, rows);
  const lines = predictions.map((prediction, index) => {
    const given = marks.map((mark) => mark.of(rows[index], prediction.outputs));
    const cells = [...answerCells(answers, prediction, status), ...given];
    return [...cellsOf(index), ...cells.map((cell) => answerCell(cell, format))];
  });
  return {
    csv: [header, ...lines].map((cells) => `${cells.join(format.separator)}\n`).join(""),
    summary: summaryOf(outcome, asked, predictions),
  };
}

function summaryOf(
  { experiment: { dataset: { target } } }: Outcome,
  { rows, parts }: RowsToAnswer,
  predictions: readonly Prediction[],
): string | null {
  const texts = parts.flatMap(([name, isIn]) => {
    const text = marksText(
      target,
      rows.filter((_, index) => isIn(index)),
      predictions.filter((_, index) => isIn(index)),
    );
    return text === null ? [] : [name === "" ? text : `${name}: ${text}`];
  });
  return texts.length === 0 ? null : texts.join("; ");
}
