// Scores of another program, which sums in an order of its own.

import assert from "node:assert/strict";

/** Asserts that numbers are within 1e-12 of others, relative to those above 1: a few roundings apart, not more. */
export function assertNear(actual: readonly number[], expected: readonly number[]): void {
  assert.equal(actual.length, expected.length);
  actual.forEach((value, index) => {
    const distance = Math.abs(value - expected[index]);
    assert.ok(
      distance <= 1e-12 * Math.max(1, Math.abs(expected[index])),
      `${value} is not ${expected[index]}`,
    );
  });
}
