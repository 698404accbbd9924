// An activation read backwards gives its weighted sum again.

import assert from "node:assert/strict";
import { activate } from "../../../src/engine/rules/activate.ts";
import { activationNames, activations } from "../../../src/engine/rules/activation.ts";
import { levelOf } from "../../../src/report/run/output_span.ts";

for (const name of activationNames.filter((name) => activations[name].inverse !== null)) {
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
  assert.equal(levelOf("elu", -1), -Infinity);
  assert.equal(levelOf("softplus", 0), -Infinity);
});

Deno.test("below 0, elu and leaky_relu are read backwards too", () => {
  for (const name of ["elu", "leaky_relu"] as const) {
    for (const sum of [-0.01, -0.5, -3]) {
      assert.ok(Math.abs(levelOf(name, activate(name, sum)) - sum) < 1e-14, `${name} at ${sum}`);
    }
  }
});

Deno.test("an activation that gives one output for several sums has its output for a level", () => {
  assert.equal(levelOf("silu", -0.2), -0.2);
  assert.equal(levelOf("gelu_tanh", 0.7), 0.7);
});
