// Draws lines into a grid of characters, as braille dots or as signs.
// Why: a line is walked in steps smaller than a character, so that it is whole however steep it is and however far apart its
// points are.

import type { LossSeries } from "./loss_chart.ts";
import type { Scale } from "./scale.ts";
import type { Paint, TerminalInk } from "../text/terminal_style.ts";

/** One character of the plot, one cell wide, and the line to which it belongs. */
interface Cell {
  readonly sign: string;
  readonly ink: TerminalInk;
}

/** How large a plot is, in characters. */
interface PlotSize {
  readonly columnCount: number;
  readonly rowCount: number;
}

/** The signs of the lines, in the order in which they are given out. */
export const SIGNS = "●○▲△■□◆◇";

/** The row or column in which a position lies; the far end belongs to the last one. */
export function cellAt(position: number, count: number): number {
  return Math.max(0, Math.min(count - 1, Math.floor(position)));
}

/** Visits positions along a line, each at most `finest` cells from the next. */
function trace(
  { points }: LossSeries,
  x: Scale,
  y: Scale,
  finest: number,
  visit: (column: number, row: number) => void,
): void {
  let previous: readonly [number, number] | undefined;
  for (const { epoch, loss } of points) {
    const point = [x(epoch), y(loss)] as const;
    if (!point.every(Number.isFinite)) {
      previous = undefined;
      continue;
    }
    const [fromColumn, fromRow] = previous ?? point;
    const longest = Math.max(Math.abs(point[0] - fromColumn), Math.abs(point[1] - fromRow));
    const steps = Math.max(1, Math.ceil(longest / finest));
    for (let step = previous === undefined ? steps : 1; step <= steps; step++) {
      const part = step / steps;
      visit(fromColumn + (point[0] - fromColumn) * part, fromRow + (point[1] - fromRow) * part);
    }
    previous = point;
  }
}

/** The bit of each dot of a braille character, row by row. */
const brailleBits: readonly number[] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];

/**
 * One line as braille characters, eight dots each.
 *
 * @param x, y from epochs and losses to positions in characters.
 * @returns the cells that are not empty, by row × columnCount + column.
 */
export function brailleCells(
  series: LossSeries,
  x: Scale,
  y: Scale,
  { columnCount, rowCount }: PlotSize,
): ReadonlyMap<number, Cell> {
  const dots = new Uint8Array(columnCount * rowCount);
  trace(series, x, y, 0.125, (column, row) => {
    const [dotColumn, dotRow] = [cellAt(column * 2, columnCount * 2), cellAt(row * 4, rowCount * 4)];
    dots[(dotRow >> 2) * columnCount + (dotColumn >> 1)] |= brailleBits[dotRow % 4 * 2 + dotColumn % 2];
  });
  const ink: TerminalInk = { part: "series", index: 0 };
  const cells = new Map<number, Cell>();
  dots.forEach((bits, cell) => {
    if (bits !== 0) cells.set(cell, { sign: String.fromCharCode(0x2800 + bits), ink });
  });
  return cells;
}

/**
 * Several lines, one sign in every column, so that lines that cross stay apart; lines that lie on each other take turns.
 *
 * @returns as {@linkcode brailleCells} does.
 */
export function signCells(
  series: readonly LossSeries[],
  x: Scale,
  y: Scale,
  { columnCount, rowCount }: PlotSize,
): ReadonlyMap<number, Cell> {
  const visitors = new Map<number, number[]>();
  series.forEach((one, index) => {
    const rows = new Map<number, number>();
    trace(one, x, y, 0.25, (column, row) => rows.set(cellAt(column, columnCount), cellAt(row, rowCount)));
    for (const [column, row] of rows) {
      const cell = row * columnCount + column;
      visitors.set(cell, [...visitors.get(cell) ?? [], index]);
    }
  });
  return new Map([...visitors].map(([cell, indices]) => {
    const index = indices[cell % columnCount % indices.length];
    return [cell, { sign: SIGNS[index % SIGNS.length], ink: { part: "series", index } }];
  }));
}

/**
 * One row of the plot as text; neighbours of one colour are painted together.
 *
 * @param blanks whether blanks after the last sign are kept, for a name to follow.
 */
export function paintedRow(
  cells: ReadonlyMap<number, Cell>,
  row: number,
  columnCount: number,
  paint: Paint,
  blanks: "kept" | "cut off",
): string {
  let [painted, run] = ["", ""];
  let ink: TerminalInk | undefined;
  const finish = () => {
    if (run !== "") painted += ink === undefined ? run : paint(run, ink);
    run = "";
  };
  for (let column = 0; column < columnCount; column++) {
    const cell = cells.get(row * columnCount + column);
    if (indexOf(cell?.ink) !== indexOf(ink)) finish();
    ink = cell?.ink;
    run += cell?.sign ?? " ";
  }
  if (ink !== undefined || blanks === "kept") finish();
  return painted;
}

function indexOf(ink: TerminalInk | undefined): number {
  return ink?.part === "series" ? ink.index : -1;
}
