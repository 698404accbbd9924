// How large the `config.json` of an experiment will be: unless it is a table, it names the columns in each row, as the CSV
// file does not.
// Why before the run: a config that is too large to be read again could not be verified.

import {
  cellOf,
  classLabelsOf,
  featureColumnsOf,
  type Row,
  targetCellsOf,
  targetNamesOf,
} from "../../dataset/dataset.ts";
import { tableRowsOf } from "../../dataset/held_out.ts";
import { shortest } from "../../text/decimal.ts";
import { configOf, isWrittenAsTable } from "../config.ts";
import type { Experiment } from "../experiment.ts";
import { LIMITS } from "../limits.ts";
import type { ProblemList } from "../source/problem.ts";
import type { Placer } from "../source/yaml_tree.ts";

/** What surrounds a member of a row, or a row: indents, colons, commas, brackets, line feeds. */
const MEMBER_BYTES = 12;
const ROW_BYTES = 18;
const QUOTE_BYTES = 2;
/** The settings of validation without its rows. */
const VALIDATION_BYTES = 200;
/** Between two cells of a table. */
const SEPARATOR_BYTES = 2;
/** The longest text of a number. */
const NUMBER_BYTES = 25;
/** The most that everything but the rows takes for each character of the file: lists with a line for each number. */
const BYTES_PER_CHARACTER = 5;
/** The most that the command line, and the columns that patterns stand for, add to that. */
const ADDED_BYTES = 2 * 1024 * 1024;

/** Reports a dataset whose rows would make the config too large to be read. */
export function checkConfigSize(experiment: Experiment, placeOf: Placer, list: ProblemList): void {
  const { features, target } = experiment.dataset;
  const rows = writtenRows(experiment).flat();
  const isSmallFile = experiment.sourceText.length <= LIMITS.fileBytes;
  // First a quick bound, since nearly all are far below it: numbers at their longest, characters of three bytes.
  let boundBytes = BYTES_PER_CHARACTER * experiment.sourceText.length + ADDED_BYTES;
  boundBytes += rows.length * (membersBytes(experiment, rows) + ROW_BYTES);
  boundBytes += rows.length * (features.length + targetNamesOf(target).length) * NUMBER_BYTES;
  for (const { name } of rows) boundBytes += QUOTE_BYTES + 3 * name.length;
  const labelBytes = classLabelsOf(target).map(textBytes);
  boundBytes += rows.length * Math.max(0, ...labelBytes);
  if (isSmallFile && boundBytes <= LIMITS.configBytes) return;
  const sizeBytes = configBytes(experiment);
  if (sizeBytes <= LIMITS.configBytes) return;
  const isTable = isWrittenAsTable(experiment, rows);
  const message = `dataset must fit into a config.json of ${LIMITS.configBytes} bytes` +
    `${isTable ? "" : ", which names the columns in each row"}: found ${sizeBytes}`;
  const hint = isTable ? "leave rows out" : "shorten the names of the columns, or leave rows out";
  list.report("too_large", placeOf(["dataset", "file"]), message, hint);
}

/** The lists of rows that a config holds: those of the table, and those that are written to be held out. */
function writtenRows({ dataset }: Experiment): readonly (readonly Row[])[] {
  const { validation } = dataset;
  return [tableRowsOf(dataset), ...(validation?.split.kind === "rows" ? [validation.rows] : [])];
}

/** The largest size that the config can have, close to the size that it has. */
export function configBytes(experiment: Experiment): number {
  const { dataset } = experiment;
  const { target } = dataset;
  const columns = featureColumnsOf(dataset.features);
  const beside = configOf({ ...experiment, dataset: { ...dataset, rows: [], validation: null } });
  let sizeBytes = new TextEncoder().encode(JSON.stringify(beside, null, 10)).length + VALIDATION_BYTES;
  if (dataset.validation?.split.kind === "names") {
    for (const name of dataset.validation.split.names) sizeBytes += textBytes(name) + MEMBER_BYTES;
  }
  for (const rows of writtenRows(experiment)) {
    sizeBytes += rows.length * (membersBytes(experiment, rows) + ROW_BYTES);
    for (const row of rows) {
      sizeBytes += textBytes(row.name);
      for (const column of columns) {
        const cell = cellOf(column, row.values) ?? "";
        sizeBytes += typeof cell === "number" ? numberBytes(cell) : textBytes(cell);
      }
      for (const cell of targetCellsOf(target, row)) {
        sizeBytes += typeof cell === "number" ? NUMBER_BYTES : textBytes(cell);
      }
    }
  }
  return sizeBytes;
}

/** The length of a number as text. Why digits are counted: a table may have eight million of them. */
function numberBytes(value: number): number {
  if (!Number.isInteger(value) || Math.abs(value) >= 1e9) return shortest(value).length;
  let digits = value < 0 ? 2 : 1;
  for (let power = 10; power <= Math.abs(value); power *= 10) digits++;
  return digits;
}

/** What a row takes without its values. */
function membersBytes(experiment: Experiment, rows: readonly Row[]): number {
  const { features, target } = experiment.dataset;
  if (isWrittenAsTable(experiment, rows)) {
    return SEPARATOR_BYTES * (1 + featureColumnsOf(features).length + targetNamesOf(target).length);
  }
  const columns = featureColumnsOf(features).map(({ name }) => name);
  const names = ["name", ...columns, ...targetNamesOf(target)];
  return names.reduce((sum, name) => sum + textBytes(name) + MEMBER_BYTES, 0);
}

function textBytes(text: string): number {
  if (PLAIN.test(text)) return text.length + QUOTE_BYTES;
  return new TextEncoder().encode(JSON.stringify(text)).length;
}

/** Characters that take a byte each in JSON. */
const PLAIN = /^[ !#-[\]-~]*$/;
