// The terminal as it is: how wide, whether colours are wanted, and where lines go.
// What must not change: a pipe gets plain text only; a reader that closes the pipe early is no error; whoever named the
// files and folders in a text, all of it can be seen, and no control but a line feed and our own colours goes out, but for
// those of a user's own cells to a file or another program.

import { wrapped } from "../text/lines.ts";
import type { Emphasize, Paint } from "../text/terminal_style.ts";
import { withoutUnseen } from "../text/visible_text.ts";
import { inWorld, patiently } from "./world_error.ts";

/** The codes of a terminal that begin and end a style. */
const STYLES: Readonly<Record<Parameters<Emphasize>[0], readonly [begin: number, end: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  magenta: [35, 39],
  cyan: [36, 39],
};

/**
 * Until it is written, a style is marked by two code points that are no characters: so whatever else is a control in a
 * text came from outside. A stranger who writes these marks gets a colour, and no other power over the terminal.
 */
const MARKS = new Map(
  Object.values(STYLES).flatMap((codes, index) =>
    codes.map((code, at) => [markOf(index, at), `\x1b[${code}m`] as const)
  ),
);

/** Paints for standard output, where that is a terminal that wants colours. */
export const paint: Emphasize = paintFor(Deno.stdout);

/** Paints for standard error. */
export const paintError: Emphasize = paintFor(Deno.stderr);

/** One for each line of a chart, in turn: colours that can be read on dark and on light terminals. */
const LINE_STYLES = ["cyan", "yellow", "magenta", "green", "blue", "red"] as const;

/** Paints the parts of a chart for standard output. */
export const paintChart: Paint = (content, ink) => {
  switch (ink.part) {
    case "series":
      return paint(LINE_STYLES[ink.index % LINE_STYLES.length], content);
    case "filled":
      return paint("cyan", content);
    case "empty":
    case "axis":
      return paint("dim", content);
    case "label":
      return content;
  }
};

function paintFor(stream: typeof Deno.stdout | typeof Deno.stderr): Emphasize {
  if (!isColoured(stream)) return (_style, text) => text;
  const names = Object.keys(STYLES);
  return (style, text) => markOf(names.indexOf(style), 0) + text + markOf(names.indexOf(style), 1);
}

function markOf(styleIndex: number, end: number): string {
  return String.fromCharCode(0xfdd0 + 2 * styleIndex + end);
}

function isColoured(stream: typeof Deno.stdout | typeof Deno.stderr): boolean {
  return stream.isTerminal() && !Deno.noColor;
}

/** Whether a person reads standard output as it comes. */
export function isInteractive(): boolean {
  return Deno.stdout.isTerminal();
}

/** As wide as text is written where no terminal says how wide it is. */
export const PIPE_COLUMNS = 80;

/** Columns of the terminal, at least 20; 80 where there is none. */
export function terminalColumns(): number {
  try {
    return Math.max(20, Deno.consoleSize().columns || PIPE_COLUMNS);
  } catch {
    return PIPE_COLUMNS;
  }
}

/**
 * Writes text to standard output, whole.
 *
 * @throws WorldError where it cannot be written; not where its reader has closed it, who has seen enough.
 */
export function print(text: string): void {
  inWorld("write to standard output", () => writeAll(Deno.stdout, shownOn(Deno.stdout, text)));
}

/**
 * Writes data to standard output, whole: to a terminal as {@linkcode print} does, and to a file or another program with every
 * character that it has, since a cell may hold a tab.
 */
export function printData(text: string): void {
  if (isInteractive()) return print(text);
  inWorld("write to standard output", () => writeAll(Deno.stdout, text));
}

let isSilenced = false;

/** Writes text to standard error, whole; where that cannot be, {@linkcode wasSilenced} remembers it. */
export function printError(text: string): void {
  say(shownOn(Deno.stderr, text));
}

/**
 * Writes text to standard error as {@linkcode printError} does. On a terminal lines are wrapped at words, but for those
 * that show a line of a file.
 */
export function printMessage(text: string): void {
  printError(Deno.stderr.isTerminal() ? atWords(text, terminalColumns()) : text);
}

/** Columns of whoever reads such messages; no end of them where that is no terminal. */
export function messageColumns(): number {
  return Deno.stderr.isTerminal() ? terminalColumns() : Infinity;
}

function atWords(text: string, columns: number): string {
  return text.split("\n").flatMap((line) => {
    if (/^ +\d* *\| /.test(line) || line.length <= columns) return [line];
    const margin = /^ */.exec(line)![0];
    return wrapped(line.slice(margin.length), columns - margin.length, "  ").map((part) => margin + part);
  }).join("\n");
}

/** Removes the line of standard error, a terminal, that was drawn last, and what Ctrl-C wrote below it. */
const ERASE_LINE = "\r\x1b[K\x1b[A\x1b[K";

/**
 * Draws a line on standard error, which must be a terminal, or removes it.
 *
 * The line ends: should the process be killed, whatever comes next on the terminal begins with a line of its own.
 *
 * @param line the line; null for none.
 * @param hasLine whether the one that was drawn before is to be removed.
 */
export function redrawError(line: string | null, hasLine: boolean): void {
  say((hasLine ? ERASE_LINE : "") + (line === null ? "" : `${shownOn(Deno.stderr, line)}\n`));
}

function say(text: string): void {
  try {
    writeAll(Deno.stderr, text);
  } catch {
    // Nothing that is said matters more than the work that goes on.
    isSilenced = true;
  }
}

/** Whether something could not be said on standard error. */
export function wasSilenced(): boolean {
  return isSilenced;
}

/** A text with our colours, and a stand-in for all else that cannot be seen. */
function shownOn(stream: typeof Deno.stdout | typeof Deno.stderr, text: string): string {
  const marks = isColoured(stream) ? MARKS : null;
  return withoutUnseen(text, (character) => character === "\n" ? "\n" : marks?.get(character) ?? "\uFFFD");
}

/** A pipe takes so many bytes at once or none of them. */
const PIPE_BYTES = 4096;
const LINE_FEED = 10;
const NOTHING = new Uint8Array(0);

/**
 * Writes text whole, also to a pipe that is full and does not wait.
 *
 * Deno's standard output sends whole lines at once and holds the beginning of a line back until it is flushed. So what is
 * written at a time ends with a line, or is longer than what can be held; only then has a write that fails sent nothing.
 */
function writeAll(stream: { writeSync(bytes: Uint8Array): number }, text: string): void {
  const bytes = new TextEncoder().encode(text);
  try {
    for (let at = 0; at < bytes.length;) {
      const piece = bytes.subarray(at, at + PIPE_BYTES);
      const lines = piece.subarray(0, piece.lastIndexOf(LINE_FEED) + 1);
      at += lines.length > 0 ? patiently(() => stream.writeSync(lines)) : writeWithoutLine(stream, piece);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}

/** Writes a piece without the end of a line; a short one is held at once, and sent when it can be. @returns its length. */
function writeWithoutLine(stream: { writeSync(bytes: Uint8Array): number }, piece: Uint8Array): number {
  if (piece.length === PIPE_BYTES) return patiently(() => stream.writeSync(piece));
  let isHeld = false;
  patiently(() => {
    const bytes = isHeld ? NOTHING : piece;
    isHeld = true;
    stream.writeSync(bytes);
  });
  return piece.length;
}
