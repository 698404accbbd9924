// The greatest of each square of an image, channel by channel: forward and backward, over any arithmetic; no parameters.
// What must not change: a NaN in a square is its greatest. The first of those that are equal to the greatest, row by row, or
// all of them receive its gradient; the others, and what is in no square, receive 0.
import type { Arithmetic } from "../numeric/arithmetic.ts";
import type { Naming } from "./layer_contract.ts";
import type { MaxpoolLayer } from "./layers.ts";
import type { Outputs } from "./rules/loss.ts";

/** The numbers of the inputs that a layer's neuron, counted from its first, takes the greatest of, row by row. */
export function squareOf({ input, output, size }: MaxpoolLayer, neuron: number): readonly number[] {
  const channel = neuron % output.channels;
  const place = (neuron - channel) / output.channels;
  const top = Math.floor(place / output.columns) * size;
  const left = place % output.columns * size;
  return Array.from({ length: size * size }, (_, index) => {
    const [row, column] = [top + Math.floor(index / size), left + index % size];
    return (row * input.columns + column) * input.channels + channel;
  });
}

/** What the layer makes of its inputs. Yields after each neuron. */
export function* forward<V>(
  o: Arithmetic<V>,
  layer: MaxpoolLayer,
  inputs: readonly V[],
  name: Naming<V>,
): Generator<void, Outputs<V>> {
  const activations: V[] = [];
  for (let neuron = 0; neuron < layer.outputCount; neuron++) {
    const greatest = squareOf(layer, neuron).map((input) => inputs[input]).reduce((a, b) => o.maximum(a, b));
    activations.push(name("activation", layer.firstNeuron + neuron, greatest));
    yield;
  }
  return { sums: activations, activations };
}

/**
 * dL/da of its inputs, or an empty list for the first layer. Yields after each neuron.
 *
 * @param lossByActivation dL/da of the layer's neurons.
 */
export function* backward<V>(
  o: Arithmetic<V>,
  layer: MaxpoolLayer,
  inputs: readonly V[],
  { activations }: Outputs<V>,
  lossByActivation: readonly V[],
): Generator<void, V[]> {
  if (layer.firstNeuron === 0) return [];
  const one = o.constant(1);
  const lossByInput = inputs.map(() => o.constant(0));
  for (let neuron = 0; neuron < layer.outputCount; neuron++) {
    let isFound = o.constant(0);
    for (const input of squareOf(layer, neuron)) {
      const isGreatest = o.subtract(one, o.oneWhereGreater(activations[neuron], inputs[input]));
      const isTold = layer.ties === "all" ? isGreatest : o.multiply(isGreatest, o.subtract(one, isFound));
      isFound = o.greater(isFound, isGreatest);
      lossByInput[input] = o.multiply(lossByActivation[neuron], isTold);
    }
    yield;
  }
  return lossByInput;
}
