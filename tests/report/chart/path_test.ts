// Paths as d3 writes them, and long series thinned to what a chart can show, peaks and gaps kept.

import { area, line } from "npm:d3-shape@3.2.0";
import fc from "npm:fast-check@4.3.0";
import { areaPath, linePath, type Point, polygonPath, thinned } from "../../../src/report/chart/path.ts";
import assert from "node:assert/strict";

const position = fc.oneof({ weight: 9, arbitrary: fc.double({ min: -1e4, max: 1e4, noNaN: true }) }, {
  weight: 1,
  arbitrary: fc.constant(NaN),
});

Deno.test("a line is written as d3-shape writes it (property, seed 7)", () => {
  const draw = line().digits(2).defined((point: Point) => point.every(Number.isFinite));
  fc.assert(
    fc.property(fc.array(fc.tuple(position, position)), (points) => {
      assert.equal(linePath(points), draw(points) ?? "");
    }),
    { seed: 7, numRuns: 500 },
  );
});

Deno.test("an area is written as d3-shape writes it (property, seed 8)", () => {
  type Edges = [x: number, top: number, bottom: number];
  const draw = area().digits(2).defined((edges: Edges) => edges.every(Number.isFinite))
    .x((edges: Edges) => edges[0]).y1((edges: Edges) => edges[1]).y0((edges: Edges) => edges[2]);
  fc.assert(
    fc.property(fc.array(fc.tuple(position, position, position)), (edges) => {
      assert.equal(areaPath(edges.map(([x, top, bottom]) => ({ x, top, bottom }))), draw(edges) ?? "");
    }),
    { seed: 8, numRuns: 500 },
  );
});

Deno.test("no points draw nothing", () => {
  const none: Point[] = [];
  assert.equal(linePath(none) + polygonPath(none) + areaPath([]), "");
});

const same = (value: number) => value;

Deno.test("a short series stays as it is", () => {
  const points = [1, 2, 3, 4];
  assert.equal(thinned(points, 1, () => 0, same), points);
});

Deno.test("a peak of one point among a hundred thousand is kept", () => {
  const points = new Array<number>(100_000).fill(1);
  points[54_321] = 9;
  const kept = thinned(
    points.map((loss, epoch) => ({ loss, epoch })),
    300,
    ({ epoch }) => epoch / 334,
    ({ loss }) => loss,
  );
  assert.ok(kept.length <= 5 * 300);
  assert.ok(kept.some(({ loss, epoch }) => loss === 9 && epoch === 54_321));
  assert.equal(kept[0].epoch, 0);
  assert.equal(kept[kept.length - 1].epoch, 99_999);
});

Deno.test("a gap inside a column stays a gap", () => {
  const points = [3, 3, 3, NaN, 3, 3, 3, 1];
  assert.deepEqual(thinned(points, 1, () => 0, same), [3, NaN, 1]);
});
