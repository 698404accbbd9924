// exp against correctly rounded values and against exact integers, within its stated bound.

import assert from "node:assert/strict";
import { exp } from "../../src/numeric/exp.ts";
import vectors from "../vectors/exp_log_correctly_rounded.json" with { type: "json" };
import { errorInUlps, expOf, toFixedPoint } from "./high_precision.ts";
import { evenlySpread } from "./evenly_spread.ts";

function errorOf(x: number): number {
  return errorInUlps(exp(x), expOf(toFixedPoint(x)));
}

Deno.test("exp is wrong by at most 0.94 units in the last place where the result is normal", () => {
  const worst = Math.max(
    ...evenlySpread(3000, -708.39, 709.78).map(errorOf),
    ...evenlySpread(3000, -1, 1).map(errorOf),
  );
  assert.ok(worst < 0.94 && worst > 0.7, `worst error ${worst}`);
});

Deno.test("exp is wrong by less than one unit in the last place where the result is subnormal", () => {
  const worst = Math.max(...evenlySpread(2000, -745.13, -708.4).map(errorOf));
  assert.ok(worst < 1, `worst error ${worst}`);
});

Deno.test("exp stays within its bound next to the points where k changes", () => {
  for (let k = -1021; k <= 1022; k += 7) {
    const edge = (k + 0.5) * Math.LN2;
    for (const x of [edge, edge * (1 - 2e-16), edge * (1 + 2e-16)]) assert.ok(errorOf(x) < 0.94, `exp(${x})`);
  }
});

Deno.test("exp differs from the correctly rounded values by less than one unit in the last place", () => {
  for (const [x, rounded] of vectors.exp) {
    // The rounded value itself is off by half a unit.
    assert.ok(errorInUlps(exp(x), toFixedPoint(rounded)) < 1.5, `exp(${x})`);
    if (rounded > 3e-308 && Number.isFinite(rounded)) assert.ok(errorOf(x) < 0.94, `exp(${x})`);
  }
});

Deno.test("exp overflows to Infinity and underflows to 0 where the correctly rounded one does", () => {
  assert.equal(exp(709.7827128933841), Infinity);
  assert.ok(exp(709.782712893384) < Infinity);
  assert.equal(exp(-745.1332191019411), 5e-324);
  assert.equal(exp(-745.1332191019412), 0);
  assert.equal(exp(1e300), Infinity);
  assert.equal(exp(-1e300), 0);
});

Deno.test("exp of the special values is that of Math.exp", () => {
  for (const x of [0, -0, Infinity, -Infinity, NaN]) assert.equal(exp(x), Math.exp(x));
});
