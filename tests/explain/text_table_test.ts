// Tables of an explanation, wide enough and too narrow.
import assert from "node:assert/strict";
import { tableLines } from "../../src/explain/text_table.ts";

const columns = [
  { heading: "", cells: ["w1", "b12"], isNumeric: false },
  { heading: "old", cells: ["1.5000", "−10.5000"], isNumeric: true },
];

Deno.test("names stand flush left and numbers flush right", () => {
  assert.deepEqual(tableLines(columns, 14), ["          old", "w1     1.5000", "b12  −10.5000"]);
});

Deno.test("a table that is too wide becomes a few lines a row", () => {
  assert.deepEqual(tableLines(columns, 12), ["w1", "  old  1.5000", "b12", "  old  −10.5000"]);
});
