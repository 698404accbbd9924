// Lines that are wrapped and aligned.

import assert from "node:assert/strict";
import { aligned, hanging, wrapped } from "../../src/text/lines.ts";

Deno.test("text is broken at spaces and never inside a word", () => {
  assert.deepEqual(wrapped("one two three", 8), ["one two", "three"]);
  assert.deepEqual(wrapped("incomprehensible", 5), ["incomprehensible"]);
  assert.deepEqual(wrapped([], 5), [""]);
});

Deno.test("pieces are broken between each other, and later lines are indented", () => {
  assert.deepEqual(wrapped(["F 60%", "M 40%"], 12, "", "  "), ["F 60%  M 40%"]);
  assert.deepEqual(wrapped(["w1·x1", " + w2·x2", " + b1"], 13, "  ", ""), ["w1·x1 + w2·x2", "  + b1"]);
});

Deno.test("a lead goes before the first line, and its width before the others", () => {
  assert.deepEqual(hanging("字 = ", ["a", "b"], "  "), ["字 = a", "       b"]);
  assert.equal(aligned("字", 4, "left"), "字  ");
});
