// Tests src/play/luck_sentence.ts and luck_histogram.ts: what is said of the answers from many seeds, and of each bar.

import assert from "node:assert/strict";
import { parseExperiment } from "../../mod.ts";
import { luckHistogram } from "../../src/play/luck_histogram.ts";
import { luckSentence } from "../../src/play/luck_sentence.ts";

const ONE = parseExperiment(
  "dataset: { features: [{ name: x }], target: { name: y }, rows: [{ x: 1, y: 0 }, { x: 2, y: 1 }] }\n",
);
const CLASSES = parseExperiment(
  "dataset: { features: [{ name: x }], target: { name: y, classes: [a, b, c] }, " +
    "rows: [{ x: 1, y: a }, { x: 2, y: b }, { x: 3, y: c }] }\n",
);
/** 0, 0.05, 0.1 and so on up to 1. */
const TWENTY_ONE = Float64Array.from({ length: 21 }, (_, index) => index / 20);

Deno.test("the sentence says where nine in ten answers lie, and where the own one stands among them", () => {
  const said = { experiment: ONE, output: 0, sorted: TWENTY_ONE, labels: [] };
  assert.equal(
    luckSentence({ ...said, percentile: null }),
    "Of 21 seeds, nine seeds in ten answer between 0.05 and 0.95.",
  );
  assert.equal(
    luckSentence({ ...said, percentile: 0.25 }),
    "Of 21 seeds, nine seeds in ten answer between 0.05 and 0.95; 75.0% are above yours.",
  );
});

Deno.test("answers that are all the same are said once", () => {
  const sorted = new Float64Array(3).fill(0.5);
  assert.equal(
    luckSentence({ experiment: ONE, output: 0, sorted, percentile: null, labels: [] }),
    "Of 3 seeds, nine seeds in ten answer 0.5.",
  );
});

/** Answers to a tenth of a degree around 20, as of a temperature in a room. */
const ROOM = Float64Array.from({ length: 41 }, (_, index) => 19.8 + index / 200);

Deno.test("answers that are close together, as for their size, are said to enough digits", () => {
  assert.equal(
    luckSentence({ experiment: ONE, output: 0, sorted: ROOM, percentile: null, labels: [] }),
    "Of 41 seeds, nine seeds in ten answer between 19.81 and 19.99.",
  );
});

Deno.test("no bar ends where it begins, and the marks are as exact as the sentence", () => {
  const experiment = parseExperiment(
    "dataset: { features: [{ name: x }], target: { name: y, shift: 20 }, rows: [{ x: 1, y: 19 }, { x: 2, y: 21 }] }\n" +
      "queries: [{ name: room, x: 1 }]\n",
  );
  const seeds = ROOM.map((_, index) => index);
  const answers = { experiment, query: 0, output: 0, values: ROOM, seeds, sorted: ROOM, own: 19.912 };
  const { svg, places } = luckHistogram({ chart: "histogram", id: "h", width: 400, height: 300 }, answers);
  assert.match(svg, /median 19\.9</);
  assert.match(svg, /yours 19\.91</);
  assert.ok(places !== null && "bars" in places);
  for (const { between } of places.bars) {
    const [low, high] = between.split(": ")[0].split(" to ");
    assert.notEqual(low, high);
  }
});

Deno.test("of classes the two most frequent are said, and an output by its name unless most seeds answer it", () => {
  const label = (name: string, share: number) => ({ label: name, count: 1, share });
  const said = { experiment: CLASSES, sorted: TWENTY_ONE, percentile: null };
  const labels = [label("b", 0.6), label("a", 0.3), label("c", 0.1)];
  assert.equal(
    luckSentence({ ...said, output: 1, labels }),
    "Of 21 seeds, 60.0% answer b, 30.0% answer a; nine seeds in ten answer between 0.05 and 0.95.",
  );
  assert.equal(
    luckSentence({ ...said, output: 2, labels: [label("b", 0.9995), label("a", 0.0005)] }),
    "Of 21 seeds, >99.9% answer b; nine seeds in ten answer between 0.05 and 0.95 for c.",
  );
});
