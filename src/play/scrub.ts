// The number under the caret, moved up and down in steps of its last digit.
// What must not change: its format. 0.10 goes to 0.11 and not to 0.11000000000000001, 1e-3 to 2e-3.

import type { TextEdit } from "./document.ts";

/** A number in a text. */
export interface ScrubTarget {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Digits, maybe with a point and an exponent; `1..100` holds two of them. */
const NUMBER = /(?:\d+(?:\.\d+)?|(?<!\.)\.\d+)(?:[eE][-+]?\d+)?/g;
/** More digits are no setting, and would be slow. */
const MOST_DIGITS = 40;

/** The number that the caret is in or beside; null where there is none, and in a comment or a quoted text. */
export function numberAt(text: string, offset: number): ScrubTarget | null {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  const lineEnd = text.indexOf("\n", offset);
  const line = text.slice(lineStart, lineEnd < 0 ? text.length : lineEnd);
  const at = offset - lineStart;
  for (const match of line.matchAll(NUMBER)) {
    const end = match.index + match[0].length;
    const start = match.index - (isSigned(line, match.index) ? 1 : 0);
    if (at < start || at > end || match[0].length > MOST_DIGITS) continue;
    if (isPartOfWord(line, start, end) || isOutside(line.slice(0, start))) continue;
    return { from: lineStart + start, to: lineStart + end, text: line.slice(start, end) };
  }
  return null;
}

/** Whether a number has a sign before it, and no word or number before that. */
function isSigned(line: string, start: number): boolean {
  return /[-+]/.test(line[start - 1] ?? "") && !/[\w)\]]/.test(line[start - 2] ?? " ");
}

/** Whether a number belongs to a name, a date or the like. */
function isPartOfWord(line: string, start: number, end: number): boolean {
  const [before, after] = [line.slice(0, start), line.slice(end)];
  return /[\w\u00c0-\uffff-]$/.test(before) || /(?<!\.)\.$/.test(before) ||
    /^[\w\u00c0-\uffff-]/.test(after) || /^\.(?!\.)/.test(after) || /^\s*:(\s|$)/.test(after);
}

/** Whether what follows these characters of a line is in a comment or in quotes. */
function isOutside(before: string): boolean {
  let quote = "";
  for (let at = 0; at < before.length; at++) {
    const character = before[at];
    if (quote !== "") {
      if (character === quote) quote = "";
    } else if (character === "#" && (at === 0 || /\s/.test(before[at - 1]))) {
      return true;
    } else if (/["']/.test(character) && (at === 0 || /[\s,:[{(]/.test(before[at - 1]))) {
      quote = character;
    }
  }
  return quote !== "";
}

/**
 * The text of a number some steps further, a step in its last digit; the exponent stays.
 *
 * @example
 * ```ts
 * const target = numberAt("learning_rate: 0.10", 16)!;
 * if (scrubbed(target, 2) !== "0.12" || scrubbed(target, -11) !== "-0.01") throw new Error("wrong");
 * ```
 */
export function scrubbed({ text }: ScrubTarget, steps: number): string {
  const [, sign, whole, rest = "", exponent = ""] = /^([-+]?)(\d*)(?:\.(\d+))?([eE][-+]?\d+)?$/.exec(text)!;
  const digits = BigInt(whole + rest) * (sign === "-" ? -1n : 1n) + BigInt(steps);
  const size = String(digits < 0n ? -digits : digits).padStart(rest.length + 1, "0");
  const mark = digits < 0n ? "-" : sign === "+" ? "+" : "";
  const point = size.length - rest.length;
  return `${mark}${size.slice(0, point)}${rest === "" ? "" : `.${size.slice(point)}`}${exponent}`;
}

/** The edit that moves the number at an offset; null where there is none. The caret goes to the number's end. */
export function scrubEdit(text: string, offset: number, steps: number): TextEdit | null {
  const target = numberAt(text, offset);
  if (target === null || !Number.isSafeInteger(steps)) return null;
  const insert = scrubbed(target, steps);
  return {
    changes: [{ from: target.from, to: target.to, insert }],
    caret: target.from + insert.length,
  };
}
