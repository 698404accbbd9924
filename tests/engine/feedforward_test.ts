// The feedforward pass on networks small enough to work out by hand.

import assert from "node:assert/strict";
import { feedforward, FeedforwardPass } from "../../src/engine/feedforward.ts";
import { givenParameters } from "../../src/engine/parameters.ts";
import { denseTopology } from "../../src/engine/topology.ts";
import { sigmoid, tanh } from "../../src/numeric/sigmoid.ts";
import worked from "../vectors/worked_examples.json" with { type: "json" };

const classic = denseTopology([2, 2, 1], "sigmoid", "sigmoid");

Deno.test("one neuron with weights 0 and 1 and bias 4 answers 0.999 to (2, 3)", () => {
  const neuron = denseTopology([2, 1], "sigmoid", "sigmoid");
  const [yPred] = feedforward(neuron, givenParameters(neuron, [0, 1], 4), [2, 3]);
  assert.ok(Math.abs(yPred - Number(worked.neuron)) < 1e-12); // made by another exp
});

Deno.test("the network with all weights (0, 1) and biases 0 answers 0.7216 to (2, 3)", () => {
  const [yPred] = feedforward(classic, givenParameters(classic, [0, 1, 0, 1, 0, 1], 0), [2, 3]);
  assert.ok(Math.abs(yPred - Number(worked.network)) < 1e-12); // made by another exp
});

Deno.test("a weighted sum runs from input 0 upwards, the bias last", () => {
  const neuron = denseTopology([3, 1], "sigmoid", "identity");
  const parameters = givenParameters(neuron, [1, 1, 1], 1);
  assert.equal(feedforward(neuron, parameters, [1e16, 1, -1e16])[0], 1); // any other order gives 0 or 2
});

Deno.test("a pass keeps every neuron's weighted sum and activation", () => {
  const topology = denseTopology([2, 2, 2, 1], "tanh", "sigmoid");
  const w = [0.5, -1, 2, 0.25, 1, -0.5, 0.75, 1.5, -2, 1];
  const b = [0.1, -0.2, 0.3, 0.4, -0.5];
  const pass = new FeedforwardPass(topology);
  pass.run(givenParameters(topology, w, b), [9, 9, 3, -4], 2);

  const s1 = w[0] * 3 + w[1] * -4 + b[0];
  const s2 = w[2] * 3 + w[3] * -4 + b[1];
  const s3 = w[4] * tanh(s1) + w[5] * tanh(s2) + b[2];
  const s4 = w[6] * tanh(s1) + w[7] * tanh(s2) + b[3];
  const s5 = w[8] * tanh(s3) + w[9] * tanh(s4) + b[4];
  assert.deepEqual([...pass.weightedSums], [s1, s2, s3, s4, s5]);
  assert.deepEqual([...pass.activations], [3, -4, tanh(s1), tanh(s2), tanh(s3), tanh(s4), sigmoid(s5)]);
  assert.deepEqual([...pass.outputs], [sigmoid(s5)]);
});

Deno.test("each output neuron weighs the same inputs for itself", () => {
  const topology = denseTopology([2, 3], "sigmoid", "identity");
  const parameters = givenParameters(topology, [1, 0, 0, 1, 2, -1], [0.5, 0, -1]);
  assert.deepEqual([...feedforward(topology, parameters, [3, 4])], [3.5, 4, 1]);
});

Deno.test("a pass forgets the row before", () => {
  const pass = new FeedforwardPass(classic);
  const parameters = givenParameters(classic, 1, 0);
  pass.run(parameters, [-2, -1]);
  const [first] = pass.outputs;
  pass.run(parameters, [25, 6]);
  assert.notEqual(pass.outputs[0], first);
  pass.run(parameters, [-2, -1]);
  assert.equal(pass.outputs[0], first);
});

Deno.test("a row of another length is refused", () => {
  assert.throws(() => feedforward(classic, givenParameters(classic, 1, 0), [1]), /2 inputs: found 1/);
});

Deno.test("a row or parameters that do not fit the network are refused", () => {
  assert.throws(() => feedforward(classic, new Float64Array(9), [1]), /a row must have 2 inputs: found 1/);
  assert.throws(
    () => feedforward(classic, new Float64Array(8), [1, 2]),
    /a network must have 9 parameters: found 8/,
  );
});
