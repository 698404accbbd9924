// What the columns of answers are called in `predictions.csv`, `trials.csv` and `trials.parquet`.
// What must not change: no two columns of a table have the same name, whatever features and queries are called.

import { outputNamesOf, type Target } from "../dataset/dataset.ts";
import { answerName } from "../sweep/figures.ts";

/** A column that holds an output of an answer, or its label. */
export interface AnswerColumn {
  readonly name: string;
  /** The index of the output; null for the label. */
  readonly output: number | null;
}

/**
 * The columns of the answers to a query: its outputs, and the label where there is one output or one a class.
 *
 * @param format of the results.
 * @param query its name, which the columns of a table of trials begin with; null for a table with a line a query.
 */
export function answerColumns(
  target: Target | null,
  format: number,
  query: string | null,
): readonly AnswerColumn[] {
  const names = outputNamesOf(target);
  const isNamed = names.length > 1 || target?.kind === "numbers" && format > 1;
  const outputs = names.map((name, output): AnswerColumn => ({
    name: query !== null ? answerName(query, names, output) : isNamed ? name : "output",
    output,
  }));
  const label = { name: query === null ? "label" : `${query}.label`, output: null };
  return hasLabelColumn(target) ? [...outputs, label] : outputs;
}

/** Whether answers have a column for the label, which is empty for a single number. */
export function hasLabelColumn(target: Target | null): boolean {
  return target?.kind === "classes" || outputNamesOf(target).length === 1;
}

/** Names of columns of which no two are the same: the second `x` is `x.2`. */
export function uniqueNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let copy = 2; taken.has(unique); copy++) unique = `${name}.${copy}`;
    taken.add(unique);
    return unique;
  });
}
