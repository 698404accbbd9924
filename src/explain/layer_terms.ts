// The products that make the sums of layers, forward and back: what lessons add up in full and worksheets in part.
// What must not change: the terms stand in the engine's order, so that their sum gives the bits of its value.

import { positionsOf } from "../engine/conv.ts";
import {
  type ConvLayer,
  type DenseLayer,
  filterSizeOf,
  firstOutputOf,
  type RnnLayer,
} from "../engine/layers.ts";
import { type Expression, expressions } from "./expression.ts";
import type { LayerNumbers } from "./layer_numbers.ts";

/** What a neuron of a dense layer weighs, by its inputs. */
export function denseTerms(
  layer: DenseLayer,
  index: number,
  neuron: number,
  numbers: LayerNumbers,
): readonly Expression[] {
  const first = layer.weightOffset + (neuron - layer.firstNeuron) * layer.inputCount;
  return Array.from(
    { length: layer.inputCount },
    (_, i) => expressions.multiply(numbers.parameter(first + i), numbers.entering(index, i)),
  );
}

/**
 * What number j of a state weighs of the state before, number by number.
 *
 * @param state the first neuron of the state, which is not the first one.
 */
export function stateTerms(
  { outputCount, weightOffset }: RnnLayer,
  state: number,
  j: number,
  numbers: LayerNumbers,
): readonly Expression[] {
  return Array.from({ length: outputCount }, (_, i) =>
    expressions.multiply(
      numbers.parameter(weightOffset + j * outputCount + i),
      numbers.neuron(state - outputCount + i),
    ));
}

/** What a neuron of a layer passes down to one of the layer below. */
export interface PassedTerm {
  readonly from: number;
  readonly term: Expression;
}

/** What a layer passes down to a neuron of the layer below, neuron by neuron. */
export function passedTerms(
  layer: ConvLayer | DenseLayer,
  index: number,
  neuron: number,
  numbers: LayerNumbers,
): readonly PassedTerm[] {
  const at = neuron - firstOutputOf(numbers.layers[index - 1]);
  if (layer.kind === "conv") return convPassed(layer, at, numbers);
  return Array.from({ length: layer.outputCount }, (_, j) => {
    const weight = layer.weightOffset + j * layer.inputCount + at;
    return passed(layer.firstNeuron + j, weight, numbers);
  });
}

/** What each neuron of a convolution, in their order, passes down to one of its inputs. */
function convPassed(layer: ConvLayer, at: number, numbers: LayerNumbers): readonly PassedTerm[] {
  const filters = Array.from({ length: layer.output.channels }, (_, filter) => filter);
  return positionsOf(layer).flatMap(({ neuron, terms }) => {
    const weights = terms.filter(({ input }) => input === at).map(({ weight }) => weight);
    return filters.flatMap((filter) =>
      weights.map((weight) =>
        passed(
          layer.firstNeuron + neuron + filter,
          layer.weightOffset + filter * filterSizeOf(layer) + weight,
          numbers,
        )
      )
    );
  });
}

/**
 * What a state passes back in time to number i of the state before, number by number.
 *
 * @param state the first neuron of the state that passes it back.
 */
export function termsBackInTime(
  { outputCount, weightOffset }: RnnLayer,
  state: number,
  i: number,
  numbers: LayerNumbers,
): readonly Expression[] {
  return Array.from(
    { length: outputCount },
    (_, j) => passed(state + j, weightOffset + j * outputCount + i, numbers).term,
  );
}

function passed(from: number, weight: number, numbers: LayerNumbers): PassedTerm {
  return { from, term: expressions.multiply(numbers.delta(from), numbers.parameter(weight)) };
}
