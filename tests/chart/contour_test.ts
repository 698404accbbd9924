// Level lines of a field: by hand on small grids, and closed or running from edge to edge on random ones.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { ContourFinder, type Field, regionAbove } from "../../src/chart/contour.ts";

const field = (rows: readonly (readonly number[])[]): Field => ({
  columnCount: rows[0].length,
  rowCount: rows.length,
  values: rows.flat(),
});

Deno.test("a field that rises to the right is crossed from top to bottom, in proportion", () => {
  const [line, ...others] = new ContourFinder(field([[0, 1], [0, 2], [0, 4]])).levelLines(0.5);
  assert.deepEqual(others, []);
  assert.equal(line.isClosed, false);
  const points = [...line.points].sort((a, b) => a[1] - b[1]);
  assert.deepEqual(points, [[0.5, 0], [0.25, 1], [0.125, 2]]);
});

Deno.test("a field on one side of the level has no line", () => {
  assert.deepEqual(new ContourFinder(field([[0, 0.1], [0.2, 0.3]])).levelLines(0.5), []);
  assert.deepEqual(new ContourFinder(field([[0.5, 0.6], [0.7, 0.8]])).levelLines(0.5), []);
});

Deno.test("a peak is a closed line around it", () => {
  const [line, ...others] = new ContourFinder(field([[0, 0, 0], [0, 2, 0], [0, 0, 0]])).levelLines(1);
  assert.deepEqual(others, []);
  assert.equal(line.isClosed, true);
  const points = new Set(line.points.map((point) => point.join()));
  assert.deepEqual(points, new Set(["1,0.5", "1.5,1", "1,1.5", "0.5,1"]));
});

Deno.test("a saddle with a low middle keeps its high corners apart, one with a high middle joins them", () => {
  const pieces = (rows: number[][]) => regionAbove(new ContourFinder(field(rows)), 0.5).length;
  assert.equal(pieces([[0.8, 0], [0, 0.8]]), 2);
  assert.equal(pieces([[0, 0.8], [0.8, 0]]), 2);
  assert.equal(pieces([[2, 0.4], [0.4, 2]]), 1);
  assert.equal(pieces([[0.4, 2], [2, 0.4]]), 1);
});

Deno.test("a region that covers the field is its outline", () => {
  const [outline, ...others] = regionAbove(new ContourFinder(field([[1, 1], [1, 1]])), 0.5);
  assert.deepEqual(others, []);
  assert.equal(signedArea(outline), 1);
});

Deno.test("a hole in a region turns the other way", () => {
  const outlines = regionAbove(new ContourFinder(field([[1, 1, 1], [1, -1, 1], [1, 1, 1]])), 0);
  assert.equal(outlines.length, 2);
  assert.equal(outlines.reduce((sum, outline) => sum + signedArea(outline), 0), 4 - 0.5);
});

Deno.test("values that are not finite break nothing", () => {
  const outlines = regionAbove(
    new ContourFinder(field([[NaN, 1, Infinity], [-Infinity, 1, NaN], [0, 0, 0]])),
    0.5,
  );
  for (const point of outlines.flat()) assert.ok(point.every(Number.isFinite));
});

Deno.test("the regions above and below a level cover the field together (property, seed 9)", () => {
  const size = fc.tuple(fc.integer({ min: 2, max: 7 }), fc.integer({ min: 2, max: 7 }));
  const fields = size.chain(([columnCount, rowCount]) =>
    fc.record({
      columnCount: fc.constant(columnCount),
      rowCount: fc.constant(rowCount),
      values: fc.array(fc.integer({ min: -499, max: 500 }).map((half) => half - 0.5 + half / 7919), {
        minLength: columnCount * rowCount,
        maxLength: columnCount * rowCount,
      }),
    })
  );
  fc.assert(
    fc.property(fields, (high) => {
      fc.pre(!high.values.some((_, node) => isUndecided(high, node)));
      const low = { ...high, values: high.values.map((value) => -value) };
      const areas = [high, low].map((each) =>
        regionAbove(new ContourFinder(each), 0).reduce((sum, outline) => sum + signedArea(outline), 0)
      );
      const whole = (high.columnCount - 1) * (high.rowCount - 1);
      assert.ok(Math.abs(areas[0] + areas[1] - whole) < 1e-9 * whole, "rounding of positions only");
    }),
    { seed: 9, numRuns: 500 },
  );
});

/** Whether the cell at a node has a middle exactly at 0, which counts as above in both fields. */
function isUndecided({ columnCount, values }: Field, node: number): boolean {
  return values[node] + values[node + 1] + values[node + columnCount] + values[node + columnCount + 1] === 0;
}

/** Positive for outlines that have the region on their left, in a plane where rows count downwards. */
function signedArea(points: readonly (readonly [number, number])[]): number {
  let doubled = 0;
  points.forEach(([x, y], index) => {
    const [nextX, nextY] = points[(index + 1) % points.length];
    doubled += nextX * y - x * nextY;
  });
  return doubled / 2;
}

Deno.test("where values between the nodes are known, a steep step on a coarse grid has a straighter line", () => {
  // Rises from 0 to 1 within about a cell, along a slanted line.
  const step = (x: number): number => (1 + x / Math.sqrt(1 + x * x)) / 2;
  const valueAt = (column: number, row: number): number => step(4 * (column + 0.4 * row - 5.3));
  const rows = Array.from(
    { length: 9 },
    (_, row) => Array.from({ length: 11 }, (_, column) => valueAt(column, row)),
  );
  const error = (grid: Field): number => {
    const [line] = new ContourFinder(grid).levelLines(0.5);
    return Math.max(...line.points.map(([column, row]) => Math.abs(column + 0.4 * row - 5.3)));
  };
  const [straight, curved] = [error(field(rows)), error({ ...field(rows), valueAt })];
  assert.ok(straight > 0.1 && curved < straight / 2, `${straight} and ${curved}`);
});

Deno.test("a value between two nodes, whatever it is, moves a crossing along its edge and not off it (property, seed 12)", () => {
  const value = fc.oneof(
    fc.double({ min: -2, max: 2, noNaN: true }),
    fc.constantFrom(NaN, Infinity, -Infinity, 0),
  );
  fc.assert(
    fc.property(value, value, value, (left, between, right) => {
      const grid = { ...field([[left, right], [left, right]]), valueAt: () => between };
      for (const [column, row] of new ContourFinder(grid).levelLines(0).flatMap(({ points }) => points)) {
        assert.ok(column >= 0 && column <= 1 && row >= 0 && row <= 1, `${column}, ${row}`);
      }
    }),
    { seed: 12, numRuns: 500 },
  );
});
