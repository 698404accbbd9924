// Draws a decision map in characters: SHADES for the answers, signs for rows and queries.
// Why one character a node: the drawn map has the values already, and half of its rows give its shape, since a character
// is twice as high as it is wide.

import type { Field } from "./contour.ts";
import type { MapAxis } from "./decision_map.ts";
import type { MapMark } from "./map_marks.ts";
import { aligned } from "../text/lines.ts";
import { inFull } from "../text/number_words.ts";
import { visible } from "../text/visible_text.ts";
import { cellCount } from "../text/width.ts";
import { withUnit } from "../text/words.ts";

/** What a map of characters shows. */
export interface TerminalMapData {
  /** The feature across. */
  readonly x: MapAxis;
  /** The feature upwards. */
  readonly y: MapAxis;
  /** Values at the nodes of a grid; row 0 is at the low end of y. */
  readonly field: Field;
  /** The four rising values of the field at which one shade gives way to the next. */
  readonly levels: readonly number[];
  /** Later ones lie on top. */
  readonly marks: readonly MapMark[];
  /** The answers at the low and the high end, or the outputs there. */
  readonly answers: readonly [below: string, above: string];
}

const SHADES = " ░▒▓█";
const signs = { low: "■", high: "●", query: "◆" } as const;

/**
 * A decision map as lines of text.
 *
 * @returns lines without line ends; the last ones say what the SHADES are.
 */
export function terminalMap(data: TerminalMapData): readonly string[] {
  const { x, y, field, levels, marks, answers } = data;
  const { columnCount, rowCount, values } = field;
  const lineCount = Math.ceil(rowCount / 2);
  const cells: string[][] = [];
  for (let line = 0; line < lineCount; line++) {
    const row = Math.round((lineCount - 1 - line) * (rowCount - 1) / Math.max(1, lineCount - 1));
    const shown: string[] = [];
    for (let column = 0; column < columnCount; column++) {
      const value = values[row * columnCount + column];
      let shade = 0;
      while (shade < levels.length && value >= levels[shade]) shade++;
      shown.push(SHADES[shade]);
    }
    cells.push(shown);
  }
  for (const mark of marks) {
    const column = Math.round((mark.x - x.low) / (x.high - x.low) * (columnCount - 1));
    const line = Math.round((y.high - mark.y) / (y.high - y.low) * (lineCount - 1));
    const sign = mark.kind === "query" ? signs.query : (mark.target ?? 1) >= 0.5 ? signs.high : signs.low;
    if (line >= 0 && line < lineCount && column >= 0 && column < columnCount) cells[line][column] = sign;
  }
  const [top, bottom] = [labelOf(y.high), labelOf(y.low)];
  const width = Math.max(cellCount(top), cellCount(bottom));
  const lines = cells.map((shown, line) => {
    const label = line === 0 ? top : line === lineCount - 1 ? bottom : "";
    return `${aligned(label, width, "right")} ${label === "" ? "│" : "┤"}${shown.join("")}`.trimEnd();
  });
  const [left, right] = [labelOf(x.low), labelOf(x.high)];
  const gap = " ".repeat(Math.max(1, columnCount - cellCount(left) - cellCount(right)));
  const indent = " ".repeat(width + 2);
  return [
    visible(withUnit(y.name, y.unit)),
    ...lines,
    `${" ".repeat(width + 1)}└${"─".repeat(columnCount)}`,
    `${indent}${left}${gap}${right}  ${visible(withUnit(x.name, x.unit))}`,
    `${indent}${visible(answers[0])} [${SHADES}] ${visible(answers[1])}`,
  ];
}

/** An end of an axis, to four digits. */
function labelOf(value: number): string {
  return inFull(Number(value.toPrecision(4)));
}
