// What a name may hold, and how a stranger's text is shown.

import assert from "node:assert/strict";
import { clip, isLabel, isVisibleText, visible } from "../../src/experiment/visible_text.ts";

Deno.test("names of all scripts are names", () => {
  for (const text of ["a", "Zoë", "体重", "👩‍🔬", "نام", "क्ष", "a b", "1", "-", "x".repeat(200)]) {
    assert.ok(isLabel(text), text);
  }
});

Deno.test("what cannot be seen, turns text around or stands at an end is no name", () => {
  const wrong = [
    "",
    " ",
    " a",
    "a ",
    "a\nb",
    "a\tb",
    "\u0000",
    "\u007f",
    "\u200b",
    "a\u202eb",
    "\u2066a",
    "\u061ca",
  ];
  for (const text of [...wrong, "\ufeffa", "\ud800", "a\u2028b", "\uffff", "x".repeat(201)]) {
    assert.ok(!isLabel(text), JSON.stringify(text));
  }
});

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
