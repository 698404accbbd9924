// The plain trainer against the chain rule step by step, bit for bit.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { feedforward } from "../../src/engine/feedforward.ts";
import { drawParameters, givenParameters } from "../../src/engine/parameters.ts";
import { parameterNames, type Topology } from "../../src/engine/topology.ts";
import { sigmoid } from "../../src/numeric/sigmoid.ts";
import { backpropagate, stepped } from "../../src/engine/backpropagation.ts";
import { meanSquaredError } from "../../src/engine/rules/loss.ts";
import { plainTrainer } from "../../src/engine/trainer.ts";
import type { TrainingData } from "../../src/engine/training_data.ts";
import worked from "../vectors/worked_examples.json" with { type: "json" };
import { examples } from "./random_networks.ts";

const classic: Topology = { sizes: [2, 2, 1], hidden: "sigmoid", output: "sigmoid" };
const people: TrainingData = {
  inputs: Float64Array.of(-2, -1, 25, 6, 17, 4, -15, -6),
  targets: Float64Array.of(1, 0, 0, 1),
};

function rowsOf({ inputs, targets }: TrainingData): Float64Array[] {
  const inputCount = inputs.length / targets.length;
  return Array.from(targets, (_, row) => inputs.subarray(row * inputCount, (row + 1) * inputCount));
}

/** Per-sample descent on the 2-2-1 sigmoid network, every parameter by name. */
function trainWrittenOut(
  start: Float64Array,
  data: TrainingData,
  learningRate: number,
  epochCount: number,
): number[] {
  let [w1, w2, w3, w4, w5, w6, b1, b2, b3] = start;
  for (let epoch = 0; epoch < epochCount; epoch++) {
    for (const [row, [x1, x2]] of rowsOf(data).entries()) {
      const h1 = sigmoid(w1 * x1 + w2 * x2 + b1);
      const h2 = sigmoid(w3 * x1 + w4 * x2 + b2);
      const o1 = sigmoid(w5 * h1 + w6 * h2 + b3);
      const deltaO1 = -2 * (data.targets[row] - o1) * (o1 * (1 - o1));
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
    plainTrainer(classic, people).trainEpochs(parameters, 0.1, 50);
    assert.deepEqual([...parameters], expected, `seed ${seed}`);
  }
});

Deno.test("the trainer's steps are those of backpropagation in every bit, whatever the network (seed 8)", () => {
  fc.assert(
    fc.property(examples, ({ topology, parameters, data, learningRate }) => {
      let expected = parameters;
      for (const [row, inputs] of [...rowsOf(data), ...rowsOf(data)].entries()) {
        const yTrue = data.targets[row % data.targets.length];
        const gradients = backpropagate(topology, expected, inputs, yTrue);
        expected = stepped(topology, expected, gradients, learningRate);
      }
      const found = parameters.slice();
      plainTrainer(topology, data).trainEpochs(found, learningRate, 2);
      assert.deepEqual([...found], [...expected]);
    }),
    { seed: 8, numRuns: 500 },
  );
});

Deno.test("the trainer's loss is the mean squared error of the answers in every bit (seed 9)", () => {
  fc.assert(
    fc.property(examples, ({ topology, parameters, data }) => {
      const yPred = rowsOf(data).map((inputs) => feedforward(topology, parameters, inputs));
      assert.equal(plainTrainer(topology, data).loss(parameters), meanSquaredError(data.targets, yPred));
    }),
    { seed: 9, numRuns: 500 },
  );
});

Deno.test("epochs one by one are the epochs at once", () => {
  const atOnce = drawParameters(classic, 42);
  const oneByOne = atOnce.slice();
  plainTrainer(classic, people).trainEpochs(atOnce, 0.1, 30);
  const trainer = plainTrainer(classic, people);
  for (let epoch = 0; epoch < 30; epoch++) {
    trainer.loss(oneByOne);
    trainer.trainEpochs(oneByOne, 0.1, 1);
  }
  assert.deepEqual(oneByOne, atOnce);
});

Deno.test("one epoch over the four people from weights 1 and biases 0 goes as worked out", () => {
  const parameters = givenParameters(classic, 1, 0);
  plainTrainer(classic, people).trainEpochs(parameters, 0.1, 1);
  const expected = new Map(Object.entries(worked.alice_numpy.one_epoch_4_samples_from_ones));
  parameterNames(classic).forEach((name, index) => {
    const difference = Math.abs(parameters[index] - (expected.get(name) ?? NaN));
    assert.ok(difference < 1e-12, `${name}: ${parameters[index]}`); // made by another exp
  });
});

Deno.test("data whose inputs do not fill its rows are refused", () => {
  const data = { inputs: new Float64Array(7), targets: new Float64Array(4) };
  assert.throws(() => plainTrainer(classic, data), /4 rows must have 8 inputs: found 7/);
});
