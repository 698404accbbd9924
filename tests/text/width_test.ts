// How wide a text is, in a drawing and in the cells of a terminal.

import assert from "node:assert/strict";
import { cellCount, shortened, shortenedApart, textWidth } from "../../src/text/width.ts";

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

Deno.test("an empty label has no width, and width grows with the font size", () => {
  assert.equal(textWidth("", 12), 0);
  assert.equal(textWidth("weight", 24), 2 * textWidth("weight", 12));
});
