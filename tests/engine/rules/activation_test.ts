// The activation functions and their slopes: values by hand, and each slope against a difference quotient.

import assert from "node:assert/strict";
import { activate, activationNames, slopeOf } from "../../../src/engine/rules/activation.ts";
import { sigmoid, tanh } from "../../../src/numeric/sigmoid.ts";

Deno.test("each name stands for its function", () => {
  for (const x of [-2.5, -0, 0, 0.75, 30]) {
    assert.equal(activate("sigmoid", x), sigmoid(x));
    assert.equal(activate("tanh", x), tanh(x));
    assert.equal(activate("identity", x), x);
  }
});

Deno.test("relu keeps what is not negative, -0 and NaN included", () => {
  assert.equal(activate("relu", -3), 0);
  assert.equal(activate("relu", 3), 3);
  assert.equal(activate("relu", -0), -0);
  assert.ok(Number.isNaN(activate("relu", NaN)));
});

Deno.test("the slopes at hand-made activations", () => {
  assert.equal(slopeOf("sigmoid", 0.25), 0.1875);
  assert.equal(slopeOf("tanh", -0.5), 0.75);
  assert.equal(slopeOf("relu", 2), 1);
  assert.equal(slopeOf("relu", 0), 0);
  assert.equal(slopeOf("relu", NaN), 0);
  assert.equal(slopeOf("identity", -9), 1);
});

Deno.test("the slope is the derivative of the activation with respect to the weighted sum", () => {
  const h = 1e-5;
  for (const name of activationNames) {
    for (const x of [-3, -0.7, 0.2, 1.9]) { // not 0, where relu has a kink and so no derivative
      const difference = (activate(name, x + h) - activate(name, x - h)) / (2 * h);
      // A central difference is off by h² / 6 times a third derivative below 2, and by rounding, 1e-16 / h.
      assert.ok(Math.abs(slopeOf(name, activate(name, x), x) - difference) < 1e-10, `${name} at ${x}`);
    }
  }
});
