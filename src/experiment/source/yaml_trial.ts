// Finds the one mark that a line of a text that is not YAML lacks, or has wrong, by writing it and reading again.
// Why by trial: a parser stops where it can go on no longer, which is seldom where the fault is. What is offered here has
// been followed already: with it the file reads, or all of it up to the end of the line where the parser stopped.

import { parseEvents } from "npm:js-yaml@5.5.0";
import { LIMITS } from "../limits.ts";
import { mendsOf } from "./line_mends.ts";
import type { Mistake } from "./mend.ts";
import { lineAt, suspectLines } from "./open_marks.ts";

/** Characters that are read again at most, in all trials together: a fraction of a second. */
const MOST_READ = 1_500_000;
/** Of the longest line that is mended. */
const LONGEST_LINE = 2_000;

/** What is wrong in one of the lines that may have stopped the parser; undefined where no mend makes the text YAML. */
export function mistakeByTrial(text: string, position: number): Mistake | undefined {
  let left = MOST_READ;
  const reads = (tried: string): boolean => (left -= tried.length) >= 0 && isYaml(tried);
  const stopEnd = (text + "\n").indexOf("\n", position);
  const dashes = [...new Set(text.match(/^ *- +/gm))];
  /** What makes no YAML of the whole text, in which more may be wrong, but of all up to the line of the stop. */
  let partial: Mistake | undefined;
  for (const lineStart of suspectLines(text, position)) {
    const line = lineAt(text, lineStart);
    const lineEnd = lineStart + line.length;
    const column = position <= lineEnd ? position - lineStart : -1;
    for (const mend of line.length > LONGEST_LINE ? [] : mendsOf(line, column, dashes)) {
      const { line: mended, start, ...mistake } = mend;
      // Without such a mark in it the line is as it was.
      if (mended === line) continue;
      const before = text.slice(0, lineStart) + mended;
      const found = { ...mistake, start: lineStart + start };
      if (reads(before + text.slice(lineEnd))) return found;
      if (partial === undefined && reads(before + text.slice(lineEnd, stopEnd))) partial = found;
    }
  }
  return foreignComment(text, stopEnd, reads) ?? partial;
}

function isYaml(text: string): boolean {
  try {
    parseEvents(text, { maxDepth: LIMITS.yamlDepth });
    return true;
  } catch {
    return false;
  }
}

/** What comments begin with in other languages. */
const FOREIGN_COMMENT = /(?<=^|\s)(?:\/\/|;)/gm;

/** Comments as other languages have them: whoever writes one writes several. */
function foreignComment(
  text: string,
  stopEnd: number,
  reads: (text: string) => boolean,
): Mistake | undefined {
  const last = [...text.slice(0, stopEnd).matchAll(FOREIGN_COMMENT)].at(-1);
  if (last === undefined || !reads(text.replaceAll(FOREIGN_COMMENT, "#"))) return undefined;
  const { index: start, 0: mark } = last;
  const message = `a comment must begin with #: found ${mark}`;
  return { message, hint: "write # in its place", start, length: mark.length };
}
