// A lesson about layers as JSON for other programs: every number in full, every neuron and parameter, keys in a fixed order.
// Why beside `json.ts`: there a neuron lists its inputs, while a filter has one list of weights for all places at which it stands.

import { isMatchedLoss } from "../engine/rules/loss.ts";
import { firstOutputOf, type Layer, neuronCountOf } from "../engine/layers.ts";
import { neuronOfState } from "../engine/rnn.ts";
import type { JsonObject } from "../experiment/config.ts";
import { orNull } from "../run/scores.ts";
import { answerJson, endJson, equationJson, judgedJson, oneOrAll, subjectJson } from "./json.ts";
import { answerOfNeurons } from "./layer_answer.ts";
import { LayerFocus } from "./layer_focus.ts";
import { checkedDifference, followedGradient } from "./layer_lesson_weight.ts";
import { LayerNumbers, type LayerSubject } from "./layer_numbers.ts";

/**
 * What a lesson about layers tells, as a value for JSON.
 *
 * Numbers are the engine's own; one that is not finite is null. A query has no loss, and nothing that follows from
 * one; a held-out row has a loss alone. With a
 * parameter named, `chain` has its gradient as a formula.
 */
export function layerLessonJson(lesson: LayerSubject): JsonObject {
  const { experiment, subject, state, yTrue } = lesson;
  const numbers = new LayerNumbers(lesson);
  const { back } = numbers;
  const answer = answerOfNeurons(numbers);
  return {
    experiment: experiment.name,
    numerics: experiment.numerics,
    subject: subjectJson(subject),
    state: { steps_done: state.stepsDone, step_count: state.stepCount, ...endJson(state) },
    ...enteringJson(numbers),
    layers: numbers.layers.map((layer, index) => ({
      name: numbers.layerNames[index],
      kind: layer.kind,
      activation: layer.kind === "maxpool" ? null : layer.activation.name,
      neurons: neuronsOf(layer, numbers).map((neuron) => neuronJson(neuron, layer, numbers)),
    })),
    ...answerJson(answer),
    ...judgedJson(answer),
    ...(yTrue === null ? {} : { y_true: oneOrAll(Array.from(yTrue)), loss: orNull(back.loss) }),
    parameters: numbers.parameterNames.map((name, parameter) => ({
      name,
      value: orNull(lesson.parameters[parameter]),
      ...(yTrue === null ? {} : { gradient: orNull(back.gradients[parameter]) }),
    })),
    ...(yTrue === null || lesson.parameter === null ? {} : { chain: chainJson(numbers) }),
  };
}

/** The gradient of the parameter that is followed, as the sum over the places at which it is used, and what checks it. */
function chainJson(numbers: LayerNumbers): JsonObject {
  const focus = new LayerFocus(numbers);
  const { name, equation } = followedGradient(focus);
  return {
    parameter: name,
    equations: [equationJson(equation)],
    difference: orNull(checkedDifference(focus)),
  };
}

/** What enters the network: words, or numbers as it sees them. */
function enteringJson({ words, inputs, learnedWords }: LayerNumbers): JsonObject {
  if (learnedWords !== undefined) return { words: words.map((word) => learnedWords[word]) };
  return {
    inputs: Array.from(inputs, (value, index) => ({ name: `x${index + 1}`, value: orNull(value) })),
  };
}

/** The neurons of a layer; of a state those of the words that are read. */
function neuronsOf(layer: Layer, { words }: LayerNumbers): readonly number[] {
  const end = layer.firstNeuron + neuronCountOf(layer);
  const from = layer.kind !== "rnn"
    ? layer.firstNeuron
    : words.length === 0
    ? firstOutputOf(layer)
    : neuronOfState(layer, words, 0);
  return Array.from({ length: end - from }, (_, index) => from + index);
}

function neuronJson(neuron: number, layer: Layer, numbers: LayerNumbers): JsonObject {
  const { back, subject: { yTrue, learning } } = numbers;
  const hasSum = layer.kind !== "maxpool";
  const hasNoSlope = layer === numbers.layers[numbers.layers.length - 1] && isMatchedLoss(learning.loss);
  const unmatched = (value: number): number | null => hasNoSlope ? null : orNull(value);
  return {
    name: numbers.neuronNames[neuron],
    ...(hasSum ? { sum: orNull(back.weightedSums[neuron]) } : {}),
    output: orNull(numbers.activation(neuron)),
    ...(yTrue === null ? {} : {
      ...(hasSum ? { slope: unmatched(back.slopes[neuron]) } : {}),
      dL_doutput: unmatched(back.lossByActivation[neuron]),
      ...(hasSum ? { dL_dsum: orNull(back.deltas[neuron]) } : {}),
    }),
  };
}
