// Histograms: heights, splits, and labels of markers that do not cover each other.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { textWidth } from "../../src/text/width.ts";
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

Deno.test("the fewer counts are named beside the plot the lower it is, so that none covers another", () => {
  const bins = data.bins.map((bin) => ({ ...bin, count: 1000 * bin.count }));
  const markers = [0.5, 0.51].map((value) => ({ value, label: `at ${value}` }));
  for (const height of [90, 120, 150, 180, 220, 300]) {
    const svg = histogram({ ...frame, height }, { ...data, bins, markers });
    const counts = [...svg.matchAll(/ y="([\d.]+)"[^>]*>(\d{1,2},?0{3}|0)<\/text>/g)].map(([, y]) =>
      Number(y)
    );
    const gaps = counts.slice(1).map((y, index) => Math.abs(y - counts[index]));
    assert.ok(counts.length >= 1, `${height}: ${counts}`);
    assert.ok(gaps.every((gap) => gap >= 14), `${height}: ${gaps}`);
  }
});

/** The boxes of labels and the lines of markers, as a reader sees them. */
function shapesOf(svg: string): {
  readonly labels: readonly {
    readonly text: string;
    from: number;
    to: number;
    top: number;
    bottom: number;
  }[];
  readonly lines: readonly { x: number; top: number; bottom: number }[];
} {
  const labels = [...svg.matchAll(/<text([^>]*) x="([\d.]+)" y="([\d.]+)" text-anchor="(\w+)">([^<]*)</g)]
    .filter(([, , , , , text]) => /at|[←→]/.test(text))
    .map(([, , x, y, anchor, text]) => {
      const size = textWidth(text, /[←→]/.test(text) ? 13 : 12);
      const [from, to] = anchor === "start" ? [Number(x), Number(x) + size] : [Number(x) - size, Number(x)];
      return { text, from, to, top: Number(y) - 9, bottom: Number(y) };
    });
  const lines = [...svg.matchAll(/ d="(M[^"]*V[^"]*)"/g)].flatMap(([, d]) =>
    [...d.matchAll(/M([\d.]+),([\d.]+)V([\d.]+)/g)].map(([, x, from, to]) => ({
      x: Number(x),
      top: Math.min(Number(from), Number(to)),
      bottom: Math.max(Number(from), Number(to)),
    }))
  );
  return { labels, lines };
}

Deno.test("no line runs through a label, and no label covers another (property, seed 71)", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 4 }),
      fc.option(fc.double({ min: -0.5, max: 1.5, noNaN: true })),
      (values, split) => {
        const svg = histogram(frame, {
          ...data,
          markers: values.map((value, index) => ({ value, label: `at ${value.toFixed(index + 1)}` })),
          ...(split === null ? {} : { split: { value: split, below: "← same", above: "different →" } }),
        });
        const { labels, lines } = shapesOf(svg);
        assert.ok(labels.length >= values.length && lines.length >= values.length);
        labels.forEach((label, index) => {
          for (const { x, top, bottom } of lines) {
            assert.ok(
              !(x > label.from && x < label.to && top < label.bottom && bottom > label.top),
              `a line at ${x} through ${label.text}`,
            );
          }
          for (const other of labels.slice(index + 1)) {
            const isOver = label.from < other.to && other.from < label.to && label.top < other.bottom &&
              other.top < label.bottom;
            assert.ok(!isOver, `${label.text} over ${other.text}`);
          }
        });
      },
    ),
    { seed: 71, numRuns: 400 },
  );
});

Deno.test("counts are labelled with whole numbers", () => {
  const svg = histogram(frame, { ...data, bins: [{ low: 0, high: 1, count: 1 }] });
  const plot = svg.slice(0, svg.indexOf(">trials<"));
  assert.ok(!/>0\.5</.test(plot));
});

Deno.test("names beside a split that have no room are cut, and whole in titles", () => {
  const [below, above] = [
    "Adélie penguin of the northern islands",
    "Chinstrap penguin of the southern islands",
  ];
  const svg = histogram(frame, { ...data, split: { value: 0.5, below, above } });
  const titles = [...svg.matchAll(/<text[^>]*><title>([^<]*)<\/title>[^<]*…<\/text>/g)].map(([, title]) =>
    title
  );
  assert.deepEqual(titles, [`← ${below}`, `${above} →`]);
});
