// What can be seen, and how a stranger's text is shown.

import assert from "node:assert/strict";
import { clip, isVisibleLine, isVisibleText, visible, visibleLines } from "../../src/text/visible_text.ts";

Deno.test("prose may have several lines", () => {
  assert.ok(isVisibleText("a\nb\n"));
  assert.ok(!isVisibleText("a\rb"));
});

Deno.test("what Unicode lets a program ignore is never seen alone, after a letter or in a word", () => {
  const ignorable = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code))
    .filter((character) => /^\p{Default_Ignorable_Code_Point}$/u.test(character));
  assert.ok(ignorable.length > 4000);
  for (const text of ignorable.flatMap((character) => [character, `a${character}`, `a${character}b`])) {
    assert.ok(!isVisibleLine(text), JSON.stringify(text) + text.codePointAt(1)?.toString(16));
    assert.ok(!/\p{Default_Ignorable_Code_Point}/u.test(visible(text)));
  }
});

Deno.test("blanks, noncharacters and controls that Unicode does not call ignorable are not seen either", () => {
  for (const character of ["\u2800", "\u{1d159}", "\u{16fe4}", "\ufdd0", "\u0085", "\u009b", "\u0007"]) {
    assert.equal(visible(`a${character}b`), "a\uFFFDb", JSON.stringify(character));
  }
});

/** Texts in which a joiner, a selector or a tag shows. */
const JOINED = [
  ...["👩‍🔬", "👩🏽‍🚀", "👨‍👩‍👧‍👦", "🏳️‍🌈", "❤️", "❤️‍🔥", "1️⃣", "#️⃣", "©️", "☎︎", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"],
  ...["می‌خواهم", "क्‍ष", "र‍्", "ශ්‍රී", "അവന്‍", "ᠠ᠋", "葛󠄀城", "⊓︀"],
];

Deno.test("joiners and selectors stay where they show: in emoji, from Arabic to India, in Chinese characters", () => {
  for (const text of JOINED) {
    assert.match(text, /[\p{Default_Ignorable_Code_Point}]/u, text);
    assert.ok(isVisibleLine(text), text);
    assert.equal(visible(`${text} ${text}`), `${text} ${text}`);
  }
});

Deno.test("joiners and selectors that show nothing are not seen", () => {
  const texts = [
    "a\u200d",
    "a\u200db",
    "1\ufe0f",
    "👩\u200d",
    "👩\u200da",
    "👩\ufe0f\ufe0f",
    "क\u200d\u200d",
    "葛\u200d",
  ];
  const flags = ["🏴\u{e0067}\u{e0062}\u{e007f}", "🏴\u{e0061}", "\u{e0041}"];
  for (const text of [...texts, ...flags]) assert.ok(!isVisibleLine(text), JSON.stringify(text));
});

Deno.test("a text is clipped visible, and not within what a joiner makes one", () => {
  assert.equal(clip("a\u001b[31m\u202eb"), "a\uFFFD[31m\uFFFDb");
  assert.equal(clip("x".repeat(37) + "👩‍🔬👩‍🔬"), "x".repeat(37) + "👩…");
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
