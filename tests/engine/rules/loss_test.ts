// The mean squared error on rows worked out by hand.

import assert from "node:assert/strict";
import { meanSquaredError } from "../../../src/engine/rules/loss.ts";
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
  assert.throws(() => meanSquaredError([1, 0], [1]), /yPred must have 2 rows/);
});
