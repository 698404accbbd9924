// Asks a trained network about a row that is none of its experiment's queries: from cells by column to an answer.
// What must not change: the answer has the bits that a query with the same cells gets, and what a query may not have in a
// cell is refused here as well: categories and words are found as the reader of queries finds them.

import {
  type ColumnRequest,
  type FeatureColumn,
  featureColumnsOf,
  type Query,
  targetNamesOf,
} from "../dataset/dataset.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { isLabel, LABEL_WANTED } from "../experiment/label.ts";
import { LIMITS } from "../experiment/limits.ts";
import { labelFinder } from "../experiment/reading/labels.ts";
import { learnedLabels } from "../experiment/reading/query_words.ts";
import { wordsOf } from "../experiment/reading/sentences.ts";
import { shown } from "../numeric/required_numbers.ts";
import { shortest } from "../text/decimal.ts";
import { suggestion } from "../text/suggest.ts";
import { clip } from "../text/visible_text.ts";
import { type Outcome, type Prediction, predictionsOf, requireOutcome } from "./outcome.ts";

/**
 * What is asked, by the names of the columns: a number in raw units, a word of a column of categories, or a sentence. A cell
 * is empty where it is left out, null, NaN or an empty text. `name`, which may be left out, is for people.
 */
export type AskedCells = Readonly<Record<string, number | string | null | undefined>>;

/**
 * Asks the network of a run about one row, as a query of its experiment would.
 *
 * @param outcome of a run that did not diverge.
 * @param cells those of a query, see {@linkcode AskedCells}: one for each column of the features, but for columns that say
 * what an empty cell stands for (`missing`). A sentence may be longer than those of the experiment.
 * @returns its name (`query 1` without one), its values in raw units, one for each of the experiment's features, and the
 * outputs, in raw units where the target is numbers; with classes also the label.
 * @throws RangeError where the run diverged, and for a column that is not known, one that is missing, a number that is none
 * or is not finite, and a word that is no category or was never learned; TypeError for what is no outcome.
 *
 * @example A flower that is none of the queries
 * ```ts
 * import { ask, parseExperiment, runExperiment } from "@seedbed/seedbed";
 * const outcome = runExperiment(parseExperiment(`
 * name: fruit
 * dataset:
 *   features: [{ name: length, shift: mean }, { name: color, categories: [red, yellow] }]
 *   target: { name: fruit, classes: [cherry, banana] }
 *   rows: [{ length: 2, color: red, fruit: cherry }, { length: 18, color: yellow, fruit: banana }]
 * `));
 * const { outputs, label } = ask(outcome, { length: 17, color: "yellow" });
 * if (outputs?.length !== 2 || label !== "banana") throw new Error("wrong");
 * ```
 */
export function ask(outcome: Outcome, cells: AskedCells): Prediction {
  requireOutcome(outcome);
  const { experiment, parameters } = outcome;
  if (parameters === null) throw new RangeError("the run diverged: it has no network to ask");
  const { dataset } = experiment;
  const columns = featureColumnsOf(dataset.features);
  if (typeof cells !== "object" || cells === null) {
    throw new TypeError(`a row must be an object of column to cell: found ${shown(cells)}`);
  }
  const given = new Map(Object.entries(cells));
  rejectUnknown(experiment, columns, given);
  const learned = learnedLabels(dataset);
  const values = columns.flatMap((column) =>
    valuesIn(column, given.get(column.name), dataset.features[column.first], learned.get(column.name))
  );
  return answersTo(outcome, [{ name: nameIn(given.get("name")), values }])[0];
}

/**
 * What the network of a run answers to queries that its experiment need not have, each in the bits of one that it has.
 *
 * @param outcome of a run that did not diverge.
 */
export function answersTo(
  { experiment, features, parameters }: Outcome,
  queries: readonly Query[],
): readonly Prediction[] {
  const asked = { ...experiment, queries };
  const { dataset } = experiment;
  const [{ tokens }] = dataset.features;
  const length = queries.reduce((most, { values }) => Math.max(most, values.length), tokens?.length ?? 0);
  if (tokens === undefined || length <= tokens.length) return predictionsOf(asked, features, parameters);
  // A longer sentence has more steps of time, and no other weights; it is the only feature.
  const room = { tokens: { ...tokens, length } };
  const longer = { ...asked, dataset: { ...dataset, features: [{ ...dataset.features[0], ...room }] } };
  return predictionsOf(longer, [{ ...features[0], ...room }], parameters);
}

function rejectUnknown(
  { dataset: { target } }: Experiment,
  columns: readonly FeatureColumn[],
  given: ReadonlyMap<string, unknown>,
): void {
  const known = columns.map(({ name }) => name);
  for (const name of given.keys()) {
    if (name === "name" || known.includes(name)) continue;
    const why = targetNamesOf(target).includes(name)
      ? "what is asked has no target"
      : suggestion(name, known);
    throw new RangeError(`there is no column ${clip(name)}${why === undefined ? "" : `: ${why}`}`);
  }
}

function nameIn(cell: unknown): string {
  if (cell === undefined) return "query 1";
  if (typeof cell === "string" && isLabel(cell)) return cell;
  throw new RangeError(`name must be ${LABEL_WANTED}: found ${shown(cell)}`);
}

/** The raw values of a cell: one of a number, one a category, one a word of a sentence. */
function valuesIn(
  { name, labels, words }: FeatureColumn,
  cell: unknown,
  { missing }: ColumnRequest,
  learned: readonly string[] | undefined,
): readonly number[] {
  if (words !== undefined) return sentenceIn(name, cell, words, learned ?? words);
  if (cell === undefined || cell === null || cell === "" || Number.isNaN(cell)) {
    if (missing === undefined) throw refused(name, labels === null ? "a number" : "a category", cell);
    return new Array<number>(labels?.length ?? 1).fill(NaN);
  }
  if (labels === null) {
    if (typeof cell === "number" && Number.isFinite(cell)) return [cell];
    throw refused(name, "a number", cell);
  }
  const text = typeof cell === "number" ? shortest(cell) : cell;
  const found = typeof text === "string" ? labelFinder(labels)(text) : -1;
  const known = learned ?? labels;
  if (found < 0 || !known.includes(labels[found])) {
    throw refused(name, `one of ${clip(known.join(", "))}`, cell);
  }
  return labels.map((_, index) => index === found ? 1 : 0);
}

function sentenceIn(
  column: string,
  cell: unknown,
  words: readonly string[],
  learned: readonly string[],
): readonly number[] {
  if (typeof cell !== "string") throw refused(column, "a sentence", cell);
  const sentence = wordsOf(cell);
  if (sentence.length > LIMITS.sentenceWords) {
    throw new RangeError(
      `${clip(column)} must have at most ${LIMITS.sentenceWords} words: found ${sentence.length}`,
    );
  }
  const other = sentence.find((word) => !learned.includes(word));
  if (other !== undefined) {
    throw refused(column, `made of words that were learned (${clip(learned.join(", "))})`, other);
  }
  return sentence.map((word) => words.indexOf(word));
}

function refused(column: string, wanted: string, cell: unknown): RangeError {
  const message = cell === undefined
    ? `is missing: it must be ${wanted}`
    : `must be ${wanted}: found ${
      typeof cell === "string" ? JSON.stringify(cell.slice(0, 40)) : shown(cell)
    }`;
  return new RangeError(`${clip(column)} ${message}`);
}
