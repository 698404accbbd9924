// Starting parameters: NumPy's draws for a seed, constants and lists where they are given.

import assert from "node:assert/strict";
import { drawParameters, givenParameters, streamAfterDrawing } from "../../src/engine/parameters.ts";
import { denseTopology, type Topology } from "../../src/engine/topology.ts";
import { type Scheme, schemeNames } from "../../src/engine/rules/scheme.ts";
import { RandomState } from "../../src/random/random_state.ts";
import learningRuns from "../vectors/learning_runs.json" with { type: "json" };
import numpy from "../vectors/numpy_random_state.json" with { type: "json" };

const topology = denseTopology([2, 2, 1], "sigmoid", "sigmoid");

Deno.test("a seed gives the weights and biases that np.random.seed gives", () => {
  for (const { seed, normal } of numpy.seeds) {
    assert.deepEqual([...drawParameters(topology, seed)], normal.slice(0, 9), `seed ${seed}`);
  }
});

Deno.test("each scheme gives the starting parameters of the reference runs, bit by bit", () => {
  const found = new Set<string>();
  for (const { id, data, outputs, network, init, start } of learningRuns.cases) {
    const inputCount = learningRuns.data[data as keyof typeof learningRuns.data].inputs[0].length;
    const topology = denseTopology([inputCount, ...network.hidden, outputs], "tanh", "identity");
    const { seed, scheme: name = "classic", ...number } = init as { seed: number; scheme?: string };
    assert.deepEqual([...drawParameters(topology, seed, { name, ...number } as Scheme)], start, `run ${id}`);
    found.add(name);
  }
  assert.equal(found.size, 5);
});

/** A scheme of each name. */
function schemeOf(name: Scheme["name"]): Scheme {
  return name === "normal" ? { name, sd: 0.25 } : name === "uniform" ? { name, bound: 0.75 } : { name };
}

Deno.test("glorot and he follow the sizes of the layers that a weight joins", () => {
  const wide = denseTopology([3, 5, 2], "tanh", "identity");
  const [w, b] = [25, 7];
  const drawnBy = (draw: (stream: RandomState, inputCount: number, outputCount: number) => number) => {
    const stream = new RandomState(11);
    const first = Array.from({ length: 15 }, () => draw(stream, 3, 5));
    const second = Array.from({ length: 10 }, () => draw(stream, 5, 2));
    return [...first, ...second, ...new Array<number>(b).fill(0)];
  };
  const normal = (variance: (i: number, o: number) => number) =>
    drawnBy((stream, i, o) => stream.normal(0, Math.sqrt(variance(i, o))));
  const uniform = (square: (i: number, o: number) => number) =>
    drawnBy((stream, i, o) => stream.uniform(-Math.sqrt(square(i, o)), Math.sqrt(square(i, o))));
  const wanted: Readonly<Record<string, readonly number[]>> = {
    normal: normal(() => 0.0625),
    uniform: uniform(() => 0.5625),
    glorot_uniform: uniform((i, o) => 6 / (i + o)),
    glorot_normal: normal((i, o) => 2 / (i + o)),
    he_uniform: uniform((i) => 6 / i),
    he_normal: normal((i) => 2 / i),
  };
  for (const name of schemeNames.filter((name) => name !== "classic")) {
    const found = drawParameters(wide, 11, schemeOf(name));
    assert.equal(found.length, w + b);
    assert.deepEqual([...found], wanted[name], name);
  }
});

Deno.test("glorot and he count what a filter weighs, and of a recurrence states and words apart, as PyTorch does", () => {
  // Filters of 2×2×3: 12 numbers enter a sum, and a number enters 5·2·2 sums.
  const image: Topology = {
    inputCount: 27,
    input: { kind: "image", rows: 3, columns: 3, channels: 3 },
    layers: [
      { kind: "conv", filters: 5, size: 2, padding: 0, bias: true, activation: "relu" },
      { kind: "maxpool", size: 2, ties: "first" },
      { size: 2, activation: "softmax" },
    ],
  };
  const text: Topology = {
    inputCount: 4,
    input: { kind: "sentence", wordCount: 7 },
    layers: [{ kind: "rnn", size: 3, activation: "tanh" }, { size: 2, activation: "softmax" }],
  };
  const blocks = (
    topology: Topology,
    ...fans: readonly (readonly [count: number, i: number, o: number])[]
  ) => {
    const stream = new RandomState(11);
    const weights = fans.flatMap(([count, i, o]) =>
      Array.from({ length: count }, () => stream.normal(0, Math.sqrt(2 / (i + o))))
    );
    assert.deepEqual(
      [...drawParameters(topology, 11, { name: "glorot_normal" }).subarray(0, weights.length)],
      weights,
    );
  };
  blocks(image, [60, 12, 20], [10, 5, 2]);
  blocks(text, [9, 3, 3], [21, 7, 3], [6, 3, 2]);
});

Deno.test("a drawing leaves the stream as NumPy's stands after the same draws, a kept normal included", () => {
  const classic = streamAfterDrawing(topology, 42); // nine normal numbers
  assert.deepEqual(classic.permutation(8), [5, 2, 1, 6, 0, 4, 3, 7]);
  assert.equal(classic.normal(), 0.5425600435859647);
  const threeWeights = denseTopology([3, 1], "tanh", "identity");
  const uniform = streamAfterDrawing(threeWeights, 5, { name: "uniform", bound: 0.5 });
  assert.deepEqual(uniform.permutation(8), [5, 6, 2, 3, 4, 7, 1, 0]);
  const normal = streamAfterDrawing(threeWeights, 9, { name: "normal", sd: 0.5 });
  assert.deepEqual(normal.permutation(6), [3, 4, 0, 2, 1, 5]);
  assert.equal(normal.normal(), -0.012882756745794295);
});

Deno.test("a drawing into an array that holds other numbers leaves none of them", () => {
  for (const name of schemeNames) {
    const into = new Float64Array(9).fill(7);
    assert.equal(drawParameters(topology, 3, schemeOf(name), into), into);
    assert.deepEqual(into, drawParameters(topology, 3, schemeOf(name)), name);
  }
});

Deno.test("one number stands for all weights or all biases", () => {
  assert.deepEqual([...givenParameters(topology, 1, 0)], [1, 1, 1, 1, 1, 1, 0, 0, 0]);
});

Deno.test("lists are taken in draw order", () => {
  assert.deepEqual([...givenParameters(topology, [1, 2, 3, 4, 5, 6], [7, 8, 9])], [
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    8,
    9,
  ]);
});

Deno.test("lists of another length are refused", () => {
  assert.throws(() => givenParameters(topology, [1, 2, 3], 0), /weights must be 6 numbers: found 3/);
  assert.throws(() => givenParameters(topology, 0, [1, 2, 3, 4]), /biases must be 3 numbers: found 4/);
});

Deno.test("parameters are drawn into as many places as the network has", () => {
  const topology = denseTopology([2, 2, 1], "sigmoid", "sigmoid");
  for (const count of [3, 12]) {
    assert.throws(() => drawParameters(topology, 42, undefined, new Float64Array(count)), RangeError);
  }
});
