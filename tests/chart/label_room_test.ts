// Labels moved apart with order and ends kept.

import fc from "npm:fast-check@4.3.0";
import { spread } from "../../src/chart/label_room.ts";
import assert from "node:assert/strict";

const wish = (middle: number, size = 10) => ({ middle, size });

Deno.test("labels that do not touch stay where they are", () => {
  assert.deepEqual(spread([wish(80), wish(20), wish(50)], 0, 100), [80, 20, 50]);
});

Deno.test("labels that want the same position share the move, in their order", () => {
  assert.deepEqual(spread([wish(50), wish(50), wish(50)], 0, 100), [40, 50, 60]);
});

Deno.test("labels stay between the ends", () => {
  assert.deepEqual(spread([wish(0), wish(0)], 0, 100), [5, 15]);
  assert.deepEqual(spread([wish(100), wish(100, 20)], 0, 100), [75, 90]);
});

Deno.test("nothing to spread is nothing", () => assert.deepEqual(spread([], 0, 100), []));

Deno.test("labels never overlap, keep their order and stay inside if there is room (property, seed 10)", () => {
  const wishes = fc.array(
    fc.record({
      middle: fc.double({ min: -50, max: 150, noNaN: true }),
      size: fc.integer({ min: 1, max: 20 }),
    }),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(wishes, (each) => {
      const middles = spread(each, 0, 100);
      each.forEach((one, i) => {
        assert.ok(middles[i] - one.size / 2 >= -1e-9 && middles[i] + one.size / 2 <= 100 + 1e-9);
        each.forEach((other, j) => {
          if (i === j) return;
          assert.ok(Math.abs(middles[i] - middles[j]) >= (one.size + other.size) / 2 - 1e-9, "rounding only");
          if (one.middle < other.middle) assert.ok(middles[i] < middles[j]);
        });
      });
    }),
    { seed: 10, numRuns: 500 },
  );
});
