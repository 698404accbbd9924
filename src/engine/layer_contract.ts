// What a layer of any kind asks of its caller while it goes forward and back: a name for each value, and someone who learns.
// Why: the same walk over a layer trains, writes code and prints formulas, and these two are all that differs for it.

/** What a value of a step is: of a neuron, or a parameter. */
export type QuantityKind = "sum" | "activation" | "slope" | "lossByActivation" | "delta" | "parameter";

/**
 * Hears what a value is and of which neuron, counted through all layers, or parameter; gives what stands for it from there
 * on: `explain` puts a name in its place.
 */
export type Naming<V> = (kind: QuantityKind, index: number, value: V) => V;

/** Takes each parameter of a layer with its gradient: moves it at once, or keeps the gradient for the batch. */
export interface Learner<V> {
  /** What a neuron's delta is before an input is multiplied into it. */
  factor(delta: V): V;
  /** Takes a weight. */
  weight(index: number, value: V, gradient: V): void;
  /** Takes a bias. */
  bias(index: number, value: V, gradient: V): void;
}
