// Tables of text: wide enough, too narrow, with wide characters.

import assert from "node:assert/strict";
import { stackedTableLines, tableLines, type TextColumn } from "../../src/text/text_table.ts";

const numbers: readonly TextColumn[] = [
  { heading: "", align: "left", texts: ["w1", "b12"] },
  { heading: "old", align: "right", texts: ["1.5000", "−10.5000"] },
];

Deno.test("names are flush left and numbers flush right", () => {
  assert.deepEqual(tableLines(numbers, 14, null), ["          old", "w1     1.5000", "b12  −10.5000"]);
});

Deno.test("a table that is too wide does not fit, and stacked takes a few lines a row", () => {
  assert.equal(tableLines(numbers, 12, null, "whole"), null);
  assert.deepEqual(stackedTableLines(numbers), ["w1", "  old  1.5000", "b12", "  old  −10.5000"]);
});

Deno.test("a product in a stacked table goes on below where it is too long", () => {
  const columns: readonly TextColumn[] = [
    { heading: "", align: "left", texts: ["w1"] },
    { heading: "new", align: "left", texts: ["1.25·(−0.5)·3"] },
  ];
  assert.deepEqual(stackedTableLines(columns, 18), ["w1", "  new  1.25·", "       (−0.5)·3"]);
  assert.deepEqual(stackedTableLines(columns, 20), ["w1", "  new  1.25·(−0.5)·3"]);
});

Deno.test("columns of wide characters stay straight", () => {
  const columns: readonly TextColumn[] = [
    { heading: "name", align: "left", texts: ["恵美", "ab", "x"] },
    { heading: "値", align: "right", texts: ["1", "22", "333"] },
  ];
  const lines = tableLines(columns, 80, (_style, text) => text);
  assert.deepEqual(lines, ["name   値", "─────────", "恵美    1", "ab     22", "x     333"]);
});
