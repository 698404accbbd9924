// The activation functions and their slopes as people write them, s the weighted sum and a = f(s) the output.
// What must not change: they say what src/engine/rules/activation.ts calculates.
import type { ActivationName } from "../engine/rules/activation.ts";

/** A formula for a terminal and for Markdown. */
export interface Rule {
  readonly text: string;
  readonly tex: string;
}

/** How each activation function and its slope are written. */
export const activationRules: Readonly<
  Record<ActivationName, { readonly rule: Rule; readonly slope: Rule }>
> = {
  sigmoid: {
    rule: { text: "sigmoid(s) = 1 / (1 + e^(−s))", tex: "\\mathrm{sigmoid}(s) = \\frac{1}{1 + e^{-s}}" },
    slope: { text: "a·(1 − a)", tex: "a \\cdot (1 - a)" },
  },
  tanh: {
    rule: {
      text: "tanh(s) = (e^s − e^(−s)) / (e^s + e^(−s))",
      tex: "\\mathrm{tanh}(s) = \\frac{e^{s} - e^{-s}}{e^{s} + e^{-s}}",
    },
    slope: { text: "1 − a²", tex: "1 - a^2" },
  },
  relu: {
    rule: { text: "relu(s) = the larger of 0 and s", tex: "\\mathrm{relu}(s) = \\max(0, s)" },
    slope: { text: "1 where a is above 0, else 0", tex: "1 \\text{ where } a > 0 \\text{, else } 0" },
  },
  identity: {
    rule: { text: "identity(s) = s", tex: "\\mathrm{identity}(s) = s" },
    slope: { text: "1", tex: "1" },
  },
};
