// The distance between two doubles, counted in doubles.

import assert from "node:assert/strict";
import { ulpDistance } from "../../src/numeric/ulp.ts";

Deno.test("neighbouring doubles are one step apart, in both directions", () => {
  assert.equal(ulpDistance(1, 1 + Number.EPSILON), 1n);
  assert.equal(ulpDistance(1 + Number.EPSILON, 1), 1n);
  assert.equal(ulpDistance(1, 1 - Number.EPSILON / 2), 1n);
  assert.equal(ulpDistance(Number.MAX_VALUE, Infinity), 1n);
});

Deno.test("the line of doubles runs through one zero", () => {
  assert.equal(ulpDistance(-0, 0), 0n);
  assert.equal(ulpDistance(-5e-324, 5e-324), 2n);
  assert.equal(ulpDistance(-0, 5e-324), 1n);
});

Deno.test("from 1 to 2 there are 2^52 steps, from -Infinity to Infinity 2 * 0x7ff * 2^52", () => {
  assert.equal(ulpDistance(1, 2), 1n << 52n);
  assert.equal(ulpDistance(-Infinity, Infinity), (2n * 0x7ffn) << 52n);
});

Deno.test("NaN is at no distance from NaN and at none that can be said from a number", () => {
  assert.equal(ulpDistance(NaN, NaN), 0n);
  assert.equal(ulpDistance(NaN, 1), undefined);
  assert.equal(ulpDistance(0, NaN), undefined);
});
