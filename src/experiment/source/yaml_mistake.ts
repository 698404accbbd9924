// Says in the user's words why a text is not YAML, and where to look.
// Why: the parser speaks of streams and indicators, and where a quote or bracket is never closed it points at the end
// of the file. A reason that is not known here is passed on as it is.

import { LIMITS } from "../limits.ts";
import type { Problem, SourceText } from "./problem.ts";
import { type Mistake, mistakeByTrial } from "./yaml_trial.ts";
import { lookAlikeWords } from "../../text/look_alike.ts";
import { clip } from "../../text/visible_text.ts";

/** The problem behind a parser's reason and position. */
export function yamlMistake(source: SourceText, text: string, reason: string, position: number): Problem {
  const stop = Math.min(position, text.length);
  const { start = stop, length = 1, ...mistake } = mistakeAt(text, reason, stop);
  return { code: "syntax", place: { source, start, end: start + length }, ...mistake };
}

function mistakeAt(text: string, reason: string, position: number): Mistake {
  if (/non-printable|null byte/.test(reason) || UNPRINTABLE.test(text[position] ?? "")) {
    return unprintable(text, position);
  }
  const tab = text[position] === "\t" ? position : text[position - 1] === "\t" ? position - 1 : -1;
  if (
    tab >= 0 && reason.includes("indentation") && /\S/.test(text.slice(text.lastIndexOf("\n", tab) + 1, tab))
  ) {
    const message = "words within a line must be set apart by blanks: found a tab";
    return { message, hint: "write a blank in place of the tab", start: tab };
  }
  const tried = mistakeByTrial(text, position) ?? lookAlikeNear(text, position);
  if (tried !== undefined) return tried;
  const isOpen = /within a|deficient indentation|missed comma/.test(reason);
  // An item of a list begins no entry between brackets: those before its line are still open.
  const lineStart = text.lastIndexOf("\n", position - 1) + 1;
  const isItem = /^[ \t]*- /.test(text.slice(lineStart, position));
  const open = isOpen
    ? openBefore(text, isItem ? lineStart : position, isItem || reason.includes("indentation"))
    : undefined;
  // Where a comma is missing, the bracket before it is to blame only if another kind of bracket closes it.
  const isBlamed = isItem || !reason.includes("missed comma") || "]}".includes(text[position] ?? " ");
  if (open !== undefined && isBlamed) return open;
  if (reason.includes("maxDepth")) {
    return {
      message: `lists and mappings may be nested at most ${LIMITS.yamlDepth} deep`,
      hint: "no experiment needs more than ten",
      code: "too_large",
    };
  }
  if (/tab character/.test(reason) || tab >= 0) {
    const message = "a line must be indented with spaces: found a tab";
    return { message, hint: "write spaces in place of the tab, as many as its neighbours have" };
  }
  if (/hexadecimal|escape sequence|JSON character/.test(reason)) {
    const message =
      'a text in double quotes may hold the escapes \\n, \\t, \\", \\\\ and \\u0041: found another';
    return { message, hint: "write \\\\ for a backslash, or use single quotes" };
  }
  if (/missed comma|',' between/.test(reason)) {
    const start = entryStart(text, position);
    const bare = bareEntry(text, position);
    if (bare !== undefined) return bare;
    const message = "the entries of a list or mapping must be separated by commas";
    const entry = text.slice(start, position).slice(0, 300);
    const next = text[position] === ":" ? /\S+(?=\s*$)/.exec(entry) : null;
    if (next === null) return { message, hint: "add a comma before this" };
    if (/:\s+\S+\s*$/.test(entry)) return SECOND_COLON;
    // The parser stops at the colon of a key that another entry should begin with.
    return { message, hint: "add a comma before this", start: start + next.index, length: next[0].length };
  }
  if (reason.includes("deficient indentation")) {
    const message = "the lines of a value must be indented more than its key";
    return { message, hint: "indent this line, or close the quote or bracket before it" };
  }
  return mistakeInLine(text, reason, position);
}

const SECOND_COLON: Mistake = {
  message: "a line must hold one key: found a second colon",
  hint: "put the value in quotes",
};

/** A character near a position that looks like one of YAML's and is another: a colon, a comma, a quote, a blank. */
function lookAlikeNear(text: string, position: number): Mistake | undefined {
  const lineStart = text.lastIndexOf("\n", position - 1) + 1;
  const before = lineStart === 0 ? 0 : text.lastIndexOf("\n", lineStart - 2) + 1;
  const lineEnd = text.indexOf("\n", position);
  const lines = text.slice(before, lineEnd < 0 ? text.length : lineEnd);
  for (const { index, 0: found } of lines.matchAll(/[^\n\x20-\x7e]/gu)) {
    const words = lookAlikeWords(found);
    if (words !== undefined) return { ...words, start: before + index };
  }
  return undefined;
}

/** Where the entry between brackets begins that a position is in. */
function entryStart(text: string, position: number): number {
  return Math.max(...["{", "[", ",", "\n"].map((mark) => text.lastIndexOf(mark, position - 1))) + 1;
}

/** A key or value within brackets that begins with a mark that YAML keeps for itself: it must be in quotes. */
function bareEntry(text: string, position: number): Mistake | undefined {
  const start = entryStart(text, position);
  const entry = /^[^,\]}\n]*/.exec(text.slice(start, start + 300))![0];
  const bare = /(?:^|:)\s*([>|%@`*&!?-][^:]*?)\s*(?=:\s|$)/.exec(entry);
  if (bare === null) return undefined;
  const inQuotes = clip(JSON.stringify(bare[1]));
  return {
    message: `a key or value must not begin with ${bare[1][0]} without quotes: found ${clip(bare[1])}`,
    // Alone these two stand for a number that is not known.
    hint: /^[?-]$/.test(bare[1])
      ? `write "" where nothing is known, with missing: drop or mean at its column; of a word, write ${inQuotes}`
      : `write it in quotes: ${inQuotes}`,
    start: start + bare.index + bare[0].indexOf(bare[1]),
  };
}

/** A line of a key and its value with a blank between them, an equals sign, or a colon alone, in place of a colon and a blank. */
const UNCOLONED_LINE =
  /^(\s*(?:- )?)([A-Za-z_]\w*)(:(?=\S+\s*$)|\s*=\s*|\s+(?!:))([^\s=#](?:(?!:\s|\s#).)*?)\s*(?:\s#.*)?$/;

/** What is wrong with a line that the parser could make nothing of, as far as it shows. */
function mistakeInLine(text: string, reason: string, position: number): Mistake {
  const lineStart = text.lastIndexOf("\n", position - 1) + 1;
  const [line] = /^.*/.exec(text.slice(lineStart))!;
  const found = text[position] ?? "";
  if (/[@`%]/.test(found)) {
    return { message: `a value must not begin with ${found}`, hint: "put the value in quotes" };
  }
  if (/[\]}]/.test(found)) {
    return { message: `found ${found} without its opening bracket`, hint: "remove it" };
  }
  const dash = /^\s*-(?=[[{"'A-Za-z])/.exec(line);
  if (dash !== null) {
    return {
      message: `a dash and its item must be separated by a blank: found ${clip(line)}`,
      hint: "write a blank after -",
      start: lineStart + dash[0].length - 1,
    };
  }
  // Where the space after a colon is missing, the parser reads on into the next line.
  const previous = text.slice(text.lastIndexOf("\n", lineStart - 2) + 1, Math.max(0, lineStart - 1));
  const previousStart = lineStart - 1 - previous.length;
  const candidates = [
    [line, lineStart, reason.includes("expected ':' after")],
    [previous, previousStart, found === ":" || reason.includes("implicit key")],
  ] as const;
  for (const [candidate, start, mayLackColon] of candidates) {
    const [, margin, key, mark, value] = UNCOLONED_LINE.exec(candidate) ?? [];
    if (mark === undefined || mark !== ":" && !mayLackColon) continue;
    return {
      message: `a key and its value must be separated by a colon${
        mark === ":" ? " and a space" : ""
      }: found ${clip(candidate)}`,
      hint: `write ${key}: ${clip(value)}`,
      start: start + margin.length,
    };
  }
  if (found === ":" && /:\s.*:/.test(line)) return SECOND_COLON;
  if (/bad indentation|separator is expected/.test(reason)) {
    return {
      message: "this line does not fit the one above: keys of one mapping must be indented alike",
      hint: "indent it like its neighbours, and look for a missing colon or quote",
    };
  }
  return { message: `this is not YAML: ${reason}` };
}

// deno-lint-ignore no-control-regex
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]/u;

function unprintable(text: string, position: number): Mistake {
  const match = UNPRINTABLE.exec(text.slice(position));
  const at = match === null ? position : position + match.index;
  const code = (text.charCodeAt(at) || 0).toString(16).toUpperCase().padStart(4, "0");
  return {
    message: `a file must hold only visible characters: found U+${code}`,
    hint: code === "0000" ? "is this a text file in UTF-8?" : "remove it",
    start: at,
  };
}

/** Quoted texts, closed or not, comments, and brackets. */
const TOKEN = /(?<=^|[\s,:[{])(?:"(?:\\[^]|[^"\\])*"?|'(?:[^']|'')*'?)|(?<=^|\s)#[^\n]*|[[\]{}]/g;

/** The innermost quote or bracket that is still open at a position. */
function openBefore(text: string, position: number, isIndentation: boolean): Mistake | undefined {
  const open: { start: number; mark: string }[] = [];
  /** A comment with the bracket in it that would have closed. */
  let comment: { readonly start: number } | null = null;
  for (const { index, 0: token } of text.slice(0, position).matchAll(TOKEN)) {
    if (token[0] === "#" && token.includes(open.at(-1)?.mark === "[" ? "]" : "}")) comment = { start: index };
    if (token === "[" || token === "{") open.push({ start: index, mark: token });
    if (token === "]" || token === "}") open.pop();
    const isQuoted = token[0] === '"' || token[0] === "'";
    if (isQuoted && (token.length === 1 || !token.endsWith(token[0]))) {
      open.push({ start: index, mark: token[0] });
    }
  }
  const last = open.at(-1);
  if (last === undefined) return undefined;
  const { start, mark } = last;
  const close = mark === "[" ? "]" : mark === "{" ? "}" : mark;
  if (comment !== null && comment.start > start) {
    return {
      message: `what begins with ${mark} must end with ${close}: found a comment before it`,
      hint: `# begins a comment: put a value that holds # in quotes, or ${close} before it`,
      start: comment.start,
    };
  }
  const lineRest = /^[^\n]*/.exec(text.slice(start + 1))![0].replace(/(^|\s)#.*/, "").trim();
  const goesOn = lineRest === "" || lineRest.endsWith(",");
  if (isIndentation && goesOn && mark !== '"' && mark !== "'") {
    return {
      message: `the lines between ${mark} and ${close} must be indented more than the key before them`,
      hint: `indent this line, or close the ${mark} above it`,
    };
  }
  return {
    message: `what begins with ${mark} must end with ${close}`,
    hint: `close it with ${close}`,
    start,
  };
}
