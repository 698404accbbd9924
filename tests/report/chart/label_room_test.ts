// How wide a text is, in a drawing and in the cells of a terminal; labels moved apart with order and ends kept.

import fc from "npm:fast-check@4.3.0";
import { cellCount, shortened, spread, textWidth } from "../../../src/report/chart/label_room.ts";
import assert from "node:assert/strict";

Deno.test("a wide character takes two cells, a combining one none", () => {
  assert.equal(cellCount("Émile"), 5);
  assert.equal(cellCount("E\u0301mile"), 5);
  assert.equal(cellCount("体重 한 🌱"), 10);
});

Deno.test("a text that fits is not shortened, one that does not ends in an ellipsis and fits", () => {
  assert.equal(shortened("weight", 6, cellCount), "weight");
  assert.equal(shortened("体重体重", 6, cellCount), "体重…");
  assert.equal(shortened("a b c", 3, cellCount), "a…");
  assert.equal(shortened("abc", 0, cellCount), "…");
});

Deno.test("a label without letters has no width, and width grows with the size of the text", () => {
  assert.equal(textWidth("", 12), 0);
  assert.equal(textWidth("weight", 24), 2 * textWidth("weight", 12));
});

const wish = (middle: number, size = 10) => ({ middle, size });

Deno.test("labels that do not touch stay where they are", () => {
  assert.deepEqual(spread([wish(80), wish(20), wish(50)], 0, 100), [80, 20, 50]);
});

Deno.test("labels that want one place share the move, in their order", () => {
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
