// Texts that look the same are told apart by the numbers of their characters.

import assert from "node:assert/strict";
import {
  alikeAmong,
  bothExactly,
  exactly,
  inEnglishLetters,
  inForeignQuotes,
  lookAlike,
} from "../../src/text/look_alike.ts";
import { suggestion } from "../../src/text/suggest.ts";

for (
  const [one, other] of [
    ["F", "F "],
    ["F", "F\u00a0"],
    ["café", "cafe\u0301"],
    ["Öl", "O\u0308l"],
    ["a-b", "a\u2013b"],
    ["x", "x\u200b"],
    ["a:b", "a\uff1ab"],
    ["x", "\u0445"],
    ["MAX", "M\u0391X"],
    ["A1", "\uff21\uff11"],
  ] as const
) {
  Deno.test(`${bothExactly(one, other).join(" and ")} look alike`, () => {
    assert.ok(lookAlike(one, other));
    assert.ok(lookAlike(other, one));
    assert.equal(suggestion(other, [one]), `they look alike: ${bothExactly(other, one).join(" is not ")}`);
  });
}

Deno.test("texts that look different do not, nor does a text look like itself", () => {
  for (
    const [one, other] of [["a", "b"], ["cafe", "café"], ["a b", "ab"], ["x", "x"], [
      "resume",
      "re\u0301sume\u0301",
    ]]
  ) {
    assert.ok(!lookAlike(one, other), `${one} ${other}`);
  }
});

Deno.test("of many words those that look like one before them are found, with it", () => {
  const words = ["männlich", "mannlich", "weiblich", "ma\u0308nnlich", "Weiblich", "w\u0435iblich"];
  assert.deepEqual(alikeAmong(words), [["männlich", "ma<U+0308>nnlich"], ["weiblich", "w<U+0435>iblich"]]);
  assert.deepEqual(alikeAmong(["a", "b", "á", "ä"]), []);
  // Two accents of their own are seen to differ.
  assert.deepEqual(alikeAmong(["ma\u0301", "ma\u0300", "ma\u0309", "pe\u0302che", "pe\u0301che"]), []);
});

Deno.test("only what a reader would miss stands with its number", () => {
  assert.equal(exactly("größe 2"), "größe 2");
  // A letter is of the language of its text, unless nothing else tells two texts apart.
  assert.equal(exactly("\u0445"), "\u0445");
  assert.deepEqual(bothExactly("a\u0445", "ax"), ["a<U+0445>", "ax"]);
  assert.deepEqual(bothExactly("\u0445 ", "\u0445"), ["\u0445<U+0020>", "\u0445"]);
  assert.equal(exactly(" F\u00a0"), "<U+0020>F<U+00A0>");
});

Deno.test("letters are spelt as they are in English, whole or with an accent of its own", () => {
  assert.equal(inEnglishLetters("Gr\u00f6\u00dfe \u00dcber Caf\u00e9"), "Groesse Ueber Cafe");
  assert.equal(inEnglishLetters("Gro\u0308\u00dfe U\u0308ber Cafe\u0301"), "Groesse Ueber Cafe");
  assert.equal(inEnglishLetters("\u0445-1"), "\u0445-1");
});

Deno.test("quotation marks of other languages are taken from around a text, and no others", () => {
  for (const text of ["„M“", "“M”", "‘M’", "«M»", "« M »", "»M«"]) assert.equal(inForeignQuotes(text), "M");
  for (const text of ['"M"', "'M'", "„M", "M“", "„“", "M", ""]) {
    assert.equal(inForeignQuotes(text), undefined);
  }
  assert.equal(suggestion("„M“", ["M", "F"]), "write it without these quotes: M");
  assert.equal(suggestion("„Female“", ["male", "female"]), "did you mean female?");
});
