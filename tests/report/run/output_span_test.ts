// An activation read backwards gives its weighted sum again.

import assert from "node:assert/strict";
import { activate } from "../../../src/engine/rules/activation.ts";
import { levelOf } from "../../../src/report/run/output_span.ts";

for (const name of ["sigmoid", "tanh", "identity", "relu"] as const) {
  Deno.test(`${name} of the weighted sum for an output is the output`, () => {
    for (const output of [0.01, 0.1, 0.5, 0.9, 0.99]) {
      // A few roundings lie between.
      assert.ok(Math.abs(activate(name, levelOf(name, output)) - output) < 1e-14);
    }
  });
}

Deno.test("an output that an activation never gives is infinitely far away", () => {
  assert.equal(levelOf("sigmoid", 0), -Infinity);
  assert.equal(levelOf("sigmoid", 1), Infinity);
  assert.equal(levelOf("tanh", -1), -Infinity);
  assert.equal(levelOf("relu", 0), -Infinity);
});
