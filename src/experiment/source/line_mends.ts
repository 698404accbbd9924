// What may be wrong with the marks of a line that is not YAML, each with the line as it would be right.
// Why one list: all of them are tried in the same way, see yaml_trial.ts, so none has to be certain.

import { lookAlikeOf, lookAlikeWords } from "../../text/look_alike.ts";
import { clip } from "../../text/visible_text.ts";
import { bracketMends } from "./bracket_mends.ts";
import { type Mend, misplaced, put } from "./mend.ts";
import { openMarks } from "./open_marks.ts";

const TAB = /(?<=\S[ \t]*)\t/g;

const APOSTROPHE = /(?<=\w)'(?=\w)/g;

/**
 * The mends of a line in the order in which they are tried.
 *
 * @param column where the parser stopped; -1 in another line.
 * @param dashes those of items of lists, with the blanks around them.
 */
export function* mendsOf(line: string, column: number, dashes: readonly string[]): Generator<Mend> {
  const [content, margin] = /^([ \t]*(?:- )?).*?(?=\s+#|$)/.exec(line)!;
  yield* lookAlikeMends(line);
  yield {
    message: "words within a line must be set apart by blanks: found a tab",
    hint: "write a blank in place of the tab",
    start: line.search(TAB),
    line: line.replaceAll(TAB, " "),
  };
  yield* markMends(line, column);
  yield* colonMends(line);
  yield misplaced(";", content.indexOf(";"), content.replaceAll(";", ","), "write , in its place");
  yield* keyMends(content, margin);
  // What closes a bracket may be part of the comment.
  if (!/[\]}]/.test(line.slice(content.length))) yield* bracketMends(content);
  yield misplaced("'", line.search(APOSTROPHE), line.replaceAll(APOSTROPHE, "''"), "write '' in its place");
  yield* separatorMends(content, margin);
  if (column >= 0) yield* commaMends(line, column);
  yield* dashMends(line, dashes);
  if (line[column] === ":") yield* quoteMends(content, column);
}

/** A key before a bracket, or alone in its line, without a colon, with a colon alone, or with an equals sign. */
const UNCOLONED = /[A-Za-z_][\w.]*(?=(?:(:|\s*=\s*)|\s+)[[{])|(?<=^[\s-]*)[A-Za-z_][\w.]*(?=(\s*=)?\s*$)/g;

/** A line of a key and its value with a blank between them, an equals sign, or a colon alone, in place of a colon and a blank. */
const UNCOLONED_LINE =
  /^(\s*(?:- )?)([A-Za-z_][\w.]*)(:(?=\S+\s*$)|\s*=\s*|\s+(?!:))([^\s=#](?:(?!:\s|\s#).)*?)\s*(?:\s#.*)?$/;

/** A colon, or the blank behind one. */
function* colonMends(line: string): Generator<Mend> {
  for (const { index, 0: key, 1: before, 2: alone = "" } of line.matchAll(UNCOLONED)) {
    const mark = before ?? alone;
    const hint = mark === ":"
      ? "write a blank after the colon"
      : mark === ""
      ? `write ${clip(key)}:`
      : "write a colon for =";
    yield { ...uncoloned(line, index, key, mark, hint), length: key.length };
  }
  const [, margin, key, mark, value] = UNCOLONED_LINE.exec(line) ?? [];
  if (mark !== undefined) yield uncoloned(line, margin.length, key, mark, `write ${key}: ${clip(value)}`);
}

function uncoloned(line: string, start: number, key: string, mark: string, hint: string): Mend {
  const and = mark === ":" ? " and a space" : "";
  return {
    message: `a key and its value must be separated by a colon${and}: found ${clip(line.slice(start))}`,
    hint,
    start,
    line: put(line, start, (key + mark).length, `${key}: `),
  };
}

/** A mark at which the parser stops and that is not to be there, or a comment right behind what it is on. */
function* markMends(line: string, column: number): Generator<Mend> {
  const mark = line[column];
  if (mark === "#") yield misplaced(mark, column, put(line, column, 0, " "), "write a blank before it");
  if (mark === "," || mark === ";") yield misplaced(mark, column, put(line, column, 1, ""), "remove it");
}

/** Characters that look like marks of YAML and are others: colons, commas, quotes, blanks. */
function* lookAlikeMends(line: string): Generator<Mend> {
  const units = line.split("");
  const start = units.findIndex((unit) => lookAlikeOf(unit) !== undefined);
  if (start < 0) return;
  yield {
    ...lookAlikeWords(line[start])!,
    start,
    line: units.map((unit) => lookAlikeOf(unit) ?? unit).join(""),
  };
}

/** A comma before the entry at which the parser stopped, or at the colon of whose key. */
function* commaMends(line: string, column: number): Generator<Mend> {
  const before = line.slice(0, column);
  const key = line[column] === ":" ? /\S+(?=\s*$)/.exec(before) : null;
  const start = key?.index ?? column;
  // Of two colons in one entry it is not the comma that is missing.
  if (/:\s+$/.test(line.slice(0, start))) return;
  const message = "the entries of a list or mapping must be separated by commas";
  const hint = "add a comma before this";
  yield { message, hint, start, length: key?.[0].length, line: put(line, start, 0, ", ") };
}

/** A key after a dash or another key, but none whose value may be any text: that is to be in quotes, whatever it looks like. */
const INNER_KEY = /(?<=^\s*- |(?<!\b(?:name|unit|description)):\s+)\w+(?=:\s)/g;

/** Several keys in one line without the braces that they need. */
function* keyMends(content: string, margin: string): Generator<Mend> {
  for (const { index: start } of content.matchAll(INNER_KEY)) {
    const tail = content.slice(start);
    // One key alone may be part of a text, but in a section, or with a number.
    if (margin !== "" && !/[,;]\s*\w+:\s|:\s+[-+\d.[{]/.test(tail)) continue;
    // Other keys of the braces that are there already may follow.
    for (const keys of [/^[^,;}]*/.exec(tail)![0].trimEnd(), tail]) {
      yield {
        message: `keys within a line must stand between { and }: found ${clip(keys)}`,
        hint: "write { before it and } after it",
        start,
        length: keys.length,
        line: put(content, start, keys.length, `{ ${keys} }`),
      };
    }
  }
}

/** What stands before a key that another one has before it in its line. */
const SEPARATOR = /(?<=[^\s:,;-])(?:\s*[,;]\s*|\s+)(?=[A-Za-z_][\w.]*:(?:\s|$))/g;

/** Several keys of a block in one line. */
function* separatorMends(content: string, margin: string): Generator<Mend> {
  // A description may be any text, whatever it looks like.
  if (content.startsWith("description")) return;
  let first: number | undefined;
  const line = content.replaceAll(SEPARATOR, (between, at) => {
    if (openMarks(content.slice(0, at)).length > 0) return between;
    first ??= at + between.search(/[,;]|^\s+$/);
    return `\n${" ".repeat(margin.length)}`;
  });
  if (first === undefined) return;
  const message = `a line must hold one key: found ${clip(content.slice(first).replace(/^\W+/, ""))}`;
  yield { message, hint: "begin a line in its place", start: first, line };
}

/** An item of a list without its dash. @param dashes those of other items, with the blanks around them. */
function* dashMends(line: string, dashes: readonly string[]): Generator<Mend> {
  const own = line.trimStart();
  // A line of another kind may have lost some of its blanks.
  for (const dash of /^([[{]|name:)/.test(own) ? dashes : []) {
    yield {
      message: `an item must begin with a dash: found ${clip(own)}`,
      hint: "write - before it, below the others",
      start: line.length - own.length,
      length: own.length,
      line: dash + own,
    };
  }
}

/** A value with the colon in it at which the parser stops. */
function* quoteMends(content: string, column: number): Generator<Mend> {
  const start = content.slice(0, column).search(/(?<=:\s+)[^\s[\]{}"',][^[\]{}"',]*$/);
  // In a block all of the line is the value.
  for (const value of start < 0 ? [] : [/^[^,\]}]*/.exec(content.slice(start))![0], content.slice(start)]) {
    const line = put(content, start, value.length, JSON.stringify(value.trimEnd()));
    yield { ...SECOND_COLON, hint: "put the value in quotes", start: column, line };
  }
}

/** A colon too many in a line. */
export const SECOND_COLON = { message: "a line must hold one key: found a second colon" } as const;
