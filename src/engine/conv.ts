// Filters that are moved over an image: forward, backward and their parameters, over any arithmetic.
// The order is pinned: a weighted sum runs over a filter's rows, columns and channels, and the bias is added last; what lies
// beyond an edge is left out, not added as 0. What is passed down is summed over the neurons in their order: row, column,
// filter. The gradient of a weight is summed over the positions row by row, and goes to the learner once; of a weight that lies
// beyond an edge at all of them it is -0, which moves no number.
import type { Arithmetic } from "../numeric/arithmetic.ts";
import type { Cells } from "./cells.ts";
import type { Learner, Naming } from "./layer_contract.ts";
import { type ConvLayer, filterSizeOf, overlap } from "./layers.ts";
import type { Outputs } from "./rules/loss.ts";

/** Where a filter stands, and which of its weights weigh what there. */
export interface Position {
  /** The number of the layer's neuron of filter 0 there, counted from its first. */
  readonly neuron: number;
  /** The weights within a filter that have something to weigh, in their order, each with the number of the input. */
  readonly terms: readonly Term[];
}

/** A weight of a filter, and an input. */
export interface Term {
  readonly weight: number;
  readonly input: number;
}

/** The positions of a layer's filters, row by row. */
export function positionsOf({ input, output, size, padding }: ConvLayer): readonly Position[] {
  return Array.from({ length: output.rows * output.columns }, (_, index) => {
    const top = Math.floor(index / output.columns) - padding;
    const left = index % output.columns - padding;
    const terms: Term[] = [];
    const [firstRow, endRow] = overlap(top, size, input.rows);
    const [firstColumn, endColumn] = overlap(left, size, input.columns);
    for (let row = firstRow; row < endRow; row++) {
      for (let column = firstColumn; column < endColumn; column++) {
        for (let channel = 0; channel < input.channels; channel++) {
          terms.push({
            weight: (row * size + column) * input.channels + channel,
            input: ((top + row) * input.columns + left + column) * input.channels + channel,
          });
        }
      }
    }
    return { neuron: index * output.channels, terms };
  });
}

/** What the layer makes of its inputs. Yields after each neuron. */
export function* forward<V>(
  o: Arithmetic<V>,
  layer: ConvLayer,
  parameters: Cells<V>,
  inputs: readonly V[],
  name: Naming<V>,
): Generator<void, Outputs<V>> {
  const { weightOffset, biasOffset, firstNeuron, hasBias, output } = layer;
  const { value } = layer.activation.over(o);
  const filterSize = filterSizeOf(layer);
  const sums: V[] = [];
  const activations: V[] = [];
  for (const { neuron, terms } of positionsOf(layer)) {
    for (let filter = 0; filter < output.channels; filter++) {
      const first = weightOffset + filter * filterSize;
      const products = terms.map(({ weight, input }) =>
        o.multiply(parameters.get(first + weight), inputs[input])
      );
      const sum = products.reduce((before, product) => o.add(before, product));
      const withBias = hasBias ? o.add(sum, parameters.get(biasOffset + filter)) : sum;
      sums.push(name("sum", firstNeuron + neuron + filter, withBias));
      activations.push(name("activation", firstNeuron + neuron + filter, value(sums[neuron + filter])));
      yield;
    }
  }
  return { sums, activations };
}

/**
 * Takes the layer's parameters to the learner, and gives dL/da of its inputs, or an empty list for the first layer. Yields
 * after each neuron.
 *
 * @param deltas dL/dsum of the layer's neurons.
 */
export function* backward<V>(
  o: Arithmetic<V>,
  layer: ConvLayer,
  parameters: Cells<V>,
  inputs: readonly V[],
  deltas: readonly V[],
  learner: Learner<V>,
): Generator<void, V[]> {
  const { weightOffset, biasOffset, firstNeuron, hasBias, output } = layer;
  const isFirstLayer = firstNeuron === 0;
  const filterSize = filterSizeOf(layer);
  const ofWeights: V[] = [];
  const ofBiases: V[] = [];
  const lossByInput: V[] = [];
  const addTo = (sums: V[], index: number, term: V): void => {
    sums[index] = index in sums ? o.add(sums[index], term) : term;
  };
  for (const { neuron, terms } of positionsOf(layer)) {
    for (let filter = 0; filter < output.channels; filter++) {
      const delta = deltas[neuron + filter];
      const factor = learner.factor(delta);
      for (const { weight, input } of terms) {
        const index = filter * filterSize + weight;
        addTo(ofWeights, index, o.multiply(factor, inputs[input]));
        if (isFirstLayer) continue;
        addTo(lossByInput, input, o.multiply(delta, parameters.get(weightOffset + index)));
      }
      addTo(ofBiases, filter, factor);
      yield;
    }
  }
  for (let index = 0; index < filterSize * output.channels; index++) {
    const gradient = ofWeights[index] ?? o.constant(-0);
    learner.weight(weightOffset + index, parameters.get(weightOffset + index), gradient);
  }
  if (!hasBias) return lossByInput;
  ofBiases.forEach((gradient, filter) =>
    learner.bias(biasOffset + filter, parameters.get(biasOffset + filter), gradient)
  );
  return lossByInput;
}
