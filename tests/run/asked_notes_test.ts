// Tests src/run/asked_notes.ts: what is said of a table whose column of the truth is called otherwise.

import assert from "node:assert/strict";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { askedNotes } from "../../src/run/asked_notes.ts";

const { dataset } = parseExperiment(`
name: houses
dataset:
  features: [{ name: size }, { name: prince }]
  target: { name: price }
  rows: [{ size: 1, prince: 1, price: 10 }, { size: 3, prince: 2, price: 30 }]
`);
const messagesFor = (...columns: readonly string[]) =>
  askedNotes(dataset, [{ name: "a", values: [2, 1.5] }], columns).map(({ message }) => message);

Deno.test("a column that is nearly called as the target is told not to judge the answers", () => {
  for (const column of ["Price", "PRICE", "prize"]) {
    assert.deepEqual(messagesFor("size", "prince", column), [
      `no answer is judged by ${column}: what was learned is called price`,
    ]);
  }
});

Deno.test("nothing is said where the target is there, where nothing is called like it, and of a feature", () => {
  assert.deepEqual(messagesFor("size", "prince", "price", "Price"), []);
  assert.deepEqual(messagesFor("size", "prince", "town"), []);
  assert.deepEqual(messagesFor("size", "prince"), []);
});
