// How sizes, counts and durations are told while work goes on.
import assert from "node:assert/strict";
import { compactCount, sizeText } from "../../src/host/progress.ts";

Deno.test("a size is in the unit that leaves few digits, and no file is of nothing", () => {
  const sizes = [3, 75_400, 249_266_000, 1_260_000_000].map(sizeText);
  assert.deepEqual(sizes, ["1 kB", "75 kB", "249 MB", "1.3 GB"]);
});

Deno.test("a count is in thousands or millions", () => {
  assert.deepEqual([950, 12_300, 4_500_000].map(compactCount), ["950", "12.3k", "4.5M"]);
});
