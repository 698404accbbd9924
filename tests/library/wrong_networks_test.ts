// What plain JavaScript may give the library in the place of a network, its numbers, its columns and its files: an answer in
// words, not an error from within.

import assert from "node:assert/strict";
import {
  backpropagate,
  bytesOf,
  denseTopology,
  drawParameters,
  feedforward,
  fitColumns,
  givenParameters,
  gradientsByName,
  hashOf,
  labelOf,
  parameterCount,
  parameterNames,
  parseExperiment,
  plainTrainer,
  rawOutput,
  runExperiment,
  sizesOf,
  standardize,
  stepped,
} from "../../mod.ts";
import { any, testRefusals } from "./refused.ts";

const topology = denseTopology([2, 2, 1], "sigmoid", "sigmoid");
const parameters = new Float64Array(9);
const species = { kind: "classes", name: "species", labels: ["setosa", "versicolor"] } as const;
const coded = {
  kind: "coded",
  name: "sex",
  classes: [{ label: "M", value: 0 }, { label: "F", value: 1 }],
} as const;
const x = { name: "x", unit: null, shift: "mean", scale: 1 } as const;
const outcome = runExperiment(parseExperiment(`
name: or
dataset:
  features: [{ name: a }]
  target: { name: either, classes: [left, right] }
  rows: [{ a: 0, either: left }, { a: 1, either: right }]
training: { epochs: 1 }
queries: [{ name: half, a: 0.5 }]
`));

testRefusals({
  "a whole answer for its outputs": [
    () => labelOf(species, any(outcome.predictions[0])),
    "TypeError: outputs must be a list: found Object",
  ],
  "an output for a list of them": [
    () => labelOf(coded, any(0.9)),
    "TypeError: outputs must be a list: found 0.9",
  ],
  "outputs of another network": [
    () => labelOf(species, [0.1, 0.2, 0.7]),
    "RangeError: outputs must be 2 numbers: found 3",
  ],
  "an answer that is no number": [
    () => labelOf(coded, [NaN]),
    "RangeError: outputs must be finite numbers: found NaN",
  ],
  "an answer in a text": [
    () => labelOf(coded, any(["1"])),
    'RangeError: outputs must be finite numbers: found "1"',
  ],
  "an empty cell that is null": [
    () => fitColumns([x], any([[1], [null], [3]])),
    "TypeError: a cell must be a number: found null",
  ],
  "a row that is missing": [
    () => fitColumns([x], any([[1], undefined])),
    "TypeError: a cell must be a number: found undefined",
  ],
  "no rows": [
    () => fitColumns([x], any(undefined)),
    "TypeError: rows must be a list: found undefined",
  ],
  "no columns": [
    () => fitColumns(any(null), [[1]]),
    "TypeError: columns must be a list: found null",
  ],
  "a shift that is none": [
    () => fitColumns([{ ...x, shift: any("avg") }], [[1]]),
    'RangeError: shift must be a number, mean or min: found "avg"',
  ],
  "a column without a scale": [
    () => fitColumns(any([{ name: "x", shift: 0 }]), [[1]]),
    "RangeError: scale must be a number, std or range: found undefined",
  ],
  "what no empty cell stands for": [
    () => fitColumns([{ ...x, missing: any("mode") }], [[1]]),
    'RangeError: missing must be a number, mean or median: found "mode"',
  ],
  "a value that is null": [
    () => standardize({ shift: 1, scale: 2 }, any(null)),
    "TypeError: a value must be a number: found null",
  ],
  "a column that is not worked out": [
    () => rawOutput(any({ shift: "mean", scale: "std" }), 5),
    'TypeError: shift must be a number: found "mean"',
  ],
  "numbers of 64 bits for bytes": [
    () => bytesOf(any(new Float64Array(2))),
    "TypeError: a content must be a text, a Uint8Array or pieces of it: found Float64Array",
  ],
  "clamped bytes": [
    () => bytesOf(any(new Uint8ClampedArray(4))),
    "TypeError: a content must be a text, a Uint8Array or pieces of it: found Uint8ClampedArray",
  ],
  "a buffer for its bytes": [
    () => hashOf(any(new ArrayBuffer(4))),
    "TypeError: a content must be a text, a Uint8Array or pieces of it: found ArrayBuffer",
  ],
  "no content": [
    () => bytesOf(any(undefined)),
    "TypeError: a content must be a text, a Uint8Array or pieces of it: found undefined",
  ],
  "a list of numbers for bytes": [
    () => bytesOf(any([1, 2])),
    "TypeError: a piece of a content must be a Uint8Array: found 1",
  ],
  "a list of numbers to hash": [
    () => hashOf(any([1])),
    "TypeError: a piece of a content must be a Uint8Array: found 1",
  ],
  "an outcome for its parameters": [
    () => feedforward(topology, any(outcome), [1, 2]),
    "TypeError: parameters must be a list: found Object",
  ],
  "a text among inputs": [
    () => feedforward(topology, parameters, any([1, "2"])),
    'RangeError: inputs must be numbers: found "2"',
  ],
  "an object for a network": [
    () => feedforward(any({}), parameters, [1, 2]),
    "TypeError: a network's layers must be a list: found undefined",
  ],
  "a network without inputs": [
    () => parameterCount(any({ layers: [] })),
    "RangeError: a network's inputs must be a positive integer: found undefined",
  ],
  "gradients of another network": [
    () => gradientsByName(topology, new Float64Array(3)),
    "RangeError: gradients must be 9 numbers: found 3",
  ],
  "an array of 32 bits to draw into": [
    () => drawParameters(topology, 42, undefined, any(new Float32Array(9))),
    "TypeError: into must be a Float64Array: found Float32Array",
  ],
  "an array of 32 bits to start from": [
    () => {
      const data = { inputs: new Float64Array(2), targets: new Float64Array(1) };
      return plainTrainer(topology, data).startingValues(any(new Float32Array(9)));
    },
    "TypeError: parameters must be a Float64Array: found Float32Array",
  ],
  "no weights": [
    () => givenParameters(topology, any(undefined), 0),
    "TypeError: weights must be a list: found undefined",
  ],
  "no targets": [
    () => stepped(topology, parameters, [1, 2], any(undefined), 0.1),
    "TypeError: targets must be a list: found undefined",
  ],
  "no learning rate": [
    () => stepped(topology, parameters, [1, 2], [1], any(undefined)),
    "TypeError: learningRate must be a number: found undefined",
  ],
  "no parameters": [
    () => backpropagate(topology, any(null), [1, 2], [1]),
    "TypeError: parameters must be a list: found null",
  ],
  "a count for sizes": [
    () => denseTopology(any(3), "tanh", "sigmoid"),
    "TypeError: sizes must be a list: found 3",
  ],
  "inputs alone": [
    () => denseTopology([2], "tanh", "sigmoid"),
    "RangeError: a network must have a layer: found none",
  ],
  "a layer of no size": [
    () => denseTopology([2, 0, 1], "tanh", "sigmoid"),
    "RangeError: a dense layer's size must be a positive integer: found 0",
  ],
  "a list of activations that is too short": [
    () => denseTopology([2, 3, 3, 1], ["tanh"], "sigmoid"),
    "RangeError: hidden must be 2 activations: found 1",
  ],
  "a list of activations that is too long": [
    () => denseTopology([2, 3, 1], ["tanh", "tanh"], "sigmoid"),
    "RangeError: hidden must be 1 activations: found 2",
  ],
  "an output that is forgotten": [
    () => denseTopology([2, 3, 1], "tanh", any(undefined)),
    "TypeError: an activation must be a name or a rule: found undefined",
  ],
  "an activation that there is not": [
    () => denseTopology([2, 1], "tanh", any("step")),
    "RangeError: activation must be one of sigmoid, tanh, relu, identity, leaky_relu, elu, softplus, silu, " +
    "gelu_tanh, softmax: found step",
  ],
});

Deno.test("nothing is no network", () => {
  const calls = {
    parameterCount: (given: unknown) => parameterCount(any(given)),
    parameterNames: (given: unknown) => parameterNames(any(given)),
    sizesOf: (given: unknown) => sizesOf(any(given)),
    backpropagate: (given: unknown) => backpropagate(any(given), parameters, [1, 2], [1]),
    stepped: (given: unknown) => stepped(any(given), parameters, [1, 2], [1], 0.1),
    drawParameters: (given: unknown) => drawParameters(any(given), 42),
    gradientsByName: (given: unknown) => gradientsByName(any(given), parameters),
  };
  for (const [name, call] of Object.entries(calls)) {
    for (const given of [undefined, null, {}, 5]) {
      assert.throws(() => call(given), {
        name: "TypeError",
        message: "a network's layers must be a list: found undefined",
      }, name);
    }
  }
});

Deno.test("parameters may come as a plain list, as from model.json", () => {
  const list = Array.from(drawParameters(topology, 42));
  const [answer] = feedforward(topology, any(list), [1, 2]);
  assert.equal(answer, feedforward(topology, Float64Array.from(list), [1, 2])[0]);
});

Deno.test("a target of numbers has no label, whatever the outputs", () => {
  assert.equal(labelOf(null, [1]), null);
  assert.equal(labelOf({ kind: "numbers", columns: [] }, []), null);
});
