// Starting parameters: NumPy's draws for a seed, constants and lists where they are given.

import assert from "node:assert/strict";
import { drawParameters, givenParameters } from "../../src/engine/parameters.ts";
import { denseTopology } from "../../src/engine/topology.ts";
import numpy from "../vectors/numpy_random_state.json" with { type: "json" };

const topology = denseTopology([2, 2, 1], "sigmoid", "sigmoid");

Deno.test("a seed gives the weights and biases that np.random.seed gives", () => {
  for (const { seed, normal } of numpy.seeds) {
    assert.deepEqual([...drawParameters(topology, seed)], normal.slice(0, 9), `seed ${seed}`);
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
