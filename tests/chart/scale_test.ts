// Scales against d3-scale and their formula, and at the ends of what a double can hold.

// @ts-types="npm:@types/d3-scale@4.0.9"
import { scaleLinear } from "npm:d3-scale@4.0.3";
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { linearScale, logScale } from "../../src/chart/scale.ts";

const double = fc.double({ min: -1e150, max: 1e150, noNaN: true });

Deno.test("a linear scale has the bits of d3-scale's (property, seed 6)", () => {
  fc.assert(
    fc.property(double, double, double, double, double, (a, b, c, d, x) => {
      const expected = scaleLinear([a, b], [c, d])(x);
      assert.ok(Object.is(linearScale([a, b], [c, d])(x), expected));
    }),
    { seed: 6, numRuns: 1000 },
  );
});

Deno.test("a domain of one value sits in the middle", () => {
  assert.equal(linearScale([3, 3], [0, 100])(3), 50);
});

Deno.test("a domain wider than the largest double still has a middle", () => {
  assert.equal(linearScale([-1.7e308, 1.7e308], [0, 100])(0), 50);
});

Deno.test("a value that is not finite has no position", () => {
  for (const value of [NaN, Infinity, -Infinity]) {
    assert.ok(Number.isNaN(linearScale([0, 1], [0, 100])(value)));
    assert.ok(Number.isNaN(logScale([1, 10], [0, 100])(value)));
  }
});

Deno.test("a logarithmic scale puts every decade at the same distance", () => {
  const scale = logScale([0.001, 10], [400, 0]);
  [0.001, 0.01, 0.1, 1, 10].forEach((value, index) => {
    // Positions are drawn to a hundredth.
    assert.ok(Math.abs(scale(value) - (400 - 100 * index)) < 1e-9);
  });
});

Deno.test("a logarithmic scale follows the logarithm from the smallest number to the largest", () => {
  const scale = logScale([5e-324, 1.7976931348623157e308], [0, 1000]);
  const [low, high] = [Math.log(5e-324), Math.log(1.7976931348623157e308)];
  for (
    const value of [5e-324, 1e-310, 2.3e-308, 1e-9, 0.7, 1, 1.5, 1.9999999999999998, 2, 3.7, 1e15, 1e308]
  ) {
    const expected = 1000 * (Math.log(value) - low) / (high - low);
    assert.ok(Math.abs(scale(value) - expected) < 1e-9, `${value}: ${scale(value)} and ${expected}`);
  }
});

Deno.test("0 and below have no position on a logarithmic scale", () => {
  for (const value of [0, -0, -1]) assert.ok(Number.isNaN(logScale([1, 10], [0, 100])(value)));
});
