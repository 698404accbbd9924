// Lines for a terminal: pieces wrapped to a width, texts aligned in a column, lines indented.
// Why widths in cells: a name may hold characters that take two cells on the screen.

import { cellCount } from "./width.ts";

/**
 * Pieces joined into lines of at most so many cells; a piece that is longer has a line to itself.
 *
 * @param pieces a text is taken apart at its blanks.
 * @param indent stands before every line but the first.
 * @param joint stands between two pieces of a line.
 *
 * @example
 * ```ts
 * if (wrapped("to be or not", 6).join("|") !== "to be|or not") throw new Error("wrong");
 * if (wrapped(["a", " + b", " + c"], 6, "  ", "").join("|") !== "a + b|  + c") throw new Error("wrong");
 * ```
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

/**
 * A text with blanks at one side, so that it takes at least so many cells.
 *
 * @example
 * ```ts
 * if (aligned("字", 4, "right") !== "  字") throw new Error("wrong");
 * ```
 */
export function aligned(text: string, width: number, side: "left" | "right"): string {
  const blanks = " ".repeat(Math.max(0, width - cellCount(text)));
  return side === "left" ? text + blanks : blanks + text;
}

/** The first line after a lead, the others below its end and further in. */
export function hanging(lead: string, lines: readonly string[], further = ""): readonly string[] {
  const margin = " ".repeat(cellCount(lead)) + further;
  return lines.map((line, index) => (index === 0 ? lead : margin) + line);
}
