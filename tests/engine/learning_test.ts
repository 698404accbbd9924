// The rules that settings name, and settings that name none.

import assert from "node:assert/strict";
import { classicSettings, learningOf, type LearningSettings } from "../../src/engine/learning.ts";

Deno.test("settings beyond their ranges, and rules that there are not, are refused", () => {
  const refuse = (wrong: Partial<LearningSettings>, message: RegExp): void =>
    assert.throws(() => learningOf({ ...classicSettings, ...wrong }), { name: "RangeError", message });
  for (const found of [-1, 0, NaN]) {
    refuse({ clipNorm: found }, /^clipNorm must be above 0: found/);
    refuse({ clipValue: found }, /^clipValue must be above 0: found/);
  }
  for (const found of [-1, NaN]) {
    refuse({ l1: found }, /^l1 must be at least 0: found/);
    refuse({ l2: found }, /^l2 must be at least 0: found/);
  }
  refuse({ loss: "toString" as LearningSettings["loss"] }, /^loss must be one of mse, .*: found toString$/);
  const optimizer = { name: "lion" } as unknown as LearningSettings["optimizer"];
  refuse({ optimizer }, /^optimizer must be one of sgd, .*: found lion$/);
});
