// A double and its parts, taken apart and put together again without losing a bit; powers of two to both ends of the range.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import {
  bitsOf,
  decompose,
  exponentOf,
  LARGEST_EXPONENT,
  powerOfTwo,
  significandOf,
  SMALLEST_EXPONENT,
} from "../../src/numeric/binary.ts";

Deno.test("a double is its significand times its power of two (seed 1)", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
      const { significand, exponent } = decompose(x);
      assert.ok(significand < 1n << 53n);
      const half = Math.trunc(exponent / 2);
      assert.equal(Number(significand) * 2 ** half * 2 ** (exponent - half), Math.abs(x));
    }),
    { seed: 1, numRuns: 2000 },
  );
});

Deno.test("a normal double is its significand from 1 to 2 times 2 to its exponent (seed 8)", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
      fc.pre(Math.abs(x) >= 2 ** -1022);
      const [exponent, significand] = [exponentOf(x), significandOf(x)];
      assert.ok(Number.isInteger(exponent) && significand >= 1 && significand < 2);
      assert.equal(significand * powerOfTwo(exponent), Math.abs(x));
    }),
    { seed: 8, numRuns: 2000 },
  );
});

Deno.test("what is not normal has an exponent and a significand too", () => {
  assert.deepEqual([0, -0, 5e-324, -2.2250738585072009e-308].map(exponentOf), [-1023, -1023, -1023, -1023]);
  assert.deepEqual([Infinity, -Infinity, NaN].map(exponentOf), [1024, 1024, 1024]);
  assert.deepEqual([0, -0, Infinity, -Infinity].map(significandOf), [1, 1, 1, 1]);
  assert.equal(significandOf(2 ** -1023), 1.5); // its only bit stands for 1/2
  assert.ok(significandOf(NaN) >= 1 && significandOf(NaN) < 2);
});

Deno.test("the smallest double is 1 * 2^-1074, the largest (2^53 - 1) * 2^971", () => {
  assert.deepEqual(decompose(Number.MIN_VALUE), { significand: 1n, exponent: -1074 });
  assert.deepEqual(decompose(Number.MAX_VALUE), { significand: (1n << 53n) - 1n, exponent: 971 });
});

Deno.test("the bits of 1 are 0x3ff and those of -0 the sign alone", () => {
  assert.equal(bitsOf(1), 0x3ffn << 52n);
  assert.equal(bitsOf(-0), -(1n << 63n));
});

Deno.test("each power of two is twice the one before, and 2^0 is 1", () => {
  assert.equal(powerOfTwo(0), 1);
  for (let k = SMALLEST_EXPONENT; k < LARGEST_EXPONENT; k++) {
    assert.equal(powerOfTwo(k + 1), 2 * powerOfTwo(k));
  }
});

Deno.test("the powers of two go from the smallest normal double to the largest power", () => {
  assert.equal(powerOfTwo(SMALLEST_EXPONENT), 2.2250738585072014e-308);
  assert.equal(powerOfTwo(LARGEST_EXPONENT), 8.98846567431158e307);
});
