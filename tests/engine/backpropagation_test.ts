// The chain rule against central differences on random networks, and against Alice's worked example.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { feedforward } from "../../src/engine/feedforward.ts";
import { classicSettings, learningOf } from "../../src/engine/learning.ts";
import { givenParameters } from "../../src/engine/parameters.ts";
import { meanSquaredError } from "../../src/engine/rules/loss.ts";
import { denseLayersOf, denseTopology } from "../../src/engine/topology.ts";
import {
  backpropagate,
  type Backpropagation,
  gradientsByName,
  stepped,
} from "../../src/engine/backpropagation.ts";
import worked from "../vectors/worked_examples.json" with { type: "json" };
import { type Example, examples, rowsOf } from "./random_networks.ts";

const classic = denseTopology([2, 2, 1], "sigmoid", "sigmoid");
const aliceStart = givenParameters(classic, 1, 0);
const alice = backpropagate(classic, aliceStart, [-2, -1], [1]);

/** The expected numbers were made with another exp. */
function assertClose(found: number | undefined, expected: number): void {
  assert.ok(
    found !== undefined && Math.abs(found - expected) < 1e-12,
    `found ${found}, expected ${expected}`,
  );
}

Deno.test("Alice with all weights 1 and biases 0: every factor of dL/dw1", () => {
  const { alice_numpy: expected } = worked;
  assertClose(alice.activations[2], expected.h1);
  assertClose(alice.yPred[0], expected.y_pred);
  assertClose(alice.loss, expected.loss_before);
  assertClose(alice.lossByActivation[2], expected.dL_dypred);
  assertClose(aliceStart[4] * alice.slopes[2], expected.dypred_dh1);
  assertClose(-2 * alice.slopes[0], expected.dh1_dw1);
  assertClose(gradientsByName(classic, alice.gradients).get("w1"), expected.dL_dw1);
});

Deno.test("Alice's step at learning rate 0.1 brings the loss down as worked out", () => {
  const expected = worked.alice_numpy;
  const after = stepped(classic, aliceStart, [-2, -1], [1], 0.1);
  const names = gradientsByName(classic, after);
  for (const [name, value] of Object.entries(expected["after_one_step_lr0.1"])) {
    assertClose(names.get(name), value);
  }
  assertClose(backpropagate(classic, after, [-2, -1], [1]).loss, expected.loss_after);
  assert.deepEqual(
    aliceStart,
    givenParameters(classic, 1, 0),
    "the parameters before the step are left alone",
  );
});

Deno.test("gradients go by the parameters' names in draw order", () => {
  const names = [...gradientsByName(classic, alice.gradients).keys()];
  assert.deepEqual(names, ["w1", "w2", "w3", "w4", "w5", "w6", "b1", "b2", "b3"]);
});

/** The derivative of row 0's loss with respect to one parameter, by going a little way to both sides. */
function centralDifference(example: Example, index: number): number {
  const h = 1e-5;
  const { topology, parameters } = example;
  const [{ inputs, yTrue }] = rowsOf(example);
  const lossAt = (value: number) =>
    meanSquaredError(yTrue, feedforward(topology, parameters.with(index, value), inputs));
  return (lossAt(parameters[index] + h) - lossAt(parameters[index] - h)) / (2 * h);
}

/** Those whose slope, or the slope of it, jumps at 0. */
const KINKED = ["relu", "leaky_relu", "elu"];

/** Whether a neuron stands so near a kink that the two sides of a central difference may have other slopes. */
function isNearKink({ topology }: Example, { weightedSums }: Backpropagation): boolean {
  return weightedSums.some((sum, neuron) => {
    const { activation } = denseLayersOf(topology).findLast(({ firstNeuron }) => firstNeuron <= neuron)!;
    return KINKED.includes(activation.name) && Math.abs(sum) < 1e-2; // a step of 1e-5 moves a sum by 1e-3 at most here
  });
}

Deno.test("gradients are the central differences of the loss, whatever the network (seed 6)", () => {
  fc.assert(
    fc.property(examples, (example) => {
      const { topology, parameters } = example;
      const [{ inputs, yTrue }] = rowsOf(example);
      const row = backpropagate(topology, parameters, inputs, yTrue);
      fc.pre(!isNearKink(example, row));
      row.gradients.forEach((gradient, index) => {
        const difference = centralDifference(example, index);
        // Rounding loses about 1e-16 loss / h, the curve's third derivative about h² times the gradient's scale.
        const tolerance = 1e-7 * (1 + row.loss + Math.abs(gradient));
        assert.ok(Math.abs(gradient - difference) < tolerance, `${index}: ${gradient}, ${difference}`);
      });
    }),
    { seed: 6, numRuns: 500 },
  );
});

Deno.test("a neuron's delta is dL/da times da/dsum, and is the gradient of its bias (seed 7)", () => {
  fc.assert(
    fc.property(examples, (example) => {
      const [{ inputs, yTrue }] = rowsOf(example);
      const row = backpropagate(example.topology, example.parameters, inputs, yTrue);
      const deltas = row.lossByActivation.map((slope, neuron) => slope * row.slopes[neuron]);
      assert.deepEqual(row.deltas, deltas);
      assert.deepEqual(row.gradients.subarray(-deltas.length), deltas);
    }),
    { seed: 7, numRuns: 200 },
  );
});

Deno.test("parameters, a row or targets that do not fit the network are refused", () => {
  const [row, right] = [[-2, -1], [1]];
  assert.throws(
    () => backpropagate(classic, aliceStart.subarray(1), row, right),
    /must have 9 values: found 8/,
  );
  assert.throws(() => backpropagate(classic, aliceStart, [-2], right), /must have 2 inputs: found 1/);
  assert.throws(() => backpropagate(classic, aliceStart, row, [1, 0]), /must have 1 targets: found 2/);
  assert.throws(() => stepped(classic, aliceStart, row, [], 0.1), /must have 1 targets: found 0/);
});

Deno.test("a loss that does not go with the output is refused", () => {
  const [start, row] = [new Float64Array(4), [1]];
  const softmax = denseTopology([1, 2], "sigmoid", "softmax");
  const refusal = { name: "RangeError", message: /^softmax needs a loss that is made for it/ };
  assert.throws(() => backpropagate(softmax, start, row, [0, 1]), refusal);
  assert.throws(() => stepped(softmax, start, row, [0, 1], 0.1), refusal);
});

Deno.test("an output that the loss is made for has a delta, and no slope of its own that went into it", () => {
  const topology = denseTopology([1, 1, 1], "tanh", "sigmoid");
  const learning = learningOf({ ...classicSettings, loss: "cross_entropy" });
  const { slopes, lossByActivation, deltas, yPred } = backpropagate(
    topology,
    new Float64Array(4).fill(1),
    [2],
    [0],
    learning,
  );
  assert.equal(deltas[1], yPred[0]);
  assert.deepEqual([slopes[1], lossByActivation[1]], [NaN, NaN]);
  assert.equal(deltas[0], lossByActivation[0] * slopes[0]);
});
