// The activation functions a neuron may have, and their slopes.
// A slope is written as a function of the activation's OUTPUT: backpropagation then needs no second exp, and the
// weighted sum need not be kept.
import { sigmoid, tanh } from "../../numeric/sigmoid.ts";

/** The name of an activation function, as an experiment file spells it. */
export type ActivationName = "sigmoid" | "tanh" | "relu" | "identity";

/** Every activation function, in the order in which they are listed to users. */
export const activationNames: readonly ActivationName[] = ["sigmoid", "tanh", "relu", "identity"];

/**
 * The activation a of a neuron whose weighted sum, bias included, is x.
 *
 * | name | a | range |
 * | --- | --- | --- |
 * | sigmoid | 1 / (1 + e^-x) | [0, 1] |
 * | tanh | tanh x | [-1, 1] |
 * | relu | x where x is at least 0, else 0 | [0, ∞] |
 * | identity | x | any |
 *
 * @example
 * ```ts
 * import { activate } from "./activation.ts";
 * if (activate("relu", -3) !== 0 || activate("sigmoid", 0) !== 0.5) throw new Error("wrong");
 * ```
 */
export function activate(name: ActivationName, x: number): number {
  switch (name) {
    case "sigmoid":
      return sigmoid(x);
    case "tanh":
      return tanh(x);
    case "relu":
      return x < 0 ? 0 : x;
    case "identity":
      return x;
  }
}

/**
 * da/dx: the derivative of a neuron's activation a with respect to its weighted sum x, computed from a.
 *
 * | name | da/dx |
 * | --- | --- |
 * | sigmoid | a (1 - a) |
 * | tanh | 1 - a² |
 * | relu | 1 where a is above 0, else 0 (also at the kink x = 0) |
 * | identity | 1 |
 *
 * @param name which activation function made a.
 * @param a the activation, not the weighted sum.
 *
 * @example
 * ```ts
 * import { slopeOf } from "./activation.ts";
 * if (slopeOf("sigmoid", 0.5) !== 0.25 || slopeOf("tanh", 0) !== 1) throw new Error("wrong");
 * ```
 */
export function slopeOf(name: ActivationName, a: number): number {
  switch (name) {
    case "sigmoid":
      return a * (1 - a);
    case "tanh":
      return 1 - a * a;
    case "relu":
      return a > 0 ? 1 : 0;
    case "identity":
      return 1;
  }
}
