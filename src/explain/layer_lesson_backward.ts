// The way back in a lesson about layers: from the error down to the neuron that is shown of the first layer, and back in time.
// What must not change: the terms stand in the engine's order, so that each formula gives the bits of its value.

import { outputNamesOf } from "../dataset/dataset.ts";
import { type Block, paragraph, type Section, section } from "../document/page.ts";
import { firstOutputOf, type RnnLayer } from "../engine/layers.ts";
import { deltaEquation } from "./equations.ts";
import type { Expression } from "./expression.ts";
import type { LayerFocus } from "./layer_focus.ts";
import { type LayerNumbers, summed } from "./layer_numbers.ts";
import { passedTerms, termsBackInTime } from "./layer_terms.ts";
import { type LessonWriter, named } from "./lesson_pieces.ts";

/** From the error to the neuron that is shown of the first layer; the subject has targets. */
export function layersBackward(focus: LayerFocus, writer: LessonWriter): Section {
  const { numbers } = focus;
  const { layers, words } = numbers;
  const blocks = [...outputBlocks(numbers, writer)];
  for (let index = layers.length - 1; index > 0; index--) blocks.push(...passedDown(index, focus, writer));
  const [first] = layers;
  if (first.kind === "rnn" && words.length > 1) blocks.push(...backInTime(first, focus, writer));
  return section("backward", "Backward: what each neuron passes down", blocks);
}

/** Each output beside its target. */
function outputBlocks(
  { layers, back, neuronNames, subject }: LayerNumbers,
  writer: LessonWriter,
): readonly Block[] {
  const { firstNeuron } = layers[layers.length - 1];
  const outputNames = outputNamesOf(subject.experiment.dataset.target);
  return [
    paragraph("How much the loss L would change with each sum of the output layer:"),
    ...writer.table(
      ["The outputs:"],
      [
        { title: "output", of: (index: number) => named(neuronNames[firstNeuron + index]) },
        { title: "stands for", of: (index: number) => outputNames[index] },
        { title: "answer", of: (index: number) => back.yPred[index] },
        { title: "target", of: (index: number) => subject.yTrue![index] },
        { title: "∂L/∂sum", of: (index: number) => back.deltas[firstNeuron + index] },
      ],
      back.yPred.map((_, index) => index),
      "output",
      null,
    ),
  ];
}

/** What a layer passes down to the neuron that is shown of the layer below, and what that makes of it. */
function passedDown(index: number, focus: LayerFocus, writer: LessonWriter): readonly Block[] {
  const { numbers } = focus;
  const below = numbers.layers[index - 1];
  const neuron = focus.neuronIn(index - 1);
  const equations = [numbers.lossByEquation(neuron, passedTo(neuron, index, focus))];
  if (below.kind !== "maxpool") equations.push(deltaEquation(numbers.neuronEnd(below, neuron)));
  const layerName = numbers.layerNames[index];
  const told = numbers.layers[index].kind === "maxpool"
    ? `${layerName} tells it to the greatest of each square, and 0 to the others:`
    : `${layerName} passes to it the sum over all that it leads to:`;
  return [paragraph(named(numbers.neuronNames[neuron]), `: ${told}`), writer.equations(equations)];
}

/** What a layer passes down to the neuron that is shown of the layer below; null where it tells it 0. */
function passedTo(neuron: number, index: number, focus: LayerFocus): Expression | null {
  const { numbers } = focus;
  const layer = numbers.layers[index];
  switch (layer.kind) {
    case "dense":
    case "conv":
      return summed(passedTerms(layer, index, neuron, numbers).map(({ term }) => term));
    case "maxpool":
      return numbers.back.lossByActivation[neuron] === 0 ? null : numbers.lossBy(focus.neuronIn(index));
    case "rnn":
      throw new Error("assertion failed: an rnn layer stands on words");
  }
}

/** One step back in time, and the mistake that is easily made there. */
function backInTime(layer: RnnLayer, focus: LayerFocus, writer: LessonWriter): readonly Block[] {
  const { numbers } = focus;
  const { outputCount, weightOffset } = layer;
  const last = firstOutputOf(layer);
  const i = focus.neuronIn(0) - last;
  const right = termsBackInTime(layer, last, i, numbers);
  let wrong = 0;
  for (let j = 0; j < outputCount; j++) {
    wrong += numbers.back.deltas[last + j] *
      numbers.subject.parameters[weightOffset + i * outputCount + j];
  }
  return [
    paragraph(
      `One word back, number ${
        i + 1
      } of the state hears from every number of the next state, by the weight that led there:`,
    ),
    writer.equations([numbers.lossByEquation(last - outputCount + i, summed(right))]),
    paragraph(
      "The weights that lead to it are others, those of line ",
      `${i + 1} and not of column ${i + 1}: whoever takes them, and so forgets to transpose, finds `,
      writer.number(wrong),
      ".",
    ),
  ];
}
