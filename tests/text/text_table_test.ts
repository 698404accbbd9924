// Tables of text: wide enough, too narrow, with wide characters.

import assert from "node:assert/strict";
import { shortenedApart } from "../../src/text/cut_apart.ts";
import {
  stackedTableLines,
  tableLines,
  type TextColumn,
  turnedTableLines,
} from "../../src/text/text_table.ts";

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

Deno.test("texts that are too long are cut as their column has it, in a turned table too", () => {
  const columns: readonly TextColumn[] = [
    {
      heading: "run",
      align: "left",
      texts: ["anna_12/seed-1", "anna_12/seed-2", "anna_13/seed-1"],
      leastWidth: 13,
      cut: shortenedApart,
    },
    { heading: "loss", align: "right", texts: ["0.5", "0.25", "0.125"] },
  ];
  const plain = (_style: string, text: string): string => text;
  assert.deepEqual(tableLines(columns, 20, plain)?.slice(2), [
    "anna_12…eed-1    0.5",
    "anna_12…eed-2   0.25",
    "anna_13…eed-1  0.125",
  ]);
  const turned = turnedTableLines(columns, 18, plain).filter((line) => line.startsWith("run"));
  assert.deepEqual(turned, ["run   ann…2/seed-1", "run   ann…2/seed-2", "run   ann…3/seed-1"]);
});

Deno.test("columns of wide characters stay straight", () => {
  const columns: readonly TextColumn[] = [
    { heading: "name", align: "left", texts: ["恵美", "ab", "x"] },
    { heading: "値", align: "right", texts: ["1", "22", "333"] },
  ];
  const lines = tableLines(columns, 80, (_style, text) => text);
  assert.deepEqual(lines, ["name   値", "─────────", "恵美    1", "ab     22", "x     333"]);
});
