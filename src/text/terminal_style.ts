// How the parts of a text are styled on a terminal.
// Why functions that are passed in: only the caller knows whether colours are wanted (NO_COLOR, a pipe). So every text
// and every chart must also be clear without them.

/** Emphasizes a text, or leaves it as it is where colours are not wanted. */
export type Emphasize = (
  style: "bold" | "dim" | "red" | "green" | "yellow" | "cyan" | "magenta" | "blue",
  text: string,
) => string;

/** What a part of a terminal chart is: a line by its number, a filled or empty part of a bar, an axis, a label. */
export type TerminalInk =
  | { readonly part: "series"; readonly index: number }
  | { readonly part: "filled" | "empty" | "axis" | "label" };

/** Colours a piece of a chart, without changing how many cells it takes on the screen. */
export type Paint = (content: string, ink: TerminalInk) => string;

/** No colours: a `Paint` that leaves every piece as it is. */
export function unpainted(content: string): string {
  return content;
}
