// Which bars whole numbers are sorted into, and that the bars of a sweep's ends are no comb.

import assert from "node:assert/strict";
import { type Block, type Figure, type Page } from "../../../src/document/page.ts";
import { wholeEdges } from "../../../src/report/sweep/whole_edges.ts";
import { reportOfSweep } from "../report_cases.ts";

Deno.test("bars are as wide as the step between epochs, or two, five, ten steps", () => {
  const everySeventh = Array.from({ length: 30 }, (_, index) => 70 * index);
  assert.deepEqual(wholeEdges(everySeventh, 50), [...everySeventh, 2100]);
  assert.deepEqual(wholeEdges(everySeventh, 15)?.slice(0, 3), [0, 140, 280]);
  assert.deepEqual(wholeEdges(everySeventh, 14)?.slice(0, 3), [0, 350, 700]);
  assert.deepEqual(wholeEdges([3000, 3500, 10000], 3), [0, 5000, 10000, 15000]);
});

Deno.test("numbers that are no multiples of their step have bars from the least of them", () => {
  assert.deepEqual(wholeEdges([51, 101, 151], 50), [51, 101, 151, 201]);
  assert.deepEqual(wholeEdges([-3, -1, 3], 50), [-3, -1, 1, 3, 5]);
});

Deno.test("the greatest value may lie off the grid: the end of a training that was not stopped", () => {
  assert.deepEqual(wholeEdges([140, 210, 249], 50), [140, 210, 280]);
});

Deno.test("each bar holds as many steps, and none of the numbers lies outside", () => {
  for (const step of [1, 2, 7, 30]) {
    for (const most of [3, 20, 50]) {
      const values = Array.from({ length: 101 }, (_, index) => step * (index + 5));
      const edges = wholeEdges(values, most)!;
      assert.ok(edges.length - 1 <= most);
      const counts = edges.slice(1).map((high, bin) =>
        values.filter((value) => value >= edges[bin] && value < high).length
      );
      assert.equal(counts.reduce((sum, count) => sum + count), values.length);
      assert.equal(new Set(counts.slice(1, -1)).size, Math.min(1, counts.length - 2));
    }
  }
});

Deno.test("numbers that are not whole, or all the same, have no such bars", () => {
  assert.equal(wholeEdges([1, 1.5, 2], 50), null);
  assert.equal(wholeEdges([2, 2], 50), null);
  assert.equal(wholeEdges([1, 1e300], 50), null);
});

const STOPS = `
name: stops
dataset:
  features: [{ name: x, shift: mean, scale: std }]
  target: { name: y, classes: [a, b] }
  rows:
    - [x, y]
    - [0, a]
    - [1, a]
    - [2, b]
    - [3, a]
    - [4, b]
    - [5, b]
    - [6, a]
    - [7, b]
  validation: { rows: [[x, y], [1.5, a], [2.5, b], [5.5, b]] }
network: { hidden: [3], activation: tanh }
training: { epochs: 900, learning_rate: 0.3, log_every: 7, stop: { patience: 2 } }
`;

function figureOf(page: Page, id: string): Figure {
  const all = (blocks: readonly Block[]): readonly Figure[] =>
    blocks.flatMap((block) =>
      block.kind === "figures" ? block.figures : "blocks" in block ? all(block.blocks) : []
    );
  return all(page.blocks).find((figure) => figure.id === id)!;
}

Deno.test("the epochs with which trials end have bars of log_every epochs, in the picture and in characters", () => {
  const { draw, lines } = figureOf(reportOfSweep(STOPS, ["seed=1..60"]), "judged-last-epoch");
  const lows = lines!().map((line) => Number(line.split("│")[0]));
  assert.ok(lows.length > 2);
  const [width] = lows.slice(1).map((low, index) => low - lows[index]);
  assert.equal(width % 7, 0);
  assert.ok(lows.every((low, index) => low === lows[0] + index * width && low % 7 === 0), lows.join());
  const lefts = [
    ...draw({ id: "ends", styles: "page" }).matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g),
  ]
    .map(([, x, width]) => [Number(x), Number(width)] as const);
  const [[, barWidth]] = lefts.slice(-1);
  for (const [, width] of lefts) assert.ok(Math.abs(width - barWidth) < 0.02);
});

Deno.test("the bars of an accuracy end at 1, also where it is 0 or 1 in every trial", () => {
  const one = STOPS.replace("[[x, y], [1.5, a], [2.5, b], [5.5, b]]", "[[x, y], [3.2, a]]");
  const figure = figureOf(reportOfSweep(one, ["seed=1..60"]), "judged-validation-accuracy");
  assert.match(figure.draw({ id: "accuracy", styles: "page" }), />1\.0</);
  assert.ok(figure.lines!().every((line) => Number(line.split("│")[0]) <= 1));
});
