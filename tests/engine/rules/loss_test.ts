// The losses: their slopes against difference quotients, and the mean squared error on rows worked out by hand.

import assert from "node:assert/strict";
import { losses, lossNames, meanSquaredError } from "../../../src/engine/rules/loss.ts";
import { numbers } from "../../../src/numeric/numbers.ts";
import worked from "../../vectors/worked_examples.json" with { type: "json" };

Deno.test("always answering 0 on two of each class has the loss 0.5", () => {
  assert.equal(meanSquaredError([1, 0, 0, 1], [0, 0, 0, 0]), Number(worked.mse));
});

Deno.test("the sum runs from row 0 upwards", () => {
  // Errors of 1 are lost one by one beside 2^54 when they come after it, and count together when they come first.
  const zeros = [0, 0, 0, 0];
  assert.equal(meanSquaredError([2 ** 27, 1, 1, 1], zeros), 2 ** 54 / 4);
  assert.equal(meanSquaredError([1, 1, 1, 2 ** 27], zeros), (2 ** 54 + 4) / 4);
});

Deno.test("without rows there is no mean", () => {
  assert.ok(Number.isNaN(meanSquaredError([], [])));
});

Deno.test("lists of different lengths are refused", () => {
  assert.throws(() => meanSquaredError([1, 0], [1]), /one answer a row: found 1 for 2 rows/);
});

Deno.test("the slope of each loss is its derivative with respect to the answer", () => {
  const h = 1e-6;
  for (const name of lossNames) {
    const loss = losses[name];
    if (!("over" in loss)) continue; // a loss for one activation is held to finite differences with that activation
    const { value, slope } = loss.over(numbers);
    for (const yTrue of [0, 1, -2.5]) {
      for (const yPred of [0.3, 0.9, -4]) {
        const difference = (value(yTrue, yPred + h) - value(yTrue, yPred - h)) / (2 * h);
        // A central difference is off by h² times a third derivative, and by rounding: losses below 50, 1e-15 of them, over h.
        assert.ok(Math.abs(slope(yTrue, yPred) - difference) < 1e-7, `${name} at ${yTrue}, ${yPred}`);
      }
    }
  }
});
