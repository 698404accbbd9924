// Lines and areas as the `d` of an SVG path, of no more points than the pixels of a chart can show.
// What must not change: the text is d3-shape's, which the tests ask. It is not made by d3-shape, whose own packages have
// versions that nothing holds where this module is loaded from a URL: a report's bytes would depend on the registry.
// A run of 100,000 logged epochs must not become a report of a megabyte.

import { coordinate } from "./svg.ts";

/** A position in user units; a NaN in it is a gap. */
export type Point = readonly [x: number, y: number];

/**
 * A line through the points, broken where a position is missing.
 *
 * @returns the path text, empty without points. A point alone between gaps becomes a dot when line ends are round.
 */
export function linePath(points: readonly Point[]): string {
  return unbroken(points, (point) => point.every(isFinite))
    .map((stretch) => `M${stretch.map(pair).join("L")}${stretch.length === 1 ? "Z" : ""}`)
    .join("");
}

/** One point of an area: a position across, and the two edges there. */
export interface AreaPoint {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
}

/** The area between two edges, broken where a position is missing. */
export function areaPath(points: readonly AreaPoint[]): string {
  return unbroken(points, ({ x, top, bottom }) => isFinite(x) && isFinite(top) && isFinite(bottom))
    .map((stretch) => {
      const forth = stretch.map(({ x, top }) => pair([x, top]));
      const back = stretch.map(({ x, bottom }) => pair([x, bottom])).reverse();
      return `M${[...forth, ...back].join("L")}Z`;
    })
    .join("");
}

function pair([x, y]: Point): string {
  return `${coordinate(x)},${coordinate(y)}`;
}

/** The longest stretches of neighbours that are all defined, in order. */
function unbroken<P>(points: readonly P[], isDefined: (point: P) => boolean): readonly (readonly P[])[] {
  const stretches: P[][] = [];
  let isOpen = false;
  for (const point of points) {
    const isNext = isDefined(point);
    if (isNext && isOpen) stretches[stretches.length - 1].push(point);
    else if (isNext) stretches.push([point]);
    isOpen = isNext;
  }
  return stretches;
}

/**
 * A series thinned out: at most five points a column (the first, lowest, highest and last, and a gap draw the same picture
 * as all), in their order; the series itself when it is short enough.
 *
 * @param points in rising order of column.
 * @param columnCount how many columns the chart has.
 * @param columnOf the column of a point, whole or not: one column more is a pixel or a character further right.
 * @param heightOf what is shown; points without a finite height stay, since they are gaps.
 */
export function thinned<P>(
  points: readonly P[],
  columnCount: number,
  columnOf: (point: P) => number,
  heightOf: (point: P) => number,
): readonly P[] {
  if (points.length <= 4 * columnCount) return points;
  const kept: P[] = [];
  for (let start = 0; start < points.length;) {
    const column = Math.floor(columnOf(points[start]));
    let end = start + 1;
    while (end < points.length && Math.floor(columnOf(points[end])) === column) end++;
    for (const index of telling(points, start, end, heightOf)) kept.push(points[index]);
    start = end;
  }
  return kept;
}

/** The indices of the first, lowest, highest and last point and of the first gap, rising and without repetition. */
function telling<P>(
  points: readonly P[],
  start: number,
  end: number,
  heightOf: (point: P) => number,
): number[] {
  let [lowest, highest, gap] = [start, start, start];
  for (let index = start; index < end; index++) {
    const height = heightOf(points[index]);
    if (!Number.isFinite(height)) {
      if (gap === start) gap = index;
      continue;
    }
    if (!(heightOf(points[lowest]) <= height)) lowest = index;
    if (!(heightOf(points[highest]) >= height)) highest = index;
  }
  const indices = [start, lowest, highest, gap, end - 1].sort((a, b) => a - b);
  return indices.filter((index, at) => at === 0 || index !== indices[at - 1]);
}
