// Where each layer's weights and biases lie in the flat array, and what they are called.

import assert from "node:assert/strict";
import { activations } from "../../src/engine/rules/activation.ts";
import {
  biasCount,
  denseTopology,
  layersOf,
  neuronNames,
  outputCountOf,
  parameterCount,
  parameterNames,
  sizesOf,
  type Topology,
  weightCount,
} from "../../src/engine/topology.ts";

const { sigmoid, tanh } = activations;

function topologyOf(...sizes: number[]): Topology {
  return denseTopology(sizes, "tanh", "sigmoid");
}

Deno.test("a 2-2-1 network has the weights w1 to w6 and the biases b1 to b3", () => {
  const names = ["w1", "w2", "w3", "w4", "w5", "w6", "b1", "b2", "b3"];
  assert.deepEqual(parameterNames(topologyOf(2, 2, 1)), names);
  assert.deepEqual(neuronNames(topologyOf(2, 2, 1)), ["h1", "h2", "o1"]);
});

Deno.test("all weights come layer by layer, then all biases", () => {
  assert.deepEqual(layersOf(topologyOf(4, 8, 3, 1)), [
    { inputCount: 4, outputCount: 8, weightOffset: 0, biasOffset: 59, firstNeuron: 0, activation: tanh },
    { inputCount: 8, outputCount: 3, weightOffset: 32, biasOffset: 67, firstNeuron: 8, activation: tanh },
    { inputCount: 3, outputCount: 1, weightOffset: 56, biasOffset: 70, firstNeuron: 11, activation: sigmoid },
  ]);
});

Deno.test("the counts of a 4-8-3-1 network", () => {
  assert.equal(weightCount(topologyOf(4, 8, 3, 1)), 4 * 8 + 8 * 3 + 3);
  assert.equal(biasCount(topologyOf(4, 8, 3, 1)), 8 + 3 + 1);
  assert.equal(parameterCount(topologyOf(4, 8, 3, 1)), 71);
});

Deno.test("without hidden layers the output neuron stands alone", () => {
  assert.deepEqual(layersOf(topologyOf(3, 1)), [
    { inputCount: 3, outputCount: 1, weightOffset: 0, biasOffset: 3, firstNeuron: 0, activation: sigmoid },
  ]);
  assert.deepEqual(neuronNames(topologyOf(3, 1)), ["o1"]);
});

Deno.test("a network may have several outputs, o1, o2, …", () => {
  const topology = topologyOf(2, 2, 3);
  assert.deepEqual(neuronNames(topology), ["h1", "h2", "o1", "o2", "o3"]);
  assert.equal(outputCountOf(topology), 3);
  assert.deepEqual(sizesOf(topology), [2, 2, 3]);
  assert.equal(parameterCount(topology), 2 * 2 + 2 * 3 + 2 + 3);
});

Deno.test("each layer may have an activation of its own, by name or as a rule", () => {
  const rule = { ...tanh, name: "mine" };
  const topology = {
    inputCount: 1,
    layers: [{ size: 2, activation: "relu" }, { size: 1, activation: rule }, {
      size: 1,
      activation: "sigmoid",
    }],
  } as const;
  assert.deepEqual(layersOf(topology).map(({ activation }) => activation), [
    activations.relu,
    rule,
    sigmoid,
  ]);
});

Deno.test("sizes that make no network are refused", () => {
  for (const sizes of [[], [1], [2, 0], [2, 0, 1], [0, 1], [2, 1.5, 1], [2, -1, 1], [NaN, 1]]) {
    assert.throws(() => layersOf(topologyOf(...sizes)), RangeError, `[${sizes}]`);
    assert.throws(() => parameterCount(topologyOf(...sizes)), RangeError, `[${sizes}]`);
  }
});
