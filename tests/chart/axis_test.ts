// Axes for marks whose place counts: they show small differences, and 0 where it is near.

import assert from "node:assert/strict";
import { fittedInterval } from "../../src/chart/axis.ts";
import { ticks } from "../../src/chart/ticks.ts";

Deno.test("0.965 and 0.990 are ticks apart", () => {
  const [low, high] = fittedInterval([0.965, 0.99], 5);
  assert.ok(low > 0.9 && high < 1.01);
  assert.ok(ticks(low, high, 5).filter(({ value }) => value > 0.965 && value < 0.99).length >= 2);
});

Deno.test("values that are spread over half of the way from 0 have 0 on their axis", () => {
  assert.deepEqual(fittedInterval([0.4, 1], 5), [0, 1]);
  assert.deepEqual(fittedInterval([-3, -1], 5), [-3, 0]);
  assert.deepEqual(fittedInterval([-1, 1], 4), [-1, 1]);
});

Deno.test("one value and none have an axis too", () => {
  assert.deepEqual(fittedInterval([0.7], 5), [0, 0.8]);
  assert.deepEqual(fittedInterval([], 5), [0, 1]);
});
