// Sums and products of two doubles and what rounding takes from them, checked with exact integers.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { productRest, sumRest } from "../../src/numeric/rest.ts";
import { ONE, toFixedPoint } from "./high_precision.ts";

const moderate = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
const signed = fc.tuple(moderate, fc.boolean()).map(([x, isNegative]) => isNegative ? -x : x);

Deno.test("a sum and its rest lose nothing (seed 2)", () => {
  fc.assert(
    fc.property(signed, signed, (a, b) => {
      const exact = toFixedPoint(a + b) + toFixedPoint(sumRest(a, b, a + b));
      assert.equal(exact, toFixedPoint(a) + toFixedPoint(b));
    }),
    { seed: 2, numRuns: 1000 },
  );
});

Deno.test("a product and its rest lose nothing (seed 3)", () => {
  fc.assert(
    fc.property(signed, signed, (a, b) => {
      const exact = toFixedPoint(a * b) + toFixedPoint(productRest(a, b, a * b));
      assert.equal(exact * ONE, toFixedPoint(a) * toFixedPoint(b));
    }),
    { seed: 3, numRuns: 1000 },
  );
});
