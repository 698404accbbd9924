// One trial of a sweep: what it gives is what the file with those settings gives.

import assert from "node:assert/strict";
import { experimentId } from "../../../src/experiment/experiment_id.ts";
import type { SweepValue } from "../../../src/experiment/experiment.ts";
import { parseExperiment, readExperiment } from "../../../src/experiment/reading/parse_experiment.ts";
import { variantOf } from "../../../src/experiment/reading/variant.ts";

const TEXT = `
name: swept
dataset:
  features: [{ name: x, shift: mean }, { name: a.b }]
  target: { name: y, classes: { "no": 0, "yes": 1 } }
  rows: [{ x: 1, a.b: 3, y: "no" }, { x: 2, a.b: 5, y: "yes" }]
queries: [{ name: q, x: 1, a.b: 2 }, { name: q.a, x: 1, a.b: 2 }]
`;

const CASES: readonly (readonly [string, SweepValue])[] = [
  ["init.seed", 7],
  ["training.learning_rate", 0.5],
  ["training.epochs", 3],
  ["training.log_every", 2],
  ["network.hidden", [3, 2]],
  ["network.hidden", []],
  ["network.activation", "tanh"],
  ["init.weights", 0.5],
  ["dataset.features.x.shift", 4],
  ["dataset.features.x.scale", "std"],
  ["dataset.features.a.b.shift", "mean"],
  ["queries.q.a.b", 9],
  ["queries.q.a.x", 9],
  ["queries.q.a.a.b", 9],
];

for (const [key, value] of CASES) {
  Deno.test(`a trial with ${key} = ${JSON.stringify(value)} is the experiment with that override`, () => {
    const overridden = parseExperiment(TEXT, {
      overrides: [`${key}=${JSON.stringify(value).replaceAll('"', "")}`],
    });
    const variant = variantOf(parseExperiment(TEXT), { [key]: value });
    assert.deepEqual(variant, overridden);
    assert.equal(experimentId(variant), experimentId(overridden));
  });
}

/** Nine rows of three classes, of which some are held out; shifted by the mean of those that are learned. */
const SPLIT = `
name: split
dataset:
  features: [{ name: x, shift: mean, scale: std }]
  target: { name: y, classes: [a, b, c] }
  rows: [[x, y], [1, a], [3, b], [4, c], [1, a], [5, b], [9, c], [2, a], [6, b], [5, c]]
  validation: VALIDATION
`;

const SPLIT_CASES: readonly (readonly [string, string, SweepValue])[] = [
  ["{ folds: 3 }", "dataset.validation.fold", 2],
  ["{ folds: 3, stratify: true }", "dataset.validation.fold", 1],
  ["{ folds: 3, fold: 1 }", "dataset.validation.folds", 4],
  ["{ folds: 3, fold: 1 }", "dataset.validation.seed", 9],
  ["{ folds: 3, fold: 1 }", "dataset.validation.stratify", true],
  ["{ fraction: 0.3 }", "dataset.validation.fraction", 0.5],
  ["{ fraction: 0.3, stratify: true }", "dataset.validation.seed", 7],
  ["{ rows: [{ x: 3, y: a }] }", "init.seed", 7],
];

for (const [validation, key, value] of SPLIT_CASES) {
  Deno.test(`a trial with ${key} = ${value} of ${validation} holds out what that override does`, () => {
    const text = SPLIT.replace("VALIDATION", validation);
    const overridden = parseExperiment(text, { overrides: [`${key}=${value}`] });
    const variant = variantOf(parseExperiment(text), { [key]: value });
    assert.deepEqual(variant, overridden);
    assert.equal(experimentId(variant), experimentId(overridden));
    assert.notEqual(experimentId(variant), experimentId(parseExperiment(text)));
  });
}

Deno.test("several settings of one trial apply together", () => {
  const settings = { "init.seed": 3, "network.hidden": [4], "training.epochs": 5, "queries.q.x": 2 };
  const overrides = ["seed=3", "hidden=[4]", "epochs=5", "queries.q.x=2"];
  assert.deepEqual(variantOf(parseExperiment(TEXT), settings), parseExperiment(TEXT, { overrides }));
});

Deno.test("weights and biases of one trial displace the seed, whichever comes first", () => {
  const given = parseExperiment(TEXT, { overrides: ["weights=2", "biases=3"] });
  assert.deepEqual(variantOf(parseExperiment(TEXT), { "init.weights": 2, "init.biases": 3 }), given);
  assert.deepEqual(variantOf(parseExperiment(TEXT), { "init.biases": 3, "init.weights": 2 }), given);
  assert.deepEqual(variantOf(given, { "init.seed": 0 }), parseExperiment(TEXT));
});

Deno.test("a trial of a sweep is no sweep", () => {
  const swept = parseExperiment(TEXT, { overrides: ["seed=1..5"] });
  assert.deepEqual(variantOf(swept, { "init.seed": 2 }), parseExperiment(TEXT, { overrides: ["seed=2"] }));
});

Deno.test("combinations of 100,000 rows are checked without reading the rows again", () => {
  const rows = Array.from({ length: 100_000 }, (_, index) => `{x: ${index}, y: 1}`).join(", ");
  const text = `
name: large
dataset: { features: [{ name: x }], target: { name: y }, rows: [${rows}] }
training: { epochs: 1 }
sweep: { network.activation: [tanh, relu], x.shift: 0..999 }
`;
  const before = performance.now();
  assert.ok("ok" in readExperiment(text));
  assert.ok(performance.now() - before < 20_000);
});
