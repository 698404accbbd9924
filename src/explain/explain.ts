// Explains what a network computes for one row, and what it learns from it: the engine's own numbers, in order.
// What must not change: nothing here calculates what the engine calculates, and the parameters after some steps have the
// bits that the run itself has at that point.

import { labelOf, labelOfRow, targetNamesOf } from "../dataset/dataset.ts";
import { type Column, inputsOf } from "../dataset/standardize.ts";
import { type Experiment, featuresOf, topologyOf, trainingDataOf } from "../experiment/experiment.ts";
import { ExperimentError } from "../experiment/source/problem.ts";
import { feedforward, FeedforwardPass } from "../engine/feedforward.ts";
import { learningOf } from "../engine/learning.ts";
import type { NeuronActivation } from "../engine/rules/activation_contract.ts";
import { layersOf, neuronNames, parameterCount, parameterNames, type Topology } from "../engine/topology.ts";
import { backpropagate, type Backpropagation, stepped } from "../engine/backpropagation.ts";
import { plainTrainer } from "../engine/trainer.ts";
import { Session } from "../run/session.ts";
import type { TrainingData } from "../engine/training_data.ts";
import { type ExplainOptions, readExplainOptions } from "./explain_options.ts";
import type {
  ExplainedInput,
  ExplainedLearning,
  ExplainedNeuron,
  ExplainedSubject,
  Explanation,
  NamedNumber,
} from "./explanation.ts";

/**
 * The arithmetic of an experiment's network for one row: inputs, weighted sums, activations, squared error, derivatives,
 * the step, and the loss after it.
 *
 * Of a sweep, the experiment itself is explained, before any key is varied.
 *
 * @param options which row, which parameter, and when; by default the first row at the start.
 * @returns the numbers; {@linkcode explanationText} and its kin make them readable.
 * @throws ExperimentError when there is no such row, query, parameter or step, or training diverges before it.
 *
 * @example Alice with all weights 1 and all biases 0
 * ```ts
 * import { parseExperiment } from "../experiment/reading/parse_experiment.ts";
 * import { explain } from "./explain.ts";
 * const experiment = parseExperiment(`
 * name: alice
 * dataset:
 *   features: [{ name: weight, shift: 135 }, { name: height, shift: 66 }]
 *   target: { name: gender, classes: { M: 0, F: 1 } }
 *   rows: [{ name: Alice, weight: 133, height: 65, gender: F }]
 * init: { weights: 1, biases: 0 }
 * `);
 * const { learning } = explain(experiment);
 * if (Math.abs(learning!.parameters[0].gradient - 0.02146953526581111) > 1e-15) throw new Error("wrong");
 * ```
 */
export function explain(experiment: Experiment, options: ExplainOptions = {}): Explanation {
  const task = readExplainOptions(experiment, options);
  if ("problems" in task) throw new ExperimentError(task.problems);
  const { subject, stepsDone } = task.ok;
  const { dataset: { rows, target }, queries, training } = experiment;
  const topology = topologyOf(experiment);
  const features = featuresOf(experiment);
  const data = trainingDataOf(experiment);
  const values = valuesAfter(experiment, stepsDone, options);
  const parameters = values.subarray(0, parameterCount(topology));

  const asked = subject.kind === "row" ? rows[subject.index] : queries[subject.index];
  const inputs = inputsOf(features, [asked]);
  const back = subject.kind === "row"
    ? backpropagate(topology, parameters, inputs, [data.targets[subject.index]], learningOf(training))
    : null;
  const pass = back ?? forward(topology, parameters, inputs);
  const yPred = pass.activations[pass.activations.length - 1];
  const inputNames = explainedInputs(features, asked.values, inputs);
  const layers = explainedLayers(topology, parameters, inputNames, pass, back);
  const stepCount = training.epochs * rows.length;
  return {
    experiment: experiment.name,
    numerics: experiment.numerics,
    network: experiment.network,
    subject,
    state: {
      stepsDone,
      stepCount,
      rowCount: rows.length,
      nextRow: stepsDone < stepCount ? rows[stepsDone % rows.length].name : null,
      isSweep: experiment.sweep !== null,
    },
    inputs: inputNames,
    layers,
    yPred,
    label: Number.isFinite(yPred) ? labelOf(target, [yPred]) : null,
    learning: back === null
      ? null
      : explainedLearning(experiment, layers, { subject, data, inputs, values, back }),
    parameter: options.parameter ?? null,
  };
}

/**
 * The parameters, and what the optimizer remembers, after a number of steps: whole epochs, then the first rows of the next one.
 *
 * @param options what the user asked for, to name it in the message.
 * @throws ExperimentError when training diverges before that.
 */
function valuesAfter(
  experiment: Experiment,
  stepsDone: number,
  options: ExplainOptions,
): Float64Array {
  const rowCount = experiment.dataset.rows.length;
  const session = new Session(experiment, {
    onProgress: (steps) => options.onProgress?.(steps / rowCount),
  });
  if (stepsDone === 0) return session.values;
  // A run that ended after the last whole epoch would look at its loss there, logged or not.
  session.goTo(stepsDone - stepsDone % rowCount);
  const hasFiniteLoss = session.stepsDone === 0 || Number.isFinite(session.loss);
  session.goTo(stepsDone);
  const { values } = session;
  if (hasFiniteLoss && session.divergedAtEpoch === null && values.every(Number.isFinite)) return values;

  const text = options.step === undefined ? `--epoch ${options.epoch}` : `--step ${options.step}`;
  const at = session.divergedAtEpoch ?? Math.floor((stepsDone - 1) / rowCount);
  throw new ExperimentError([{
    code: "not_allowed",
    place: { source: { name: "command line", text, isArgument: true }, start: 0, end: text.length },
    message: `there are no numbers to explain: training diverged in epoch ${at}`,
    hint: "explain an earlier step, or lower the learning rate: learning_rate=…",
  }]);
}

function forward(topology: Topology, parameters: Float64Array, inputs: Float64Array): FeedforwardPass {
  const pass = new FeedforwardPass(topology);
  pass.run(parameters, inputs);
  return pass;
}

function explainedInputs(
  features: readonly Column[],
  raw: readonly number[],
  inputs: Float64Array,
): readonly ExplainedInput[] {
  return features.map(({ name, unit, shift, scale }, index) => ({
    name: `x${index + 1}`,
    value: inputs[index],
    feature: name,
    unit,
    raw: raw[index],
    shift,
    scale,
  }));
}

function explainedLayers(
  topology: Topology,
  parameters: Float64Array,
  inputs: readonly NamedNumber[],
  pass: Pick<Backpropagation, "activations" | "weightedSums">,
  back: Backpropagation | null,
): readonly (readonly ExplainedNeuron[])[] {
  const names = neuronNames(topology);
  const nameOf = parameterNames(topology);
  const named = (index: number): NamedNumber => ({ name: nameOf[index], value: parameters[index] });
  let below: readonly NamedNumber[] = inputs;
  return layersOf(topology).map((layer) => {
    const { inputCount, outputCount, weightOffset, biasOffset, firstNeuron, activation } = layer;
    const neurons = Array.from({ length: outputCount }, (_, j): ExplainedNeuron => {
      const neuron = firstNeuron + j;
      const name = names[neuron];
      const output = pass.activations[inputs.length + neuron];
      return {
        name,
        activation: activation as NeuronActivation,
        terms: below.map((input, i) => ({ weight: named(weightOffset + j * inputCount + i), input })),
        bias: named(biasOffset + j),
        sum: { name: `sum_${name}`, value: pass.weightedSums[neuron] },
        output: { name: neuron === names.length - 1 ? "y_pred" : name, value: output },
        backward: back === null ? null : {
          slope: back.slopes[neuron],
          lossByOutput: back.lossByActivation[neuron],
          delta: back.deltas[neuron],
        },
      };
    });
    below = neurons.map(({ output }) => output);
    return neurons;
  });
}

interface LearningParts {
  readonly subject: ExplainedSubject;
  readonly data: TrainingData;
  readonly inputs: Float64Array;
  readonly values: Float64Array;
  readonly back: Backpropagation;
}

function explainedLearning(
  experiment: Experiment,
  layers: readonly (readonly ExplainedNeuron[])[],
  { subject, data, inputs, values, back }: LearningParts,
): ExplainedLearning {
  const topology = topologyOf(experiment);
  const neurons = layers.flat();
  const inDrawOrder = [
    ...neurons.flatMap(({ name, terms }) => terms.map(({ weight }) => ({ ...weight, neuron: name }))),
    ...neurons.map(({ name, bias }) => ({ ...bias, neuron: name })),
  ];
  const { dataset: { rows, target }, training } = experiment;
  const { learningRate } = training;
  const rules = learningOf(training);
  const yTrue = data.targets[subject.index];
  const after = stepped(topology, values, inputs, [yTrue], learningRate, rules);
  const trainer = plainTrainer(topology, data, rules);
  const [yPredAfter] = feedforward(topology, after, inputs);
  return {
    yTrue,
    targetLabel: labelOfRow(target, rows[subject.index]),
    targetName: targetNamesOf(target)[0] ?? "target",
    rules,
    learningRate,
    parameters: inDrawOrder.map((parameter, index) => ({
      ...parameter,
      gradient: back.gradients[index],
      updated: after[index],
    })),
    rowLoss: {
      before: back.loss,
      after: backpropagate(topology, after.subarray(0, inDrawOrder.length), inputs, [yTrue], rules).loss,
    },
    meanLoss: { before: trainer.loss(values), after: trainer.loss(after) },
    yPredAfter,
  };
}
