// The region of a field at or above a level, as outlines closed along the edge of the grid.
// What must not change: what is above lies to the left of every line, so from its end the edge is followed to the left,
// around corners, to the beginning of the next line.

import type { ContourFinder, GridPoint } from "./contour.ts";

/**
 * The outlines of the region at or above a level. Holes are outlines as well: fill them with the even-odd rule.
 *
 * @example A peak in the middle
 * ```ts
 * import { ContourFinder } from "./contour.ts";
 * const contours = new ContourFinder({ columnCount: 3, rowCount: 3, values: [0, 0, 0, 0, 1, 0, 0, 0, 0] });
 * const [low, high] = [regionAbove(contours, 0.5), regionAbove(contours, 2)];
 * if (low.length !== 1 || low[0].length !== 4 || high.length !== 0) throw new Error("wrong");
 * ```
 */
export function regionAbove(contours: ContourFinder, level: number): readonly (readonly GridPoint[])[] {
  const { columnCount, rowCount, values } = contours.field;
  const lines = contours.levelLines(level);
  const [right, bottom] = [columnCount - 1, rowCount - 1];
  const closed = lines.filter(({ isClosed }) => isClosed).map(({ points }) => points);
  const open = lines.filter(({ isClosed }) => !isClosed).map(({ points }) => points);
  if (open.length === 0) {
    const isAbove = values[0] >= level;
    return isAbove ? [[[0, 0], [0, bottom], [right, bottom], [right, 0]], ...closed] : closed;
  }
  // The edge of the grid as one length, clockwise from the first node.
  const length = 2 * (right + bottom);
  const corners: readonly (readonly [at: number, corner: GridPoint])[] = [
    [length, [0, 0]],
    [length - bottom, [0, bottom]],
    [right + bottom, [right, bottom]],
    [right, [right, 0]],
    [0, [0, 0]],
  ];
  const along = ([column, row]: GridPoint): number => {
    if (row === 0) return column;
    if (column === right) return right + row;
    return row === bottom ? right + bottom + (right - column) : length - row;
  };
  const beginnings = open.map((points) => along(points[0]));
  const isUsed = open.map(() => false);
  const found: GridPoint[][] = [];
  for (let first = 0; first < open.length; first++) {
    if (isUsed[first]) continue;
    const outline: GridPoint[] = [];
    for (let line = first; !isUsed[line];) {
      isUsed[line] = true;
      outline.push(...open[line]);
      const end = along(open[line][open[line].length - 1]);
      line = lineBefore(beginnings, end);
      const next = beginnings[line];
      const isAround = next > end;
      for (const [at, corner] of corners) if (at < end && (isAround || at > next)) outline.push(corner);
      if (isAround) {
        for (const [at, corner] of corners) if (at > next && at < length) outline.push(corner);
      }
    }
    found.push(outline);
  }
  return [...found, ...closed];
}

/** The line that begins last before `end` along the edge, going around where there is none. */
function lineBefore(beginnings: readonly number[], end: number): number {
  let [before, last] = [-1, 0];
  beginnings.forEach((at, line) => {
    if (at > beginnings[last]) last = line;
    if (at <= end && (before < 0 || at > beginnings[before])) before = line;
  });
  return before < 0 ? last : before;
}
