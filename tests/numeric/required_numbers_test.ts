// What a program gives as a number and is none: plain JavaScript has no types that would say so.

import assert from "node:assert/strict";
import { classicSettings, learningOf } from "../../src/engine/learning.ts";
import { folds } from "../../src/judging/folds.ts";
import { holdOut } from "../../src/judging/hold_out.ts";
import { requireAbove0, requireAtLeast0, requireInteger } from "../../src/numeric/required_numbers.ts";
import { RandomState } from "../../src/random/random_state.ts";

/** A text as it comes from plain JavaScript, where a number should be. */
const text = (written: string): number => written as unknown as number;

Deno.test("a text is refused where a number must be, and shown in quotes", () => {
  assert.throws(() => requireInteger("epochs", text("2"), 0), /at least 0: found "2"$/);
  assert.throws(() => requireAbove0("factor", text("0.5")), /above 0: found "0.5"$/);
  assert.throws(() => requireAtLeast0("l2", text("0.5")), /at least 0: found "0.5"$/);
  assert.throws(() => folds(6, { folds: text("2"), seed: 0 }), /to the 6 rows: found "2"$/);
  assert.throws(() => holdOut(10, { fraction: text("0.2"), seed: 0 }), /less than 1: found "0.2"$/);
  assert.throws(() => new RandomState(text("7")), /to 4294967295: found "7"$/);
  assert.throws(
    () => learningOf({ ...classicSettings, l1: text("0.1") }),
    /l1 must be at least 0: found "0.1"$/,
  );
});

Deno.test("a number that is refused is shown without quotes", () => {
  assert.throws(() => requireInteger("epochs", 0.5, 0), /at least 0: found 0.5$/);
  assert.throws(() => requireAbove0("factor", NaN), /above 0: found NaN$/);
  assert.throws(() => requireAtLeast0("l2", -1), /at least 0: found -1$/);
  requireAtLeast0("l2", 0);
  requireAbove0("factor", Infinity);
});
