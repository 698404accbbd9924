// The kernel asks networks about rows as the plain engine does, to the bit, and judges them alike.
import assert from "node:assert/strict";
import { learningOf } from "../../src/engine/learning.ts";
import { parameterCount } from "../../src/engine/topology.ts";
import { dataOf, startingParameters, topologyOf } from "../../src/experiment/experiment.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { askingEngine, fastEngine, kernelEngine } from "../../src/run/fast_engine.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { plainEngine } from "../../src/engine/row_engine.ts";
import { judgeOf } from "../../src/sweep/row_judge.ts";

const ROWS = Array.from(
  { length: 150 },
  (_, index) => `[${(index * 7) % 31}, ${index % 5}, ${"abc"[index % 3]}]`,
);

function experimentOf(...overrides: string[]) {
  return parseExperiment(
    `
name: asked
dataset:
  features: [{ name: x, shift: mean, scale: std }, { name: y }]
  target: { name: kind, classes: [a, b, c] }
  rows: [[x, y, kind], ${ROWS.join(", ")}]
  validation: { fraction: 0.3 }
training: { epochs: 6, log_every: 2 }
`,
    { overrides },
  );
}

/** Straight code with two lanes, loops with one, and an output that is taken as a whole. */
const NETWORKS = [
  ["hidden=[]"],
  ["hidden=[3]"],
  ["hidden=[80, 40]", "activation=relu"],
  ["hidden=[4]", "output=softmax", "loss=cross_entropy", "optimizer=adam", "batch_size=8", "shuffle=true"],
];

for (const overrides of NETWORKS) {
  Deno.test(`rows are asked about and judged alike by both engines: ${overrides.join(" ")}`, () => {
    const experiment = experimentOf(...overrides);
    const topology = topologyOf(experiment);
    const learning = learningOf(experiment.training);
    const { inputs } = dataOf(experiment, experiment.dataset.rows);
    const parameters = runExperiment(experiment).parameters!;
    const [plain, fast] = [plainEngine, kernelEngine].map((engine) => ({
      outputs: engine.asker(topology, learning)(parameters, inputs),
      scores: judgeOf(experiment, engine)!(parameters),
    }));
    assert.deepEqual(fast, plain);
    assert.equal(plain.outputs.length, 105 * 3);
  });
}

Deno.test("what is long takes the kernel, and what is short does not", () => {
  const [large, small] = [experimentOf("hidden=[80, 40]"), experimentOf("hidden=[]", "epochs=100")];
  assert.equal(fastEngine(large), kernelEngine);
  assert.equal(askingEngine(large, 3), kernelEngine);
  assert.equal(fastEngine(small), kernelEngine);
  assert.equal(askingEngine(small, 1), plainEngine);
  assert.equal(fastEngine(experimentOf("hidden=[]", "epochs=1")), plainEngine);
});

Deno.test("where a sum overflows in front of a sigmoid, rows are answered as the plain engine does", () => {
  const experiment = experimentOf("hidden=[3]", "output=sigmoid", "loss=mse");
  const topology = topologyOf(experiment);
  const learning = learningOf(experiment.training);
  const { inputs } = dataOf(experiment, experiment.dataset.rows);
  const parameters = new Float64Array(parameterCount(topology)).fill(1e308);
  const outputs = kernelEngine.asker(topology, learning)(parameters, inputs);
  assert.deepEqual(outputs, plainEngine.asker(topology, learning)(parameters, inputs));
  assert.ok(outputs.every(Number.isFinite));
  assert.notDeepEqual(outputs, plainEngine.asker(topology, learning)(startingParameters(experiment), inputs));
});
