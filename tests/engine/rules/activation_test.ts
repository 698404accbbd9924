// The activation functions and their slopes: values by hand, and each slope against a difference quotient.

import assert from "node:assert/strict";
import { activate, slopeOf } from "../../../src/engine/rules/activate.ts";
import { activationNames, activations } from "../../../src/engine/rules/activation.ts";
import { exponentOf } from "../../../src/numeric/binary.ts";
import { sigmoid, tanh } from "../../../src/numeric/sigmoid.ts";
import { softplus } from "../../../src/numeric/softplus.ts";
import { evenlySpread } from "../../numeric/evenly_spread.ts";
import { roundedValues } from "../../numeric/rounded_values.ts";

Deno.test("each name stands for its function", () => {
  for (const x of [-2.5, -0, 0, 0.75, 30]) {
    assert.equal(activate("sigmoid", x), sigmoid(x));
    assert.equal(activate("tanh", x), tanh(x));
    assert.equal(activate("identity", x), x);
    assert.equal(activate("softplus", x), softplus(x));
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
  assert.equal(slopeOf("leaky_relu", 3), 1);
  assert.equal(slopeOf("leaky_relu", -3), 0.01);
  assert.equal(slopeOf("elu", 3), 1);
  assert.equal(slopeOf("elu", -0.75), 0.25);
  assert.equal(slopeOf("softplus", 9, 0), 0.5);
  assert.equal(slopeOf("silu", 0, 0), 0.5);
  assert.equal(slopeOf("gelu_tanh", 0, 0), 0.5);
});

Deno.test("at 0 the slope of relu is 0, of leaky_relu 0.01, of elu 1, as PyTorch has them", () => {
  for (const [name, slope] of [["relu", 0], ["leaky_relu", 0.01], ["elu", 1]] as const) {
    for (const zero of [0, -0]) assert.equal(slopeOf(name, activate(name, zero), zero), slope);
  }
});

Deno.test("leaky_relu takes a hundredth of what is below 0, elu an exponential that ends at -1", () => {
  assert.equal(activate("leaky_relu", -3), -0.03);
  assert.equal(activate("leaky_relu", -Infinity), -Infinity);
  assert.equal(activate("leaky_relu", 3), 3);
  assert.equal(activate("elu", 3), 3);
  assert.equal(activate("elu", -1e-20), -1e-20);
  assert.equal(activate("elu", -Infinity), -1);
});

Deno.test("NaN stays NaN in every activation", () => {
  for (const name of activationNames) assert.equal(activate(name, NaN), NaN, name);
});

Deno.test("activations stay in their ranges, and come close to the ends that are finite", () => {
  const places = [...evenlySpread(4000, -30, 30), ...evenlySpread(2000, -1.5, 0), -1e300, 1e300, -750];
  for (const name of activationNames) {
    const [low, high] = activations[name].range;
    const values = places.map((x) => activate(name, x));
    const [least, greatest] = [Math.min(...values), Math.max(...values)];
    assert.ok(least >= low - 1e-16 && greatest <= high, `${name}: ${least} to ${greatest}`);
    if (Number.isFinite(low)) assert.ok(least < low + 1e-6, `${name}: ${least}`);
    if (Number.isFinite(high)) assert.ok(greatest > high - 1e-6, `${name}: ${greatest}`);
  }
});

Deno.test("slopes far away are those of the line that the function tends to", () => {
  for (const name of ["softplus", "silu", "gelu_tanh"] as const) {
    for (const x of [50, 1e10, 1e50]) assert.equal(slopeOf(name, activate(name, x), x), 1, `${name} at ${x}`);
    for (const x of [-750, -1e10, -1e50]) {
      assert.ok(Math.abs(slopeOf(name, activate(name, x), x)) < 1e-290, `${name} at ${x}`);
    }
  }
});

/** How far an activation may be from its exact value, beside the half unit of the rounded value that it is held to. */
const bounds: Readonly<Record<string, (x: number, rounded: number) => number>> = {
  elu: (x, rounded) => x >= 0 ? 0 : 0.9 * ulpOf(rounded),
  silu: (x, rounded) => x < -709.78 ? 1e-305 : 3 * ulpOf(rounded),
  gelu_tanh(x, rounded) {
    const u = x < 0 ? -x * (1.6 + 0.0714 * x * x) : 0;
    return Math.abs(rounded) * (3 * u + 4) * 2 ** -53 + Number.MIN_VALUE;
  },
};

function ulpOf(x: number): number {
  return Math.max(2 ** (exponentOf(x) - 52), Number.MIN_VALUE);
}

for (const name of ["elu", "silu", "gelu_tanh"] as const) {
  Deno.test(`${name} is within its stated bound of the correctly rounded values`, () => {
    for (const [x, rounded] of roundedValues(name)) {
      const allowed = bounds[name](x, rounded) + ulpOf(rounded) / 2;
      assert.ok(Math.abs(activate(name, x) - rounded) <= allowed, `${name}(${x}): ${activate(name, x)}`);
    }
  });
}

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
