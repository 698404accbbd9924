// The way forward through layers in formulas: of each layer the neuron that is shown, from the inputs to the answer.
// What must not change: the terms stand in the engine's order, so that each formula gives the bits of its value.

import { positionsOf } from "../engine/conv.ts";
import {
  type ConvLayer,
  type DenseLayer,
  filterSizeOf,
  firstOutputOf,
  type MaxpoolLayer,
  type RnnLayer,
} from "../engine/layers.ts";
import { squareOf } from "../engine/maxpool.ts";
import { neuronOfState } from "../engine/rnn.ts";
import { outputEquation } from "./equations.ts";
import { type Equation, type Expression, expressions } from "./expression.ts";
import type { LayerFocus } from "./layer_focus.ts";
import { type LayerNumbers, summed } from "./layer_numbers.ts";
import { denseTerms, stateTerms } from "./layer_terms.ts";

/** What makes the neuron that is shown of a layer; of a dense one its sum. None where a sentence has no word. */
export function forwardEquations(focus: LayerFocus, index: number): readonly Equation[] {
  const { numbers } = focus;
  const layer = numbers.layers[index];
  const neuron = focus.neuronIn(index);
  switch (layer.kind) {
    case "conv":
      return convForward(layer, index, neuron, numbers);
    case "maxpool":
      return maxpoolForward(layer, index, neuron, numbers);
    case "rnn":
      return rnnForward(layer, neuron, numbers);
    case "dense":
      return denseForward(layer, index, neuron, numbers);
  }
}

function convForward(
  layer: ConvLayer,
  index: number,
  neuron: number,
  numbers: LayerNumbers,
): readonly Equation[] {
  const { channels } = layer.output;
  const place = neuron - layer.firstNeuron;
  const filter = place % channels;
  const first = layer.weightOffset + filter * filterSizeOf(layer);
  const products = positionsOf(layer)[Math.floor(place / channels)].terms.map(({ weight, input }) =>
    expressions.multiply(numbers.parameter(first + weight), numbers.entering(index, input))
  );
  const sum = summed(products);
  const withBias = layer.hasBias ? expressions.add(sum, numbers.parameter(layer.biasOffset + filter)) : sum;
  return [numbers.sumEquation(neuron, withBias), outputEquation(numbers.neuronEnd(layer, neuron))];
}

function maxpoolForward(
  layer: MaxpoolLayer,
  index: number,
  neuron: number,
  numbers: LayerNumbers,
): readonly Equation[] {
  const inputs: readonly Expression[] = squareOf(layer, neuron - layer.firstNeuron)
    .map((input) => numbers.entering(index, input));
  return [numbers.outputEquation(neuron, inputs.reduce((a, b) => expressions.maximum(a, b)))];
}

/** Of the state with the first word, and with the last. */
function rnnForward(layer: RnnLayer, neuron: number, numbers: LayerNumbers): readonly Equation[] {
  const { words } = numbers;
  const { wordOffset, wordCount, biasOffset } = layer;
  const j = neuron - firstOutputOf(layer);
  const places = words.length === 0 ? [] : [...new Set([0, words.length - 1])];
  return places.flatMap((place) => {
    const state = neuronOfState(layer, words, place);
    const ofWord = numbers.parameter(wordOffset + j * wordCount + words[place]);
    const weighed = place === 0
      ? ofWord
      : expressions.add(summed(stateTerms(layer, state, j, numbers)), ofWord);
    const sum = expressions.add(weighed, numbers.parameter(biasOffset + j));
    return [numbers.sumEquation(state + j, sum), outputEquation(numbers.neuronEnd(layer, state + j))];
  });
}

function denseForward(
  layer: DenseLayer,
  index: number,
  neuron: number,
  numbers: LayerNumbers,
): readonly Equation[] {
  const bias = numbers.parameter(layer.biasOffset + neuron - layer.firstNeuron);
  const sum = expressions.add(summed(denseTerms(layer, index, neuron, numbers)), bias);
  return [numbers.sumEquation(neuron, sum)];
}
