// Bars and sparklines made of blocks.

import assert from "node:assert/strict";
import { sparkline, terminalHistogram, unitBar } from "../../src/chart/terminal_blocks.ts";

Deno.test("a sparkline has one block a value, from the lowest to the highest", () => {
  assert.equal(sparkline([0, 1, 2, 3, 4, 5, 6, 7], 8), "▁▂▃▄▅▆▇█");
  assert.equal(sparkline([7, 0], 80), "█▁");
});

Deno.test("a sparkline keeps the first and the last of many values", () => {
  const line = sparkline(Array.from({ length: 1001 }, (_, index) => 1000 - index), 10);
  assert.equal(line.length, 10);
  assert.ok(line.startsWith("█") && line.endsWith("▁"));
});

Deno.test("values that are not on the scale are blanks, equal ones half high", () => {
  assert.equal(sparkline([NaN, 0, 7, Infinity], 4), " ▁█ ");
  assert.equal(sparkline([0, 1, 10], 3, "logarithmic"), " ▁█");
  assert.equal(sparkline([5, 5], 2), "▅▅");
  assert.equal(sparkline([NaN], 4), " ");
  assert.equal(sparkline([], 4), "");
});

Deno.test("a bar is always as wide as asked for, and a small share is not nothing", () => {
  const bars = [0, 1e-9, 0.5, 0.949, 1, 2, -1, NaN, Infinity].map((value) => unitBar(value, 8));
  assert.deepEqual(bars, [
    "········",
    "▏·······",
    "████····",
    "███████▋",
    "████████",
    "████████",
    "········",
    "········",
    "████████",
  ]);
});

Deno.test("paint gets the filled and the empty part", () => {
  const painted = unitBar(0.5, 4, (content, { part }) => `<${part}>${content}`);
  assert.equal(painted, "<filled>██<empty>··");
});

Deno.test("a histogram has one line a bin with its lower end and count", () => {
  const bins = [0, 1, 2, 3].map((bin) => ({ low: bin / 4, high: (bin + 1) / 4, count: bin * 2 }));
  assert.deepEqual(terminalHistogram(bins, 6), ["0.00 │ 0", "0.25 │██ 2", "0.50 │████ 4", "0.75 │██████ 6"]);
});
