// Which words have an input: those of the file's list, or those that the learned rows have.
// What must not change: a word that only held-out rows have reaches neither the number nor the order of the inputs.

import { type Category, type ColumnRequest, featureColumnsOf, type Tokens } from "./dataset.ts";

/**
 * The columns that the network sees, by their indices: all that were asked for, but of the words that only learned rows
 * decide upon (see {@linkcode Category}) those that these have, by first appearance.
 *
 * @param rows those that are learned: for each its raw values, one a request.
 *
 * @example Red is held out, and the first row to learn is green
 * ```ts
 * const of = (label: string) => ({
 *   ...{ name: `color=${label}`, unit: null, shift: 0, scale: 1 },
 *   category: { column: "color", label, isOfLearned: true },
 * });
 * const indices = learnedIndices(["red", "blue", "green"].map(of), [[0, 0, 1], [0, 1, 0], [0, 0, 1]]);
 * if (indices.join() !== "2,1") throw new Error("wrong");
 * ```
 */
export function learnedIndices(
  requests: readonly ColumnRequest[],
  rows: readonly (readonly number[])[],
): readonly number[] {
  if (!requests.some(isDecidedByRows)) return requests.map((_, index) => index);
  return featureColumnsOf(requests).flatMap(({ first, labels }) => {
    const count = labels?.length ?? 1;
    return isDecidedByRows(requests[first])
      ? wordsIn(rows, first, count)
      : Array.from({ length: count }, (_, word) => first + word);
  });
}

/** Whether the learned rows decide if there is such an input. */
export function isDecidedByRows({ category }: ColumnRequest): boolean {
  return category?.isOfLearned === true;
}

/** Whether the learned rows decide which words the network knows, be it by an input each or by a weight of a state. */
export function areWordsOfRows(request: ColumnRequest): boolean {
  return isDecidedByRows(request) || request.tokens !== undefined;
}

/** The indices of the words that rows have in a column, by first appearance. */
function wordsIn(rows: readonly (readonly number[])[], first: number, count: number): readonly number[] {
  const found = new Set<number>();
  for (const values of rows) {
    if (found.size === count) break;
    const index = values.indexOf(1, first);
    if (index >= 0 && index < first + count) found.add(index);
  }
  return [...found];
}

/**
 * The words of sentences that rows have, by first appearance.
 *
 * @example Of three words two are learned, in another order
 * ```ts
 * const tokens = { words: ["good", "bad", "very"], length: 2 };
 * if (wordsOfRows(tokens, [[2, 0], [0]]).join() !== "very,good") throw new Error("wrong");
 * ```
 */
export function wordsOfRows({ words }: Tokens, rows: readonly (readonly number[])[]): readonly string[] {
  return [...new Set(rows.flat())].map((word) => words[word]);
}

/**
 * The words of a row or a query that no learned row has: none of their columns' inputs is 1; a sentence goes without them.
 *
 * @param columns those that the network sees.
 */
export function unlearnedWords(
  requests: readonly ColumnRequest[],
  columns: readonly { readonly index: number; readonly learnedWords?: readonly string[] }[],
  values: readonly number[],
): readonly Category[] {
  const [{ name, tokens }] = requests;
  if (tokens !== undefined) {
    const learned = new Set(columns[0].learnedWords);
    const labels = [...new Set(values)].map((word) => tokens.words[word]).filter((label) =>
      !learned.has(label)
    );
    return labels.map((label) => ({ column: name, label }));
  }
  const seen = new Set(columns.map(({ index }) => index));
  return requests.flatMap(({ category }, index) =>
    category !== undefined && values[index] === 1 && !seen.has(index) ? [category] : []
  );
}
