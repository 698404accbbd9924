// Which words have an input, and in which order: decided by the rows that are learned, and by no other.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import type { ColumnRequest } from "../../src/dataset/dataset.ts";
import { learnedIndices, unlearnedWords } from "../../src/dataset/learned_words.ts";
import { fitColumns, inputsOf } from "../../src/dataset/standardize.ts";

const number = (name: string): ColumnRequest => ({ name, unit: null, shift: 0, scale: 1 });

function words(column: string, labels: readonly string[], isOfLearned = true): readonly ColumnRequest[] {
  return labels.map((label) => ({
    ...number(`${column}=${label}`),
    category: { column, label, isOfLearned },
  }));
}

const requests = [...words("color", ["red", "green", "blue"]), number("size"), ...words("home", ["a", "b"])];
const GREEN_B = [0, 1, 0, 1, 0, 1];
const RED_B = [1, 0, 0, 1, 0, 1];
const BLUE_A = [0, 0, 1, 1, 1, 0];

Deno.test("words have inputs in the order in which learned rows have them, columns in that of the file", () => {
  assert.deepEqual(learnedIndices(requests, [GREEN_B, RED_B]), [1, 0, 3, 5]);
  assert.deepEqual(learnedIndices(requests, [RED_B, BLUE_A]), [0, 2, 3, 5, 4]);
  assert.deepEqual(learnedIndices(requests, []), [3]);
});

Deno.test("listed words have an input each, whatever the rows have", () => {
  const listed = [...words("color", ["red", "green"], false), ...words("home", ["a", "b"])];
  assert.deepEqual(learnedIndices(listed, [[0, 1, 0, 1]]), [0, 1, 3]);
});

Deno.test("an empty cell is no word, and a 1 of another column neither", () => {
  const empty = [NaN, NaN, NaN, 1, 0, 1];
  assert.deepEqual(learnedIndices(requests, [empty, GREEN_B]), [1, 3, 5]);
});

Deno.test("of a word without an input a row has 0 in all inputs of its column", () => {
  const columns = fitColumns(requests, [GREEN_B, RED_B]);
  assert.deepEqual(columns.map(({ name }) => name), ["color=green", "color=red", "size", "home=b"]);
  assert.deepEqual([...inputsOf(columns, [{ values: BLUE_A }])], [0, 0, 1, 0]);
  assert.deepEqual(unlearnedWords(requests, columns, BLUE_A).map(({ label }) => label), ["blue", "a"]);
  assert.deepEqual(unlearnedWords(requests, columns, GREEN_B), []);
});

Deno.test("the inputs are the words as they are first met, in any table (seed 61)", () => {
  const cell = fc.option(fc.nat(4), { nil: null });
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 12 }), (cells) => {
      const labels = ["a", "b", "c", "d", "e"];
      const rows = cells.map((at) => labels.map((_, word) => at === null ? NaN : Number(word === at)));
      const met = [...new Set(cells.filter((at) => at !== null))];
      assert.deepEqual(learnedIndices(words("w", labels), rows), met);
    }),
    { seed: 61 },
  );
});
