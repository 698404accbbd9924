// Powers of two, to both ends of the range of doubles.

import assert from "node:assert/strict";
import { LARGEST_EXPONENT, powerOfTwo, SMALLEST_EXPONENT } from "../../src/numeric/power_of_two.ts";

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
