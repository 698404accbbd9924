// The activation functions of numbers, by name, for whoever wants one number and not a network.
// What must not change: these are the functions of `activation.ts`, whose bits training has.
import { onNumbers } from "../../numeric/numbers.ts";
import { type ActivationName, activations } from "./activation.ts";
import { ruleNamed } from "./known.ts";

/**
 * The activation a of a neuron whose weighted sum, bias included, is x.
 *
 * | name | a | range |
 * | --- | --- | --- |
 * | sigmoid | 1 / (1 + e^-x) | [0, 1] |
 * | tanh | tanh x | [-1, 1] |
 * | relu | x where x is at least 0, else 0 | [0, ∞] |
 * | identity | x | any |
 * | leaky_relu | x where x is at least 0, else 0.01 x | any |
 * | elu | x where x is above 0, else e^x - 1 | [-1, ∞] |
 * | softplus | ln (1 + e^x) | [0, ∞] |
 * | silu | x / (1 + e^-x) | [-0.278…, ∞] |
 * | gelu_tanh | x (1 + tanh(√(2/π) (x + 0.044715 x³))) / 2 | [-0.170…, ∞] |
 *
 * elu and softplus have the bounds of expm1 and softplus. silu is wrong by less than 3 units in the last place, and by less
 * than 1e-305 below -709.78, where it is -0; gelu_tanh by a relative error below (3 u + 4) 2^-53 with
 * u = |x| (1.6 + 0.0714 x²) where x is negative, 0 else. Both are NaN at -Infinity, as in PyTorch.
 *
 * @throws RangeError for another name.
 *
 * @example
 * ```ts
 * import { activate } from "@seedbed/seedbed";
 * if (activate("relu", -3) !== 0 || activate("sigmoid", 0) !== 0.5) throw new Error("wrong");
 * ```
 */
export function activate(name: ActivationName, x: number): number {
  const rule = ruleNamed("activation", name, activations);
  return onNumbers(rule, (o) => rule.over(o)).value(+x);
}

/**
 * da/dx: the derivative of a neuron's activation a with respect to its weighted sum x, computed from a
 * where a alone tells it.
 *
 * | name | da/dx |
 * | --- | --- |
 * | sigmoid | a (1 - a) |
 * | tanh | 1 - a² |
 * | relu | 1 where a is above 0, else 0 (also at the kink x = 0) |
 * | identity | 1 |
 * | leaky_relu | 1 where a is above 0, else 0.01 (also at the kink x = 0) |
 * | elu | 1 where a is above 0, else 1 + a |
 * | softplus | p = sigmoid(x) |
 * | silu | p + a (1 - p), p = sigmoid(x) |
 * | gelu_tanh | p + a (1 - p) √(8/π) (1 + 0.134145 x²), p = sigmoid(√(8/π) (x + 0.044715 x³)) |
 *
 * @param name which activation function made a.
 * @param a the activation, not the weighted sum.
 * @param x the weighted sum; softplus, silu and gelu_tanh need it, and have no slope (NaN) without.
 * @throws RangeError for another name.
 *
 * @example
 * ```ts
 * import { slopeOf } from "@seedbed/seedbed";
 * if (slopeOf("sigmoid", 0.5) !== 0.25 || slopeOf("tanh", 0) !== 1) throw new Error("wrong");
 * ```
 */
export function slopeOf(name: ActivationName, a: number, x: number = NaN): number {
  const rule = ruleNamed("activation", name, activations);
  return onNumbers(rule, (o) => rule.over(o)).slope(+a, +x);
}
