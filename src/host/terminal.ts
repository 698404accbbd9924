// The terminal as it is: how wide, whether colours are wanted, and where lines go.
// What must not change: a pipe gets plain text only; a reader that closes the pipe early is no error.
// Why `node:util` is loaded only for a terminal with colours: it takes as long to load as an empty process.

import type { Emphasize, Paint } from "../text/terminal_style.ts";
import { inWorld, patiently } from "./world_error.ts";

/** Paints for standard output, where that is a terminal that wants colours. */
export const paint: Emphasize = await paintFor(Deno.stdout);

/** Paints for standard error. */
export const paintError: Emphasize = await paintFor(Deno.stderr);

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

async function paintFor(stream: { isTerminal(): boolean }): Promise<Emphasize> {
  if (!stream.isTerminal() || Deno.noColor) return (_style, text) => text;
  const { styleText } = await import("node:util");
  return (style, text) => styleText(style, text, { validateStream: false });
}

/** Whether a person reads standard output as it comes. */
export function isInteractive(): boolean {
  return Deno.stdout.isTerminal();
}

/** Columns of the terminal, at least 20; 80 where there is none. */
export function terminalColumns(): number {
  try {
    return Math.max(20, Deno.consoleSize().columns || 80);
  } catch {
    return 80;
  }
}

/**
 * Writes text to standard output, whole.
 *
 * @throws WorldError where it cannot be written; not where its reader has closed it, who has seen enough.
 */
export function print(text: string): void {
  inWorld("write to standard output", () => writeWhole(Deno.stdout, text));
}

let isSilenced = false;

/** Writes text to standard error, whole; where that cannot be, {@linkcode wasSilenced} remembers it. */
export function printError(text: string): void {
  try {
    writeWhole(Deno.stderr, text);
  } catch {
    // Nothing that is said matters more than the work that goes on.
    isSilenced = true;
  }
}

/** Whether something could not be said on standard error. */
export function wasSilenced(): boolean {
  return isSilenced;
}

function writeWhole(stream: { writeSync(bytes: Uint8Array): number }, text: string): void {
  const bytes = new TextEncoder().encode(text);
  try {
    for (let at = 0; at < bytes.length;) at += patiently(() => stream.writeSync(bytes.subarray(at)));
  } catch (error) {
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}
