// What to think of before answers to a table are believed: rows that the network has learned, rows beyond what it has seen, and
// a column of the truth that is called otherwise.
// What must not change: a note changes no answer; it counts, and leaves the judgement to whoever asked.

import { type Dataset, featureColumnsOf, type Query, targetNamesOf } from "../dataset/dataset.ts";
import { shortest } from "../text/decimal.ts";
import { inFull } from "../text/number_words.ts";
import { nearestWord } from "../text/suggest.ts";
import { clip } from "../text/visible_text.ts";
import { counted, listed } from "../text/words.ts";
import type { Note } from "../experiment/note.ts";

/** Features that are named. */
const MOST_NAMED = 4;

/**
 * The notes on rows that a network is asked about.
 *
 * @param columns of the table that the rows are from.
 *
 * @example One of four people, and somebody heavier than all of them
 * ```ts
 * import { parseExperiment } from "../experiment/reading/parse_experiment.ts";
 * const { dataset } = parseExperiment(`
 * name: two
 * dataset:
 *   features: [{ name: weight }]
 *   target: { name: gender, classes: { M: 0, F: 1 } }
 *   rows: [{ weight: 133, gender: F }, { weight: 160, gender: M }]
 * `);
 * const [learned, outside] = askedNotes(dataset, [{ name: "a", values: [133] }, { name: "b", values: [200] }]);
 * if (!learned.message.startsWith("1 of 2 rows has the same features as a learned row")) throw new Error(learned.message);
 * if (!outside.message.endsWith("weight (learned from 133 to 160)")) throw new Error(outside.message);
 * ```
 */
export function askedNotes(
  dataset: Dataset,
  rows: readonly Query[],
  columns: readonly string[] = [],
): readonly Note[] {
  return [misnamedTargetNote(dataset, columns), learnedNote(dataset, rows), outsideNote(dataset, rows)]
    .filter((note) => note !== null);
}

/** A column that is probably that of the target, under another name: answers are not judged by it. */
function misnamedTargetNote({ features, target }: Dataset, columns: readonly string[]): Note | null {
  const known = [...featureColumnsOf(features).map(({ name }) => name), ...targetNamesOf(target)];
  const others = columns.filter((column) => !known.includes(column));
  for (const name of targetNamesOf(target)) {
    const meant = columns.includes(name) ? undefined : nearestWord(name, others);
    if (meant === undefined) continue;
    return {
      message: `no answer is judged by ${clip(meant)}: what was learned is called ${clip(name)}`,
      hint: `if it is meant, call it ${clip(name)}`,
    };
  }
  return null;
}

/** Rows whose features are those of a row that was learned, in every one of them. */
function learnedNote(dataset: Dataset, rows: readonly Query[]): Note | null {
  const learned = new Set(dataset.rows.map(({ values }) => values.join()));
  const count = rows.filter(({ values }) => learned.has(values.join())).length;
  if (count === 0) return null;
  return {
    message: `${inFull(count)} of ${counted(rows.length, "row")} ${
      count === 1 ? "has" : "have"
    } the same features as a learned row`,
    hint: "how near such answers come says little of new rows",
  };
}

/** Rows with a number beyond all that were learned. */
function outsideNote({ features, rows: learned }: Dataset, rows: readonly Query[]): Note | null {
  if (learned.length === 0) return null;
  const numbers = featureColumnsOf(features).filter(({ labels, words }) =>
    labels === null && words === undefined
  );
  const outside = new Set<Query>();
  const named = numbers.flatMap(({ name, first }) => {
    const known = learned.map(({ values }) => values[first]).filter((number) => !Number.isNaN(number));
    if (known.length === 0) return [];
    const low = known.reduce((least, number) => Math.min(least, number));
    const high = known.reduce((most, number) => Math.max(most, number));
    const beyond = rows.filter(({ values }) => values[first] < low || values[first] > high);
    beyond.forEach((row) => outside.add(row));
    return beyond.length === 0 ? [] : [`${clip(name)} (learned from ${shortest(low)} to ${shortest(high)})`];
  });
  if (outside.size === 0) return null;
  return {
    message: `${inFull(outside.size)} of ${counted(rows.length, "row")} ${
      outside.size === 1 ? "lies" : "lie"
    } outside what was learned: ${listed(named, MOST_NAMED)}`,
    hint: "no row that was learned says what is right out there",
  };
}
