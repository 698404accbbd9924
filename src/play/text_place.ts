// What stands at a place of a text that may be half typed: the path to it, and whether a key or a value belongs there.
// Why beside the reader: while a person types, most texts are no YAML. Here a line says what it can, and the rest is passed over.

import type { TreePath } from "../experiment/source/yaml_tree.ts";

/** A place in a text. */
export interface TextPlace {
  /** Of the mapping for a key, and of the value itself for a value. */
  readonly path: TreePath;
  readonly isKey: boolean;
  /** The word at the place, from its start to its end: both the offset where there is none. */
  readonly from: number;
  readonly to: number;
  readonly word: string;
  /** The keys before it between the same brackets. */
  readonly keysBefore: readonly string[];
}

/** A level of a block: a key, or an item of a list, and how far it is indented. */
interface Level {
  readonly indent: number;
  readonly step: string | number;
}

/** An open bracket: what is between its commas. */
interface Bracket {
  readonly isMapping: boolean;
  /** The key whose value is read; null before its colon. */
  key: string | null;
  readonly keys: string[];
  index: number;
  /** Where the word since the last mark begins. */
  wordStart: number;
}

/** A key at the start of a text, with its colon. */
const KEY =
  /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#{}[\],:"'&*!|>%@`-][^\n]*?|-[^\s][^\n]*?)[ \t]*:(?=\s|$)/;

/** The place at an offset. */
export function placeAt(text: string, offset: number): TextPlace {
  const walk = new Walk(text, offset);
  return walk.place();
}

class Walk {
  readonly #levels: Level[] = [];
  readonly #brackets: Bracket[] = [];
  /** Where the value of the last key of a line begins; -1 where it has none. */
  #valueStart = -1;

  constructor(readonly text: string, readonly offset: number) {}

  place(): TextPlace {
    const { text, offset } = this;
    let start = 0;
    for (;;) {
      const found = text.indexOf("\n", start);
      const end = found < 0 ? text.length : found;
      this.#line(start, Math.min(end, offset));
      if (end >= offset) break;
      start = end + 1;
    }
    return this.#brackets.length > 0 ? this.#placeInBrackets() : this.#placeInBlock(start);
  }

  /** Reads a line, or the part of it before the offset. */
  #line(start: number, end: number): void {
    this.#valueStart = -1;
    if (this.#brackets.length > 0) return this.#inBrackets(start, end);
    let at = start;
    while (at < end && this.text[at] === " ") at++;
    const isTyped = end === this.offset && this.text.slice(at, end).search(/[:#]/) < 0;
    if (at === end && !isTyped || this.text[at] === "#") return;
    // A dash, or several, and then what the item holds.
    while (this.text[at] === "-" && (at + 1 >= end || /\s/.test(this.text[at + 1]))) {
      const indent = at - start;
      let index = 0;
      for (let top = this.#levels.at(-1); top !== undefined; top = this.#levels.at(-1)) {
        const isItem = typeof top.step === "number" && top.indent === indent;
        if (isItem) index = (top.step as number) + 1;
        if (top.indent < indent || top.indent === indent && !isItem) break;
        this.#levels.pop();
      }
      this.#levels.push({ indent, step: index });
      at++;
      while (at < end && this.text[at] === " ") at++;
    }
    const key = KEY.exec(this.text.slice(at, end));
    const isWhole = key !== null && at + key[0].length <= end;
    if (at === end && !isTyped) return;
    const indent = at - start;
    while (this.#levels.length > 0 && this.#levels.at(-1)!.indent >= indent && !this.#isOwnItem(indent)) {
      this.#levels.pop();
    }
    if (!isWhole) return this.#inBrackets(at, end);
    this.#levels.push({ indent, step: unquoted(key[1]) });
    this.#valueStart = at + key[0].length;
    this.#inBrackets(this.#valueStart, end);
  }

  /** Whether the last level is an item whose content stands at this indentation: the item itself stays. */
  #isOwnItem(indent: number): boolean {
    const top = this.#levels.at(-1)!;
    return typeof top.step === "number" && top.indent < indent;
  }

  /** Reads brackets, quotes and comments from one offset to another. */
  #inBrackets(from: number, to: number): void {
    const { text } = this;
    for (let at = from; at < to; at++) {
      const character = text[at];
      const top = this.#brackets.at(-1);
      const isFirst = /^[\s,[{:]$/.test(text[at - 1] ?? " ");
      if (character === "#" && /\s/.test(text[at - 1] ?? " ")) return;
      if ((character === '"' || character === "'") && isFirst) {
        const close = text.indexOf(character, at + 1);
        if (close < 0 || close >= to) return;
        at = close;
      } else if ((character === "{" || character === "[") && (top !== undefined || isFirst)) {
        this.#brackets.push({
          isMapping: character === "{",
          key: null,
          keys: [],
          index: 0,
          wordStart: at + 1,
        });
      } else if ((character === "}" || character === "]") && top !== undefined) {
        this.#brackets.pop();
      } else if (character === "," && top !== undefined) {
        top.key = null;
        top.index++;
        top.wordStart = at + 1;
      } else if (
        character === ":" && top?.isMapping && top.key === null && /^[\s,{}[\]]?$/.test(text[at + 1] ?? "")
      ) {
        top.key = unquoted(text.slice(top.wordStart, at).trim());
        top.keys.push(top.key);
        top.wordStart = at + 1;
      }
    }
  }

  #placeInBrackets(): TextPlace {
    const steps = this.#brackets.map(({ isMapping, key, index }) => isMapping ? key : index);
    const top = this.#brackets.at(-1)!;
    const isKey = top.isMapping && top.key === null;
    const path = [...this.#levels.map(({ step }) => step), ...steps.filter((step) => step !== null)];
    return { path, isKey, keysBefore: top.keys, ...this.#wordFrom(top.wordStart, /[,{}[\]\n#:]/) };
  }

  #placeInBlock(lineStart: number): TextPlace {
    const path = this.#levels.map(({ step }) => step);
    if (this.#valueStart >= 0) {
      return { path, isKey: false, keysBefore: [], ...this.#wordFrom(this.#valueStart, /[\n#]/) };
    }
    const dash = /^[ \t]*(- *)*/.exec(this.text.slice(lineStart, this.offset))![0].length;
    return { path, isKey: true, keysBefore: [], ...this.#wordFrom(lineStart + dash, /[\n#:]/) };
  }

  /** The word that begins after a mark and ends before the next one. */
  #wordFrom(start: number, end: RegExp): Pick<TextPlace, "from" | "to" | "word"> {
    const { text, offset } = this;
    let from = Math.min(start, offset);
    while (from < offset && /\s/.test(text[from])) from++;
    let to = offset;
    while (to < text.length && !end.test(text[to])) to++;
    while (to > offset && /\s/.test(text[to - 1])) to--;
    return { from, to, word: text.slice(from, to) };
  }
}

function unquoted(text: string): string {
  const quote = /^(["'])([^]*)\1$/.exec(text);
  return quote === null ? text : quote[2];
}
