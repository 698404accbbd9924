// The followed weight in a lesson about layers: its gradient as the sum over all the places at which it is used.
// What must not change: the terms stand in the engine's order, so that each formula gives the bits of its value.

import { paragraph, type Section, section } from "../document/page.ts";
import { positionsOf } from "../engine/conv.ts";
import { type ConvLayer, filterSizeOf, type Layer, type RnnLayer } from "../engine/layers.ts";
import { neuronOfState } from "../engine/rnn.ts";
import { counted } from "../text/words.ts";
import { type Equation, type Expression, expressions, type Quantity } from "./expression.ts";
import type { LayerFocus } from "./layer_focus.ts";
import { type LayerNumbers, summed } from "./layer_numbers.ts";
import { type LessonWriter, named } from "./lesson_pieces.ts";

/** Half the width of the difference that checks a gradient, and how it is written. */
const STEP = 1e-5;
const STEP_TEXT = STEP.toFixed(5);

/** The gradient of the weight that is followed. */
export interface FollowedGradient {
  readonly name: string;
  /** How often it is used, as {@linkcode usedWords} says it. */
  readonly used: string;
  /** The gradient as the sum over them. */
  readonly equation: Equation;
}

/** The gradient of the weight that is followed; the subject has targets. */
export function followedGradient(focus: LayerFocus): FollowedGradient {
  const { numbers, parameter, layerIndex } = focus;
  const terms = usesOf(focus).map((use) => termOf(use, numbers));
  return {
    name: numbers.parameterNames[parameter],
    used: usedWords(terms.length, numbers.layers[layerIndex].kind),
    equation: numbers.gradientEquation(parameter, terms.length === 0 ? null : summed(terms)),
  };
}

/** What checks it: half the difference of the losses with the weight a little larger and smaller, over that little. */
export function checkedDifference({ numbers, parameter }: LayerFocus): number {
  return numbers.difference(parameter, STEP);
}

/** The weight that is followed, at all the places at which it is used; the subject has targets. */
export function weightSection(focus: LayerFocus, writer: LessonWriter): Section {
  const { name, used, equation } = followedGradient(focus);
  return section("weight", followedTitle(focus), [
    paragraph(named(name), ` ${used}:`),
    writer.equations([equation]),
    paragraph(
      `To check: half the difference of the losses with it ${STEP_TEXT} larger and smaller, over ${STEP_TEXT}, is `,
      writer.number(checkedDifference(focus)),
      ".",
    ),
  ]);
}

/** What the parameter that is followed is called over the part about it. */
export function followedTitle(focus: LayerFocus): string {
  const { numbers, parameter, layerIndex } = focus;
  const isBias = focus.groupIn(numbers.layers[layerIndex])?.name === "biases";
  return `The ${isBias ? "bias" : "weight"} ${numbers.parameterNames[parameter]}`;
}

/** How often a parameter is used, and in which order that is added up: `is used once`. */
export function usedWords(useCount: number, kind: Layer["kind"]): string {
  if (useCount === 0) return "is not used by this row";
  if (useCount === 1) return "is used once";
  const [uses, order] = kind === "rnn"
    ? [counted(useCount, "time"), "from the last word to the first"]
    : [`at ${counted(useCount, "position")}`, "row by row"];
  return `is used ${uses}, and its gradient is the sum over them, ${order}`;
}

/** A place at which a weight is used: which neuron learns there, and what is weighed; null for a bias, which weighs 1. */
export interface WeightUse {
  readonly neuron: number;
  readonly weighed: Quantity | null;
}

/** Delta times what is weighed, at each place at which a weight is used. */
export function termOf({ neuron, weighed }: WeightUse, numbers: LayerNumbers): Expression {
  const delta = numbers.delta(neuron);
  return weighed === null ? delta : expressions.multiply(delta, weighed);
}

/** Where the followed parameter is used, in the engine's order. */
export function usesOf({ numbers, parameter, layerIndex }: LayerFocus): readonly WeightUse[] {
  const layer = numbers.layers[layerIndex];
  switch (layer.kind) {
    case "conv":
      return convUses(layer, layerIndex, parameter, numbers);
    case "rnn":
      return rnnUses(layer, parameter, numbers);
    case "maxpool":
      return [];
    case "dense": {
      const { weightOffset, biasOffset, inputCount, firstNeuron } = layer;
      if (parameter >= biasOffset) return [{ neuron: firstNeuron + parameter - biasOffset, weighed: null }];
      const at = parameter - weightOffset;
      return [{
        neuron: firstNeuron + Math.floor(at / inputCount),
        weighed: numbers.entering(layerIndex, at % inputCount),
      }];
    }
  }
}

/** At each position, row by row. */
function convUses(
  layer: ConvLayer,
  index: number,
  parameter: number,
  numbers: LayerNumbers,
): readonly WeightUse[] {
  const { firstNeuron, weightOffset, biasOffset } = layer;
  const positions = positionsOf(layer);
  if (parameter >= biasOffset) {
    return positions.map(({ neuron }) => ({
      neuron: firstNeuron + neuron + parameter - biasOffset,
      weighed: null,
    }));
  }
  const size = filterSizeOf(layer);
  const [filter, at] = [Math.floor((parameter - weightOffset) / size), (parameter - weightOffset) % size];
  return positions.flatMap(({ neuron, terms }) =>
    terms.filter(({ weight }) => weight === at).map(({ input }) => ({
      neuron: firstNeuron + neuron + filter,
      weighed: numbers.entering(index, input),
    }))
  );
}

/** With each word, from the last to the first. */
function rnnUses(layer: RnnLayer, parameter: number, numbers: LayerNumbers): readonly WeightUse[] {
  const { outputCount, wordCount, weightOffset, wordOffset, biasOffset } = layer;
  const { words } = numbers;
  const places = words.map((_, place) => place).reverse();
  const stateAfter = (place: number) => neuronOfState(layer, words, place);
  if (parameter >= biasOffset) {
    return places.map((place) => ({ neuron: stateAfter(place) + parameter - biasOffset, weighed: null }));
  }
  if (parameter >= wordOffset) {
    const at = parameter - wordOffset;
    const [j, word] = [Math.floor(at / wordCount), at % wordCount];
    return places.filter((place) => words[place] === word)
      .map((place) => ({ neuron: stateAfter(place) + j, weighed: null }));
  }
  const at = parameter - weightOffset;
  const [j, i] = [Math.floor(at / outputCount), at % outputCount];
  return places.filter((place) => place > 0).map((place) => ({
    neuron: stateAfter(place) + j,
    weighed: numbers.neuron(stateAfter(place - 1) + i),
  }));
}
