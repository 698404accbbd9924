// The way forward in a lesson about layers: from the inputs to the answer, one neuron a layer in full.
// Why one: a filter does the same everywhere, and a state with every word; of a dense layer all can be told in a table.

import { type Block, paragraph, type Section, section } from "../document/page.ts";
import { outputNamesOf } from "../dataset/dataset.ts";
import { type DenseLayer, firstOutputOf } from "../engine/layers.ts";
import { counted } from "../text/words.ts";
import type { LayerFocus } from "./layer_focus.ts";
import { forwardEquations } from "./layer_forward.ts";
import type { LayerNumbers } from "./layer_numbers.ts";
import { formula, type LessonColumn, type LessonWriter, named } from "./lesson_pieces.ts";

/** From the inputs to the answer. */
export function layersForward(focus: LayerFocus, writer: LessonWriter): Section {
  const { activations, layers } = focus.numbers;
  const functions = activations.map((activation) => [formula(activation.formula)]);
  const blocks = layers.flatMap((layer, index): readonly Block[] => {
    const equations = forwardEquations(focus, index);
    if (equations.length === 0) return [paragraph("There is no word to read: the state is 0.")];
    return [
      layerWords(focus, index),
      writer.equations(equations),
      ...(layer.kind === "dense" ? neuronTable(layer, index, focus.numbers, writer) : []),
    ];
  });
  return section("forward", "Forward: from the inputs to the answer", [
    paragraph("What a neuron makes of its sum s:"),
    { kind: "list", items: functions },
    ...blocks,
  ]);
}

/** What a layer does, and what is shown of it. */
function layerWords(focus: LayerFocus, index: number): Block {
  const { layers, layerNames, neuronNames } = focus.numbers;
  const layer = layers[index];
  const neuron = focus.neuronIn(index);
  const name = named(neuronNames[neuron]);
  switch (layer.kind) {
    case "conv": {
      const { rows, columns, channels } = layer.output;
      return paragraph(
        `${layerNames[index]} moves ${counted(channels, "filter")} over ${rows * columns} positions. `,
        name,
        " is the place that is followed:",
      );
    }
    case "maxpool":
      return paragraph(`${layerNames[index]} takes the greatest of each ${layer.size} × ${layer.size}:`);
    case "rnn":
      return paragraph(
        "With every word the state is made anew, of the state before and of the word. ",
        `Number ${neuron - firstOutputOf(layer) + 1} of it, with the first word and with the last:`,
      );
    case "dense":
      return paragraph(`${layerNames[index]}, `, name, " in full:");
  }
}

/** All neurons of a dense layer. */
function neuronTable(
  layer: DenseLayer,
  index: number,
  numbers: LayerNumbers,
  writer: LessonWriter,
): readonly Block[] {
  const isAnswer = index === numbers.layers.length - 1 && layer.outputCount > 1;
  return writer.table(
    ["And all its neurons:"],
    [
      { title: "neuron", of: (of: number) => named(numbers.neuronNames[of]) },
      { title: "sum", of: (of: number) => numbers.back.weightedSums[of] },
      { title: "output", of: (of: number) => numbers.activation(of) },
      ...(isAnswer ? [meaningColumn(layer, numbers)] : []),
    ],
    Array.from({ length: layer.outputCount }, (_, j) => layer.firstNeuron + j),
    "neuron",
    null,
  );
}

/** What the answers stand for. */
function meaningColumn({ firstNeuron }: DenseLayer, { subject }: LayerNumbers): LessonColumn<number> {
  const names = outputNamesOf(subject.experiment.dataset.target);
  return { title: "stands for", of: (neuron) => names[neuron - firstNeuron] };
}
