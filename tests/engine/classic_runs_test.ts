// The classic program's runs under NumPy, through every layer from the seed to the printed line.
import assert from "node:assert/strict";
import { feedforward } from "../../src/engine/feedforward.ts";
import { drawParameters } from "../../src/engine/parameters.ts";
import { denseTopology } from "../../src/engine/topology.ts";
import { fixed } from "../../src/text/decimal.ts";
import { plainTrainer } from "../../src/engine/trainer.ts";
import { train } from "../../src/engine/training_run.ts";
import classicRuns from "../vectors/classic_runs.json" with { type: "json" };

const classic = denseTopology([2, 2, 1], "sigmoid", "sigmoid");

// NumPy's own exp is rounded otherwise, and 5000 epochs carry that on: 2.4e-14 relative between two CPUs with NumPy alone.
const tolerance = 1e-12;

for (const { name, data, y, learn_rate, epochs, probes, runs } of classicRuns.cases) {
  const trainer = plainTrainer(classic, {
    inputs: Float64Array.from(data.flat()),
    targets: Float64Array.from(y),
  });

  for (const expected of runs) {
    Deno.test(`${name}, seed ${expected.seed} starts, learns, prints and answers as under NumPy`, () => {
      const parameters = drawParameters(classic, expected.seed);
      assert.deepEqual([...parameters], expected.init);

      const run = train(trainer, {
        parameters,
        learningRate: learn_rate,
        rows: null,
        epochs,
        logEvery: 10,
      });
      const printed = run.losses.map(({ epoch, loss }) => `Epoch ${epoch} loss: ${fixed(loss, 3)}\n`);
      assert.equal(printed.join(""), expected.printed);

      assertAllClose(run.losses.map(({ loss }) => loss), expected.loss);
      assertAllClose([...run.parameters], expected.final);
      const answers = new Map(Object.entries(expected));
      for (const [probe, inputs] of Object.entries(probes)) {
        const [yPred] = feedforward(classic, run.parameters, inputs);
        assertAllClose([yPred], [Number(answers.get(probe))]);
        assert.equal(fixed(yPred, 3), answers.get(`${probe}_3`));
      }
    });
  }
}

function assertAllClose(found: number[], expected: number[]): void {
  assert.equal(found.length, expected.length);
  found.forEach((value, index) => {
    const difference = Math.abs(value - expected[index]);
    assert.ok(difference < tolerance, `${index}: found ${value}, expected ${expected[index]}`);
  });
}
