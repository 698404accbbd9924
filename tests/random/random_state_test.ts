// Doubles, normals, uniforms and permutations against NumPy's legacy RandomState, bit for bit.

import assert from "node:assert/strict";
import { RandomState } from "../../src/random/random_state.ts";
import numpy from "../vectors/numpy_random_state.json" with { type: "json" };

function draws(count: number, draw: () => number): number[] {
  return Array.from({ length: count }, draw);
}

for (const expected of numpy.seeds) {
  const { seed } = expected;

  Deno.test(`seed ${seed} gives NumPy's uniform numbers in every bit`, () => {
    const state = new RandomState(seed);
    const { random_sample } = expected;
    assert.deepEqual(draws(random_sample.length, () => state.randomSample()), random_sample);

    const shifted = new RandomState(seed);
    const uniform = expected["uniform_-0.5_0.5"];
    assert.deepEqual(draws(uniform.length, () => shifted.uniform(-0.5, 0.5)), uniform);
  });

  Deno.test(`seed ${seed} gives NumPy's normal numbers in every bit`, () => {
    const state = new RandomState(seed);
    assert.deepEqual(draws(expected.normal.length, () => state.normal()), expected.normal);

    const scaled = new RandomState(seed);
    const locScale = expected["normal_loc_scale_2_0.5"];
    assert.deepEqual(draws(locScale.length, () => scaled.normal(2, 0.5)), locScale);
  });

  Deno.test(`seed ${seed}: the kept normal number survives a uniform draw and not a new seed`, () => {
    const state = new RandomState(seed);
    const mixed = [state.normal(), state.randomSample(), state.normal(), state.normal()];
    assert.deepEqual(mixed, expected.mixed_n_u_n_n);
    assert.equal(new RandomState(seed).normal(), expected.reseed_drops_cache);
  });

  Deno.test(`seed ${seed} gives NumPy's permutations`, () => {
    assert.deepEqual(new RandomState(seed).permutation(10), expected.permutation10);

    const state = new RandomState(seed);
    const items = [0, 1, 2, 3, 4, 5, 6];
    state.shuffle(items);
    assert.deepEqual([items, state.permutation(4)], expected.shuffle7_then_permutation4);
  });
}

Deno.test("seeding again restarts the stream of that seed, whatever was drawn before", () => {
  const state = new RandomState(1);
  for (const count of [0, 1, 5, 700]) {
    for (let draw = 0; draw < count; draw++) state.normal();
    state.seed(42);
    const fresh = new RandomState(42);
    for (let draw = 0; draw < 1000; draw++) assert.equal(state.normal(), fresh.normal());
  }
  assert.throws(() => state.seed(-1), RangeError);
});

Deno.test("shuffling one item or none draws nothing", () => {
  const state = new RandomState(7);
  state.shuffle([]);
  state.shuffle(["only"]);
  assert.deepEqual(state.permutation(1), [0]);
  assert.equal(state.randomSample(), new RandomState(7).randomSample());
});

Deno.test("a seed that is no integer from 0 to 2^32 - 1 is refused", () => {
  for (const seed of [-1, 4294967296, 1.5, NaN]) assert.throws(() => new RandomState(seed), RangeError);
});

Deno.test("a standard deviation below 0 is refused", () => {
  for (const scale of [-1, NaN]) assert.throws(() => new RandomState(0).normal(0, scale), RangeError);
});
