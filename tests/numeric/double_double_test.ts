// Sums and products of two doubles whose error is kept, checked with exact integers.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import {
  type DoubleDouble,
  exactProduct,
  exactSum,
  product,
  quotient,
  sum,
} from "../../src/numeric/double_double.ts";
import { ONE, toFixedPoint } from "./high_precision.ts";

const moderate = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
const signed = fc.tuple(moderate, fc.boolean()).map(([x, isNegative]) => isNegative ? -x : x);
const exact = ({ high, low }: DoubleDouble) => toFixedPoint(high) + toFixedPoint(low);

function assertClose(found: DoubleDouble, expected: bigint, title: string): void {
  const error = exact(found) - expected;
  assert.ok((error < 0n ? -error : error) <= (expected < 0n ? -expected : expected) >> 100n, title);
  assert.equal(found.high + found.low, found.high);
}

Deno.test("exactSum and exactProduct lose nothing (seed 2)", () => {
  fc.assert(
    fc.property(signed, signed, (a, b) => {
      assert.equal(exact(exactSum(a, b)), toFixedPoint(a) + toFixedPoint(b));
      assert.equal(exact(exactProduct(a, b)) * ONE, toFixedPoint(a) * toFixedPoint(b));
    }),
    { seed: 2, numRuns: 1000 },
  );
});

Deno.test("sum, product and quotient keep 100 bits (seed 3)", () => {
  fc.assert(
    fc.property(moderate, moderate, moderate, (a, b, c) => {
      const ab = exactProduct(a, b);
      const cb = exactSum(c, b / 3);
      assertClose(sum(ab, cb), exact(ab) + exact(cb), "sum");
      assertClose(product(ab, cb), exact(ab) * exact(cb) / ONE, "product");
      assertClose(quotient(a, cb), toFixedPoint(a) * ONE / exact(cb), "quotient");
    }),
    { seed: 3, numRuns: 1000 },
  );
});
