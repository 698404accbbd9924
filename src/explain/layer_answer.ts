// The output of a network with other layers than dense ones, as the words about answers and errors know it.
// What must not change: every number is the engine's.

import { isMatchedLoss } from "../engine/rules/loss.ts";
import { labelOf } from "../dataset/dataset.ts";
import { firstOutputOf } from "../engine/layers.ts";
import { outputLayerOf } from "../engine/topology.ts";
import { explainedOutputs } from "./explained_network.ts";
import type { ExplainedAnswer, ExplainedNeuron, NamedNumber } from "./explanation.ts";
import type { LayerNumbers } from "./layer_numbers.ts";
import { explainedTargets, judgedRow } from "./subject_rows.ts";

/** The answer with its neurons, without what their sums are made of, and with what is right. */
export function layerAnswer(numbers: LayerNumbers): ExplainedAnswer {
  const { back, subject: { experiment, subject, yTrue, learning, parameters } } = numbers;
  const { target } = experiment.dataset;
  const neurons = outputNeurons(numbers);
  return {
    subject,
    layers: [neurons],
    outputs: explainedOutputs(experiment, neurons),
    isOfClasses: target?.kind === "classes",
    label: back.yPred.every(Number.isFinite) ? labelOf(target, back.yPred) : null,
    learning: yTrue === null ? null : {
      ...explainedTargets(experiment, experiment.dataset.rows[subject.index], yTrue),
      rules: learning,
      rowLoss: { before: back.loss },
    },
    judged: judgedRow(experiment, subject, parameters),
  };
}

/** The answer under the names of the output layer's neurons, as a lesson that has those alone calls it. */
export function answerOfNeurons(numbers: LayerNumbers): ExplainedAnswer {
  const answer = layerAnswer(numbers);
  const [neurons] = answer.layers;
  return {
    ...answer,
    outputs: answer.outputs.map((output, index) => ({ ...output, name: neurons[index].name })),
  };
}

/** The output layer's neurons, under the names of their answers. */
function outputNeurons(numbers: LayerNumbers): readonly ExplainedNeuron[] {
  const { layers, subject: { learning, yTrue } } = numbers;
  const layer = outputLayerOf(layers);
  const { firstNeuron, inputCount, outputCount, weightOffset, biasOffset } = layer;
  const below = inputsBelow(numbers, inputCount);
  const hasNoSlope = isMatchedLoss(learning.loss);
  return Array.from({ length: outputCount }, (_, j): ExplainedNeuron => {
    const end = numbers.neuronEnd(layer, firstNeuron + j);
    return {
      ...end,
      terms: below.map((input, i) => ({
        weight: parameterOf(numbers, weightOffset + j * inputCount + i),
        input,
      })),
      bias: parameterOf(numbers, biasOffset + j),
      output: { name: outputCount === 1 ? "y_pred" : `y${j + 1}`, value: end.output.value },
      backward: yTrue === null || end.backward === null ? null : {
        slope: hasNoSlope ? null : end.backward.slope,
        lossByOutput: hasNoSlope ? null : end.backward.lossByOutput,
        delta: end.backward.delta,
      },
    };
  });
}

function inputsBelow(numbers: LayerNumbers, count: number): readonly NamedNumber[] {
  const { layers, inputs, neuronNames } = numbers;
  const below = layers[layers.length - 2];
  return Array.from({ length: count }, (_, i) => {
    if (below === undefined) return { name: `x${i + 1}`, value: inputs[i] };
    const neuron = firstOutputOf(below) + i;
    return { name: neuronNames[neuron], value: numbers.activation(neuron) };
  });
}

function parameterOf({ parameterNames, subject }: LayerNumbers, index: number): NamedNumber {
  return { name: parameterNames[index], value: subject.parameters[index] };
}
