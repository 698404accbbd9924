// What an activation function has: a name, a range, a formula, and its functions over any arithmetic.
// Why the slope is a function of the activation's OUTPUT where it can be: backpropagation then needs no second exp.
import type { Arithmetic } from "../../numeric/arithmetic.ts";

/** A formula for a terminal and for Markdown; whoever has one says what its letters mean. */
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
  /** How people write the function: a the activation, s the weighted sum. */
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
  /** How people write its slope, from a and s. */
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
