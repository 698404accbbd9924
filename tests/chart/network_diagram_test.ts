// The drawing of a network: names, widths and signs of its connections, and what large ones leave out.

import assert from "node:assert/strict";
import { networkDiagram } from "../../src/chart/network_diagram.ts";
import type { NetworkDiagramData } from "../../src/chart/network_layout.ts";

const frame = { id: "n", title: "Network", description: "Two inputs, two hidden neurons, one output" };
const classic = {
  inputs: ["weight", "height"],
  outputs: ["gender"],
  neuronNames: ["h1", "h2", "o1"],
  layers: [{ weights: [[1, 2], [-3, 4]], biases: [0.5, -0.5] }, { weights: [[5, -6]], biases: [0] }],
};
const layer = (neuronCount: number, inputCount: number) => ({
  weights: Array.from({ length: neuronCount }, () => new Array<number>(inputCount).fill(1)),
  biases: new Array<number>(neuronCount).fill(0),
});
/** Other layers in place of the classic ones. */
const of = (layers: NetworkDiagramData["layers"]): NetworkDiagramData => {
  const neuronCount = layers.reduce((count, { biases }) => count + biases.length, 0);
  const neuronNames = Array.from({ length: neuronCount }, (_, index) => `h${index + 1}`);
  return { ...classic, neuronNames, layers };
};

Deno.test("parameters have the names and order in which they are drawn", () => {
  const svg = networkDiagram(frame, classic);
  const labels = [
    "w1 1.00",
    "w2 2.00",
    "w3 −3.00",
    "w4 4.00",
    "w5 5.00",
    "w6 −6.00",
    "b1 0.50",
    "b2 −0.50",
    "b3 0.00",
  ];
  for (const label of labels) assert.ok(svg.includes(`>${label}</text>`), label);
});

Deno.test("neurons have the names of the formulas in their circles, where these have room", () => {
  const namesIn = (svg: string): string[] =>
    [...svg.matchAll(/>([xho]\d+)<\/text>/g)].map(([, name]) => name);
  assert.deepEqual(namesIn(networkDiagram(frame, classic)), ["x1", "x2", "h1", "h2", "o1"]);
  assert.deepEqual(
    namesIn(networkDiagram({ ...frame, width: 300, height: 100 }, classic)),
    [],
    "small circles",
  );
});

Deno.test("a name that has no room is cut, at the inputs and at the outputs, and whole in a title", () => {
  const name = "Donaudampfschifffahrtsgesellschaft";
  const svg = networkDiagram(frame, { ...classic, inputs: [name, "height"], outputs: [name] });
  assert.equal(
    svg.match(new RegExp(`<text [^>]*><title>${name}</title>Donau[a-z]*…</text>`, "g"))?.length,
    2,
  );
});

Deno.test("a connection is as wide as its weight is large; a negative one is dashed", () => {
  const svg = networkDiagram(frame, classic);
  const [positive, negative] = [
    svg.indexOf('<g class="stroke-positive"'),
    svg.indexOf('<g class="stroke-negative"'),
  ];
  const widths = (part: string) =>
    [...part.matchAll(/<path stroke-width="([\d.]+)"/g)].map((match) => Number(match[1]));
  assert.deepEqual(widths(svg.slice(positive, negative)), [1, 2, 4, 5]);
  assert.deepEqual(widths(svg.slice(negative)), [3, 6]);
  assert.ok(
    svg.slice(negative).startsWith(
      '<g class="stroke-negative" fill="none" stroke="#b84a00" stroke-dasharray',
    ),
  );
});

Deno.test("large layers and deep networks say what is left out", () => {
  const layers = [
    layer(32, 2),
    layer(8, 32),
    layer(8, 8),
    layer(8, 8),
    layer(8, 8),
    layer(8, 8),
    layer(1, 8),
  ];
  const svg = networkDiagram(frame, of(layers));
  assert.ok(svg.includes(">⋮ 25 more</text>") && svg.includes(">32</text>"));
  assert.ok(svg.includes(">⋯ 3 more</text>") && svg.includes(">layers</text>"));
  assert.ok(!svg.includes(">w1 "));
});

Deno.test("between two layers all weights have their numbers or none", () => {
  for (const hidden of [1, 2, 3, 4, 5, 6, 7, 8]) {
    const svg = networkDiagram(frame, of([layer(hidden, 2), layer(1, hidden)]));
    const count = (from: number, to: number) =>
      [...svg.matchAll(/>w(\d+) /g)].filter((match) => Number(match[1]) >= from && Number(match[1]) <= to)
        .length;
    assert.ok([0, 2 * hidden].includes(count(1, 2 * hidden)), `${hidden} hidden neurons`);
    assert.ok([0, hidden].includes(count(2 * hidden + 1, 3 * hidden)), `${hidden} hidden neurons`);
  }
});

Deno.test("a network without hidden layers is drawn", () => {
  const svg = networkDiagram(frame, of([layer(1, 2)]));
  assert.equal(svg.match(/<circle/g)?.length, 3);
});

Deno.test("weights that diverged are named as they are", () => {
  const svg = networkDiagram(frame, of([{ weights: [[NaN, -Infinity]], biases: [Infinity] }]));
  for (const label of ["w1 NaN", "w2 −∞", "b1 ∞"]) assert.ok(svg.includes(`>${label}</text>`), label);
});

Deno.test("where a picture is low, circles are apart, and a layer has its biases only where they cover nothing", () => {
  for (const [neuronCount, hasBiases] of [[2, true], [3, true], [4, false], [8, false]] as const) {
    const layers = [layer(neuronCount, 2), layer(1, neuronCount)];
    const svg = networkDiagram({ ...frame, width: 400, height: 190 }, of(layers));
    const circles = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"/g)]
      .map((match) => match.slice(1).map(Number));
    const hidden = circles.filter(([x]) => x === circles[2][0]);
    assert.equal(hidden.length, neuronCount);
    hidden.slice(1).forEach(([, y, radius], above) =>
      assert.ok(y - hidden[above][1] > 2 * radius, `${neuronCount}`)
    );
    assert.equal(svg.includes(">b1 "), hasBiases, `${neuronCount}`);
    assert.ok(svg.includes(`>b${neuronCount + 1} `), "the output's");
  }
});
