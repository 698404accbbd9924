// Says in the user's words why a text is not YAML, and where to look.
// Why: the parser speaks of streams and indicators, and where a quote or bracket is never closed it points at the end
// of the file. A reason that is not known here is passed on as it is.

import { LIMITS } from "../limits.ts";
import type { Problem, SourceText } from "./problem.ts";
import { SECOND_COLON } from "./line_mends.ts";
import type { Mistake } from "./mend.ts";
import { lineAt, lineStart as startOfLine, openMarks, PARTNER } from "./open_marks.ts";
import { mistakeByTrial } from "./yaml_trial.ts";
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
  const tried = mistakeByTrial(text, position);
  if (tried !== undefined) return tried;
  const isComma = reason.includes("missed comma");
  const lineStart = startOfLine(text, position);
  // An item of a list begins no entry between brackets: those before its line are still open.
  const isItem = isComma && /^\s*- /.test(text.slice(lineStart, position));
  const isIndentation = isItem || reason.includes("deficient");
  const open = isIndentation || reason.includes("within a")
    ? openBefore(text, isItem ? lineStart : position, isIndentation)
    : undefined;
  if (open !== undefined) return open;
  if (reason.includes("maxDepth")) {
    return {
      message: `lists and mappings may be nested at most ${LIMITS.yamlDepth} deep`,
      hint: "no experiment needs more than ten",
      code: "too_large",
    };
  }
  if (reason.includes("tab character")) {
    const message = "a line must be indented with spaces: found a tab";
    return { message, hint: "write spaces in place of the tab, as many as its neighbours have" };
  }
  if (/hexadecimal|escape sequence|JSON character/.test(reason)) {
    const message =
      'a text in double quotes may hold the escapes \\n, \\t, \\", \\\\ and \\u0041: found another';
    return { message, hint: "write \\\\ for a backslash, or use single quotes" };
  }
  if (isComma) {
    const message = "the entries of a list or mapping must be separated by commas";
    return bareEntry(text, position) ?? { message };
  }
  return mistakeInLine(text, reason, position);
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

/** What is wrong with a line that the parser could make nothing of, as far as it shows. */
function mistakeInLine(text: string, reason: string, position: number): Mistake {
  const lineStart = startOfLine(text, position);
  const line = lineAt(text, lineStart);
  const found = text[position] ?? "";
  if (/[@`%]/.test(found)) {
    return { message: `a value must not begin with ${found}`, hint: "put the value in quotes" };
  }
  const dash = line.search(/(?<=^\s*)-[[{"'A-Za-z]/);
  if (dash >= 0) {
    return {
      message: `a dash and its item must be separated by a blank: found ${clip(line)}`,
      hint: "write a blank after -",
      start: lineStart + dash,
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

/** Characters behind a bracket in which a comment is looked for. */
const MOST_LOOKED_AT = 2_000;

/** The innermost quote or bracket that is still open at a position. */
function openBefore(text: string, position: number, isIndentation: boolean): Mistake | undefined {
  const start = openMarks(text.slice(0, position)).at(-1);
  if (start === undefined) return undefined;
  const mark = text[start];
  const close = PARTNER[mark] ?? mark;
  // A comment with the bracket in it that would have closed.
  const comment = close === mark ? -1 : text.slice(start, start + MOST_LOOKED_AT).search(/(?<=\s)#.*[\]}]/);
  if (comment >= 0) {
    return {
      message: `what begins with ${mark} must end with ${close}: found a comment before it`,
      hint: `# begins a comment: put a value that holds # in quotes, or ${close} before it`,
      start: start + comment,
    };
  }
  if (isIndentation && close !== mark && /^(.*,)?\s*(#.*)?$/.test(lineAt(text, start + 1))) {
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
