// The way forward in a lesson about layers: from the inputs to the answer, one neuron a layer in full.
// What must not change: the terms stand in the engine's order, so that each formula gives the bits of its value.

import { type Block, paragraph, type Section, section } from "../document/page.ts";
import { outputNamesOf } from "../dataset/dataset.ts";
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
import { counted } from "../text/words.ts";
import { outputEquation } from "./equations.ts";
import { type Expression, expressions } from "./expression.ts";
import type { LayerFocus } from "./layer_focus.ts";
import { type LayerNumbers, summed } from "./layer_numbers.ts";
import { denseTerms, stateTerms } from "./layer_terms.ts";
import { formula, type LessonColumn, type LessonWriter, named } from "./lesson_pieces.ts";

/** From the inputs to the answer. */
export function layersForward(focus: LayerFocus, writer: LessonWriter): Section {
  const blocks = focus.numbers.layers.flatMap((layer, index): readonly Block[] => {
    switch (layer.kind) {
      case "conv":
        return convForward(layer, index, focus, writer);
      case "maxpool":
        return maxpoolForward(layer, index, focus, writer);
      case "rnn":
        return rnnForward(layer, index, focus, writer);
      case "dense":
        return denseForward(layer, index, focus, writer);
    }
  });
  const functions = focus.numbers.activations.map((activation) => [formula(activation.formula)]);
  return section("forward", "Forward: from the inputs to the answer", [
    paragraph("What a neuron makes of its sum s:"),
    { kind: "list", items: functions },
    ...blocks,
  ]);
}

function convForward(
  layer: ConvLayer,
  index: number,
  focus: LayerFocus,
  writer: LessonWriter,
): readonly Block[] {
  const { numbers } = focus;
  const neuron = focus.neuronIn(index);
  const { rows, columns, channels } = layer.output;
  const place = neuron - layer.firstNeuron;
  const filter = place % channels;
  const first = layer.weightOffset + filter * filterSizeOf(layer);
  const products = positionsOf(layer)[Math.floor(place / channels)].terms.map(({ weight, input }) =>
    expressions.multiply(numbers.parameter(first + weight), numbers.entering(index, input))
  );
  const sum = summed(products);
  const withBias = layer.hasBias ? expressions.add(sum, numbers.parameter(layer.biasOffset + filter)) : sum;
  return [
    paragraph(
      `${numbers.layerNames[index]} moves ${counted(channels, "filter")} over ${rows * columns} positions. `,
      named(numbers.neuronNames[neuron]),
      " is the place that is followed:",
    ),
    writer.equations([
      numbers.sumEquation(neuron, withBias),
      outputEquation(numbers.neuronEnd(layer, neuron)),
    ]),
  ];
}

function maxpoolForward(
  layer: MaxpoolLayer,
  index: number,
  focus: LayerFocus,
  writer: LessonWriter,
): readonly Block[] {
  const { numbers } = focus;
  const neuron = focus.neuronIn(index);
  const inputs: readonly Expression[] = squareOf(layer, neuron - layer.firstNeuron)
    .map((input) => numbers.entering(index, input));
  const greatest = inputs.reduce((a, b) => expressions.maximum(a, b));
  return [
    paragraph(`${numbers.layerNames[index]} takes the greatest of each ${layer.size} × ${layer.size}:`),
    writer.equations([numbers.outputEquation(neuron, greatest)]),
  ];
}

function rnnForward(
  layer: RnnLayer,
  index: number,
  focus: LayerFocus,
  writer: LessonWriter,
): readonly Block[] {
  const { numbers } = focus;
  const { words } = numbers;
  if (words.length === 0) return [paragraph("There is no word to read: the state is 0.")];
  const { wordOffset, wordCount, biasOffset } = layer;
  const j = focus.neuronIn(index) - firstOutputOf(layer);
  const equations = [...new Set([0, words.length - 1])].flatMap((place) => {
    const state = neuronOfState(layer, words, place);
    const ofWord = numbers.parameter(wordOffset + j * wordCount + words[place]);
    const weighed = place === 0
      ? ofWord
      : expressions.add(summed(stateTerms(layer, state, j, numbers)), ofWord);
    const sum = expressions.add(weighed, numbers.parameter(biasOffset + j));
    return [numbers.sumEquation(state + j, sum), outputEquation(numbers.neuronEnd(layer, state + j))];
  });
  return [
    paragraph(
      "With every word the state is made anew, of the state before and of the word. ",
      `Number ${j + 1} of it, with the first word and with the last:`,
    ),
    writer.equations(equations),
  ];
}

function denseForward(
  layer: DenseLayer,
  index: number,
  focus: LayerFocus,
  writer: LessonWriter,
): readonly Block[] {
  const { numbers } = focus;
  const neuron = focus.neuronIn(index);
  const j = neuron - layer.firstNeuron;
  const products = denseTerms(layer, index, neuron, numbers);
  const sum = expressions.add(summed(products), numbers.parameter(layer.biasOffset + j));
  return [
    paragraph(`${numbers.layerNames[index]}, `, named(numbers.neuronNames[neuron]), " in full:"),
    writer.equations([numbers.sumEquation(neuron, sum)]),
    ...writer.table(
      ["And all its neurons:"],
      [
        { title: "neuron", of: (of: number) => named(numbers.neuronNames[of]) },
        { title: "sum", of: (of: number) => numbers.back.weightedSums[of] },
        { title: "output", of: (of: number) => numbers.activation(of) },
        ...(index === numbers.layers.length - 1 && layer.outputCount > 1
          ? [meaningColumn(layer, numbers)]
          : []),
      ],
      Array.from({ length: layer.outputCount }, (_, j) => layer.firstNeuron + j),
      "neuron",
      null,
    ),
  ];
}

/** What the answers stand for. */
function meaningColumn({ firstNeuron }: DenseLayer, { subject }: LayerNumbers): LessonColumn<number> {
  const names = outputNamesOf(subject.experiment.dataset.target);
  return { title: "stands for", of: (neuron) => names[neuron - firstNeuron] };
}
