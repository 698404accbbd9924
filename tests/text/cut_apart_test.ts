// Tests src/text/cut_apart.ts: names that are cut are still told apart.
import assert from "node:assert/strict";
import { shortenedApart } from "../../src/text/cut_apart.ts";
import { cellCount } from "../../src/text/width.ts";

Deno.test("texts are cut at their ends where they stay different, else where what differs stays", () => {
  assert.deepEqual(shortenedApart(["anna_12", "ben_12", "anna_12"], 5), ["anna…", "ben_…", "anna…"]);
  assert.deepEqual(shortenedApart(["anna_12", "anna_13", "b"], 6), ["an…_12", "an…_13", "b"]);
  assert.deepEqual(shortenedApart(["from_12_a", "from_13_a"], 5), ["f…2_a", "f…3_a"]);
  assert.deepEqual(shortenedApart(["体重体重体", "体重体重重"], 6), ["体…体", "体…重"]);
  assert.deepEqual(shortenedApart(["abcde\u0301", "abcdf\u0301"], 3), ["a…e\u0301", "a…f\u0301"]);
  assert.deepEqual(shortenedApart(["same as ever", "same as ever"], 6), ["same…", "same…"]);
  for (const room of [0, 1, 2, 3]) {
    for (const text of shortenedApart(["abcdef", "abcdeg", "体重体重"], room)) {
      assert.ok(cellCount(text) <= Math.max(1, room), `${room}: ${text}`);
    }
  }
});
