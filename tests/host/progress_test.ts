// How sizes, counts and durations are told while work goes on.
import assert from "node:assert/strict";
import { compactCount, durationText, sizeText } from "../../src/host/progress.ts";

Deno.test("a size is in the unit that leaves few digits, and no file is of nothing", () => {
  const sizes = [3, 75_400, 249_266_000, 1_260_000_000].map(sizeText);
  assert.deepEqual(sizes, ["1 kB", "75 kB", "249 MB", "1.3 GB"]);
});

Deno.test("a duration is in its two largest units, and a count in thousands or millions", () => {
  assert.deepEqual([200, 200_000, 7_500_000].map(durationText), ["1 s", "3 min 20 s", "2 h 5 min"]);
  assert.deepEqual([950, 12_300, 4_500_000].map(compactCount), ["950", "12.3k", "4.5M"]);
});
