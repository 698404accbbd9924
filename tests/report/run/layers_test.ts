// The report of a network with other layers than dense ones: its table, its pictures, and answers word by word.

import assert from "node:assert/strict";
import { parseExperiment } from "../../../src/experiment/reading/parse_experiment.ts";
import { layerBlocks } from "../../../src/report/run/layers.ts";
import { runExperiment } from "../../../src/run/run_experiment.ts";

const SENTENCES = `
name: sentences
dataset:
  features: [{ name: text, tokens: words }]
  target: { name: mood, classes: [bad, good] }
  rows: [[text, mood], [i am happy, good], [i am sad, bad]]
network: { layers: [{ rnn: { size: 3 } }, { dense: {} }] }
training: { epochs: 5 }
queries: [{ name: asked, text: sad i }, { name: nothing, text: "" }]
`;

const IMAGES = `
name: images
dataset:
  features: [{ name: pixels, columns: "p*", shape: [2, 3] }]
  target: { name: k, classes: all }
  rows: [[k, p0, p1, p2, p3, p4, p5], [a, 0, 1, 2, 3, 4, 5], [b, 1, 1, 1, 1, 1, 1]]
network: { layers: [{ conv: { filters: 20, size: 2, activation: relu } }, { maxpool: { size: 1 } }, { dense: {} }] }
training: { epochs: 1, learning_rate: 0.01 }
`;

Deno.test("each layer has a line with what it makes and how many weights it has", () => {
  const [table] = layerBlocks(runExperiment(parseExperiment(IMAGES)));
  assert.ok(table.kind === "table");
  assert.deepEqual(table.rows, [
    ["conv1", "conv 20 of 2×2 relu", "20 images of 1 × 2", "80", "20"],
    ["maxpool1", "maxpool 1", "20 images of 1 × 2", "0", "0"],
    ["dense1", "dense 2 softmax", "2 numbers", "80", "2"],
  ]);
});

Deno.test("filters, an image and what the layers make of it are pictures, the first sixteen of many", () => {
  const [, figures] = layerBlocks(runExperiment(parseExperiment(IMAGES)));
  assert.ok(figures.kind === "figures");
  assert.deepEqual(figures.figures.map(({ id }) => id), [
    "filters-conv1",
    "image",
    "maps-conv1",
    "maps-maxpool1",
  ]);
  const svg = figures.figures[0].draw({ id: "a", styles: "page" });
  assert.ok(svg.includes(">16</text>") && !svg.includes(">17</text>"));
});

Deno.test("a sentence has its state and an answer after each word, and an empty one has neither", () => {
  const outcome = runExperiment(parseExperiment(SENTENCES));
  const [, , figures, table] = layerBlocks(outcome);
  assert.ok(figures.kind === "figures" && figures.figures.length === 1);
  assert.ok(table.kind === "table");
  assert.deepEqual(table.rows.map(([name, word]) => [name, word]), [["asked", "sad"], ["", "i"]]);
  const last = outcome.predictions[0].outputs!.map((output) => output.toFixed(3));
  assert.deepEqual(table.rows[1].slice(2), last);
});

Deno.test("a run that diverged has the table alone", () => {
  const diverged = runExperiment(
    parseExperiment(SENTENCES, {
      overrides: ["rnn1.activation=identity", "learning_rate=1e300", "epochs=9"],
    }),
  );
  assert.equal(diverged.status, "diverged");
  assert.equal(layerBlocks(diverged).length, 1);
});
