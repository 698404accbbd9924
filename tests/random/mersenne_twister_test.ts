// The Mersenne Twister's words against NumPy's for the same seeds.

import assert from "node:assert/strict";
import { MersenneTwister } from "../../src/random/mersenne_twister.ts";
import numpy from "../vectors/numpy_random_state.json" with { type: "json" };

Deno.test("a seed gives the words that NumPy's MT19937 gives", () => {
  for (const { seed, u32 } of numpy.seeds) {
    const twister = new MersenneTwister(seed);
    assert.deepEqual(u32.map(() => twister.nextWord()), u32, `seed ${seed}`);
  }
});

Deno.test("the 10,000th word of the default seed 5489 is 4123659995, as the C++ standard requires of mt19937", () => {
  const twister = new MersenneTwister(5489);
  for (let count = 1; count < 10000; count++) twister.nextWord();
  assert.equal(twister.nextWord(), 4123659995);
});

Deno.test("a seed that is no integer from 0 to 2^32 - 1 is refused", () => {
  for (const seed of [-1, 4294967296, 0.5, NaN, Infinity]) {
    assert.throws(() => new MersenneTwister(seed), RangeError);
  }
});
