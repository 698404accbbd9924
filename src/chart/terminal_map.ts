// Draws a decision map in characters: shades for the answers, signs for rows and queries.
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

/** The plane of two features and what lies in it. */
export interface TerminalPlaneData {
  /** The feature across. */
  readonly x: MapAxis;
  /** The feature upwards. */
  readonly y: MapAxis;
  /** Later ones lie on top. */
  readonly marks: readonly MapMark[];
}

/** What a map of characters shows. */
export interface TerminalMapData extends TerminalPlaneData {
  /** Values at the nodes of a grid; row 0 is at the low end of y. */
  readonly field: Field;
  /** The four rising values of the field at which one shade gives way to the next. */
  readonly levels: readonly number[];
  /** The answers at the low and the high end, or the outputs there. */
  readonly answers: readonly [below: string, above: string];
}

const SHADES = " ░▒▓█";
/** In the order of {@linkcode shapeNames}. */
const SIGNS = "■●▲✚⬢▼";
const HOLLOW_SIGNS = "□○△✛⬡▽";
const QUERY_SIGN = "◆";

/** The sign of a row with a shape. */
export function rowSign(shape: number, isHollow = false): string {
  return (isHollow ? HOLLOW_SIGNS : SIGNS)[shape % SIGNS.length];
}

/**
 * A decision map as lines of text.
 *
 * @returns lines without line ends; the last ones say what the shades are.
 */
export function terminalMap(data: TerminalMapData): readonly string[] {
  const { field, levels, answers } = data;
  const lines = terminalPlane(data, field, (node) => {
    let shade = 0;
    while (shade < levels.length && field.values[node] >= levels[shade]) shade++;
    return SHADES[shade];
  });
  const indent = " ".repeat(plotIndent(data));
  return [...lines, `${indent}${visible(answers[0])} [${SHADES}] ${visible(answers[1])}`];
}

/** How far the plot is from the left. */
function plotIndent({ y }: TerminalPlaneData): number {
  return Math.max(cellCount(labelOf(y.high)), cellCount(labelOf(y.low))) + 2;
}

/**
 * A plane in characters with its axes, a sign for each mark.
 *
 * @param grid how many nodes there are; row 0 is at the low end of y.
 * @param signAt the sign of a node, by its index in the grid.
 */
export function terminalPlane(
  data: TerminalPlaneData,
  { columnCount, rowCount }: Pick<Field, "columnCount" | "rowCount">,
  signAt: (node: number) => string,
): readonly string[] {
  const { x, y, marks } = data;
  const lineCount = Math.ceil(rowCount / 2);
  const cells: string[][] = [];
  for (let line = 0; line < lineCount; line++) {
    const row = Math.round((lineCount - 1 - line) * (rowCount - 1) / Math.max(1, lineCount - 1));
    const shown: string[] = [];
    for (let column = 0; column < columnCount; column++) {
      shown.push(signAt(row * columnCount + column));
    }
    cells.push(shown);
  }
  for (const mark of marks) {
    const column = Math.round((mark.x - x.low) / (x.high - x.low) * (columnCount - 1));
    const line = Math.round((y.high - mark.y) / (y.high - y.low) * (lineCount - 1));
    const sign = mark.kind === "query" ? QUERY_SIGN : rowSign(mark.shape ?? 1, mark.isHollow);
    if (line >= 0 && line < lineCount && column >= 0 && column < columnCount) cells[line][column] = sign;
  }
  const [top, bottom] = [labelOf(y.high), labelOf(y.low)];
  const width = plotIndent(data) - 2;
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
  ];
}

/** An end of an axis, to four digits. */
function labelOf(value: number): string {
  return inFull(Number(value.toPrecision(4)));
}
