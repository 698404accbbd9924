// A layer in which every neuron is joined with all below it: forward, backward and its parameters, over any arithmetic.
// The order is pinned: a weighted sum runs from input 0 upwards and the bias is added last, (w1*x1 + w2*x2) + b; what
// neurons pass down is summed from neuron 0 upwards.
import type { Arithmetic } from "../numeric/arithmetic.ts";
import type { Outputs } from "./rules/loss.ts";
import type { Cells } from "./cells.ts";
import type { Learner, Naming } from "./layer_contract.ts";
import type { DenseLayer } from "./layers.ts";

/**
 * What the layer makes of its inputs. Yields after each neuron, so that whoever writes code for several groups of lanes can
 * go on with the next group.
 */
export function* forward<V>(
  o: Arithmetic<V>,
  { inputCount, outputCount, weightOffset, biasOffset, firstNeuron, activation }: DenseLayer,
  parameters: Cells<V>,
  inputs: readonly V[],
  name: Naming<V>,
): Generator<void, Outputs<V>> {
  const neuron = "over" in activation ? activation.over(o) : null;
  const sums: V[] = [];
  const activations: V[] = [];
  for (let j = 0; j < outputCount; j++) {
    const first = weightOffset + j * inputCount;
    let sum = o.multiply(parameters.get(first), inputs[0]);
    for (let i = 1; i < inputCount; i++) sum = o.add(sum, o.multiply(parameters.get(first + i), inputs[i]));
    sums.push(name("sum", firstNeuron + j, o.add(sum, parameters.get(biasOffset + j))));
    if (neuron !== null) activations.push(name("activation", firstNeuron + j, neuron.value(sums[j])));
    yield;
  }
  if ("over" in activation) return { sums, activations };
  const values = activation.overLayer(o)(sums);
  return { sums, activations: values.map((value, j) => name("activation", firstNeuron + j, value)) };
}

/**
 * Takes the layer's parameters to the learner, and gives dL/da of its inputs, or an empty list for the first layer, whose
 * inputs learn nothing. All products use the parameters from before the step. Yields after each neuron.
 *
 * @param deltas dL/dsum of the layer's neurons.
 */
export function* backward<V>(
  o: Arithmetic<V>,
  { inputCount, outputCount, weightOffset, biasOffset, firstNeuron }: DenseLayer,
  parameters: Cells<V>,
  inputs: readonly V[],
  deltas: readonly V[],
  learner: Learner<V>,
): Generator<void, V[]> {
  const isFirstLayer = firstNeuron === 0;
  const lossByInput: V[] = [];
  for (let j = 0; j < outputCount; j++) {
    const factor = learner.factor(deltas[j]);
    for (let i = 0; i < inputCount; i++) {
      const index = weightOffset + j * inputCount + i;
      const weight = parameters.get(index);
      if (!isFirstLayer) {
        const term = o.multiply(deltas[j], weight);
        lossByInput[i] = j === 0 ? term : o.add(lossByInput[i], term);
      }
      learner.weight(index, weight, o.multiply(factor, inputs[i]));
    }
    learner.bias(biasOffset + j, parameters.get(biasOffset + j), factor);
    yield;
  }
  return lossByInput;
}
