// Sentences in a column: their words, which blanks separate, and what the words of all of them are.
// What must not change: words are told apart by every letter, capitals too, and come in the order of their first appearance,
// in the rows of the table before those that are written to be held out.

import type { Tokens } from "../../dataset/dataset.ts";
import { clip } from "../../text/visible_text.ts";
import { isLabel, labelHint, WORD_WANTED } from "../label.ts";
import { LIMITS } from "../limits.ts";
import type { ProblemList } from "../source/problem.ts";
import type { Placer } from "../source/yaml_tree.ts";
import { dotted } from "./breach.ts";
import { isEmpty } from "./labels.ts";
import type { Records } from "./records.ts";
import type { BoundFeature } from "./bind_features.ts";

/** The words of a sentence; none of an empty one. */
export function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

/** Where sentences stand: rows that decide upon the words, and all others, which may only be longer. */
export interface SentenceSources {
  readonly rows: readonly Records[];
  readonly queries: Records | null;
}

/** The words of a column, and how many the longest sentence has. */
export function tokensIn({ column }: BoundFeature, { rows, queries }: SentenceSources): Tokens {
  const words = new Set<string>();
  let length = 1;
  for (const records of rows) {
    for (const sentence of sentencesIn(records, column)) {
      for (const word of sentence) words.add(word);
      length = Math.max(length, sentence.length);
    }
  }
  if (queries !== null) {
    for (const sentence of sentencesIn(queries, column)) length = Math.max(length, sentence.length);
  }
  return { words: [...words], length };
}

function* sentencesIn(records: Records, column: string): Generator<readonly string[]> {
  const reader = records.reader(column);
  for (let index = 0; index < records.count; index++) {
    const text = reader.textOf(index) ?? "";
    yield isEmpty(text, records) ? [] : wordsOf(text);
  }
}

/** Settings of other columns than those of sentences. */
const OF_OTHERS = ["unit", "shift", "scale", "categories", "missing"] as const;

/** Reports a column of sentences beside other features, with settings of theirs, without words, or with too long ones. */
export function checkTokens(
  feature: BoundFeature,
  { featureCount, sources, tokens }: {
    readonly featureCount: number;
    readonly sources: SentenceSources;
    readonly tokens: Tokens;
  },
  placeOf: Placer,
  list: ProblemList,
): void {
  const { draft, path, column } = feature;
  const key = dotted([...path, "tokens"]);
  if (featureCount > 1) {
    const message = `${key} must be of the only feature: found ${featureCount} features`;
    list.report("not_allowed", placeOf([...path, "tokens"], "key"), message, "leave the other features out");
  }
  for (const other of OF_OTHERS) {
    if (draft[other] === undefined) continue;
    const message = `${dotted([...path, other])} must not be given: sentences have no ${other}`;
    list.report("not_allowed", placeOf([...path, other], "key"), message, "remove it");
  }
  // A column that is not there is reported where the rows are read.
  const [table] = sources.rows;
  if (tokens.words.length === 0 && !table.isLost && (table.count === 0 || table.hasColumn(column))) {
    const why = table.count === 0 ? "there are no rows" : "all its cells are empty";
    const message = `${key} must find a word in ${clip(column)}: ${why}`;
    list.report("missing", placeOf([...path, "tokens"]), message, "add rows with sentences");
  }
  checkWords(column, sources, tokens, list);
  if (tokens.length > LIMITS.sentenceWords) checkLengths(column, sources, list);
}

/** Reports words that are no names, each where it comes first. */
function checkWords(column: string, { rows }: SentenceSources, { words }: Tokens, list: ProblemList): void {
  const wrong = new Set(words.filter((word) => !isLabel(word)));
  for (const records of wrong.size === 0 ? [] : rows) {
    for (const [index, sentence] of indexed(sentencesIn(records, column))) {
      for (const word of sentence) {
        if (!wrong.delete(word)) continue;
        const message = `${records.keyOf(index, column)} must have words of ${WORD_WANTED}: found ${
          clip(word)
        }`;
        list.report("wrong_value", records.placeOf(index, column), message, labelHint(word));
      }
    }
  }
}

/** Reports sentences that are too long. */
export function checkLengths(
  column: string,
  { rows, queries }: SentenceSources,
  list: ProblemList,
): void {
  for (const records of queries === null ? rows : [...rows, queries]) {
    for (const [index, { length }] of indexed(sentencesIn(records, column))) {
      if (length <= LIMITS.sentenceWords) continue;
      const message = `${records.keyOf(index, column)} must have at most ${LIMITS.sentenceWords} words: ` +
        `found ${length}`;
      list.report("too_large", records.placeOf(index, column), message, "cut it into shorter sentences");
    }
  }
}

function* indexed<Item>(items: Iterable<Item>): Generator<readonly [index: number, item: Item]> {
  let index = 0;
  for (const item of items) yield [index++, item];
}
