// Lays a table out in columns; where it would be too wide, each row becomes a few lines.
// Why not cut: a number without its last digits would be another number.
import { cellCount } from "../text/width.ts";

/** One column of finished texts. */
export interface TextColumn {
  readonly heading: string;
  readonly cells: readonly string[];
  /** Numbers stand flush right. */
  readonly isNumeric: boolean;
}

const GAP = "  ";

/**
 * The lines of a table.
 *
 * @param columns at least one, all of the same length.
 * @param room how many columns of the terminal there are.
 *
 * @example
 * ```ts
 * import { tableLines } from "./text_table.ts";
 * const columns = [
 *   { heading: "", cells: ["w1", "b1"], isNumeric: false },
 *   { heading: "old", cells: ["1.5", "10.5"], isNumeric: true },
 * ];
 * if (tableLines(columns, 80).join("|") !== "     old|w1   1.5|b1  10.5") throw new Error("wrong");
 * ```
 */
export function tableLines(columns: readonly TextColumn[], room: number): readonly string[] {
  const widths = columns.map(({ heading, cells }) => Math.max(...[heading, ...cells].map(cellCount)));
  const width = widths.reduce((total, each) => total + each) + GAP.length * (columns.length - 1);
  if (width > room) return stacked(columns);
  const line = (texts: readonly string[]): string =>
    texts.map((text, index) => {
      const padding = " ".repeat(widths[index] - cellCount(text));
      return columns[index].isNumeric ? padding + text : text + padding;
    }).join(GAP).trimEnd();
  return [
    line(columns.map(({ heading }) => heading)),
    ...columns[0].cells.map((_, row) => line(columns.map(({ cells }) => cells[row]))),
  ];
}

/** Each row as its first cell, then one line for each further cell. */
function stacked([first, ...others]: readonly TextColumn[]): readonly string[] {
  const width = Math.max(...others.map(({ heading }) => cellCount(heading)));
  return first.cells.flatMap((cell, row) => [
    cell,
    ...others.map(({ heading, cells }) =>
      `${GAP}${heading}${" ".repeat(width - cellCount(heading))}${GAP}${cells[row]}`
    ),
  ]);
}
