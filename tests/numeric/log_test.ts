// log is correctly rounded: against MPFR's values and against exact integers.

import assert from "node:assert/strict";
import { decompose } from "../../src/numeric/binary.ts";
import { log } from "../../src/numeric/log.ts";
import vectors from "../vectors/exp_log_correctly_rounded.json" with { type: "json" };
import { evenlySpread } from "./evenly_spread.ts";
import { expOf, PLACES, relativeError, toFixedPoint } from "./high_precision.ts";

/** The points halfway from y to its neighbours, towards -Infinity and towards Infinity. */
function halfwayPoints(y: number): [bigint, bigint] {
  const { significand, exponent } = decompose(y);
  const half = 1n << (PLACES + BigInt(exponent - 1));
  const towardsZero = significand === 1n << 52n ? half / 2n : half;
  const exact = toFixedPoint(y);
  return y > 0 ? [exact - towardsZero, exact + half] : [exact - half, exact + towardsZero];
}

/** ln x rounds to y just when x lies between the exponentials of the points halfway to y's neighbours. */
function assertNearest(x: number, y: number): void {
  const [below, above] = halfwayPoints(y);
  const exact = toFixedPoint(x);
  assert.ok(expOf(below) < exact && exact < expOf(above), `log(${x}) is not ${y}`);
}

Deno.test("log equals the correctly rounded values in every bit", () => {
  for (const [x, y] of vectors.log) assert.equal(log(x), y);
});

Deno.test("log is correctly rounded from 0 to 1, where starting parameters need it", () => {
  for (const x of evenlySpread(3000, 0, 1)) assertNearest(x, log(x));
});

Deno.test("log is correctly rounded next to 1", () => {
  for (let steps = 1; steps <= 200; steps++) {
    for (const x of [1 - steps * Number.EPSILON / 2, 1 + steps * Number.EPSILON]) assertNearest(x, log(x));
  }
  for (const x of evenlySpread(500, 0.999, 1.001)) assertNearest(x, log(x));
});

Deno.test("log is correctly rounded over the whole range, subnormal numbers included", () => {
  const extremes = [
    5e-324,
    1.5e-323,
    2.2250738585072009e-308,
    2.2250738585072014e-308,
    1.7976931348623157e308,
  ];
  const spread = evenlySpread(1000, -323, 308).map((power) => Number(`1.2345e${Math.round(power)}`));
  for (const x of [...extremes, ...spread]) assertNearest(x, log(x));
});

Deno.test("log is correctly rounded where 62 bits do not tell which double is nearest", () => {
  const hardCases = [0.38869760529674746, 0.5619521568090926, 0.7142684608595723, 0.9179806650846607, 1010];
  const isHard = (x: number) =>
    halfwayPoints(log(x)).some((halfway) => relativeError(x, expOf(halfway)) < Math.abs(log(x)) * 2 ** -62);
  assert.ok(hardCases.every(isHard), "the short way alone would do for these");
  for (const x of hardCases) assertNearest(x, log(x));
});

Deno.test("log of 0 is -Infinity, of a negative number NaN, of Infinity Infinity, of 1 zero", () => {
  assert.equal(log(0), -Infinity);
  assert.equal(log(-0), -Infinity);
  assert.equal(log(-5e-324), NaN);
  assert.equal(log(-Infinity), NaN);
  assert.equal(log(NaN), NaN);
  assert.equal(log(Infinity), Infinity);
  assert.equal(log(1), 0);
});
