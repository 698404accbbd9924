// What the charts of the terminal share: who colours which part, and text that cannot steer a terminal.
// Why: colour is the caller's choice (NO_COLOR, a pipe), so every chart is told apart without it; and a name from a
// stranger's file must not carry escape sequences onto the screen.

import { legalText } from "./svg.ts";
import { cellCount } from "./text_size.ts";

/** What a part of a terminal chart is: a line by its number, a filled or empty part of a bar, an axis, a label. */
export type TerminalInk =
  | { readonly part: "series"; readonly index: number }
  | { readonly part: "filled" | "empty" | "axis" | "label" };

/** Colours a piece of a chart; must not change how many cells it takes on the screen. */
export type Paint = (content: string, ink: TerminalInk) => string;

/** No colours: a `Paint` that leaves every piece as it is. */
export function unpainted(content: string): string {
  return content;
}

/**
 * A text on one line without control characters.
 *
 * @example An escape sequence loses its escape
 * ```ts
 * if (printable("a\u001b[31m\nb") !== "a\ufffd[31m b") throw new Error("wrong");
 * ```
 */
export function printable(content: string): string {
  return legalText(content).replace(/[\t\n\r\u2028\u2029]/g, " ");
}

/**
 * A text with blanks before it, so that it takes at least so many terminal cells.
 *
 * @example
 * ```ts
 * if (rightAligned("字", 4) !== "  字") throw new Error("wrong");
 * ```
 */
export function rightAligned(content: string, cells: number): string {
  return " ".repeat(Math.max(0, cells - cellCount(content))) + content;
}
