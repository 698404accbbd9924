// Where each layer's weights and biases lie in the flat array, and what they are called.

import assert from "node:assert/strict";
import { activations } from "../../src/engine/rules/activation.ts";
import {
  biasCount,
  denseLayersOf,
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
    {
      kind: "dense",
      inputCount: 4,
      outputCount: 8,
      weightOffset: 0,
      biasOffset: 59,
      firstNeuron: 0,
      activation: tanh,
    },
    {
      kind: "dense",
      inputCount: 8,
      outputCount: 3,
      weightOffset: 32,
      biasOffset: 67,
      firstNeuron: 8,
      activation: tanh,
    },
    {
      kind: "dense",
      inputCount: 3,
      outputCount: 1,
      weightOffset: 56,
      biasOffset: 70,
      firstNeuron: 11,
      activation: sigmoid,
    },
  ]);
});

Deno.test("the counts of a 4-8-3-1 network", () => {
  assert.equal(weightCount(topologyOf(4, 8, 3, 1)), 4 * 8 + 8 * 3 + 3);
  assert.equal(biasCount(topologyOf(4, 8, 3, 1)), 8 + 3 + 1);
  assert.equal(parameterCount(topologyOf(4, 8, 3, 1)), 71);
});

Deno.test("without hidden layers the output neuron stands alone", () => {
  assert.deepEqual(layersOf(topologyOf(3, 1)), [
    {
      kind: "dense",
      inputCount: 3,
      outputCount: 1,
      weightOffset: 0,
      biasOffset: 3,
      firstNeuron: 0,
      activation: sigmoid,
    },
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
  assert.deepEqual(denseLayersOf(topology).map(({ activation }) => activation), [
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

const digits: Topology = {
  inputCount: 64,
  input: { kind: "image", rows: 8, columns: 8, channels: 1 },
  layers: [
    { kind: "conv", filters: 2, size: 3, padding: 0, bias: true, activation: "relu" },
    { kind: "maxpool", size: 2, ties: "first" },
    { kind: "conv", filters: 3, size: 2, padding: 1, bias: false, activation: "tanh" },
    { size: 2, activation: "softmax" },
  ],
};

Deno.test("an image goes through filters and squares, and a dense layer takes it as it lies", () => {
  const places = layersOf(digits).map((layer) => ({
    kind: layer.kind,
    entering: layer.inputCount,
    leaving: layer.outputCount,
    weights: "weightOffset" in layer ? layer.weightOffset : null,
    biases: "biasOffset" in layer ? layer.biasOffset : null,
    firstNeuron: layer.firstNeuron,
  }));
  assert.deepEqual(places, [
    { kind: "conv", entering: 64, leaving: 6 * 6 * 2, weights: 0, biases: 138, firstNeuron: 0 },
    { kind: "maxpool", entering: 72, leaving: 3 * 3 * 2, weights: null, biases: null, firstNeuron: 72 },
    { kind: "conv", entering: 18, leaving: 4 * 4 * 3, weights: 18, biases: 140, firstNeuron: 90 },
    { kind: "dense", entering: 48, leaving: 2, weights: 42, biases: 140, firstNeuron: 138 },
  ]);
  assert.equal(weightCount(digits), 2 * 9 + 3 * 4 * 2 + 48 * 2);
  assert.equal(biasCount(digits), 2 + 2);
  assert.deepEqual(sizesOf(digits), [64, 72, 18, 48, 2]);
});

Deno.test("a weight is named by its layer, where it leads to and where it comes from", () => {
  const names = parameterNames(digits);
  assert.deepEqual(names.slice(0, 4), ["conv1.w1.1.1", "conv1.w1.1.2", "conv1.w1.1.3", "conv1.w1.2.1"]);
  assert.equal(names[18 + 8 + 2 * 2 + 1], "conv2.w2.2.1.2"); // filter 2, row 2, column 1, channel 2
  assert.deepEqual(names.slice(-5), ["dense1.w2.48", "conv1.b1", "conv1.b2", "dense1.b1", "dense1.b2"]);
  assert.equal(new Set(names).size, parameterCount(digits));
  const neurons = neuronNames(digits);
  assert.deepEqual(neurons.slice(0, 3), ["conv1.1.1.1", "conv1.2.1.1", "conv1.1.1.2"]);
  assert.deepEqual(neurons.slice(-3), ["conv2.3.4.4", "o1", "o2"]);
});

const sentences: Topology = {
  inputCount: 3,
  input: { kind: "sentence", wordCount: 2 },
  layers: [{ kind: "rnn", size: 2, activation: "tanh" }, { size: 1, activation: "sigmoid" }],
};

Deno.test("a recurrence has the weights of its state, then those of its words", () => {
  assert.deepEqual(parameterNames(sentences, ["good", "bad"]), [
    ...["rnn1.w1.h1", "rnn1.w1.h2", "rnn1.w2.h1", "rnn1.w2.h2"],
    ...["rnn1.w1.good", "rnn1.w1.bad", "rnn1.w2.good", "rnn1.w2.bad"],
    ...["dense1.w1.1", "dense1.w1.2", "rnn1.b1", "rnn1.b2", "dense1.b1"],
  ]);
  assert.deepEqual(parameterNames(sentences)[4], "rnn1.w1.x1");
  assert.deepEqual(neuronNames(sentences), [
    ...["rnn1.1.1", "rnn1.1.2", "rnn1.2.1", "rnn1.2.2", "rnn1.3.1", "rnn1.3.2", "o1"],
  ]);
});

Deno.test("layers that cannot stand where they are are refused", () => {
  const conv = { kind: "conv", filters: 1, size: 3, padding: 0, bias: true, activation: "relu" } as const;
  const dense = { size: 1, activation: "identity" } as const;
  const image = { kind: "image", rows: 2, columns: 4, channels: 1 } as const;
  const wrong: readonly [Partial<Topology>, RegExp][] = [
    [{ layers: [conv, dense] }, /must stand on an image/],
    [{ input: image, layers: [dense, conv, dense] }, /must stand on an image/],
    [{ input: image, layers: [conv, dense] }, /size must be at most 2 here: found 3/],
    [
      { input: image, layers: [{ ...conv, padding: 3 }, dense] },
      /padding must be an integer from 0 to below/,
    ],
    [{ input: image, layers: [{ kind: "maxpool", size: 3, ties: "all" }, dense] }, /at most 2 here: found 3/],
    [{ input: image, layers: [{ ...conv, padding: 1 }] }, /the last layer must be dense: found conv/],
    [{ input: image, layers: [{ ...conv, padding: 1, filters: 0 }, dense] }, /must be positive integers/],
    [{ layers: [{ ...dense, size: 0 }, dense] }, /a dense layer's size must be a positive integer: found 0$/],
    [
      { input: image, layers: [{ kind: "maxpool", size: 0, ties: "all" }, dense] },
      /a maxpool layer's size must be a positive integer: found 0$/,
    ],
    [{ inputCount: 2.5 }, /a network's inputs must be a positive integer: found 2\.5/],
    [{ layers: [] }, /a network must have a layer/],
    [
      { layers: [{ ...dense, activation: "tan" as "tanh" }] },
      /activation must be one of sigmoid, .*softmax: found tan$/,
    ],
    [
      { input: image, layers: [{ ...conv, padding: 1, activation: "softmax" as "relu" }, dense] },
      /activation must be one of sigmoid, .*: found softmax$/,
    ],
    [
      { input: { ...image, rows: 2.5, columns: 3.2 }, layers: [dense] },
      /must be positive integers: found 2\.5, /,
    ],
    [{ input: { ...image, rows: 3 }, layers: [dense] }, /3×4×1 must have as many inputs: found 8/],
    [{ input: image, layers: [{ kind: "rnn", size: 1, activation: "tanh" }, dense] }, /must stand on words/],
    [{ input: { kind: "sentence", wordCount: 2 }, layers: [dense] }, /words must enter an rnn layer/],
    [
      {
        input: { kind: "sentence", wordCount: 2.5 },
        layers: [{ kind: "rnn", size: 2, activation: "tanh" }, dense],
      },
      /a sentence's wordCount must be an integer of at least 0: found 2\.5/,
    ],
  ];
  for (const [part, message] of wrong) {
    assert.throws(() => layersOf({ inputCount: 8, layers: [dense], ...part }), message);
  }
});

Deno.test("code that knows dense layers alone refuses all others", () => {
  assert.throws(() => denseLayersOf(digits), /all layers must be dense here: found conv/);
  assert.equal(denseLayersOf(topologyOf(2, 2, 1)).length, 2);
});
