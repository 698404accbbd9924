// Histograms: heights, splits, and labels of markers that do not cover each other.

import assert from "node:assert/strict";
import { histogram } from "../../src/chart/histogram.ts";

const frame = { id: "h", title: "Outputs", description: "Outputs for Emily" };
const data = {
  bins: [4, 0, 2, 1].map((count, index) => ({ low: index / 4, high: (index + 1) / 4, count })),
  value: { name: "output" },
  counted: "trials",
  markers: [],
};
const heights = (svg: string) =>
  [...svg.matchAll(/<rect x="[\d.]+" y="[\d.]+" width="[\d.]+" height="([\d.]+)"/g)].map((match) =>
    Number(match[1])
  );

Deno.test("bars are as high as their counts, and empty bins have none", () => {
  const [four, two, one, ...others] = heights(histogram(frame, data));
  assert.deepEqual(others, []);
  assert.ok(Math.abs(four - 2 * two) < 0.02 && Math.abs(two - 2 * one) < 0.02, "two decimal places");
});

Deno.test("a split colours the bins of each side and names both", () => {
  const svg = histogram(frame, { ...data, split: { value: 0.5, below: "M", above: "F" } });
  const [below, above] = [svg.indexOf('<g class="fill-series1"'), svg.indexOf('<g class="fill-series2"')];
  assert.equal(svg.slice(below, above).match(/<rect/g)?.length, 1);
  assert.equal(svg.slice(above).match(/<rect/g)?.length, 2);
  assert.ok(svg.includes(">← M</text>") && svg.includes(">F →</text>"));
});

Deno.test("markers close together get labels in rows of their own, those outside of the axis none", () => {
  const svg = histogram(frame, {
    ...data,
    markers: [0.5, 0.51, 0.52, 1.5].map((value) => ({ value, label: `at ${value}` })),
  });
  const rows = [...svg.matchAll(/ y="([\d.]+)" text-anchor="\w+">at /g)].map((match) => match[1]);
  assert.equal(new Set(rows).size, 3);
  assert.ok(!svg.includes("1.5<"));
});

Deno.test("counts are labelled with whole numbers", () => {
  const svg = histogram(frame, { ...data, bins: [{ low: 0, high: 1, count: 1 }] });
  const plot = svg.slice(0, svg.indexOf(">trials<"));
  assert.ok(!/>0\.5</.test(plot));
});
