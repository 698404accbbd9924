// What `sweep:` means: which values each key takes, in which order, and which keys move together.

import assert from "node:assert/strict";
import type { Sweep, SweepValue } from "../../../src/experiment/experiment.ts";
import { valueAt, valueCount } from "../../../src/experiment/experiment.ts";
import { parseExperiment, readExperiment } from "../../../src/experiment/reading/parse_experiment.ts";

const TEXT = `
name: swept
dataset:
  features: [{ name: x }, { name: a.b }]
  target: { name: y }
  rows: [{ x: 1, a.b: 3, y: 0 }, { x: 2, a.b: 5, y: 1 }]
queries: [{ name: q, x: 1, a.b: 2 }, { name: q.x, x: 1, a.b: 2 }]
`;

function sweepOf(sweep: string): Sweep {
  const { sweep: found } = parseExperiment(`${TEXT}sweep: ${sweep}\n`);
  assert.ok(found !== null);
  return found;
}

/** The values of the only key of a sweep. */
function valuesOf(values: string, key = "x.shift"): SweepValue[] {
  const [[swept]] = sweepOf(`\n  ${key}: ${values}`).axes;
  return Array.from({ length: valueCount(swept.values) }, (_, index) => valueAt(swept.values, index));
}

Deno.test("a range holds both of its ends", () => {
  assert.deepEqual(valuesOf("1..4", "init.seed"), [1, 2, 3, 4]);
  assert.deepEqual(valuesOf("5..5", "init.seed"), [5]);
  assert.deepEqual(valuesOf("-2..1"), [-2, -1, 0, 1]);
  assert.deepEqual(valuesOf("' 1 .. 3 '", "seed"), [1, 2, 3]);
  assert.equal(sweepOf("{ init.seed: 0..4294967 }").axes[0][0].values.kind, "range");
});

Deno.test("a list keeps its order and its repeats", () => {
  assert.deepEqual(valuesOf("[0.5, 0.1, 0.5, 1e-3]", "learning_rate"), [0.5, 0.1, 0.5, 0.001]);
  assert.deepEqual(valuesOf("[mean, 1]"), ["mean", 1]);
  assert.deepEqual(valuesOf("[[], [2], [3, 2]]", "hidden"), [[], [2], [3, 2]]);
  assert.deepEqual(valuesOf("[relu, tanh]", "activation"), ["relu", "tanh"]);
});

Deno.test("linspace is evenly spaced and ends where it says", () => {
  assert.deepEqual(valuesOf("linspace(0, 1, 5)"), [0, 0.25, 0.5, 0.75, 1]);
  assert.deepEqual(valuesOf("linspace(0.1, 0.5, 5)"), [0.1, 0.2, 0.3, 0.4, 0.5]);
  assert.deepEqual(valuesOf("linspace(1, -1, 3)"), [1, 0, -1]);
  assert.deepEqual(valuesOf("linspace(3, 3, 2)"), [3, 3]);
});

Deno.test("geomspace keeps the ratio and ends where it says", () => {
  assert.deepEqual(valuesOf("geomspace(0.001, 1, 4)"), [0.001, 0.01, 0.1, 1]);
  assert.deepEqual(valuesOf("geomspace(1, 256, 9)"), [1, 2, 4, 8, 16, 32, 64, 128, 256]);
  assert.deepEqual(valuesOf("geomspace(100, 1, 3)"), [100, 10, 1]);
});

Deno.test("keys multiply in the order of the file, those of zip move together", () => {
  const { axes } = sweepOf(`
  init.seed: 1..3
  zip:
    - { x.shift: [1, 2], x.scale: [3, 4] }
    - { training.epochs: [5] }
  network.hidden: [[2]]`);
  assert.deepEqual(axes.map((axis) => axis.map(({ key }) => key)), [
    ["init.seed"],
    ["dataset.features.x.shift", "dataset.features.x.scale"],
    ["training.epochs"],
    ["network.hidden"],
  ]);
});

Deno.test("a sweep may be a list of mappings, which is how a config keeps the order", () => {
  assert.deepEqual(
    sweepOf("[{ init.seed: 1..3 }, { zip: { x.shift: [1, 2], epochs: [3, 4] } }]"),
    sweepOf("{ init.seed: 1..3, zip: { x.shift: [1, 2], epochs: [3, 4] } }"),
  );
});

Deno.test("names with dots are found by their whole key", () => {
  assert.deepEqual(
    sweepOf("{ dataset.features.a.b.shift: [1] }").axes[0][0].key,
    "dataset.features.a.b.shift",
  );
  assert.deepEqual(sweepOf("{ queries.q.a.b: [1] }").axes[0][0].key, "queries.q.a.b");
});

Deno.test("limits are checked before values are made", () => {
  for (
    const sweep of [
      "{ init.seed: 0..4294967295, x.shift: 0..4294967295 }",
      "{ x.shift: 'linspace(0, 1, 1e300)' }",
      "{ x.shift: -9007199254740991..9007199254740991 }",
      "{ x.shift: 0..99999999999999999999999 }",
      "{ x.shift: 0..100000 }",
    ]
  ) {
    const before = performance.now();
    assert.ok("problems" in readExperiment(`${TEXT}sweep: ${sweep}\n`), sweep);
    assert.ok(performance.now() - before < 1000, sweep);
  }
});
