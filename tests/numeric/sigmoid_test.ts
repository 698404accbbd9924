// sigmoid and tanh against exact integers within their stated bounds; ranges, signs and limits.

import assert from "node:assert/strict";
import { EXPONENT_CUT } from "../../src/numeric/binary_arithmetic.ts";
import { Q0, Q1, Q2, sigmoid, tanh } from "../../src/numeric/sigmoid.ts";
import { checksum } from "./checksum.ts";
import { evenlySpread } from "./evenly_spread.ts";
import { absoluteError, relativeError, sigmoidOf, tanhOf, toFixedPoint } from "./high_precision.ts";

const halfUlp = Number.EPSILON / 2; // 2^-53

Deno.test("sigmoid has an absolute error below 2^-52", () => {
  for (const x of [...evenlySpread(3000, -3, 3), ...evenlySpread(1000, -1000, 1000)]) {
    assert.ok(absoluteError(sigmoid(x), sigmoidOf(toFixedPoint(x))) < 2 * halfUlp, `sigmoid(${x})`);
  }
});

Deno.test("sigmoid has a relative error below 3 * 2^-53 from 0 upwards", () => {
  for (const x of [0, ...evenlySpread(2000, 0, 2), ...evenlySpread(1000, 0, 40)]) {
    assert.ok(relativeError(sigmoid(x), sigmoidOf(toFixedPoint(x))) < 3 * halfUlp, `sigmoid(${x})`);
  }
});

Deno.test("sigmoid has a relative error below (1.2 |x| + 4) 2^-53 down to -690", () => {
  for (const x of [...evenlySpread(2000, -4, 0), ...evenlySpread(3000, -690, 0)]) {
    const bound = (1.2 * -x + 4) * halfUlp;
    assert.ok(relativeError(sigmoid(x), sigmoidOf(toFixedPoint(x))) < bound, `sigmoid(${x})`);
  }
});

Deno.test("sigmoid stays positive and below 1e-298 from -690.1 down to the smallest double", () => {
  const saturated = [-690.1, -1000, -1e6, -1e100, -1e308, ...evenlySpread(1000, -1e17, -1e15)];
  for (const x of saturated) assert.ok(sigmoid(x) > 0 && sigmoid(x) < 1e-298, `sigmoid(${x})`);
  for (const x of saturated) assert.equal(sigmoid(-x), 1);
});

Deno.test("tanh has an absolute error below 2^-51", () => {
  for (const x of [...evenlySpread(3000, -2, 2), ...evenlySpread(1000, -500, 500), 1e17, -1e100]) {
    const exact = Math.abs(x) > 1000 ? toFixedPoint(Math.sign(x)) : tanhOf(toFixedPoint(x));
    assert.ok(absoluteError(tanh(x), exact) < 4 * halfUlp, `tanh(${x})`);
  }
});

Deno.test("tanh has a relative error below 6 * 2^-53, also next to 0", () => {
  for (const x of [...evenlySpread(4000, -1.5, 1.5), ...evenlySpread(500, -1e-4, 1e-4)]) {
    assert.ok(relativeError(tanh(x), tanhOf(toFixedPoint(x))) < 6 * halfUlp, `tanh(${x})`);
  }
  for (const x of [1e-12, 1e-20, 1e-100, 1e-300]) {
    assert.ok(Math.abs(tanh(x) / x - 1) < 6 * halfUlp, `tanh(${x})`);
  }
});

Deno.test("sigmoid and tanh stay in their ranges just below every power of two", () => {
  // There t + 1.5 * 2^52 would lose a bit that t has, and f would not be small any more.
  for (let exponent = 50; exponent <= 1023; exponent++) {
    for (const t of evenlySpread(8, 1 - 1e-15, 1)) {
      const x = t * 2 ** exponent * Math.LN2;
      assert.ok(sigmoid(-x) >= 0 && sigmoid(-x) < 1e-298, `sigmoid(${-x})`);
      assert.equal(sigmoid(x), 1);
      assert.equal(tanh(x), 1);
      assert.equal(tanh(-x), -1);
    }
  }
});

Deno.test("sigmoid and tanh of infinities are their limits, as for numbers too large to divide by ln 2", () => {
  for (const x of [Infinity, 1.7e308]) {
    assert.equal(sigmoid(x), 1);
    assert.equal(sigmoid(-x), 0);
    assert.equal(tanh(x), 1);
    assert.equal(tanh(-x), -1);
  }
});

Deno.test("sigmoid and tanh of NaN are NaN", () => {
  assert.ok(Number.isNaN(sigmoid(NaN)));
  assert.ok(Number.isNaN(tanh(NaN)));
});

Deno.test("sigmoid(0) is 0.5, tanh(0) and tanh(-0) are 0", () => {
  assert.equal(sigmoid(0), 0.5);
  assert.equal(sigmoid(-0), 0.5);
  assert.equal(tanh(0), 0);
  assert.equal(tanh(-0), 0);
});

Deno.test("no intermediate of tanh overflows at the cut", () => {
  const largestQ = (Q2 / 4 + Q1) / 4 + Q0; // |f| is at most 1/2
  assert.ok(Number.isFinite(2 * largestQ * (1 + 2 ** EXPONENT_CUT)));
});

Deno.test("pinned: the bits of sigmoid and tanh at 20,000 places are those of numerics version 1", () => {
  const places = [...evenlySpread(10000, -5, 5), ...evenlySpread(10000, -750, 750)];
  assert.equal(checksum(places.map(sigmoid)), "eb15f0bdca1a1af7");
  assert.equal(checksum(places.map(tanh)), "9abde6fbd25ace6e");
});
