// Tables of text for a terminal: columns as wide as their widest cell, numbers on the right, a thin rule, no boxes.
// Why widths in cells: a name may hold characters that take two cells on the screen, and columns must stay straight.

import { aligned, hanging, wrapped } from "./lines.ts";
import type { Emphasize } from "./terminal_style.ts";
import { cellCount, shortened, widestOf } from "./width.ts";

/** One column of a table. */
export interface TextColumn {
  readonly heading: string;
  /** Numbers go on the right. */
  readonly align: "left" | "right";
  /** One text a row. */
  readonly texts: readonly string[];
  /** The width down to which the column's texts may be cut; without it none is cut. */
  readonly leastWidth?: number;
  /** Cuts the texts to so many cells; by default each at its end. */
  readonly cut?: (texts: readonly string[], room: number) => readonly string[];
}

/** Between two columns. */
const GAP = "  ";

/**
 * A table as lines, made narrower where it must be: first headings are broken, then texts cut.
 *
 * @param width in cells.
 * @param emphasize null for a table inside a text: nothing is emphasized, and no rule is drawn.
 * @param effort `whole` where nothing may be made narrower.
 * @returns null where it does not fit.
 *
 * @example
 * ```ts
 * const lines = tableLines([
 *   { heading: "run", align: "left", texts: ["a", "b"] },
 *   { heading: "final loss", align: "right", texts: ["0.5", "0.25"] },
 * ], 12, (_style, text) => text);
 * if (lines?.join("\n") !== "     final\nrun   loss\n──────────\na      0.5\nb     0.25") throw new Error("wrong");
 * ```
 */
export function tableLines(
  columns: readonly TextColumn[],
  width: number,
  emphasize: Emphasize | null,
  effort: "whole" | "narrow" = "narrow",
): readonly string[] | null {
  const whole = columns.map(({ heading }) => [heading]);
  const wholeWidths = fittingWidths(
    columns.map((column) => ({ ...column, leastWidth: undefined })),
    whole,
    width,
  );
  if (wholeWidths !== null) return drawn(columns, whole, wholeWidths, emphasize);
  if (effort === "whole") return null;
  const broken = columns.map(({ heading }) => brokenHeading(heading));
  const widths = fittingWidths(columns, broken, width);
  return widths === null ? null : drawn(columns, broken, widths, emphasize);
}

/** A heading in two lines of similar length, broken at a space, an underscore or a dot of a path. */
function brokenHeading(heading: string): readonly string[] {
  let best: readonly string[] = [heading];
  for (const { index, 0: separator } of heading.matchAll(/[ _]|\.(?!\d)/g)) {
    const tail = heading.slice(index + 1);
    const lines = [heading.slice(0, separator === " " ? index : index + 1), tail];
    if (widestOf(lines) < widestOf(best)) best = lines;
  }
  return best;
}

function totalWidth(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, GAP.length * (widths.length - 1));
}

/** The width of each column, the widest cut first; null where even the least widths do not fit. */
function fittingWidths(
  columns: readonly TextColumn[],
  headings: readonly (readonly string[])[],
  width: number,
): readonly number[] | null {
  const widths = columns.map(({ texts }, index) => Math.max(widestOf(headings[index]), widestOf(texts)));
  const least = columns.map(({ leastWidth }, index) =>
    Math.min(widths[index], Math.max(leastWidth ?? Infinity, widestOf(headings[index])))
  );
  let surplus = totalWidth(widths) - width;
  while (surplus > 0) {
    const room = widths.map((one, index) => one - least[index]);
    const cuttable = widths.map((_, index) => index).filter((index) => room[index] > 0);
    if (cuttable.length === 0) return null;
    const widest = cuttable.reduce((best, index) => widths[index] > widths[best] ? index : best);
    widths[widest]--;
    surplus--;
  }
  return widths;
}

function drawn(
  columns: readonly TextColumn[],
  headings: readonly (readonly string[])[],
  widths: readonly number[],
  emphasize: Emphasize | null,
): readonly string[] {
  const line = (texts: readonly string[]): string =>
    texts.map((text, index) => aligned(text, widths[index], columns[index].align)).join(GAP).trimEnd();
  const headingLines = Math.max(...headings.map((lines) => lines.length));
  const lines: string[] = [];
  for (let at = 0; at < headingLines; at++) {
    // Short headings go to the bottom, next to what they name.
    const texts = headings.map((heading) => heading[heading.length - headingLines + at] ?? "");
    lines.push(emphasize === null ? line(texts) : emphasize("bold", line(texts)));
  }
  if (emphasize !== null) lines.push(emphasize("dim", "─".repeat(totalWidth(widths))));
  const rowCount = columns[0]?.texts.length ?? 0;
  const cells = columns.map((column, index) => cutTexts(column, widths[index]));
  for (let row = 0; row < rowCount; row++) lines.push(line(cells.map((texts) => texts[row])));
  return lines;
}

function cutTexts({ texts, cut }: TextColumn, room: number): readonly string[] {
  return cut?.(texts, room) ?? texts.map((text) => shortened(text, room, cellCount));
}

/**
 * The same table turned: a line for each column, with as many rows side by side as there is room for, block by block.
 *
 * @param columns the first names the rows.
 * @param width in cells; a cell that does not fit by itself is cut.
 *
 * @example
 * ```ts
 * const lines = turnedTableLines([
 *   { heading: "run", align: "left", texts: ["a", "b"] },
 *   { heading: "loss", align: "right", texts: ["0.5", "0.25"] },
 * ], 11, (_style, text) => text);
 * if (lines.join("\n") !== "run     a\n─────────\nloss  0.5\n\nrun      b\n──────────\nloss  0.25") {
 *   throw new Error(lines.join("\n"));
 * }
 * ```
 */
export function turnedTableLines(
  columns: readonly TextColumn[],
  width: number,
  emphasize: Emphasize,
): readonly string[] {
  const headings = columns.map(({ heading }) => heading);
  const headingWidth = Math.min(Math.max(4, Math.floor(width / 2)), widestOf(headings));
  const room = Math.max(1, width - headingWidth - GAP.length);
  const rowCount = columns[0]?.texts.length ?? 0;
  const rowWidths = Array.from(
    { length: rowCount },
    (_, row) => Math.min(room, widestOf(columns.map(({ texts }) => texts[row]))),
  );
  const shown = columns.map((column) => cutTexts(column, room));
  const lines: string[] = [];
  for (let from = 0; from < rowCount;) {
    let [until, used] = [from, headingWidth];
    while (until < rowCount && (until === from || used + GAP.length + rowWidths[until] <= width)) {
      used += GAP.length + rowWidths[until];
      until++;
    }
    const rows = rowWidths.slice(from, until).map((rowWidth, at) => ({ rowWidth, row: from + at }));
    if (from > 0) lines.push("");
    columns.forEach(({ heading }, index) => {
      const cells = rows.map(({ rowWidth, row }) => aligned(shown[index][row], rowWidth, "right"));
      const left = aligned(shortened(heading, headingWidth, cellCount), headingWidth, "left");
      const line = [left, ...cells].join(GAP);
      if (index === 0) lines.push(emphasize("bold", line), emphasize("dim", "─".repeat(used)));
      else lines.push(line.trimEnd());
    });
    from = until;
  }
  return lines;
}

/**
 * A table too wide for its room, with nothing cut: each row is its first cell, then a line for each further cell. A product
 * that is too long even so goes on below, after one of its signs.
 */
export function stackedTableLines(
  [first, ...others]: readonly TextColumn[],
  room = Infinity,
): readonly string[] {
  const width = widestOf(others.map(({ heading }) => heading));
  return first.texts.flatMap((text, row) => [
    text,
    ...others.flatMap(({ heading, texts }) => {
      const lead = GAP + aligned(heading, width, "left") + GAP;
      const factors = texts[row].split(/(?<=·)/);
      return hanging(lead, wrapped(factors, room - cellCount(lead), "", ""));
    }),
  ]);
}
