// "Did you mean": a slip of the fingers is understood, another word is not.

import assert from "node:assert/strict";
import { nearestWord, suggestion } from "../../src/text/suggest.ts";

const KEYS = ["learning_rate", "epochs", "loss", "log_every", "seed", "weights", "biases", "hidden"];

for (
  const [typed, meant] of [
    ["lerning_rate", "learning_rate"],
    ["learning-rate", "learning_rate"],
    ["Learning_Rate", "learning_rate"],
    ["learningrate", "learning_rate"],
    ["epoch", "epochs"],
    ["epcohs", "epochs"],
    ["logevery", "log_every"],
    ["sede", "seed"],
    ["wieghts", "weights"],
    ["bais", undefined],
    ["hiden", "hidden"],
    ["los", "loss"],
    ["colour", undefined],
    ["", undefined],
    ["x", undefined],
  ] as const
) {
  Deno.test(`${typed || "nothing"} is taken for ${meant ?? "nothing known"}`, () => {
    assert.equal(nearestWord(typed, KEYS), meant);
  });
}

Deno.test("words of one or two letters are only ever taken for themselves", () => {
  assert.equal(nearestWord("X", ["M", "F"]), undefined);
  assert.equal(nearestWord("m", ["M", "F"]), "M");
  assert.equal(nearestWord("lb", ["kg"]), undefined);
});

Deno.test("of two files the ending says nothing of their names", () => {
  assert.equal(nearestWord("unseen.csv", ["kunden.csv"]), undefined);
  assert.equal(nearestWord("kudnen.csv", ["iris.csv", "Kunden.CSV"]), "Kunden.CSV");
  assert.equal(nearestWord("iris.cvs", ["iris.csv"]), "iris.csv");
});

Deno.test("a few known words are listed, and many are not", () => {
  assert.equal(suggestion("Z", ["M", "F"]), "known here: M, F");
  assert.equal(suggestion("Z", Array.from({ length: 25 }, (_, index) => `word${index}`)), undefined);
  assert.equal(suggestion("Z", []), undefined);
});

Deno.test("a word of 10 kB is compared at once", () => {
  const before = performance.now();
  nearestWord(
    "x".repeat(10_000),
    Array.from({ length: 3000 }, (_, index) => `dataset.features.f${index}.shift`),
  );
  assert.ok(performance.now() - before < 500);
});
