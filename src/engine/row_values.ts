// The values of a row on its way through a network, flat, and where those of each layer lie among them.
// Why the inputs stand in front: what enters a layer always ends where its own values begin.
import type { Layer } from "./layers.ts";

/** What the layers of a network share. */
export interface RowValues {
  /** The inputs, then the activation of every neuron. */
  readonly activations: Float64Array;
  /** The weighted sum of every neuron. */
  readonly weightedSums: Float64Array;
}

/** Where the values of a layer and of what enters it begin, among activations and deltas. */
export function placesIn(
  { activations, weightedSums }: RowValues,
  { firstNeuron, inputCount }: Pick<Layer, "firstNeuron" | "inputCount">,
): { readonly from: number; readonly to: number } {
  const to = activations.length - weightedSums.length + firstNeuron;
  return { from: to - inputCount, to };
}
