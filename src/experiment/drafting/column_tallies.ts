// What is counted of a column, cell by cell.
// Why so little is held: a table may have millions of cells, and nobody reads a draft of a thousand classes.

import { labelNumberOf, mayBeWord, numberHintIn } from "../source/plain_number.ts";

/** Different texts that are counted: more of them are no classes. */
const MOST_WORDS = 200;
/** Different texts in place of numbers that are counted: nobody writes more of them for nothing. */
const MOST_STRAYS = 4;

/** The different texts of a column; 1 and 1.0 are one of them, 1 and 01 are two. */
export class WordTally {
  readonly #counts = new Map<string | number, number>();
  /** By first appearance, as many as are counted. */
  readonly all: string[] = [];
  /** Whether there are more of them. */
  hasMore = false;

  add(text: string): void {
    const key = keyOf(text);
    const count = this.#counts.get(key);
    if (count === undefined && this.#counts.size === MOST_WORDS) {
      this.hasMore = true;
      return;
    }
    this.#counts.set(key, (count ?? 0) + 1);
    if (count === undefined) this.all.push(text);
  }

  /** The cells that hold a word. */
  countOf(word: string): number {
    return this.#counts.get(keyOf(word)) ?? 0;
  }

  /** The word that comes most often, the first among equals; empty where there is none. */
  common(): string {
    return this.all.reduce(
      (best, word) => this.countOf(word) > this.countOf(best) ? word : best,
      this.all[0] ?? "",
    );
  }

  /** The cells that hold the rarest; 0 where there is none, or there are more than are counted. */
  rarestCount(): number {
    return this.hasMore || this.all.length === 0 ? 0 : Math.min(...this.#counts.values());
  }
}

function keyOf(text: string): string | number {
  return labelNumberOf(text) ?? text;
}

/** The cells of a column that are no numbers. */
export class StrayTally {
  count = 0;
  /** Of these the ones that are numbers with marks, units or percent. */
  markedCount = 0;
  /** Those with such marks that may be words as well. */
  wordlikeCount = 0;
  /** The different ones, by first appearance, as many as are counted. */
  readonly texts: string[] = [];
  /** The row of the first; null where there is none. */
  firstRow: number | null = null;

  /** @param decimal the table's decimal mark. */
  constructor(readonly decimal: "." | ",") {}

  add(text: string, row: number): void {
    this.count++;
    this.firstRow ??= row;
    if (this.texts.length < MOST_STRAYS && !this.texts.includes(text)) this.texts.push(text);
    if (numberHintIn(text, this.decimal) === undefined) return;
    if (mayBeWord(text)) this.wordlikeCount++;
    else this.markedCount++;
  }
}

/** The cells of a column that are the same as one before. */
export class RepeatTally {
  readonly #seen = new Set<string>();
  count = 0;

  add(text: string): void {
    if (this.#seen.size === this.#seen.add(text).size) this.count++;
  }
}
