// Reads `predictions.csv` back: the answer to each query of an experiment.
// What must not change: a line counts only if it is the one that the program writes of the answer, byte for byte; one that
// is not gives no answer, and a problem that says in which cell it shows.

import { featureColumnsOf, labelOf, outputNamesOf } from "../dataset/dataset.ts";
import { formatOf } from "../experiment/config.ts";
import type { Experiment } from "../experiment/experiment.ts";
import type { Outcome, Prediction } from "../run/outcome.ts";
import { parseDecimal } from "../text/decimal.ts";
import { answerColumns } from "./answer_columns.ts";
import { cellsOf, linesOf } from "./csv_text.ts";
import { predictionLine } from "./run_files.ts";
import { damaged, type StoredFiles, type StoredProblem, textIn } from "./stored_text.ts";

/** The answers, without an output where that cannot be read, and what is wrong with the first of those. */
export interface StoredPredictions {
  readonly predictions: readonly Prediction[];
  readonly problems: readonly StoredProblem[];
}

export function readPredictions(
  files: StoredFiles,
  experiment: Experiment,
  status: Outcome["status"],
): StoredPredictions {
  const file = "predictions.csv";
  const { queries, dataset } = experiment;
  const none = queries.map(({ name, values }): Prediction => ({ name, values, outputs: null, label: null }));
  const text = textIn(files, file);
  if ("problems" in text) return { predictions: none, problems: text.problems };
  const outputCount = outputNamesOf(dataset.target).length;
  const [header = "", ...lines] = linesOf(text.ok);
  if (lines.length !== queries.length) {
    const message =
      `the file must have a line for each of the ${queries.length} queries: found ${lines.length}`;
    return { predictions: none, ...damaged(file, message) };
  }
  const asked = featureColumnsOf(dataset.features);
  const columns = answerColumns(dataset.target, formatOf(experiment), null);
  const problems: StoredProblem[] = [];
  const predictions = none.map((unanswered, index): Prediction => {
    const cells = cellsOf(lines[index]).slice(asked.length + 1, asked.length + 1 + outputCount);
    const numbers = cells.flatMap((cell) => parseDecimal(cell) ?? []);
    const outputs = numbers.length === outputCount ? numbers : null;
    const label = outputs === null ? null : labelOf(dataset.target, outputs);
    // Names and labels are the config's; the line must be the one that they give.
    const prediction = { ...unanswered, outputs, label };
    const wanted = predictionLine(asked, columns, prediction, status).slice(0, -1);
    if (lines[index] === wanted) return prediction;
    if (problems.length === 0) {
      const message = otherwiseWritten(cellsOf(header), cellsOf(lines[index]), cellsOf(wanted));
      const where = `line ${index + 2}`;
      const { name } = unanswered;
      problems.push({
        file,
        message: outputs === null || message === null
          ? `${where} must hold the answer to ${name}: found ${clippedLine(lines[index])}`
          : `${where}, query ${name}, ${message}`,
      });
    }
    return unanswered;
  });
  return { predictions, problems };
}

/** The first cell that is not as the program writes it; null where that is not a matter of one cell. */
function otherwiseWritten(
  header: readonly string[],
  found: readonly string[],
  wanted: readonly string[],
): string | null {
  const at = wanted.findIndex((cell, index) => cell !== found[index]);
  if (at < 0 || found.length !== wanted.length || header.length !== wanted.length) return null;
  const number = parseDecimal(found[at]);
  return number !== undefined && number === parseDecimal(wanted[at])
    ? `${header[at]} must be a number at its shortest, as this program writes it, ${wanted[at]}: found ${
      found[at]
    }`
    : `${header[at]} must be ${wanted[at] || "empty"}: found ${clippedLine(found[at])}`;
}

/** The beginning of a line, for a message. */
export function clippedLine(line: string): string {
  return line.length <= 40 ? line || "nothing" : `${line.slice(0, 40)}…`;
}
