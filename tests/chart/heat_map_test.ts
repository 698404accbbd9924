// Heat maps: a cell for each pair of values with its share, on a page and in characters.

import assert from "node:assert/strict";
import { heatMap, type HeatMapData, turned } from "../../src/chart/heat_map.ts";
import { terminalHeatMap } from "../../src/chart/terminal_heat_map.ts";
import { cellCount } from "../../src/text/width.ts";
import { hostileName } from "./chart_cases.ts";

const frame = { id: "m", title: "All rows right", description: "From 0% to 100%" };
const small: HeatMapData = {
  rows: { name: "learning_rate", labels: ["0.1", "1"] },
  columns: { name: "hidden", labels: ["[2]", "[4]", "[8]"] },
  shares: [[0, 0.001, 0.25], [0.5, 0.999, 1]],
};

/** A map of many cells. */
function large(rowCount: number, columnCount: number): HeatMapData {
  const labels = (count: number) => Array.from({ length: count }, (_, index) => `value ${index}`);
  return {
    rows: { name: "rows", labels: labels(rowCount) },
    columns: { name: "columns", labels: labels(columnCount) },
    shares: labels(rowCount).map((_, row) =>
      labels(columnCount).map((_, column) => (row * columnCount + column) / (rowCount * columnCount))
    ),
  };
}

Deno.test("each cell is a shape at its place with its number, and the larger share is the darker", () => {
  const svg = heatMap(frame, small);
  const texts = [...svg.matchAll(/<text x="[\d.]+" y="[\d.]+">([^<]*%)<\/text>/g)].map((match) => match[1]);
  // Nothing reached is written apart, in a quiet colour; the legend has its own two.
  assert.deepEqual(texts, ["0%", "&lt;1%", "25%", "50%", "&gt;99%", "100%", "0%", "100%"]);
  const shades = [...svg.matchAll(/fill-opacity="([\d.]+)" d="M[^"]*h5|fill-opacity="([\d.]+)" d="M/g)]
    .map((match) => Number(match[1] ?? match[2])).slice(1, 6);
  assert.deepEqual(shades.toSorted((a, b) => a - b), shades);
});

Deno.test("every value of both keys is beside its line or above its column", () => {
  const svg = heatMap(frame, small);
  for (const label of [...small.rows.labels, ...small.columns.labels, "learning_rate ↓  hidden →"]) {
    assert.ok(svg.includes(`>${label}</text>`), label);
  }
});

Deno.test("cells that are too small for a number have a shade alone, and labels do not run into each other", () => {
  const svg = heatMap(frame, large(60, 60));
  assert.ok(!svg.includes(">50%</text>") && svg.includes(">100%</text>"));
  assert.ok(svg.includes(">value 0</text>") && !svg.includes(">value 1</text>"));
});

Deno.test("in characters each cell has a shade and its number, and no colour is needed", () => {
  assert.deepEqual(terminalHeatMap(small, 80), [
    "learning_rate ↓  hidden →",
    "         [2]      [4]      [8]",
    "0.1  ··   0%  ░░  <1%  ░░  25%",
    "  1  ▒▒  50%  ██ >99%  ██ 100%",
  ]);
});

Deno.test("where there is little room, lines and columns are exchanged, shades made narrow, and the rest goes on below", () => {
  assert.equal(terminalHeatMap(large(3, 40), 60)[0], "columns ↓  rows →");
  const square: HeatMapData = {
    ...small,
    rows: { ...small.rows, labels: ["0.1", "1", "10"] },
    shares: [...small.shares, [0, 0, 0.13]],
  };
  assert.deepEqual(terminalHeatMap(square, 21), [
    "learning_rate ↓",
    "hidden →",
    "      [2]   [4]   [8]",
    "0.1 ·   0 ░  <1 ░  25",
    "  1 ▒  50 █ >99 █ 100",
    " 10 ·   0 ·   0 ░  13",
  ]);
  const blocks = terminalHeatMap(large(20, 30), 60);
  assert.equal(blocks.filter((line) => line === "").length > 0, true);
  assert.equal(blocks.join(" ").match(/[·░▒▓█] *[<>]?\d+/g)?.length, 600);
});

Deno.test("no line is wider than asked for, whatever the names", () => {
  const hostile: HeatMapData = {
    rows: { name: hostileName.repeat(9), labels: [hostileName, "日本語".repeat(30)] },
    columns: { name: "k".repeat(200), labels: ["[16,16,16,16,16,16,16,16]", "b", "c"] },
    shares: small.shares,
  };
  for (const width of [120, 80, 60, 40, 24]) {
    for (const data of [hostile, small, large(7, 7), large(60, 3)]) {
      for (const line of terminalHeatMap(data, width)) {
        assert.ok(cellCount(line) <= width, `${width}: ${line}`);
        assert.doesNotMatch(line, /[\p{Cc}\u202e]/u);
      }
    }
  }
});

Deno.test("a map that is turned twice is itself", () => {
  assert.deepEqual(turned(turned(small)), small);
});
