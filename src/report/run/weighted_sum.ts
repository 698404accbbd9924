// The weighted sum that makes a neuron answer a given output: an activation read backwards.
// Why: lines of equal output are lines of equal weighted sum, and between two nodes of a grid the sum is nearly straight where
// a sigmoid is a step.

import type { ActivationName } from "../../network/activation.ts";
import { log } from "../../numeric/log.ts";

/**
 * The weighted sum at which the activation is an output.
 *
 * @returns an infinity for an output beyond those that the activation has.
 *
 * @example
 * ```ts
 * if (weightedSumFor("sigmoid", 0.5) !== 0 || weightedSumFor("tanh", 2) !== Infinity) throw new Error("wrong");
 * ```
 */
export function weightedSumFor(activation: ActivationName, output: number): number {
  switch (activation) {
    case "sigmoid":
      if (output <= 0) return -Infinity;
      return output >= 1 ? Infinity : log(output / (1 - output));
    case "tanh":
      if (output <= -1) return -Infinity;
      return output >= 1 ? Infinity : log((1 + output) / (1 - output)) / 2;
    case "relu":
      return output <= 0 ? -Infinity : output;
    case "identity":
      return output;
  }
}
