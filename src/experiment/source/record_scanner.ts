// Reads the records of a CSV text one after another: where each cell begins and ends, and what is wrong with its quotes.
// Why no cell is cut out before it is asked for: a file of 16 MiB has up to eight million.

import { LIMITS } from "../limits.ts";
import type { Problem, SourceText } from "./problem.ts";

/** What is wrong with the quotes of a cell, and at which offset. */
export interface QuoteFault {
  readonly at: number;
  readonly message: string;
}

/** It as a mistake of the user's. */
export function quoteProblem(source: SourceText, { at, message }: QuoteFault): Problem {
  const hint = 'put the whole cell in " and double every " inside it';
  return { code: "syntax", place: { source, start: at, end: at + 1 }, message, hint };
}

const [TAB, LINE_FEED, RETURN, BLANK, QUOTE] = [9, 10, 13, 32, 34];

/** Reads record after record; what it has read of the last one lies in its fields. */
export class RecordScanner {
  /** Where each cell of the last record begins, after the blanks before it. */
  readonly starts: number[] = [];
  /** All of its cells, those beyond the most columns that there may be among them. */
  cellCount = 0;
  /** Whether one of its cells holds anything. */
  isEmpty = true;
  /** What is wrong with the quotes of its cells, by their index. */
  faults: (readonly [index: number, fault: QuoteFault])[] = [];
  /** A quote that nothing closes. */
  open: QuoteFault | null = null;
  /** The offset of the next record. */
  at: number;
  readonly #separator: number;
  readonly #isBlanks: boolean;

  constructor(readonly text: string, at: number, separator: string) {
    this.at = at;
    this.#isBlanks = separator === "space";
    this.#separator = this.#isBlanks ? BLANK : separator.charCodeAt(0);
  }

  /** Reads the record at `at`. */
  read(): void {
    this.starts.length = 0;
    this.cellCount = 0;
    this.isEmpty = true;
    this.faults.length = 0;
    this.open = null;
    const { text } = this;
    for (;;) {
      const start = this.#past(this.at);
      // Blanks at the end of a line separate nothing.
      if (this.#isBlanks && this.cellCount > 0 && this.#isLineEnd(text.charCodeAt(start))) {
        this.at = start;
        break;
      }
      if (text.charCodeAt(start) === QUOTE) this.#quoted(start);
      else this.#plain(start);
      if (this.open !== null) return;
      if (!this.#isSeparator(text.charCodeAt(this.at))) break;
      this.at++;
    }
    this.#endLine();
  }

  /** Whether the record has more than so many cells, and nothing in those beyond. */
  isEmptyFrom(count: number): boolean {
    if (this.cellCount <= count || this.cellCount > this.starts.length) return false;
    for (let at = count; at < this.cellCount; at++) {
      if (this.endOf(this.starts[at]) > this.starts[at]) return false;
    }
    return true;
  }

  #plain(start: number): void {
    this.at = this.#cellEnd(start);
    this.#add(start, this.at);
  }

  #quoted(start: number): void {
    const { text } = this;
    const close = closingQuote(text, start);
    if (close < 0) {
      this.open = { at: start, message: 'a cell that begins with " must end with "' };
      this.at = start;
      while (!this.#isLineEnd(text.charCodeAt(this.at))) this.at++;
      this.#endLine();
      return;
    }
    const end = close + 1;
    let at = this.#past(end);
    const code = text.charCodeAt(at);
    if (!this.#isSeparator(code) && !this.#isLineEnd(code) && !(this.#isBlanks && at > end)) {
      const message = 'a quoted cell must end at its closing ": found more text after it';
      this.faults.push([this.cellCount, { at, message }]);
      at = this.#cellEnd(at);
    }
    // Of a run of blanks the last one separates.
    this.at = this.#isBlanks && at > end ? at - 1 : at;
    this.#add(start, end);
  }

  /** The offset of the separator or line end after another one. */
  #cellEnd(start: number): number {
    const { text } = this;
    let end = start;
    let code = text.charCodeAt(end);
    while (!this.#isSeparator(code) && !this.#isLineEnd(code)) code = text.charCodeAt(++end);
    return end;
  }

  /** Where the cell that begins at an offset ends: a quoted one at its closing quote, any other before the blanks after it. */
  endOf(start: number): number {
    const { text } = this;
    if (text.charCodeAt(start) === QUOTE) {
      const close = closingQuote(text, start);
      if (close >= 0) return close + 1;
    }
    let end = this.#cellEnd(start);
    while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
    return end;
  }

  /** The text of the cell that begins at an offset, without its quotes. */
  textAt(start: number): string {
    const { text } = this;
    const end = this.endOf(start);
    if (text.charCodeAt(start) !== QUOTE || end === start) return text.slice(start, end);
    const inner = text.slice(start + 1, end - 1);
    return inner.includes('"') ? inner.replaceAll('""', '"') : inner;
  }

  #add(start: number, end: number): void {
    if (end > start) this.isEmpty = false;
    if (this.cellCount++ < LIMITS.columns) this.starts.push(start);
  }

  /** The offset after the blanks at another one; a tab that separates is none. */
  #past(at: number): number {
    const { text } = this;
    let code = text.charCodeAt(at);
    while ((code === BLANK || code === TAB) && (this.#isBlanks || code !== this.#separator)) {
      code = text.charCodeAt(++at);
    }
    return at;
  }

  #isSeparator(code: number): boolean {
    return code === this.#separator || this.#isBlanks && code === TAB;
  }

  #isLineEnd(code: number): boolean {
    return code === LINE_FEED || code === RETURN || code !== code; // at the end of the text it is NaN
  }

  #endLine(): void {
    const { text } = this;
    if (text.charCodeAt(this.at) === RETURN && text.charCodeAt(this.at + 1) === LINE_FEED) this.at++;
    if (this.at < text.length) this.at++;
  }
}

function isBlank(code: number): boolean {
  return code === BLANK || code === TAB;
}

/** The offset of the quote that closes the one at `open`; -1 where none does. */
function closingQuote(text: string, open: number): number {
  let at = text.indexOf('"', open + 1);
  while (at >= 0 && text.charCodeAt(at + 1) === QUOTE) at = text.indexOf('"', at + 2);
  return at;
}
