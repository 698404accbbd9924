// The plain trainer against the chain rule step by step, bit for bit.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { feedforward } from "../../src/engine/feedforward.ts";
import { drawParameters, givenParameters } from "../../src/engine/parameters.ts";
import { denseTopology, parameterNames } from "../../src/engine/topology.ts";
import { sigmoid } from "../../src/numeric/sigmoid.ts";
import { stepped } from "../../src/engine/backpropagation.ts";
import { classicLearning, type Learning } from "../../src/engine/learning.ts";
import { activations } from "../../src/engine/rules/activation.ts";
import type { Activation, LayerActivation } from "../../src/engine/rules/activation_contract.ts";
import { type Loss, meanSquaredError } from "../../src/engine/rules/loss.ts";
import type { Course } from "../../src/engine/course.ts";
import { plainTrainer } from "../../src/engine/trainer.ts";
import type { TrainingData } from "../../src/engine/training_data.ts";
import worked from "../vectors/worked_examples.json" with { type: "json" };
import { examples, rowsOf } from "./random_networks.ts";

const classic = denseTopology([2, 2, 1], "sigmoid", "sigmoid");
const course: Course = { learningRate: 0.1, rows: null };
const people: TrainingData = {
  inputs: Float64Array.of(-2, -1, 25, 6, 17, 4, -15, -6),
  targets: Float64Array.of(1, 0, 0, 1),
};

/** Per-sample descent on the 2-2-1 sigmoid network, every parameter by name. */
function trainWrittenOut(
  start: Float64Array,
  data: TrainingData,
  learningRate: number,
  epochCount: number,
): number[] {
  let [w1, w2, w3, w4, w5, w6, b1, b2, b3] = start;
  for (let epoch = 0; epoch < epochCount; epoch++) {
    for (const { inputs: [x1, x2], yTrue: [target] } of rowsOf({ topology: classic, data })) {
      const h1 = sigmoid(w1 * x1 + w2 * x2 + b1);
      const h2 = sigmoid(w3 * x1 + w4 * x2 + b2);
      const o1 = sigmoid(w5 * h1 + w6 * h2 + b3);
      const deltaO1 = -2 * (target - o1) * (o1 * (1 - o1));
      const stepH1 = learningRate * (deltaO1 * w5 * (h1 * (1 - h1)));
      const stepH2 = learningRate * (deltaO1 * w6 * (h2 * (1 - h2)));
      const stepO1 = learningRate * deltaO1;
      [w1, w2, b1] = [w1 - stepH1 * x1, w2 - stepH1 * x2, b1 - stepH1];
      [w3, w4, b2] = [w3 - stepH2 * x1, w4 - stepH2 * x2, b2 - stepH2];
      [w5, w6, b3] = [w5 - stepO1 * h1, w6 - stepO1 * h2, b3 - stepO1];
    }
  }
  return [w1, w2, w3, w4, w5, w6, b1, b2, b3];
}

Deno.test("the trainer gives the bits of the 2-2-1 network written out by hand", () => {
  for (let seed = 0; seed < 20; seed++) {
    const parameters = drawParameters(classic, seed);
    const expected = trainWrittenOut(parameters, people, 0.1, 50);
    plainTrainer(classic, people).trainRows(parameters, course, 0, 50 * 4);
    assert.deepEqual([...parameters], expected, `seed ${seed}`);
  }
});

Deno.test("the trainer's steps are those of backpropagation in every bit, whatever the network (seed 8)", () => {
  fc.assert(
    fc.property(examples, (example) => {
      const { topology, parameters, data, learningRate } = example;
      let expected = parameters;
      for (const { inputs, yTrue } of [...rowsOf(example), ...rowsOf(example)]) {
        expected = stepped(topology, expected, inputs, yTrue, learningRate);
      }
      const found = parameters.slice();
      const trainer = plainTrainer(topology, data);
      trainer.trainRows(found, { learningRate, rows: null }, 0, 2 * trainer.rowCount);
      assert.deepEqual([...found], [...expected]);
    }),
    { seed: 8, numRuns: 500 },
  );
});

Deno.test("the trainer's loss is the mean over rows of the outputs' mean squared error in every bit (seed 9)", () => {
  fc.assert(
    fc.property(examples, (example) => {
      const { topology, parameters, data } = example;
      const losses = rowsOf(example).map(({ inputs, yTrue }) =>
        meanSquaredError(yTrue, feedforward(topology, parameters, inputs))
      );
      const expected = losses.reduce((sum, loss) => sum + loss) / losses.length;
      assert.equal(plainTrainer(topology, data).loss(parameters), expected);
    }),
    { seed: 9, numRuns: 500 },
  );
});

Deno.test("epochs one by one are the epochs at once", () => {
  const atOnce = drawParameters(classic, 42);
  const oneByOne = atOnce.slice();
  plainTrainer(classic, people).trainRows(atOnce, course, 0, 30 * 4);
  const trainer = plainTrainer(classic, people);
  for (let epoch = 0; epoch < 30; epoch++) {
    trainer.loss(oneByOne);
    trainer.trainRows(oneByOne, course, epoch * 4, epoch * 4 + 4);
  }
  assert.deepEqual(oneByOne, atOnce);
});

Deno.test("rows by parts are the epoch", () => {
  const atOnce = drawParameters(classic, 42);
  const byParts = atOnce.slice();
  const trainer = plainTrainer(classic, people);
  trainer.trainRows(atOnce, course, 0, 4);
  trainer.trainRows(byParts, course, 0, 3);
  trainer.trainRows(byParts, course, 3, 3);
  trainer.trainRows(byParts, course, 3, 4);
  assert.deepEqual(byParts, atOnce);
});

Deno.test("one epoch over the four people from weights 1 and biases 0 goes as worked out", () => {
  const parameters = givenParameters(classic, 1, 0);
  plainTrainer(classic, people).trainRows(parameters, course, 0, 4);
  const expected = new Map(Object.entries(worked.alice_numpy.one_epoch_4_samples_from_ones));
  parameterNames(classic).forEach((name, index) => {
    const difference = Math.abs(parameters[index] - (expected.get(name) ?? NaN));
    assert.ok(difference < 1e-12, `${name}: ${parameters[index]}`); // made by another exp
  });
});

Deno.test("data whose inputs do not fill its rows are refused", () => {
  const data = { inputs: new Float64Array(7), targets: new Float64Array(4) };
  assert.throws(
    () => plainTrainer(classic, data),
    /rows must have 2 inputs and 1 targets each: found 7 inputs and 4 targets/,
  );
  const twoOutputs = denseTopology([2, 2], "sigmoid", "sigmoid");
  assert.throws(
    () => plainTrainer(twoOutputs, { ...data, inputs: new Float64Array(8) }),
    /rows must have 2 inputs and 2 targets each: found 8 inputs and 4 targets/,
  );
  // One row and a half: inputs and targets fit each other, but no row.
  const halves = { inputs: new Float64Array(3), targets: new Float64Array(3) };
  assert.throws(() => plainTrainer(twoOutputs, halves), RangeError);
});

Deno.test("a network and the way it is to learn must go together", () => {
  const rule = activations.sigmoid;
  const { range, formula } = rule;
  const wholeLayer: LayerActivation = { name: "whole", range, formula, overLayer: () => (sums) => [...sums] };
  const data = { inputs: new Float64Array(2), targets: new Float64Array(1) };
  const trainerWith = (hidden: Activation, output: Activation, learning: Partial<Learning> = {}) => () =>
    plainTrainer(denseTopology([2, 2, 1], hidden, output), data, { ...classicLearning, ...learning });
  const matched: Loss = {
    name: "matched",
    title: "matched loss",
    words: "anything",
    forms: { whole: { formula, overRow: () => ({ value: ([y]) => y, deltas: (yTrue) => [...yTrue] }) } },
  };
  assert.throws(
    trainerWith(wholeLayer, rule),
    /only the output may be of a whole layer: found whole below it/,
  );
  assert.throws(trainerWith(rule, wholeLayer), /whole needs a loss that is made for it: found mse/);
  assert.throws(trainerWith(rule, rule, { loss: matched }), /matched needs the output whole: found sigmoid/);
  for (const batchSize of [0, -1, 1.5, NaN]) {
    assert.throws(trainerWith(rule, rule, { batchSize }), /batchSize must be an integer of at least 1/);
  }
  trainerWith(rule, wholeLayer, { loss: matched })();
});

Deno.test("values that are not those of the network are refused, and rows that are not there", () => {
  const data = { inputs: new Float64Array(2), targets: new Float64Array(1) };
  const trainer = plainTrainer(classic, data);
  assert.throws(() => trainer.trainRows(new Float64Array(8), course, 0, 1), /must have 9 values: found 8/);
  const values = new Float64Array(9);
  for (const [from, to] of [[-1, 1], [0, 0.5], [NaN, 1], [0, Infinity]]) {
    assert.throws(
      () => trainer.trainRows(values, course, from, to),
      new RegExp(`rows must be integers of at least 0: found ${from} up to ${to}`),
    );
  }
  assert.throws(() => stepped(classic, new Float64Array(9), [1], [1], 0.1), /must have 2 inputs: found 1/);
  assert.throws(
    () => stepped(classic, new Float64Array(10), [1, 2], [1], 0.1),
    /must have 9 values: found 10/,
  );
});
