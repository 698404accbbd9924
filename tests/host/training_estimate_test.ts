// How long a training takes is measured on a piece of it, which must be one that can be trained.

import assert from "node:assert/strict";
import { parameterCount } from "../../src/engine/topology.ts";
import { PLAIN_SLOWNESS } from "../../src/engine/training_cost.ts";
import { topologyOf } from "../../src/experiment/experiment.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { sweepEstimateMs, trainingEstimateMs } from "../../src/host/training_estimate.ts";
import { planOf } from "../../src/sweep/plan.ts";

/** So many rows that the piece has not all of their words. */
function wordy(...overrides: string[]) {
  const rows = Array.from(
    { length: 4000 },
    (_, row) => `[${row < 3000 ? '""' : ["red", "green", "blue"][row % 3]}, ${row % 7}, ${row % 2}]`,
  );
  const text = `
name: wordy
dataset:
  features: [{ name: color, categories: all, missing: mean }, { name: size, shift: mean, scale: std }]
  target: { name: y }
  rows: [[color, size, y], ${rows.join(", ")}]
  validation: { fraction: 0.1 }
network: { hidden: [1000] }
init: { weights: [${Array.from({ length: 5000 }, (_, index) => index / 5000)}], biases: 0 }
training: { epochs: 100, stop: { patience: 3 } }
`;
  return parseExperiment(text, { overrides });
}

Deno.test("a piece of a run has the inputs of the run, whatever words its rows have", () => {
  const experiment = wordy();
  assert.equal(parameterCount(topologyOf(experiment)), 4 * 1000 + 1000 + 1000 + 1);
  assert.ok(trainingEstimateMs(experiment) > 50);
});

Deno.test("so has a piece of a sweep", () => {
  assert.ok(sweepEstimateMs(planOf(wordy("seed=1..50")), 2) > 1000);
});

Deno.test("a piece of a run on images, or on sentences, has their layers", () => {
  const rows = Array.from({ length: 400 }, (_, row) => `[${row % 5}, ${row % 7}, ${row % 3}, 1, ${row % 2}]`);
  const images = `
name: images
dataset:
  features: [{ columns: "p*", shape: [2, 2] }]
  target: { name: y }
  rows: [[p0, p1, p2, p3, y], ${rows.join(", ")}]
network: { layers: [{ conv: { filters: 64, size: 2 } }, { dense: {} }] }
training: { epochs: 20000 }
`;
  const sentences = `
name: sentences
dataset:
  features: [{ name: text, tokens: words }]
  target: { name: y }
  rows: [[text, y], ${rows.map((_, row) => `[a${"b".repeat(row % 9)} is a, ${row % 2}]`).join(", ")}]
network: { layers: [{ rnn: { size: 32 } }, { dense: {} }] }
training: { epochs: 5000 }
`;
  for (const text of [images, sentences]) {
    assert.ok(trainingEstimateMs(parseExperiment(text)) > 50);
    assert.ok(sweepEstimateMs(planOf(parseExperiment(text, { overrides: ["seed=1..50"] })), 2) > 1000);
  }
});

Deno.test("what no kernel takes is reckoned as slow as the plain trainer is", () => {
  const images = (filterCount: number) => `
name: images
dataset:
  features: [{ columns: "p*", shape: [8, 8] }]
  target: { name: y }
  rows: [[${Array.from({ length: 64 }, (_, at) => `p${at}`).join(", ")}, y], [${"0, ".repeat(64)} 1]]
network: { layers: [{ conv: { filters: ${filterCount}, size: 8 } }, { dense: {} }] }
training: { epochs: 1000 }
`;
  const [most, more] = [62, 63].map(images);
  const single = (text: string) => trainingEstimateMs(parseExperiment(text));
  const swept = (text: string) =>
    sweepEstimateMs(planOf(parseExperiment(text, { overrides: ["seed=1..50"] })), 1);
  for (const ms of [single, swept]) assert.equal(Math.round(ms(more) / ms(most)), PLAIN_SLOWNESS);
});
