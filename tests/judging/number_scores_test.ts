// Scores of numbers against scikit-learn's and by hand.

import assert from "node:assert/strict";
import { meanSquaredError } from "../../src/engine/rules/loss.ts";
import { meanAbsoluteError, rSquared } from "../../src/judging/number_scores.ts";
import judging from "../vectors/judging.json" with { type: "json" };
import edges from "../vectors/judging_edges.json" with { type: "json" };
import { assertNear } from "./near.ts";

for (const [index, { truth, prediction, r2, mse, mae }] of [...judging.numbers, ...edges.numbers].entries()) {
  Deno.test(`${truth.length} numbers have scikit-learn's R², MSE and MAE, case ${index}`, () => {
    assertNear([rSquared(truth, prediction)], [r2]);
    assertNear([meanSquaredError(truth, prediction)], [mse]);
    assertNear([meanAbsoluteError(truth, prediction)], [mae]);
  });
}

Deno.test("scores by hand: 1, 2, 3 answered as 1, 2, 6", () => {
  assert.equal(meanAbsoluteError([1, 2, 3], [1, 2, 6]), 1);
  assert.equal(rSquared([1, 2, 3], [1, 2, 6]), 1 - 9 / 2);
});

Deno.test("the mean has an R² of 0, and rows that are all alike one of 1 or 0", () => {
  assert.equal(rSquared([2, 4, 9], [5, 5, 5]), 0);
  assert.equal(rSquared([7, 7], [7, 7]), 1);
  assert.equal(rSquared([7, 7], [7, 8]), 0);
  // The mean of three 0.1 is rounded to another number.
  assert.equal(rSquared([0.1, 0.1, 0.1], [0.1, 0.1, 0.1]), 1);
  assert.equal(rSquared([0.1, 0.1, 0.1], [0.1, 0.1, 0.2]), 0);
});

Deno.test("without rows there is no mean absolute error, and for one row no R²", () => {
  assert.equal(meanAbsoluteError([], []), NaN);
  assert.equal(rSquared([], []), NaN);
  assert.equal(rSquared([3], [3]), NaN);
});

Deno.test("answers that are missing are refused", () => {
  assert.throws(() => meanAbsoluteError([1, 2], [1]), /one answer a row: found 1 for 2 rows/);
  assert.throws(() => rSquared([1, 2], [1]), RangeError);
});

Deno.test("typed arrays are scored as lists are", () => {
  const [truth, answers] = [Float64Array.of(1, 2, 6), Float32Array.of(1, 2, 3)];
  assert.equal(rSquared(truth, answers), rSquared([...truth], [...answers]));
  assert.equal(meanAbsoluteError(truth, answers), 1);
});

Deno.test("texts are refused, which would be added as texts", () => {
  const texts = ["1", "2", "4"] as unknown as number[];
  assert.throws(() => rSquared(texts, [1.5, 2, 3]), /^RangeError: truth must be numbers: found "1"$/);
  assert.throws(
    () => meanAbsoluteError([1, 2, 4], texts),
    /^RangeError: answers must be numbers: found "1"$/,
  );
  assert.throws(() => rSquared([1, 2], [1, undefined] as number[]), /found undefined$/);
});
