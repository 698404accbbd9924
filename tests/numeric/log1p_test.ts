// log1p against exact integers and MPFR's values, within its stated bound; the ends of its domain.

import assert from "node:assert/strict";
import { log } from "../../src/numeric/log.ts";
import { log1p } from "../../src/numeric/log1p.ts";
import { checksum } from "./checksum.ts";
import { evenlySpread } from "./evenly_spread.ts";
import { errorInUlps, logNear, ONE, toFixedPoint } from "./high_precision.ts";
import { roundedValues } from "./rounded_values.ts";

function errorOf(x: number): number {
  const y = log1p(x);
  return errorInUlps(y, logNear(ONE + toFixedPoint(x), y));
}

Deno.test("log1p is wrong by at most 0.9 units in the last place", () => {
  const worst = Math.max(
    ...evenlySpread(3000, -1, 3).map(errorOf),
    ...evenlySpread(1000, -0.31, -0.28).map(errorOf),
    ...evenlySpread(1000, 0.4, 0.42).map(errorOf),
    ...evenlySpread(500, -17, 300).map((power) => errorOf(10 ** power)),
    ...evenlySpread(500, -17, -0.01).map((power) => errorOf(-(10 ** power))),
  );
  assert.ok(worst < 0.9 && worst > 0.7, `worst error ${worst}`);
});

Deno.test("log1p stays within its bound next to the points where k changes", () => {
  for (let k = -50; k <= 1022; k++) {
    const edge = 2 ** k * Math.SQRT1_2 - 1;
    for (const x of [edge, edge * (1 - 2e-16), edge * (1 + 2e-16)]) {
      assert.ok(errorOf(x) < 0.9, `log1p(${x})`);
    }
  }
});

Deno.test("log1p differs from the correctly rounded values by less than its bound and their half unit", () => {
  for (const [x, rounded] of roundedValues("log1p")) {
    assert.ok(errorInUlps(log1p(x), toFixedPoint(rounded)) < 1.4, `log1p(${x})`);
  }
});

Deno.test("log1p of a number too small to be seen beside 1 is that number", () => {
  for (const x of [5e-324, 2.2250738585072014e-308, 1e-300, 1e-17, 2 ** -54]) {
    assert.equal(log1p(x), x);
    assert.equal(log1p(-x), -x);
  }
  assert.equal(log1p(0), 0);
  assert.equal(log1p(-0), 0);
});

Deno.test("log1p of the largest numbers is their log", () => {
  for (const x of [Number.MAX_VALUE, 2 ** 1023, 1.5e308, 1e300]) assert.equal(log1p(x), log(x));
});

Deno.test("log1p of -1 is -Infinity, of less and of NaN NaN, of Infinity Infinity", () => {
  assert.equal(log1p(-1), -Infinity);
  assert.equal(log1p(Infinity), Infinity);
  for (const x of [-1 - Number.EPSILON, -1.5, -2, -3, -1e17, -Number.MAX_VALUE, -Infinity, NaN]) {
    assert.equal(log1p(x), NaN, `log1p(${x})`);
  }
});

Deno.test("pinned: the bits of log1p at 20,000 places are those of numerics version 1", () => {
  const places = [...evenlySpread(10_000, -1, 20), ...evenlySpread(10_000, -0.5, 0.5)];
  assert.equal(checksum(places.map(log1p)), "b1f7646e3cae4508");
});
