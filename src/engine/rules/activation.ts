// The activation functions: each one entry, written once over any arithmetic, for every engine and for `explain`.
// What must not change: values and slopes are PyTorch's, at the kinks too, and what is made of NaN is NaN.
import { expm1 } from "../../numeric/expm1.ts";
import { log } from "../../numeric/log.ts";
import { log1p } from "../../numeric/log1p.ts";
import { softplusOver } from "../../numeric/softplus.ts";
import type { NeuronActivation } from "./activation_contract.ts";

/** The name of an activation function, as an experiment file spells it. */
export type ActivationName =
  | "sigmoid"
  | "tanh"
  | "relu"
  | "identity"
  | "leaky_relu"
  | "elu"
  | "softplus"
  | "silu"
  | "gelu_tanh";

const sigmoid: NeuronActivation = {
  name: "sigmoid",
  range: [0, 1],
  formula: { text: "sigmoid(s) = 1 / (1 + e^(−s))", tex: "\\mathrm{sigmoid}(s) = \\frac{1}{1 + e^{-s}}" },
  slopeFormula: { text: "a·(1 − a)", tex: "a \\cdot (1 - a)" },
  over: (o) => ({
    value: (sum) => o.sigmoid(sum),
    slope: (a) => o.multiply(a, o.subtract(o.constant(1), a)),
  }),
  inverse: (a) => a <= 0 ? -Infinity : a >= 1 ? Infinity : log(a / (1 - a)),
};

const tanh: NeuronActivation = {
  name: "tanh",
  range: [-1, 1],
  formula: {
    text: "tanh(s) = (e^s − e^(−s)) / (e^s + e^(−s))",
    tex: "\\mathrm{tanh}(s) = \\frac{e^{s} - e^{-s}}{e^{s} + e^{-s}}",
  },
  slopeFormula: { text: "1 − a²", tex: "1 - a^2" },
  over: (o) => ({
    value: (sum) => o.tanh(sum),
    slope: (a) => o.subtract(o.constant(1), o.multiply(a, a)),
  }),
  inverse: (a) => a <= -1 ? -Infinity : a >= 1 ? Infinity : log((1 + a) / (1 - a)) / 2,
};

const relu: NeuronActivation = {
  name: "relu",
  range: [0, Infinity],
  formula: { text: "relu(s) = the larger of 0 and s", tex: "\\mathrm{relu}(s) = \\max(0, s)" },
  slopeFormula: {
    text: "1 where a is above 0, else 0",
    tex: "1 \\text{ where } a > 0 \\text{, else } 0",
  },
  over: (o) => ({
    value: (sum) => o.greater(sum, o.constant(0)),
    slope: (a) => o.oneWhereGreater(a, o.constant(0)), // 0 also at the kink
  }),
  inverse: (a) => a <= 0 ? -Infinity : a,
};

const identity: NeuronActivation = {
  name: "identity",
  range: [-Infinity, Infinity],
  formula: { text: "identity(s) = s", tex: "\\mathrm{identity}(s) = s" },
  slopeFormula: { text: "1", tex: "1" },
  over: (o) => ({
    value: (sum) => sum,
    slope: () => o.constant(1),
  }),
  inverse: (a) => a,
};

const leakyRelu: NeuronActivation = {
  name: "leaky_relu",
  range: [-Infinity, Infinity],
  formula: {
    text: "leaky_relu(s) = the larger of 0.01·s and s",
    tex: "\\text{leaky relu}(s) = \\max(0.01 s, s)",
  },
  slopeFormula: {
    text: "1 where a is above 0, else 0.01",
    tex: "1 \\text{ where } a > 0 \\text{, else } 0.01",
  },
  over: (o) => ({
    value: (sum) => o.greater(sum, o.multiply(o.constant(0.01), sum)),
    slope: (a) => o.greater(o.oneWhereGreater(a, o.constant(0)), o.constant(0.01)), // 0.01 also at the kink
  }),
  inverse: (a) => a < 0 ? a / 0.01 : a,
};

const elu: NeuronActivation = {
  name: "elu",
  range: [-1, Infinity],
  formula: {
    text: "elu(s) = s where s is above 0, else e^s − 1",
    tex: "\\mathrm{elu}(s) = s \\text{ where } s > 0 \\text{, else } e^{s} - 1",
  },
  slopeFormula: {
    text: "1 where a is above 0, else 1 + a",
    tex: "1 \\text{ where } a > 0 \\text{, else } 1 + a",
  },
  over: (o) => ({
    value: (sum) => o.add(o.greater(sum, o.constant(0)), o.expm1(o.lesser(sum, o.constant(0)))),
    slope: (a) => o.add(o.constant(1), o.lesser(a, o.constant(0))),
  }),
  inverse: (a) => a <= -1 ? -Infinity : a < 0 ? log1p(a) : a,
};

const softplus: NeuronActivation = {
  name: "softplus",
  range: [0, Infinity],
  formula: { text: "softplus(s) = ln(1 + e^s)", tex: "\\mathrm{softplus}(s) = \\ln(1 + e^{s})" },
  slopeFormula: { text: "sigmoid(s)", tex: "\\mathrm{sigmoid}(s)" },
  over: (o) => ({ value: softplusOver(o), slope: (_a, sum) => o.sigmoid(sum) }),
  inverse: (a) => a <= 0 ? -Infinity : a + log(-expm1(-a)),
};

const silu: NeuronActivation = {
  name: "silu",
  range: [-0.2784645427610738, Infinity],
  formula: { text: "silu(s) = s / (1 + e^(−s))", tex: "\\mathrm{silu}(s) = \\frac{s}{1 + e^{-s}}" },
  slopeFormula: {
    text: "p + a·(1 − p), where p = sigmoid(s)",
    tex: "p + a \\cdot (1 - p) \\text{, where } p = \\mathrm{sigmoid}(s)",
  },
  over: (o) => ({
    value: (sum) => o.divide(sum, o.add(o.constant(1), o.exp(o.multiply(o.constant(-1), sum)))),
    slope(a, sum) {
      const p = o.sigmoid(sum);
      return o.add(p, o.multiply(a, o.subtract(o.constant(1), p)));
    },
  }),
  inverse: null,
};

/** 2 √(2/π) */
const GELU_1 = 1.5957691216057308;
/** 2 √(2/π) · 0.044715 */
const GELU_3 = 0.07135481627260025;

/** The half of 1 + tanh u is 1 / (1 + e^-2u), which keeps its digits where tanh u is close to -1. */
const geluTanh: NeuronActivation = {
  name: "gelu_tanh",
  range: [-0.17004075057125406, Infinity],
  formula: {
    text: "gelu_tanh(s) = s/2·(1 + tanh(√(2/π)·(s + 0.044715·s³)))",
    tex:
      "\\text{gelu tanh}(s) = \\frac{s}{2} \\left(1 + \\mathrm{tanh}\\left(\\sqrt{2 / \\pi} \\cdot (s + 0.044715 s^3)\\right)\\right)",
  },
  slopeFormula: {
    text: "p + a·(1 − p)·√(8/π)·(1 + 0.134145·s²), where a = s·p",
    tex:
      "p + a \\cdot (1 - p) \\cdot \\sqrt{8 / \\pi} \\cdot (1 + 0.134145 s^2) \\text{, where } a = s \\cdot p",
  },
  over: (o) => ({
    value(sum) {
      const square = o.multiply(sum, sum);
      const minus2u = o.multiply(
        sum,
        o.subtract(o.constant(-GELU_1), o.multiply(o.constant(GELU_3), square)),
      );
      return o.divide(sum, o.add(o.constant(1), o.exp(minus2u)));
    },
    slope(a, sum) {
      const square = o.multiply(sum, sum);
      const p = o.sigmoid(
        o.multiply(sum, o.add(o.constant(GELU_1), o.multiply(o.constant(GELU_3), square))),
      );
      const steepness = o.add(o.constant(GELU_1), o.multiply(o.constant(3 * GELU_3), square));
      return o.add(p, o.multiply(o.multiply(a, o.subtract(o.constant(1), p)), steepness));
    },
  }),
  inverse: null,
};

/** Every activation function by name, in the order in which they are listed to users. */
export const activations: Readonly<Record<ActivationName, NeuronActivation>> = {
  sigmoid,
  tanh,
  relu,
  identity,
  leaky_relu: leakyRelu,
  elu,
  softplus,
  silu,
  gelu_tanh: geluTanh,
};

/** The names of all activation functions, in the order in which they are listed to users. */
export const activationNames = Object.keys(activations) as readonly ActivationName[];
