// The loss by epoch: axes, gaps, several runs, bands.

import assert from "node:assert/strict";
import { lossChart, type LossSeries } from "../../src/chart/loss_chart.ts";

const frame = { id: "loss", title: "Loss", description: "Loss by epoch" };
const series = (label: string, ...losses: number[]): LossSeries => ({
  label,
  points: losses.map((loss, index) => ({ epoch: 10 * index, loss })),
});
const linePaths = (svg: string) =>
  [...svg.matchAll(/<path class="stroke-series\d"[^>]* d="([^"]*)"/g)].map((match) => match[1]);

Deno.test("a linear axis starts at 0 and is named with its scale when it is logarithmic", () => {
  const linear = lossChart(frame, { series: [series("", 0.3, 0.2)], scale: "linear" });
  assert.ok(
    linear.includes(">0.0</text>") && linear.includes(">loss</text>") && linear.includes(">epoch</text>"),
  );
  const logarithmic = lossChart(frame, { series: [series("", 0.3, 0.2)], scale: "logarithmic" });
  assert.ok(logarithmic.includes(">loss, logarithmic scale</text>"));
});

Deno.test("a loss that is not finite is a gap in the line", () => {
  const svg = lossChart(frame, { series: [series("", 0.3, 0.2, NaN, 0.1, 0.05)], scale: "linear" });
  assert.equal(linePaths(svg)[0].split("M").length - 1, 2);
});

Deno.test("a run that diverges is drawn up to its last finite loss", () => {
  const svg = lossChart(frame, { series: [series("seed 1", 0.3, 1e300, Infinity, NaN)], scale: "linear" });
  assert.equal(linePaths(svg)[0].split("L").length, 2);
  assert.ok(svg.includes(">seed 1</text>"));
});

Deno.test("a loss of 0 has no position on a logarithmic axis", () => {
  const svg = lossChart(frame, { series: [series("", 0.3, 0.2, 0)], scale: "logarithmic" });
  assert.equal(linePaths(svg)[0].split("L").length, 2);
});

Deno.test("names of lines that end together are moved apart", () => {
  const svg = lossChart(frame, {
    series: ["a", "b", "c"].map((label) => series(label, 0.3, 0.1)),
    scale: "linear",
  });
  const ys = ["a", "b", "c"].map((label) =>
    Number(new RegExp(` y="([\\d.]+)">${label}</text>`).exec(svg)?.[1])
  );
  assert.ok(ys[1] - ys[0] >= 14 && ys[2] - ys[1] >= 14, String(ys));
});

Deno.test("names for which there is no room are counted", () => {
  const svg = lossChart(frame, {
    series: Array.from({ length: 40 }, (_, seed) => series(`seed ${seed}`, 0.3, 0.1 + seed / 1000)),
    scale: "linear",
  });
  const named = [...svg.matchAll(/>seed \d+</g)].length;
  assert.ok(named >= 10 && svg.includes(`>and ${40 - named} more</text>`));
});

Deno.test("a hundred thousand epochs make a chart of less than 40 kB", () => {
  const losses = Array.from({ length: 100_000 }, (_, epoch) => 1 / (1 + epoch % 97));
  assert.ok(lossChart(frame, { series: [series("", ...losses)], scale: "logarithmic" }).length < 40_000);
});

Deno.test("bands are under the lines, the widest first", () => {
  const band = (label: string, low: number, high: number) => ({
    label,
    points: [{ epoch: 0, low, high }, { epoch: 10, low: low / 2, high: high / 2 }],
  });
  const svg = lossChart(frame, {
    series: [series("median", 0.2, 0.1)],
    bands: [band("middle 90%", 0.1, 0.3), band("middle 50%", 0.15, 0.25)],
    scale: "linear",
  });
  assert.ok(svg.indexOf('fill-opacity="0.18"') < svg.indexOf('stroke-linejoin="round"'));
  for (const label of ["median", "middle 90%", "middle 50%"]) assert.ok(svg.includes(`>${label}</text>`));
});
