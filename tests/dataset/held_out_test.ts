// Rows learned and rows held out: together the table, and never a row in both.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import {
  classOf,
  type Dataset,
  type FoldSplit,
  type FractionSplit,
  type Row,
  type Target,
} from "../../src/dataset/dataset.ts";
import { splitLack, tableRowsOf, withSplit } from "../../src/dataset/held_out.ts";
import { folds } from "../../src/judging/folds.ts";
import { stratifiedHoldOut } from "../../src/judging/hold_out.ts";

const SPECIES: Target = { kind: "classes", name: "species", labels: ["a", "b", "c"] };
const SIZES: Target = {
  kind: "coded",
  name: "size",
  classes: [{ label: "small", value: -1 }, { label: "large", value: 5 }],
};

function datasetOf(target: Target | null, values: readonly number[]): Dataset {
  const rows = values.map((value, index): Row => ({
    name: `row ${index + 1}`,
    values: [index],
    targets: [value],
  }));
  return { features: [], target, rows, validation: null };
}

const splits: fc.Arbitrary<FractionSplit | FoldSplit> = fc.oneof(
  fc.record({
    kind: fc.constant("fraction" as const),
    fraction: fc.double({ min: 0, max: 1, minExcluded: true, maxExcluded: true, noNaN: true }),
    seed: fc.nat(2 ** 32 - 1),
    stratify: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("folds" as const),
    folds: fc.integer({ min: 2, max: 6 }),
    fold: fc.nat(6),
    seed: fc.nat(2 ** 32 - 1),
    stratify: fc.boolean(),
  }),
);

Deno.test("however a table is cut, it is whole again in its order, and no row is in both parts (seed 81)", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(2), { maxLength: 40 }), splits, splits, (classes, first, second) => {
      const dataset = datasetOf(SPECIES, classes);
      for (const split of [first, second]) {
        const cut = withSplit(withSplit(dataset, first), split);
        assert.deepEqual(tableRowsOf(cut), dataset.rows);
        assert.deepEqual(cut, withSplit(dataset, split));
        const { rows: heldOut, indices } = cut.validation!;
        assert.deepEqual(indices.map((index) => dataset.rows[index]), heldOut);
        assert.ok(heldOut.every((row) => !cut.rows.includes(row)));
        const isMet: boolean = splitLack(SPECIES, dataset.rows, split) === null;
        assert.equal(heldOut.length > 0, isMet && classes.length > 0);
        assert.ok(classes.length === 0 || cut.rows.length > 0);
        assert.deepEqual(withSplit(cut, null), dataset);
      }
    }),
    { seed: 81, numRuns: 300 },
  );
});

Deno.test("a fold is held out in the order of the table", () => {
  const dataset = datasetOf(null, new Array(7).fill(0));
  for (const fold of [0, 1, 2]) {
    const { validation } = withSplit(dataset, { kind: "folds", folds: 3, fold, seed: 4, stratify: false });
    assert.deepEqual(validation?.indices, folds(7, { folds: 3, seed: 4 })[fold]);
  }
});

Deno.test("classes with numbers are stratified from the smallest number up", () => {
  const values = [5, -1, 5, 5, -1, -1, 5, -1];
  const dataset = datasetOf(SIZES, values);
  const split: FractionSplit = { kind: "fraction", fraction: 0.4, seed: 2, stratify: true };
  const drawn = stratifiedHoldOut(values.map((value) => value === -1 ? 0 : 1), split);
  assert.deepEqual(withSplit(dataset, split).validation?.indices, drawn.toSorted((a, b) => a - b));
  assert.deepEqual(dataset.rows.slice(0, 2).map((row) => classOf(SIZES, row)), [1, 0]);
});

Deno.test("rows that are written to be held out are no part of the table", () => {
  const dataset = datasetOf(SPECIES, [0, 1, 2]);
  const written = datasetOf(SPECIES, [1]).rows;
  const split = { ...dataset, validation: { split: { kind: "rows" as const }, rows: written, indices: [] } };
  assert.deepEqual(tableRowsOf(split), dataset.rows);
});
