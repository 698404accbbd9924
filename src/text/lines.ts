// Lines for a terminal: pieces wrapped to a width, texts aligned in a column, lines indented.
// Why widths in cells: a name may hold characters that take two cells on the screen.

import { cellCount } from "./width.ts";

/**
 * Pieces joined into lines of at most so many cells; a longer piece has a line to itself.
 *
 * @param pieces a text is split at its spaces.
 * @param indent goes before every line but the first.
 * @param joint goes between two pieces of a line.
 */
export function wrapped(
  pieces: string | readonly string[],
  width: number,
  indent = "",
  joint = " ",
): readonly string[] {
  const [first = "", ...others] = typeof pieces === "string" ? pieces.split(" ") : pieces;
  const lines: string[] = [];
  let line = first;
  for (const piece of others) {
    const longer = line === "" ? piece : line + joint + piece;
    if (line === "" || cellCount(longer) <= width) {
      line = longer;
    } else {
      lines.push(line);
      line = indent + piece.trimStart();
    }
  }
  return [...lines, line];
}

/** A text padded with spaces to at least so many cells; `side` is where the text goes. */
export function aligned(text: string, width: number, side: "left" | "right"): string {
  const padding = " ".repeat(Math.max(0, width - cellCount(text)));
  return side === "left" ? text + padding : padding + text;
}

/** Lines of which the first follows a lead, and the others begin below its end, or further to the right. */
export function hanging(lead: string, lines: readonly string[], further = ""): readonly string[] {
  const margin = " ".repeat(cellCount(lead)) + further;
  return lines.map((line, index) => (index === 0 ? lead : margin) + line);
}
