// What can be seen, and how a stranger's text is shown.

import assert from "node:assert/strict";
import { clip, isVisibleText, visible, visibleLines } from "../../src/text/visible_text.ts";

Deno.test("prose may have several lines", () => {
  assert.ok(isVisibleText("a\nb\n"));
  assert.ok(!isVisibleText("a\rb"));
});

Deno.test("stand-ins take the place of what cannot be seen", () => {
  assert.equal(visible("a\u001b[31mb\u202e😀\ud800"), "a\uFFFD[31mb\uFFFD😀\uFFFD");
});

Deno.test("a text is shortened by whole characters", () => {
  assert.equal(clip("😀".repeat(50)), "😀".repeat(39) + "…");
  assert.equal(clip("x".repeat(40)), "x".repeat(40));
  assert.equal(clip("  "), "only spaces");
});

Deno.test("what XML cannot carry is never seen, in one line and in several", () => {
  const text = "a\u0000b\u001bc\u007fd\u0085e\ud800f\udc00g\ufffeh\uffff";
  assert.equal(visible(text), "a�b�c�d�e�f�g�h�");
  assert.equal(visibleLines(`${text}\n`), "a�b�c�d�e�f�g�h�\n");
});

Deno.test("line feeds of a text, emoji and combining accents stay", () => {
  const content = "a\nb 🌱e\u0301字 👩\u200d🔬";
  assert.equal(visibleLines(content), content);
});
