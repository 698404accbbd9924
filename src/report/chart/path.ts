// Writes lines and areas as the `d` of an SVG path.
// Why: d3-shape costs 5 ms at start-up and calls Math.sin while it loads, which is not the same on every engine; of it we
// need a straight line that breaks at missing points. The text is the same as d3's with two digits (a test compares).

import { coordinate } from "./svg.ts";

/** A position in user units; NaN in either place is a gap. */
export type Point = readonly [x: number, y: number];

/**
 * A line through the points, broken where a position is missing.
 *
 * @returns the path text, empty without points. A point alone between gaps becomes a dot when line ends are round.
 *
 * @example A gap
 * ```ts
 * if (linePath([[0, 0], [1, 2], [NaN, 3], [4, 4]]) !== "M0,0L1,2M4,4Z") throw new Error("wrong");
 * ```
 */
export function linePath(points: readonly Point[]): string {
  return runs(points).map((run) => polyline(run) + (run.length === 1 ? "Z" : "")).join("");
}

/**
 * A closed shape through the points.
 *
 * @example A triangle
 * ```ts
 * if (polygonPath([[0, 0], [1, 0], [0, 1]]) !== "M0,0L1,0L0,1Z") throw new Error("wrong");
 * ```
 */
export function polygonPath(points: readonly Point[]): string {
  return points.length === 0 ? "" : `${polyline(points)}Z`;
}

/** One place of an area: a position across, and the two edges there. */
export interface AreaPoint {
  /** The position across. */
  readonly x: number;
  /** The y of one edge. */
  readonly top: number;
  /** The y of the other. */
  readonly bottom: number;
}

/**
 * The area between two edges, broken where a position is missing.
 *
 * @example A bar of width 2
 * ```ts
 * const path = areaPath([{ x: 0, top: 1, bottom: 5 }, { x: 2, top: 1, bottom: 5 }]);
 * if (path !== "M0,1L2,1L2,5L0,5Z") throw new Error("wrong");
 * ```
 */
export function areaPath(points: readonly AreaPoint[]): string {
  let path = "";
  for (const run of runs(points.map(({ x, top, bottom }): AreaEdge => [x, top, bottom]))) {
    const edge = run.map(([x, top]): Point => [x, top]);
    for (let index = run.length - 1; index >= 0; index--) edge.push([run[index][0], run[index][2]]);
    path += polygonPath(edge);
  }
  return path;
}

type AreaEdge = readonly [x: number, top: number, bottom: number];

function polyline(points: readonly Point[]): string {
  return `M${points.map(([x, y]) => `${coordinate(x)},${coordinate(y)}`).join("L")}`;
}

/** The stretches without a missing position. */
function runs<P extends readonly number[]>(points: readonly P[]): P[][] {
  const found: P[][] = [];
  let run: P[] = [];
  for (const point of points) {
    if (point.every(isFinite)) {
      if (run.length === 0) found.push(run);
      run.push(point);
    } else {
      run = [];
    }
  }
  return found;
}
