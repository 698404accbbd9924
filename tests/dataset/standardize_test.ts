// Shift and scale: figures by hand, and NumPy's definition of the deviation.

import assert from "node:assert/strict";
import type { Row } from "../../src/dataset/dataset.ts";
import {
  fitColumns,
  inputsOf,
  mean,
  median,
  rawOutput,
  standardDeviation,
  standardize,
  targetsOf,
} from "../../src/dataset/standardize.ts";

const rows: readonly Row[] = [[133, 65, 1], [160, 72, 0], [152, 70, 0], [120, 60, 1]]
  .map(([weight, height, target], index) => ({
    name: `row ${index + 1}`,
    values: [weight, height],
    targets: [target],
  }));

Deno.test("the mean and the deviation of four weights, by hand", () => {
  // 565 / 4; deviations -8.25, 18.75, 10.75, -21.25: squares 68.0625 + 351.5625 + 115.5625 + 451.5625 = 986.75.
  assert.equal(mean([133, 160, 152, 120]), 141.25);
  assert.equal(standardDeviation([133, 160, 152, 120]), Math.sqrt(986.75 / 4));
});

Deno.test("the mean sums from row 0 upwards", () => {
  assert.equal(mean([1e16, 1, 1, -1e16]), 0);
  assert.equal(mean([1e16, -1e16, 1, 1]), 0.5);
  assert.ok(Number.isNaN(mean([])));
});

Deno.test("a column of equal values has no deviation", () => {
  assert.equal(standardDeviation([5, 5, 5]), 0);
  assert.equal(standardDeviation([7]), 0);
});

Deno.test("mean and std are replaced by the figures of the rows, numbers are kept", () => {
  const requests = [
    { name: "weight", unit: "lb", shift: "mean", scale: "std" },
    { name: "height", unit: null, shift: 66, scale: -2 },
  ] as const;
  assert.deepEqual(fitColumns(requests, rows.map(({ values }) => values)), [
    { name: "weight", unit: "lb", shift: 141.25, scale: Math.sqrt(986.75 / 4), index: 0 },
    { name: "height", unit: null, shift: 66, scale: -2, index: 1 },
  ]);
});

Deno.test("an input is (value - shift) / scale, and a scale of 1 changes no bit", () => {
  const feature = { name: "x", unit: null, shift: 0.1, scale: 1 };
  assert.equal(standardize(feature, 0.3), 0.3 - 0.1);
  assert.equal(standardize({ ...feature, scale: 3 }, 0.3), (0.3 - 0.1) / 3);
});

Deno.test("inputs are in order of rows, then of features", () => {
  const features = fitColumns([
    { name: "weight", unit: null, shift: 135, scale: 1 },
    { name: "height", unit: null, shift: 66, scale: 1 },
  ], rows.map(({ values }) => values));
  assert.deepEqual(inputsOf(features, rows), Float64Array.of(-2, -1, 25, 6, 17, 4, -15, -6));
});

Deno.test("a number is learned shifted and scaled, a coded class as its number, a class as 1 among zeros", () => {
  const columns = [
    { name: "price", unit: null, shift: 10, scale: 4, index: 0 },
    { name: "area", unit: null, shift: 0, scale: 1, index: 1 },
  ];
  const houses = [{ targets: [12, -0] }, { targets: [2, 7] }];
  const numbers = targetsOf({ kind: "numbers", columns }, columns, houses);
  assert.ok(numbers.every((value, index) => Object.is(value, [0.5, -0, -2, 7][index])));
  const coded = { kind: "coded", name: "gender", classes: [] } as const;
  assert.deepEqual(targetsOf(coded, [], rows), Float64Array.of(1, 0, 0, 1));
  const classes = { kind: "classes", name: "species", labels: ["a", "b", "c"] } as const;
  assert.deepEqual(
    targetsOf(classes, [], [{ targets: [2] }, { targets: [0] }]),
    Float64Array.of(0, 0, 1, 1, 0, 0),
  );
});

Deno.test("an output goes back to raw units, and without shift and scale it is the very output", () => {
  assert.equal(rawOutput({ shift: 10, scale: 4 }, -2), 2);
  assert.ok(Object.is(rawOutput({ shift: 0, scale: 1 }, -0), -0));
  assert.equal(rawOutput(undefined, 0.25), 0.25);
});

const column = { name: "x", unit: null, shift: 0, scale: 1 } as const;
/** Of which NumPy says: without the empty cells the mean is 4.125 and the median 2.75. */
const gaps = [3, NaN, 1, 10, NaN, 2.5].map((value) => [value]);

Deno.test("an empty cell is filled first, then shift and scale are taken from all rows, as in NumPy", () => {
  const [fitted] = fitColumns([{ ...column, shift: "mean", scale: "std", missing: "median" }], gaps);
  assert.deepEqual(fitted, {
    ...column,
    index: 0,
    missing: 2.75,
    shift: 3.6666666666666665,
    scale: 2.907127257085402,
  });
  assert.equal(fitColumns([{ ...column, missing: "mean" }], gaps)[0].missing, 4.125);
  assert.equal(fitColumns([{ ...column, missing: 7, shift: "min", scale: "range" }], gaps)[0].scale, 9);
  assert.equal(standardize(fitted, NaN), (2.75 - fitted.shift) / fitted.scale);
  assert.equal(standardize(fitted, 3), (3 - fitted.shift) / fitted.scale);
});

Deno.test("min and range bring a column to 0 and 1", () => {
  const [fitted] = fitColumns([{ ...column, shift: "min", scale: "range" }], [[-2], [6], [0]]);
  assert.deepEqual(fitted, { ...column, shift: -2, scale: 8, index: 0 });
  assert.deepEqual([-2, 6, 0].map((value) => standardize(fitted, value)), [0, 1, 0.25]);
});

Deno.test("the median of an odd count is a value, of an even one halfway between two, whatever their order", () => {
  assert.equal(median([5, 1, 3]), 3);
  assert.equal(median([10, 1, 3, 2]), 2.5);
  assert.ok(Number.isNaN(median([])));
});

Deno.test("what asks for no figures is left as it is, and figures come from the given rows alone", () => {
  const given = { ...column, shift: 3, scale: 2, missing: 4 };
  assert.deepEqual(fitColumns([given], []), [{ ...given, index: 0 }]);
  assert.equal(fitColumns([{ ...column, shift: "mean" }], [[1], [2]])[0].shift, 1.5);
});
