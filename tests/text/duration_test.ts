// How long something takes, in its two largest units.

import assert from "node:assert/strict";
import { durationText } from "../../src/text/duration.ts";

Deno.test("a duration is in its two largest units, and rounded up", () => {
  assert.deepEqual([200, 1001, 200_000, 7_500_000].map(durationText), [
    "1 s",
    "2 s",
    "3 min 20 s",
    "2 h 5 min",
  ]);
  assert.equal(durationText(Infinity), "…");
});
