// Folds against scikit-learn's KFold and StratifiedKFold, and what must hold of all folds.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { folds, stratifiedFolds } from "../../src/judging/folds.ts";
import { holdOut } from "../../src/judging/hold_out.ts";
import judging from "../vectors/judging.json" with { type: "json" };
import edges from "../vectors/judging_edges.json" with { type: "json" };

for (const expected of [...judging.folds, ...edges.folds]) {
  const { rows, seed, held_out } = expected;
  Deno.test(`${rows} rows from seed ${seed} fall into the ${expected.folds} folds of KFold`, () => {
    assert.deepEqual(folds(rows, { folds: expected.folds, seed }), held_out);
  });
}

for (const [index, expected] of [...judging.stratified_folds, ...edges.stratified_folds].entries()) {
  const { labels, seed, held_out } = expected;
  Deno.test(`${labels.length} labels fall into the ${expected.folds} folds of StratifiedKFold, case ${index}`, () => {
    assert.deepEqual(stratifiedFolds(labels, { folds: expected.folds, seed }), held_out);
  });
}

const seeds = fc.nat(2 ** 32 - 1);

/** The rows of all folds, sorted as numbers. */
function allRows(heldOut: readonly (readonly number[])[]): readonly number[] {
  return heldOut.flat().sort((a, b) => a - b);
}

Deno.test("each row stands in one fold, and folds differ by a row at most (seed 73)", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 200 }),
      fc.integer({ min: 2, max: 20 }),
      seeds,
      (rowCount, count, seed) => {
        fc.pre(count <= rowCount);
        const heldOut = folds(rowCount, { folds: count, seed });
        assert.equal(heldOut.length, count);
        assert.deepEqual(allRows(heldOut), Array.from({ length: rowCount }, (_, row) => row));
        const sizes = heldOut.map((rows) => rows.length);
        assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1);
      },
    ),
    { seed: 73, numRuns: 300 },
  );
});

Deno.test("stratified, each class differs by a row at most from fold to fold (seed 74)", () => {
  const labelLists = fc.array(fc.nat(4), { minLength: 2, maxLength: 120 });
  fc.assert(
    fc.property(labelLists, fc.integer({ min: 2, max: 8 }), seeds, (labels, count, seed) => {
      const frequencies = [0, 1, 2, 3, 4].map((label) => labels.filter((other) => other === label).length);
      fc.pre(Math.max(...frequencies) >= count);
      const heldOut = stratifiedFolds(labels, { folds: count, seed });
      assert.deepEqual(allRows(heldOut), labels.map((_, row) => row));
      for (const label of [0, 1, 2, 3, 4]) {
        const sizes = heldOut.map((rows) => rows.filter((row) => labels[row] === label).length);
        assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1);
      }
    }),
    { seed: 74, numRuns: 300 },
  );
});

Deno.test("stratified folds follow from which rows are alike, whatever their classes are called", () => {
  const options = { folds: 3, seed: 11 };
  const labels = [0, 1, 2, 2, 1, 0, 0, 1, 2, 0, 0, 2];
  const renamed = labels.map((label) => [5, 0, 3][label]);
  assert.deepEqual(stratifiedFolds(renamed, options), stratifiedFolds(labels, options));
});

Deno.test("fewer than two folds, and more than there are rows for, are refused", () => {
  for (const count of [0, 1, 2.5, 5, NaN]) {
    assert.throws(() => folds(4, { folds: count, seed: 0 }), /folds must be an integer from 2 to the 4 rows/);
  }
  assert.throws(
    () => stratifiedFolds([0, 0, 1, 1, 1], { folds: 4, seed: 0 }),
    /to the 3 rows in some class: found 4/,
  );
  assert.throws(() => stratifiedFolds([], { folds: 2, seed: 0 }), RangeError);
});

Deno.test("rows of a hundred thousand classes are dealt as well", () => {
  const labels = Array.from({ length: 200_000 }, (_, row) => row >> 1);
  assert.deepEqual(stratifiedFolds(labels, { folds: 2, seed: 0 }).map(({ length }) => length), [
    100_000,
    100_000,
  ]);
});

Deno.test("a count of rows that is none is refused", () => {
  for (const rowCount of [NaN, -1, 1.5]) {
    assert.throws(() => folds(rowCount, { folds: 2, seed: 0 }), RangeError);
    assert.throws(() => holdOut(rowCount, { fraction: 0.5, seed: 0 }), RangeError);
  }
});
