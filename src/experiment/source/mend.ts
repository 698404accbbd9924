// A mistake in a line that is not YAML, with the line as it would be right.
// Why the whole line: it is tried by reading the text with it, and what is said of the mistake holds only if that helps.

import { clip } from "../../text/visible_text.ts";
import type { Problem } from "./problem.ts";

/** A problem whose place begins at `start`, if not where the parser stopped, and is `length` characters wide, if not one. */
export type Mistake = Pick<Problem, "message" | "hint"> & {
  readonly start?: number;
  readonly length?: number;
  readonly code?: Problem["code"];
};

/** A mistake in a line, where `start` counts from the line's, and the line without it. */
export type Mend = Mistake & { readonly start: number; readonly line: string };

/** A mark that must not be where it is. @param line the line without it, or with another in its place. */
export function misplaced(mark: string, start: number, line: string, hint: string): Mend {
  const message = `there must be no ${mark} after ${clip(/\S*\s*$/.exec(line.slice(0, start))![0])}`;
  return { message, hint, start, length: mark.length, line };
}

/** A line with something in the place of a part of it. */
export function put(line: string, start: number, length: number, instead: string): string {
  return line.slice(0, start) + instead + line.slice(start + length);
}
