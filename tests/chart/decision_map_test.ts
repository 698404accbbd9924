// The map of the network's answers: what is where, and the boundary between two labels.

import assert from "node:assert/strict";
import { decisionMap, type DecisionMapData, sampledField } from "../../src/chart/decision_map.ts";
import { grid, halves } from "./chart_cases.ts";

const frame = { id: "map", title: "Decision map", description: "Heavy and tall is M" };
const x = { name: "weight", unit: "lb", low: 110, high: 170 };
const y = { name: "height", unit: "in", low: 58, high: 74 };
const draw = (outputAt: (x: number, y: number) => number, marks: DecisionMapData["marks"] = []) =>
  decisionMap(frame, {
    ...halves,
    x,
    y,
    field: sampledField(x, y, outputAt, grid),
    marks,
    answers: ["M", "F"],
  });
const boundary = (svg: string) =>
  /<path class="stroke-ink"[^>]*stroke-linejoin[^>]* d="([^"]*)"/.exec(svg)?.[1];

Deno.test("the low ends of both features are at the lower left", () => {
  const corner = sampledField(x, y, (weight, height) => weight * 1000 + height, {
    columnCount: 2,
    rowCount: 2,
    isAskedBetween: false,
  });
  assert.deepEqual(Array.from(corner.values), [110058, 170058, 110074, 170074]);
  const svg = draw((_, height) => height > 66 ? 1 : 0);
  const path = boundary(svg) ?? "";
  const ys = [...path.matchAll(/,([\d.]+)/g)].map((match) => Number(match[1]));
  assert.ok(
    ys.every((value) => Math.abs(value - 165) < 4),
    "the middle of the plot, from 30 to 300, within half a cell",
  );
});

Deno.test("the boundary of a straight rule is straight", () => {
  const path = boundary(draw((weight) => (weight - 110) / 60)) ?? "";
  const xs = [...path.matchAll(/[ML]([\d.]+),/g)].map((match) => Number(match[1]));
  assert.ok(xs.length > 10 && xs.every((value) => value === xs[0]));
});

Deno.test("an answer that is the same everywhere has one colour and no boundary", () => {
  const svg = draw(() => 0.97);
  assert.equal(boundary(svg), undefined);
  const field = svg.slice(svg.indexOf('fill-rule="evenodd"'), svg.indexOf("</g>"));
  assert.equal(
    new Set([...field.matchAll(/ d="([^"]*)"/g)].map((match) => match[1])).size,
    1,
    "all regions are the plot",
  );
});

Deno.test("a field of noise still makes a file of less than 40 kB", () => {
  let state = 1;
  const noise = () => (state = Math.imul(state, 48271) >>> 0) / 2 ** 32;
  assert.ok(draw(noise).length < 40_000);
});

Deno.test("rows are squares and circles by their target, queries diamonds, and each is named", () => {
  const svg = draw(() => 0.2, [
    { kind: "row", label: "Alice", x: 133, y: 65, shape: 1 },
    { kind: "row", label: "Bob", x: 160, y: 72, shape: 0 },
    { kind: "query", label: "Emily", x: 128, y: 63 },
    { kind: "query", label: "Goliath", x: 400, y: 115 },
  ]);
  assert.equal(svg.match(/<circle/g)?.length, 1);
  assert.equal(svg.match(/l6,-6l6,6l-6,6Z/g)?.length, 1);
  for (const name of ["Alice", "Bob", "Emily"]) assert.ok(svg.includes(`>${name}</text>`));
  assert.ok(!svg.includes("Goliath"), "outside of the map");
});
