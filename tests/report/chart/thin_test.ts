// Long series thinned to what a chart can show, peaks and gaps kept.

import assert from "node:assert/strict";
import { thinned } from "../../../src/report/chart/thin.ts";

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
