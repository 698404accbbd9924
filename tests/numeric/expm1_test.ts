// expm1 against exact integers and MPFR's values, within its stated bound; its limits.

import assert from "node:assert/strict";
import { expm1 } from "../../src/numeric/expm1.ts";
import { checksum } from "./checksum.ts";
import { evenlySpread } from "./evenly_spread.ts";
import { errorInUlps, expOf, ONE, toFixedPoint } from "./high_precision.ts";
import { roundedValues } from "./rounded_values.ts";

function errorOf(x: number): number {
  return errorInUlps(expm1(x), expOf(toFixedPoint(x)) - ONE);
}

Deno.test("expm1 is wrong by at most 0.9 units in the last place", () => {
  const worst = Math.max(
    ...evenlySpread(3000, -2, 2).map(errorOf),
    ...evenlySpread(1500, 0.35, 0.41).map(errorOf),
    ...evenlySpread(1000, -38, 10).map(errorOf),
    ...evenlySpread(500, -100, 709.78).map(errorOf),
    ...evenlySpread(500, -17, 0).map((power) => errorOf(10 ** power)),
    ...evenlySpread(500, -17, 0).map((power) => errorOf(-(10 ** power))),
  );
  assert.ok(worst < 0.9 && worst > 0.7, `worst error ${worst}`);
});

Deno.test("expm1 stays within its bound next to the points where k changes", () => {
  for (let k = -60; k <= 1023; k++) {
    const edge = k * Math.LN2 + Math.log(0.75);
    for (const x of [edge, edge * (1 - 2e-16), edge * (1 + 2e-16)]) {
      assert.ok(errorOf(x) < 0.9, `expm1(${x})`);
    }
  }
});

Deno.test("expm1 differs from the correctly rounded values by less than its bound and their half unit", () => {
  for (const [x, rounded] of roundedValues("expm1")) {
    assert.ok(errorInUlps(expm1(x), toFixedPoint(rounded)) < 1.4, `expm1(${x})`);
  }
});

Deno.test("expm1 of a number too small to be seen beside 1 is that number", () => {
  for (const x of [5e-324, 2.2250738585072014e-308, 1e-300, 1e-17, 2 ** -54]) {
    assert.equal(expm1(x), x);
    assert.equal(expm1(-x), -x);
  }
  assert.equal(expm1(0), 0);
  assert.equal(expm1(-0), 0);
});

Deno.test("expm1 overflows to Infinity and comes down to -1 where the correctly rounded one does", () => {
  assert.equal(expm1(709.7827128933841), Infinity);
  assert.ok(expm1(709.782712893384) < Infinity);
  assert.ok(expm1(-36) > -1);
  for (const x of [-37.42994775023705, -38, -745.2, -1e300, -Infinity]) assert.equal(expm1(x), -1);
  assert.equal(expm1(1e300), Infinity);
  assert.equal(expm1(Infinity), Infinity);
  assert.equal(expm1(NaN), NaN);
});

Deno.test("pinned: the bits of expm1 at 20,000 places are those of numerics version 1", () => {
  const places = [...evenlySpread(10_000, -40, 700), ...evenlySpread(10_000, -1, 1)];
  assert.equal(checksum(places.map(expm1)), "6b7ea5971c1d84a8");
});
