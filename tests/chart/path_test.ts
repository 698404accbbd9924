// Paths as d3 writes them, and long series thinned to what a chart can show, peaks and gaps kept.

// @ts-types="npm:@types/d3-shape@3.2.0"
import { area, line } from "npm:d3-shape@3.2.1";
import fc from "npm:fast-check@4.3.0";
import { areaPath, type AreaPoint, linePath, type Point, thinned } from "../../src/chart/path.ts";
import assert from "node:assert/strict";

const position = fc.oneof({ weight: 9, arbitrary: fc.double({ min: -1e4, max: 1e4, noNaN: true }) }, {
  weight: 1,
  arbitrary: fc.constant(NaN),
});

Deno.test("a line is what d3-shape writes when it rounds to two digits itself (property, seed 7)", () => {
  const draw = line<Point>(([x]) => x, ([, y]) => y).digits(2).defined((point) =>
    point.every(Number.isFinite)
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(position, position)), (points) => {
      assert.equal(linePath(points), draw(points) ?? "");
    }),
    { seed: 7, numRuns: 500 },
  );
});

Deno.test("an area is what d3-shape writes when it rounds to two digits itself (property, seed 8)", () => {
  const draw = area<AreaPoint>().x(({ x }) => x).y1(({ top }) => top).y0(({ bottom }) => bottom).digits(2)
    .defined(({ x, top, bottom }) => [x, top, bottom].every(Number.isFinite));
  const edges = fc.record({ x: position, top: position, bottom: position });
  fc.assert(
    fc.property(fc.array(edges), (points) => {
      assert.equal(areaPath(points), draw(points) ?? "");
    }),
    { seed: 8, numRuns: 500 },
  );
});

Deno.test("a line is rounded to hundredths and breaks at a gap", () => {
  assert.equal(linePath([[0, 0], [1.006, 0], [0, -0.001]]), "M0,0L1.01,0L0,0");
  assert.equal(linePath([[0, 0], [1, 1], [NaN, 2], [3, 3], [4, 4]]), "M0,0L1,1M3,3L4,4");
});

Deno.test("no points draw nothing", () => {
  const none: Point[] = [];
  assert.equal(linePath(none) + areaPath([]), "");
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
