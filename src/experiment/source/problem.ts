// What is wrong in a user's file, as data: one Problem per mistake, all of them at once.
// Why data and not exceptions: a person mends a file once, so every mistake must be shown, each with its place, what is
// wanted, what was found and a way out.

import { LIMITS } from "../limits.ts";
import { requireList } from "../../numeric/required_numbers.ts";
import { visible } from "../../text/visible_text.ts";

/** A text with a name: an experiment file, a CSV beside it, or an argument of the command line. */
export interface SourceText {
  /** What a person calls it, for example `experiments/xor.yaml`. */
  readonly name: string;
  /** The whole text, for the line that a message shows. */
  readonly text: string;
  /** An argument of the command line is shown whole, without a line number. */
  readonly isArgument?: boolean;
}

/** A stretch of a source text: `[start, end)` in UTF-16 units. */
export interface Place {
  /** The text that it is part of. */
  readonly source: SourceText;
  /** Of the first unit. */
  readonly start: number;
  /** After the last unit; a place may be empty. */
  readonly end: number;
}

/** The place of an argument of the command line, or of what stands for one: all of it. */
export function argumentPlace(text: string): Place {
  return { source: { name: "command line", text, isArgument: true }, start: 0, end: text.length };
}

/** The kinds of mistakes, stable for programs that read `--json`. */
export type ProblemCode =
  | "syntax"
  | "unknown_key"
  | "missing"
  | "wrong_value"
  | "duplicate"
  | "not_allowed"
  | "too_large"
  | "unreadable";

/** One mistake of the user's. */
export interface Problem {
  /** Its kind. */
  readonly code: ProblemCode;
  /** The key or value that it is about. */
  readonly place: Place;
  /** The key and what is wanted and found, without a full stop: `training.epochs must be …: found …`. */
  readonly message: string;
  /** One way out, where there is one to offer. */
  readonly hint?: string;
}

/** What was read, or everything that is wrong with it. */
export type Read<T, P = Problem> = { readonly ok: T } | { readonly problems: readonly P[] };

/** The line and column of an offset, as people count: from 1, in characters; a byte order mark does not count. */
export function positionOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const lineStart = lineStartOf(text, offset);
  let line = 1;
  for (const _ of text.slice(0, offset).matchAll(/\r\n|\n|\r/g)) line++;
  // Between \r and \n is still the line before.
  if (text[offset] === "\n" && text[offset - 1] === "\r") line--;
  return { line, column: [...text.slice(lineStart, offset)].length + 1 };
}

/** Where the line of an offset begins, after a byte order mark. */
function lineStartOf(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && !isLineBreak(text[start - 1], text[start])) start--;
  return start === 0 && text.startsWith("\uFEFF") ? 1 : start;
}

function isLineBreak(character: string, next: string | undefined): boolean {
  return character === "\n" || character === "\r" && next !== "\n";
}

/**
 * The one error that carries every mistake of an experiment file.
 *
 * @example All mistakes at once
 * ```ts
 * import { ExperimentError, parseExperiment, type Problem } from "@seedbed/seedbed";
 * let problems: readonly Problem[] = [];
 * try {
 *   parseExperiment("dataset: { features: [{ name: x }] }\ntraining: { epochs: -1, speed: 3 }");
 * } catch (error) {
 *   if (!(error instanceof ExperimentError)) throw error;
 *   problems = error.problems;
 * }
 * if (problems.length < 2) throw new Error("wrong");
 * ```
 */
export class ExperimentError extends Error {
  /** The class, as stack traces show it. */
  override readonly name = "ExperimentError";
  /** Every mistake found, in the order of the file. */
  readonly problems: readonly Problem[];

  /**
   * Puts the problems into one message.
   *
   * @param problems at least one.
   */
  constructor(problems: readonly Problem[]) {
    requireList("problems", problems);
    super(problems.map((problem) => describeProblem(problem)).join("\n"));
    this.problems = problems;
  }
}

/** The longest part of a source line that is shown under a message, in characters. */
const SNIPPET_COLUMNS = 76;
/** The shortest, of which a place and what stands beside it can still be told. */
const LEAST_SNIPPET = 8;

/**
 * A problem as a person reads it: place and message, the line with a caret, the way out.
 *
 * @returns one to four lines without a final line feed.
 *
 * @example
 * ```ts
 * import { describeProblem } from "@seedbed/seedbed";
 * const source = { name: "xor.yaml", text: "epochs: -1\n" };
 * const message = "training.epochs must be a whole number of at least 0: found -1";
 * const described = describeProblem({ code: "wrong_value", place: { source, start: 8, end: 10 }, message });
 * if (described !== `xor.yaml:1:9: ${message}\n 1 | epochs: -1\n   |         ^^`) throw new Error(described);
 * ```
 */
export function describeProblem(problem: Problem): string {
  return describeProblemWithin(problem, Infinity);
}

/**
 * The same for a terminal: its rows of source and carets fit in so many columns, where else they would wrap, and carets stand
 * under other words. Why a name of its own: `map` gives a function an index too.
 */
export function describeProblemWithin(problem: Problem, columns: number): string {
  if (Object(problem).place === undefined) {
    throw new TypeError("a problem must be one of those that an ExperimentError has: error.problems");
  }
  const { source, start } = problem.place;
  const { line, column } = positionOf(source.text, start);
  // Of a file that cannot be read no line can be wrong.
  const isWhole = problem.code === "unreadable" && source.text === "";
  const where = source.isArgument
    ? source.text.slice(0, SNIPPET_COLUMNS)
    : isWhole
    ? source.name
    : `${source.name}:${line}:${column}`;
  const lines = [`${visible(where)}: ${visible(problem.message)}`];
  const gutter = ` ${line} `;
  const room = Math.max(LEAST_SNIPPET, Math.min(SNIPPET_COLUMNS, columns - gutter.length - 2));
  const snippet = source.isArgument ? null : snippetOf(problem.place, room);
  if (snippet !== null) {
    lines.push(`${gutter}| ${snippet.text}`, `${" ".repeat(gutter.length)}| ${snippet.caret}`);
  }
  if (problem.hint !== undefined) lines.push(`  ${visible(problem.hint)}`);
  return lines.join("\n");
}

/** The source line around a place, cut to so many columns, and carets under the place. */
function snippetOf(place: Place, room: number): { text: string; caret: string } | null {
  const { text } = place.source;
  const lineStart = lineStartOf(text, place.start);
  // A place may begin with the byte order mark, which is not seen.
  const from = Math.max(lineStart, place.start);
  // A line may be as long as the file, so only the text near the place is read.
  const start = Math.max(lineStart, from - 4 * SNIPPET_COLUMNS);
  const before = [...text.slice(start, from)];
  const rest = text.slice(from, from + 4 * SNIPPET_COLUMNS).replace(/[\r\n].*$/s, "");
  const after = [...rest];
  if (before.join("").trim() + rest.trim() === "") return null;
  const marked = [...rest.slice(0, Math.max(0, place.end - from)).trimEnd()];
  const characters = [...before, ...after];
  const cut = Math.max(0, Math.min(before.length - (room >> 1), characters.length - room));
  const shown = characters.slice(cut, cut + room);
  if (cut > 0) shown[0] = "…";
  if (cut + room < characters.length) shown[shown.length - 1] = "…";
  const caretColumn = before.length - cut;
  const caretCount = Math.max(1, Math.min(marked.length, room - caretColumn));
  return {
    text: visible(shown.join("").replaceAll("\t", " ")).trimEnd(),
    caret: " ".repeat(caretColumn) + "^".repeat(caretCount),
  };
}

/** Gathers problems in the order in which they are found, as many as are reported at once and no more. */
export class ProblemList {
  readonly #problems: Problem[] = [];

  get problems(): readonly Problem[] {
    return this.#problems;
  }

  get isEmpty(): boolean {
    return this.#problems.length === 0;
  }

  /** Whether further problems would be dropped. */
  get isFull(): boolean {
    return this.#problems.length >= LIMITS.problems;
  }

  report(code: ProblemCode, place: Place, message: string, hint?: string): void {
    this.add([{ code, place, message, hint }]);
  }

  add(problems: readonly Problem[]): void {
    for (const problem of problems) if (!this.isFull) this.#problems.push(problem);
  }
}
