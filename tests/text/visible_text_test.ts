// What can be seen, and how a stranger's text is shown.

import assert from "node:assert/strict";
import { clip, isVisibleText, visible } from "../../src/text/visible_text.ts";

Deno.test("prose may have several lines", () => {
  assert.ok(isVisibleText("a\nb\n"));
  assert.ok(!isVisibleText("a\rb"));
});

Deno.test("stand-ins take the place of what cannot be seen", () => {
  assert.equal(visible("a\u001b[31mb\u202e😀\ud800"), "a\uFFFD[31mb\uFFFD😀\uFFFD");
});

Deno.test("a found text is shortened by characters and never splits one", () => {
  assert.equal(clip("😀".repeat(50)), "😀".repeat(39) + "…");
  assert.equal(clip("x".repeat(40)), "x".repeat(40));
  assert.equal(clip("  "), "only blanks");
});
