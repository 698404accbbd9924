// Rows held out against NumPy's draws, and what must hold of every such split.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { holdOut, stratifiedHoldOut } from "../../src/judging/hold_out.ts";
import judging from "../vectors/judging.json" with { type: "json" };
import edges from "../vectors/judging_edges.json" with { type: "json" };

for (const { rows, fraction, seed, held_out } of judging.holdout) {
  Deno.test(`${fraction} of ${rows} rows from seed ${seed} are the rows that NumPy draws`, () => {
    assert.deepEqual(holdOut(rows, { fraction, seed }), held_out);
  });
}

for (const { labels, fraction, seed, held_out } of edges.stratified_holdout) {
  Deno.test(`${fraction} of each class of ${labels.length} rows are the rows that NumPy draws class by class`, () => {
    assert.deepEqual(stratifiedHoldOut(labels, { fraction, seed }), held_out);
  });
}

const fractions = fc.double({ min: 0, max: 1, minExcluded: true, maxExcluded: true, noNaN: true });
const seeds = fc.nat(2 ** 32 - 1);

Deno.test("a share is rounded up to whole rows, and no row is drawn twice (seed 71)", () => {
  fc.assert(
    fc.property(fc.nat(200), fractions, seeds, (rowCount, fraction, seed) => {
      const heldOut = holdOut(rowCount, { fraction, seed });
      assert.equal(heldOut.length, Math.ceil(fraction * rowCount));
      assert.equal(new Set(heldOut).size, heldOut.length);
      assert.ok(heldOut.every((row) => row >= 0 && row < rowCount));
    }),
    { seed: 71, numRuns: 300 },
  );
});

Deno.test("stratified, the share of each class is rounded up by itself (seed 72)", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5), { maxLength: 100 }), fractions, seeds, (labels, fraction, seed) => {
      const heldOut = stratifiedHoldOut(labels, { fraction, seed });
      assert.equal(new Set(heldOut).size, heldOut.length);
      for (let label = 0; label <= 5; label++) {
        const all = labels.filter((other) => other === label).length;
        assert.equal(heldOut.filter((row) => labels[row] === label).length, Math.ceil(fraction * all));
      }
    }),
    { seed: 72, numRuns: 300 },
  );
});

Deno.test("with one class, the share of each class is the share of all rows", () => {
  const options = { fraction: 0.3, seed: 5 };
  assert.deepEqual(stratifiedHoldOut(new Array(20).fill(0), options), holdOut(20, options));
});

Deno.test("a class without rows draws nothing, and takes nothing from the others", () => {
  const options = { fraction: 0.5, seed: 9 };
  assert.deepEqual(
    stratifiedHoldOut([0, 3, 0, 3, 3], options),
    stratifiedHoldOut([0, 1, 0, 1, 1], options),
  );
});

Deno.test("without rows nothing is held out, and a large share may hold out all", () => {
  assert.deepEqual(holdOut(0, { fraction: 0.5, seed: 0 }), []);
  assert.deepEqual(stratifiedHoldOut([], { fraction: 0.5, seed: 0 }), []);
  assert.equal(holdOut(5, { fraction: 0.9, seed: 0 }).length, 5);
});

Deno.test("a share that is none, a seed that is none and a class that is none are refused", () => {
  for (const fraction of [0, 1, -0.1, 1.5, NaN]) {
    assert.throws(() => holdOut(4, { fraction, seed: 0 }), /a fraction must be more than 0 and less than 1/);
  }
  assert.throws(() => holdOut(4, { fraction: 0.5, seed: -1 }), RangeError);
  assert.throws(() => stratifiedHoldOut([0, 0.5], { fraction: 0.5, seed: 0 }), /a class must be an integer/);
});

Deno.test("classes in a typed array are those of a list", () => {
  const labels = Uint8Array.of(0, 1, 1, 0, 1, 0, 1);
  const options = { fraction: 0.4, seed: 5 };
  assert.deepEqual(stratifiedHoldOut(labels, options), stratifiedHoldOut([...labels], options));
});
