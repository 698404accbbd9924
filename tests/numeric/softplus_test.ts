// softplus against exact integers and MPFR's values, within its stated bound; its limits.

import assert from "node:assert/strict";
import { softplus } from "../../src/numeric/softplus.ts";
import { checksum } from "./checksum.ts";
import { evenlySpread } from "./evenly_spread.ts";
import { errorInUlps, expOf, logNear, ONE, toFixedPoint } from "./high_precision.ts";
import { roundedValues } from "./rounded_values.ts";

function errorOf(x: number): number {
  const y = softplus(x);
  return errorInUlps(y, logNear(ONE + expOf(toFixedPoint(x)), y));
}

Deno.test("softplus is wrong by at most 1.75 units in the last place", () => {
  const worst = Math.max(
    ...evenlySpread(3000, -3, 3).map(errorOf),
    ...evenlySpread(1000, -1.28, -1.25).map(errorOf),
    ...evenlySpread(2000, -60, 40).map(errorOf),
  );
  assert.ok(worst < 1.75 && worst > 1.2, `worst error ${worst}`);
});

Deno.test("softplus differs from the correctly rounded values by less than its bound and their half unit", () => {
  for (const [x, rounded] of roundedValues("softplus")) {
    assert.ok(errorInUlps(softplus(x), toFixedPoint(rounded)) < 2.25, `softplus(${x})`);
  }
});

Deno.test("softplus of a large number is the number, of a very negative one 0, of NaN NaN", () => {
  for (const x of [40, 1e10, 1e300, Infinity]) assert.equal(softplus(x), x);
  for (const x of [-745.2, -1e10, -1e300, -Infinity]) assert.equal(softplus(x), 0);
  assert.equal(softplus(NaN), NaN);
});

Deno.test("pinned: the bits of softplus at 20,000 places are those of numerics version 1", () => {
  const places = [...evenlySpread(10_000, -700, 40), ...evenlySpread(10_000, -4, 4)];
  assert.equal(checksum(places.map(softplus)), "d8dbc3baa3e75aee");
});
