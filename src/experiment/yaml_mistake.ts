// Says in the user's words why a text is not YAML, and where to look.
// Why: the parser speaks of streams and indicators, and for a quote or bracket that is never closed it points at the
// end of the file. What it says that is not known here is passed on as it is.

import { LIMITS } from "./limits.ts";
import type { Problem, SourceText } from "./problem.ts";
import { clip } from "./visible_text.ts";

/** What is told of one mistake; the place is one character wide. */
interface Told {
  readonly message: string;
  readonly hint?: string;
  /** Where, if not where the parser stopped. */
  readonly start?: number;
  readonly code?: Problem["code"];
}

/** The problem behind a parser's reason and position. */
export function yamlMistake(source: SourceText, reason: string, position: number): Problem {
  const told = tell(source.text, reason, Math.min(position, source.text.length));
  const start = told.start ?? Math.min(position, source.text.length);
  return {
    code: told.code ?? "syntax",
    place: { source, start, end: start + 1 },
    message: told.message,
    ...(told.hint === undefined ? {} : { hint: told.hint }),
  };
}

function tell(text: string, reason: string, position: number): Told {
  const quote = /within a (single|double) quoted scalar/.exec(reason)?.[1];
  if (quote !== undefined) {
    const mark = quote === "single" ? "'" : '"';
    // Nothing closed it up to the end of the file, so its opening mark is the last one there is.
    return {
      message: `the text that begins with ${mark} must end with ${mark}`,
      hint: `close it with ${mark}`,
      start: text.lastIndexOf(mark),
    };
  }
  if (reason.includes("within a flow collection")) return tellOpenBracket(text, position);
  if (/non-printable|null byte/.test(reason)) return tellUnprintable(text, position);
  if (reason.includes("maxDepth")) {
    return {
      message: `lists and mappings may be nested ${LIMITS.yamlDepth} deep`,
      hint: "an experiment needs 5",
      code: "too_large",
    };
  }
  if (/tab character/.test(reason) || text[position] === "\t" || text[position - 1] === "\t") {
    return {
      message: "a line must be indented with blanks: found a tab",
      hint: "write two blanks for the tab",
    };
  }
  if (/hexadecimal|escape sequence|JSON character/.test(reason)) {
    const message = 'a text in double quotes may hold \\n, \\t, \\", \\\\ and \\u0041: found something else';
    return { message, hint: "write \\\\ for a backslash, or use single quotes" };
  }
  if (/missed comma|',' between/.test(reason)) {
    return {
      message: "the entries of a list or mapping must be parted by commas",
      hint: "add a comma before this",
    };
  }
  if (reason.includes("deficient indentation")) {
    return {
      message: "the lines of a value must be indented more than its key",
      hint: "indent this line, or close the quote or bracket before it",
    };
  }
  return tellLine(text, reason, position);
}

/** What is wrong about a line that the parser could make nothing of, as far as its look tells. */
function tellLine(text: string, reason: string, position: number): Told {
  const lineStart = text.lastIndexOf("\n", position - 1) + 1;
  const lineEnd = text.indexOf("\n", position);
  const line = text.slice(lineStart, lineEnd < 0 ? text.length : lineEnd);
  const found = text[position] ?? "";
  if ("@`%".includes(found) && found !== "") {
    return { message: `a value must not begin with ${found}`, hint: "put the value in quotes" };
  }
  if ("]}".includes(found) && found !== "") {
    return { message: `found ${found} without its opening bracket`, hint: "remove it" };
  }
  // The parser reads on to the next line when a key lacks its blank, so the line before is looked at too.
  const previous = text.slice(text.lastIndexOf("\n", lineStart - 2) + 1, Math.max(0, lineStart - 1));
  for (
    const [candidate, start] of [[line, lineStart], [previous, lineStart - 1 - previous.length]] as const
  ) {
    const tight = /^(\s*(?:- )?)([A-Za-z_]+):(\S+)\s*$/.exec(candidate);
    if (tight === null) continue;
    return {
      message: `a key and its value must be parted by a colon and a blank: found ${clip(candidate)}`,
      hint: `write ${tight[2]}: ${clip(tight[3])}`,
      start: start + tight[1].length,
    };
  }
  const secondColon = /:\s.*?:(\s|$)/.exec(line);
  if (secondColon !== null && found === ":") {
    return { message: "a line must hold one key: found a second colon", hint: "put the value in quotes" };
  }
  if (/bad indentation|separator is expected/.test(reason)) {
    return {
      message: "this line does not fit the one above: keys of one mapping must be indented alike",
      hint: "indent it like its neighbours, and look for a missing colon or quote",
    };
  }
  return { message: `this is not YAML: ${reason}` };
}

function tellUnprintable(text: string, position: number): Told {
  // deno-lint-ignore no-control-regex
  const match = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/u.exec(
    text.slice(position),
  );
  const at = match === null ? position : position + match.index;
  const code = (text.charCodeAt(at) || 0).toString(16).toUpperCase().padStart(4, "0");
  return {
    message: `a file must hold only characters that can be seen: found U+${code}`,
    hint: code === "0000" ? "is this a text file in UTF-8?" : "remove it",
    start: at,
  };
}

/** The innermost bracket that is open at the end of a text, quotes and comments passed over. */
function tellOpenBracket(text: string, position: number): Told {
  const open: number[] = [];
  for (const { index, 0: token } of text.matchAll(/"(?:\\.|[^"\\])*"|'[^']*'|(?<=^|\s)#.*|[[\]{}]/g)) {
    if (token === "[" || token === "{") open.push(index);
    if (token === "]" || token === "}") open.pop();
  }
  const start = open.at(-1);
  if (start === undefined) return { message: "a list or mapping is never closed", start: position };
  const close = text[start] === "[" ? "]" : "}";
  return {
    message: `what begins with ${text[start]} must end with ${close}`,
    hint: `close it with ${close}`,
    start,
  };
}
