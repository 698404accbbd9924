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
  readonly #words: string[] = [];
  #hasMore = false;

  add(text: string): void {
    const key = keyOf(text);
    const count = this.#counts.get(key);
    if (count === undefined && this.#counts.size === MOST_WORDS) {
      this.#hasMore = true;
      return;
    }
    this.#counts.set(key, (count ?? 0) + 1);
    if (count === undefined) this.#words.push(text);
  }

  /** By first appearance, as many as are counted. */
  get all(): readonly string[] {
    return this.#words;
  }

  /** Whether there are more of them. */
  get hasMore(): boolean {
    return this.#hasMore;
  }

  /** The cells that hold a word. */
  countOf(word: string): number {
    return this.#counts.get(keyOf(word)) ?? 0;
  }

  /** The one that comes most often, the first among equals; empty where there is none. */
  get common(): string {
    return this.#words.reduce(
      (best, word) => this.countOf(word) > this.countOf(best) ? word : best,
      this.#words[0] ?? "",
    );
  }

  /** The cells that hold the rarest; 0 where there is none, or there are more than are counted. */
  get rarestCount(): number {
    return this.#hasMore || this.#words.length === 0 ? 0 : Math.min(...this.#counts.values());
  }
}

function keyOf(text: string): string | number {
  return labelNumberOf(text) ?? text;
}

/** The cells of a column that are no numbers. */
export class StrayTally {
  readonly #texts = new Set<string>();
  #count = 0;
  #markedCount = 0;
  #wordlikeCount = 0;
  #firstRow: number | null = null;

  /** @param decimal the table's decimal mark. */
  constructor(readonly decimal: "." | ",") {}

  add(text: string, row: number): void {
    this.#count++;
    this.#firstRow ??= row;
    if (this.#texts.size < MOST_STRAYS) this.#texts.add(text);
    if (numberHintIn(text, this.decimal) === undefined) return;
    if (mayBeWord(text)) this.#wordlikeCount++;
    else this.#markedCount++;
  }

  get count(): number {
    return this.#count;
  }

  /** Of these the ones that are numbers with marks, units or percent. */
  get markedCount(): number {
    return this.#markedCount;
  }

  /** Those with such marks that may be words as well. */
  get wordlikeCount(): number {
    return this.#wordlikeCount;
  }

  /** The different ones, by first appearance, as many as are counted. */
  get texts(): readonly string[] {
    return [...this.#texts];
  }

  /** The row of the first; null where there is none. */
  get firstRow(): number | null {
    return this.#firstRow;
  }
}

/** The cells of a column that are the same as one before. */
export class RepeatTally {
  readonly #seen = new Set<string>();
  #count = 0;

  add(text: string): void {
    if (this.#seen.size === this.#seen.add(text).size) this.#count++;
  }

  get count(): number {
    return this.#count;
  }
}
