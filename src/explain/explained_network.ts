// A network with one row in it: inputs, neurons and answers, each number by the name under which it is shown.
// What must not change: every number is one that the engine calculated.
import { isMatchedLoss } from "../engine/rules/loss.ts";
import { outputNamesOf } from "../dataset/dataset.ts";
import { type Column, filled, rawOutput } from "../dataset/standardize.ts";
import { type Experiment, targetColumnsOf } from "../experiment/experiment.ts";
import type { Backpropagation } from "../engine/backpropagation.ts";
import type { Learning } from "../engine/learning.ts";
import {
  denseLayersOf,
  neuronNames,
  outputCountOf,
  parameterNames,
  type Topology,
} from "../engine/topology.ts";
import type { ExplainedInput, ExplainedNeuron, ExplainedOutput, NamedNumber } from "./explanation.ts";

/** What enters the network. */
export function explainedInputs(
  features: readonly Column[],
  raw: readonly number[],
  inputs: Float64Array,
): readonly ExplainedInput[] {
  return features.map((feature, index) => ({
    name: `x${index + 1}`,
    value: inputs[index],
    feature: feature.name,
    unit: feature.unit,
    raw: filled(feature, raw[feature.index]),
    isEmpty: Number.isNaN(raw[feature.index]),
    shift: feature.shift,
    scale: feature.scale,
  }));
}

/** What each neuron computes, forward and back. */
export function explainedLayers(
  topology: Topology,
  parameters: Float64Array,
  inputs: readonly NamedNumber[],
  pass: Pick<Backpropagation, "activations" | "weightedSums">,
  back: Backpropagation | null,
  { loss }: Learning,
): readonly (readonly ExplainedNeuron[])[] {
  const names = neuronNames(topology);
  const answerCount = outputCountOf(topology);
  const nameOf = parameterNames(topology);
  const named = (index: number): NamedNumber => ({ name: nameOf[index], value: parameters[index] });
  let below: readonly NamedNumber[] = inputs;
  return denseLayersOf(topology).map((layer) => {
    const { inputCount, outputCount, weightOffset, biasOffset, firstNeuron, activation } = layer;
    const neurons = Array.from({ length: outputCount }, (_, j): ExplainedNeuron => {
      const neuron = firstNeuron + j;
      const name = names[neuron];
      const output = pass.activations[inputs.length + neuron];
      const place = neuron - (names.length - answerCount);
      const hasNoSlope = place >= 0 && isMatchedLoss(loss);
      return {
        name,
        activation,
        terms: below.map((input, i) => ({ weight: named(weightOffset + j * inputCount + i), input })),
        bias: named(biasOffset + j),
        sum: { name: `sum_${name}`, value: pass.weightedSums[neuron] },
        output: { name: place < 0 ? name : answerCount === 1 ? "y_pred" : `y${place + 1}`, value: output },
        backward: back === null ? null : {
          slope: hasNoSlope ? null : back.slopes[neuron],
          lossByOutput: hasNoSlope ? null : back.lossByActivation[neuron],
          delta: back.deltas[neuron],
        },
      };
    });
    below = neurons.map(({ output }) => output);
    return neurons;
  });
}

/** The answers with what they stand for. */
export function explainedOutputs(
  experiment: Experiment,
  neurons: readonly ExplainedNeuron[],
): readonly ExplainedOutput[] {
  const columns = targetColumnsOf(experiment);
  return outputNamesOf(experiment.dataset.target).map((of, index) => {
    const { output: { name, value } } = neurons[index];
    const column = columns[index];
    const { unit, shift, scale } = column ?? { unit: null, shift: 0, scale: 1 };
    return { name, value, of, unit, shift, scale, raw: rawOutput(column, value) };
  });
}
