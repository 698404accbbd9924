// The activation functions: each one entry, written once over any arithmetic, for every engine and for `explain`.
// Why the slope is a function of the activation's OUTPUT where it can be: backpropagation then needs no second exp.
import type { Arithmetic } from "../../numeric/arithmetic.ts";
import { log } from "../../numeric/log.ts";
import { onNumbers } from "../../numeric/numbers.ts";

/** A formula for a terminal and for Markdown, s the weighted sum and a the activation. */
export interface Formula {
  /** As plain text. */
  readonly text: string;
  /** As TeX. */
  readonly tex: string;
}

/** What every activation function has. */
export interface NamedActivation {
  /** As an experiment file spells it. */
  readonly name: string;
  /** The least and the greatest activation. */
  readonly range: readonly [number, number];
  /** How people write the function. */
  readonly formula: Formula;
}

/** The functions of one neuron, over some arithmetic. */
export interface NeuronFunctions<V> {
  /** a: the activation of a neuron whose weighted sum, bias included, is `sum`. NaN must stay NaN. */
  value(sum: V): V;
  /** da/ds: the derivative of the activation `a` with respect to the weighted sum. */
  slope(a: V, sum: V): V;
}

/** An activation function of one neuron: a = f(s). */
export interface NeuronActivation extends NamedActivation {
  /** How people write its slope. */
  readonly slopeFormula: Formula;
  /** The function and its slope over an arithmetic. */
  over<V>(o: Arithmetic<V>): NeuronFunctions<V>;
  /**
   * A weighted sum at which the activation is `a`, an infinity at the ends of the range and beyond; null where the function
   * is not monotonic. Maps of the answers draw their lines by it.
   */
  readonly inverse: ((a: number) => number) | null;
}

/** An activation function of a whole layer, such as softmax; it needs a loss that is made for it. */
export interface LayerActivation extends NamedActivation {
  /** The activations of a layer whose weighted sums, biases included, are given, over an arithmetic. */
  overLayer<V>(o: Arithmetic<V>): (sums: readonly V[]) => V[];
}

/** What a layer makes of its weighted sums. */
export type Activation = NeuronActivation | LayerActivation;

/** The name of an activation function, as an experiment file spells it. */
export type ActivationName = "sigmoid" | "tanh" | "relu" | "identity";

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

/** Every activation function by name, in the order in which they are listed to users. */
export const activations: Readonly<Record<ActivationName, NeuronActivation>> = {
  sigmoid,
  tanh,
  relu,
  identity,
};

/** The names of all activation functions, in the order in which they are listed to users. */
export const activationNames = Object.keys(activations) as readonly ActivationName[];

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
  return onNumbers(activations[name], (o) => activations[name].over(o)).value(x);
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
 * @param x the weighted sum; none of these four needs it.
 *
 * @example
 * ```ts
 * import { slopeOf } from "./activation.ts";
 * if (slopeOf("sigmoid", 0.5) !== 0.25 || slopeOf("tanh", 0) !== 1) throw new Error("wrong");
 * ```
 */
export function slopeOf(name: ActivationName, a: number, x: number = NaN): number {
  return onNumbers(activations[name], (o) => activations[name].over(o)).slope(a, x);
}
