// Paths of SVG against those that d3-shape writes.

import assert from "node:assert/strict";
import { area, line } from "npm:d3-shape@3.2.0";
import fc from "npm:fast-check@4.3.0";
import { areaPath, linePath, type Point, polygonPath } from "../../../src/report/chart/path.ts";

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
