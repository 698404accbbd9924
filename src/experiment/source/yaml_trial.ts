// Finds the one mark that a line of a text that is not YAML lacks, or has wrong, by writing it and reading again.
// Why by trial: a parser stops where it can go on no longer, which is seldom where the fault is. What is offered here has
// been followed already: with it the file reads, or all of it up to the end of that line.

import { parseEvents } from "npm:js-yaml@5.5.0";
import { clip } from "../../text/visible_text.ts";
import { LIMITS } from "../limits.ts";
import type { Problem } from "./problem.ts";

/** A problem whose place begins at `start`, if not where the parser stopped, and is `length` characters wide, if not one. */
export type Mistake = Pick<Problem, "message" | "hint"> & {
  readonly start?: number;
  readonly length?: number;
  readonly code?: Problem["code"];
};

/** A mistake in a line, where `start` counts from the line's, and the line without it. */
type Mend = Mistake & { readonly start: number; readonly line: string };

/** Characters that are read again at most, in all trials together: a fraction of a second. */
const MOST_READ = 4_000_000;
/** Of the longest line that is mended. */
const LONGEST_LINE = 2_000;

/** What is wrong in the line where the parser stopped, or in the one above; undefined where no mend makes it YAML. */
export function mistakeByTrial(text: string, position: number): Mistake | undefined {
  let left = MOST_READ;
  const reads = (tried: string): boolean => (left -= tried.length) >= 0 && isYaml(tried);
  const stopStart = text.lastIndexOf("\n", position - 1) + 1;
  const stopEnd = (text + "\n").indexOf("\n", position);
  const above = text.slice(0, stopStart).trimEnd();
  for (
    const [lineStart, column] of [[stopStart, position - stopStart], [above.lastIndexOf("\n") + 1, -1]]
  ) {
    const [line] = /^.*/.exec(text.slice(lineStart))!;
    const lineEnd = lineStart + line.length;
    for (const { line: mended, start, ...mistake } of line.length > LONGEST_LINE ? [] : mends(line, column)) {
      // Without such a mark in it the line is as it was.
      if (mended === line) continue;
      const before = text.slice(0, lineStart) + mended;
      const isMended = reads(before + text.slice(lineEnd, stopEnd)) || reads(before + text.slice(lineEnd));
      if (isMended) return { ...mistake, start: lineStart + start };
    }
  }
  return undefined;
}

function isYaml(text: string): boolean {
  try {
    parseEvents(text, { maxDepth: LIMITS.yamlDepth });
    return true;
  } catch {
    return false;
  }
}

/** Marks at which the parser stops, each with what is to stand in its place. */
const MISPLACED = [["#", " #"], ["//", " #"], [",", ""], [";", ""], ["]", "}"], ["}", "]"]] as const;

/** A key before a bracket, or alone in its line, without a colon or with a colon alone. */
const UNCOLONED = /[A-Za-z_][\w.]*(?=(?:(:)|\s+)[[{])|(?<=^[\s-]*)[A-Za-z_][\w.]*(?=\s*$)/g;

const APOSTROPHE = /(?<=\w)'(?=\w)/g;

/** The mends of a line in the order in which they are tried. @param column where the parser stopped; -1 in another line. */
function* mends(line: string, column: number): Generator<Mend> {
  const before = line.slice(0, Math.max(0, column));
  // Keys stand in braces, whatever begins them.
  const right = /\w:\s[^[{]*$/.test(before.replaceAll(/[[{][^[\]{}]*[\]}]/g, "")) ? "}" : "]";
  for (const [mark, instead] of column < 0 ? [] : MISPLACED) {
    if (!line.startsWith(mark, column) || mark === right) continue;
    const mended = before + instead + line.slice(column + mark.length);
    const hint = mark === "#" ? "write a blank before it" : instead === "" ? "remove it" : undefined;
    yield misplaced(mark, column, mended, instead.trim(), hint);
  }
  for (const { index: start, 0: key, 1: colon = "" } of line.matchAll(UNCOLONED)) {
    yield {
      message: `a key and its value must be separated by a colon: found ${clip(line.slice(start))}`,
      hint: colon === "" ? `write ${clip(key)}:` : "write a blank after the colon",
      start,
      length: key.length,
      line: `${line.slice(0, start)}${key}: ${line.slice(start + (key + colon).length)}`,
    };
  }
  yield misplaced("'", line.search(APOSTROPHE), line.replaceAll(APOSTROPHE, "''"), "''");
  if (line[column] !== "}") yield* keyMends(line);
}

/** A mark in the place of another, or of nothing. @param line the line with the other in its place. */
function misplaced(
  mark: string,
  start: number,
  line: string,
  instead: string,
  hint = `write ${instead} in its place`,
): Mend {
  const message = `there must be no ${mark} after ${clip(/\S*\s*$/.exec(line.slice(0, start))![0])}`;
  return { message, hint, start, length: mark.length, line };
}

/** A semicolon before a key, with the blanks between, but none in a text. */
const SEMICOLON = /(?<!^(?:description:.*)?);\s*(?=\w+:\s)/g;

/** A key after a dash or another key, but none whose value may be any text: that is to be in quotes, whatever it looks like. */
const INNER_KEY = /(?<=^\s*- |(?<!\b(?:name|unit|description)):\s+)\w+(?=:\s)/g;

/** Several keys in one line, without the braces that they need, or with semicolons in place of commas or of line ends. */
function* keyMends(line: string): Generator<Mend> {
  const [content, margin] = /^([ \t]*(?:- )?).*?(?=\s+#|$)/.exec(line)!;
  const semicolon = content.search(SEMICOLON);
  const lineEnd = content.replaceAll(SEMICOLON, `\n${" ".repeat(margin.length)}`);
  yield misplaced(";", semicolon, lineEnd, "", "begin a line in its place");
  yield misplaced(";", semicolon, content.replaceAll(SEMICOLON, ", "), ",");
  for (const { index: start } of content.matchAll(INNER_KEY)) {
    const isWithin = /\{[^{}]*$/.test(content.slice(0, start));
    const tail = content.slice(start);
    if (isWithin) {
      // Other keys of the braces that are there already follow.
      const [own] = /^[^,}]*/.exec(tail)!;
      yield braced(content, start, own.trimEnd());
    }
    const mend = braced(content, start, tail);
    yield { ...mend, hint: BRACE_BEFORE, line: `${content.slice(0, start)}{ ${tail}` };
    // One key alone may be part of a text, but in a section, or with a number.
    if (margin === "" || /[,;]\s*\w+:\s|:\s+[-+\d.[{]/.test(tail)) {
      yield { ...mend, line: mend.line.replaceAll(";", ",") };
    }
  }
}

const BRACE_BEFORE = "write { before it";

/** Keys of a line between braces of their own. */
function braced(line: string, start: number, keys: string): Mend {
  return {
    message: `keys within a line must stand between { and }: found ${clip(keys)}`,
    hint: `${BRACE_BEFORE} and } after it`,
    start,
    length: keys.length,
    line: `${line.slice(0, start)}{ ${keys} }${line.slice(start + keys.length)}`,
  };
}
