// A state that is made anew with every word of a sentence: forward, backward and its parameters, over any arithmetic.
// The order is pinned: h = act((sum over the state before, from 0 upwards, + the weight of the word) + b). Before the first word
// there is no state to weigh, and an empty sentence gives 0. A word is one of many inputs of which it is 1 and the others are
// 0, so that its weight is looked up. Gradients are summed from the last word to the first, and go to the learner once; what a
// sentence does not use, such as the weights of other words, does not go to the learner.
import type { Arithmetic } from "../numeric/arithmetic.ts";
import type { Cells } from "./cells.ts";
import type { Learner, Naming } from "./layer_contract.ts";
import { firstOutputOf, type RnnLayer } from "./layers.ts";
import type { Outputs } from "./rules/loss.ts";

/** What the layer made of a sentence: the last state, and all states, one a word. */
export interface Reading<V> extends Outputs<V> {
  readonly states: readonly Outputs<V>[];
}

/**
 * The words of a row, without the -1 in front of them.
 *
 * @throws RangeError where they are not numbers of words, or -1 stands behind a word.
 */
export function wordsOf({ wordCount }: RnnLayer, inputs: ArrayLike<number>): readonly number[] {
  const all = Array.from(inputs);
  const first = all.findIndex((word) => word !== NO_WORD);
  const words = first < 0 ? [] : all.slice(first);
  const wrong = words.find((word) => !Number.isInteger(word) || word < 0 || word >= wordCount);
  if (wrong !== undefined) {
    throw new RangeError(
      `words must be numbers from 0 to ${wordCount - 1}, -1 in front of them: found ${wrong}`,
    );
  }
  return words;
}

/** What stands in front of a sentence that is shorter than the longest. */
export const NO_WORD = -1;

/** The number of the first neuron of the state after a word. */
export function neuronOfState(layer: RnnLayer, words: readonly number[], index: number): number {
  return firstOutputOf(layer) - (words.length - 1 - index) * layer.outputCount;
}

/** What the layer makes of a sentence. Yields after each neuron. */
export function* forward<V>(
  o: Arithmetic<V>,
  layer: RnnLayer,
  parameters: Cells<V>,
  words: readonly number[],
  name: Naming<V>,
): Generator<void, Reading<V>> {
  const { outputCount, weightOffset, wordOffset, wordCount, biasOffset } = layer;
  const { value } = layer.activation.over(o);
  const states: Outputs<V>[] = [];
  for (const [index, word] of words.entries()) {
    const before = states[index - 1]?.activations ?? [];
    const neuron = neuronOfState(layer, words, index);
    const sums: V[] = [];
    const activations: V[] = [];
    for (let j = 0; j < outputCount; j++) {
      const ofWord = parameters.get(wordOffset + j * wordCount + word);
      const products = before.map((h, i) =>
        o.multiply(parameters.get(weightOffset + j * outputCount + i), h)
      );
      const weighed = products.length === 0
        ? ofWord
        : o.add(products.reduce((sum, product) => o.add(sum, product)), ofWord);
      sums.push(name("sum", neuron + j, o.add(weighed, parameters.get(biasOffset + j))));
      activations.push(name("activation", neuron + j, value(sums[j])));
      yield;
    }
    states.push({ sums, activations });
  }
  const nothing = Array.from({ length: outputCount }, () => o.constant(0));
  return { ...(states[states.length - 1] ?? { sums: nothing, activations: nothing }), states };
}

/**
 * Takes the layer's parameters to the learner. Yields after each neuron.
 *
 * @param deltas dL/dsum of the last state.
 * @param deltaOf dL/dsum of neuron j of a state, from its dL/da.
 * @returns nothing to pass down: words have no gradient.
 */
export function* backward<V>(
  o: Arithmetic<V>,
  layer: RnnLayer,
  parameters: Cells<V>,
  words: readonly number[],
  { states }: Reading<V>,
  deltas: readonly V[],
  learner: Learner<V>,
  deltaOf: (index: number, j: number, lossByActivation: V) => V,
): Generator<void, V[]> {
  const { outputCount, weightOffset, wordOffset, wordCount, biasOffset } = layer;
  const gradients = new Map<number, V>();
  const add = (parameter: number, term: V): void => {
    const sum = gradients.get(parameter);
    gradients.set(parameter, sum === undefined ? term : o.add(sum, term));
  };
  let ofState = deltas;
  for (let index = words.length - 1; index >= 0; index--) {
    const before = states[index - 1]?.activations ?? [];
    const lossByState: V[] = [];
    for (let j = 0; j < outputCount; j++) {
      const factor = learner.factor(ofState[j]);
      before.forEach((h, i) => {
        const parameter = weightOffset + j * outputCount + i;
        const term = o.multiply(ofState[j], parameters.get(parameter));
        lossByState[i] = j === 0 ? term : o.add(lossByState[i], term);
        add(parameter, o.multiply(factor, h));
      });
      add(wordOffset + j * wordCount + words[index], factor);
      add(biasOffset + j, factor);
      yield;
    }
    ofState = lossByState.map((lossByActivation, i) => deltaOf(index - 1, i, lossByActivation));
  }
  for (const [parameter, gradient] of gradients) {
    const value = parameters.get(parameter);
    if (parameter < biasOffset) learner.weight(parameter, value, gradient);
    else learner.bias(parameter, value, gradient);
  }
  return [];
}
