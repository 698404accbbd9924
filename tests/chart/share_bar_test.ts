// A bar cut into shares: widths and names.

import assert from "node:assert/strict";
import { shareBar } from "../../src/chart/share_bar.ts";

const frame = { id: "s", title: "Answers", description: "M and F" };

Deno.test("parts are as wide as their shares and fill the bar", () => {
  const svg = shareBar(frame, {
    shares: [{ label: "M", count: 1 }, { label: "F", count: 3 }],
    counted: "trials",
  });
  const bars = [
    ...svg.matchAll(/<rect class="fill-series\d" fill="[^"]*" x="([\d.]+)" y="4" width="([\d.]+)"/g),
  ];
  assert.deepEqual(bars.map((match) => [Number(match[1]), Number(match[2])]), [[0, 105], [106, 314]]);
});

Deno.test("a part too narrow for its name has it below, beside its neighbours", () => {
  const svg = shareBar(frame, {
    shares: [{ label: "M", count: 997 }, { label: "F", count: 2 }, { label: "diverged", count: 1 }],
    counted: "trials",
  });
  const at = (label: string) => Number(new RegExp(`x="([\\d.]+)" y="49"[^>]*>${label}`).exec(svg)?.[1]);
  assert.ok(at("diverged 0.1%") - at("F 0.2%") > 60);
  assert.ok(svg.includes(">M 99.7%</text>") && svg.includes(">1000 trials</text>"));
});

Deno.test("nothing counted draws no part", () => {
  const svg = shareBar(frame, { shares: [{ label: "M", count: 0 }], counted: "trials" });
  assert.ok(!svg.includes("fill-series") && svg.includes(">0 trials</text>"));
});

Deno.test("a name that has no room is cut, in its part and below it, and whole in a title", () => {
  const [long, longer] = [
    "Chinstrap penguin of the southern islands",
    "Adélie penguin of the northern islands",
  ];
  const svg = shareBar(frame, {
    shares: [{ label: long, count: 90 }, { label: longer, count: 10 }],
    counted: "trials",
  });
  const labels = [...svg.matchAll(/<text[^>]*><title>([^<]*)<\/title>([^<]*)<\/text>/g)];
  assert.deepEqual(labels.map(([, title]) => title), [`${long} 90.0%`, `${longer} 10.0%`]);
  assert.ok(labels.every(([, , shown]) => /… \d+\.\d%$/.test(shown)), svg);
});
