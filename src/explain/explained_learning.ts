// What a row teaches: its targets, the step with it, and the losses before and after.
// What must not change: every number is the engine's own; what the step makes of each gradient is overheard, not calculated
// again.
import { inputsOf } from "../dataset/standardize.ts";
import { type Experiment, featuresOf, topologyOf, trainingDataOf } from "../experiment/experiment.ts";
import { backpropagate, type Backpropagation, stepped } from "../engine/backpropagation.ts";
import { feedforward } from "../engine/feedforward.ts";
import { learningOf, valuePlaces } from "../engine/learning.ts";
import { outputCountOf } from "../engine/topology.ts";
import { plainTrainer } from "../engine/trainer.ts";
import type { TrainingData } from "../engine/training_data.ts";
import type { Arithmetic } from "../numeric/arithmetic.ts";
import { numbers } from "../numeric/numbers.ts";
import type { ExplainedLearning, ExplainedNeuron } from "./explanation.ts";
import { explainedTargets } from "./subject_rows.ts";

/** What the step is made of. */
export interface LearningParts {
  /** The place of the explained row in the file. */
  readonly row: number;
  /** The places of the rows that the next step learns from. */
  readonly nextRows: readonly number[];
  readonly stepsDone: number;
  /** The parameters, and what the optimizer remembers. */
  readonly values: Float64Array;
  /** Of the next step. */
  readonly learningRate: number;
  readonly back: Backpropagation;
  readonly layers: readonly (readonly ExplainedNeuron[])[];
  /** The parameter whose gradient is wanted for each row of the step; null for the first. */
  readonly parameter: string | null;
}

/** What the explained row teaches, in the step that learns from it. */
export function explainedLearning(
  experiment: Experiment,
  { row, nextRows, stepsDone, values, learningRate, back, layers, parameter }: LearningParts,
): ExplainedLearning {
  const { dataset: { rows } } = experiment;
  const topology = topologyOf(experiment);
  const rules = learningOf(experiment.training);
  const neurons = layers.flat();
  const inDrawOrder = [
    ...neurons.flatMap(({ name, terms }) =>
      terms.map(({ weight }) => ({ ...weight, neuron: name, isWeight: true }))
    ),
    ...neurons.map(({ name, bias }) => ({ ...bias, neuron: name, isWeight: false })),
  ];
  const count = inDrawOrder.length;
  const learned = nextRows.includes(row) ? nextRows : [row];
  const data = trainingDataOf(experiment);
  const ofStep = rowsOf(experiment, data, learned);
  const ofRow = rowsOf(experiment, data, [row]);
  const overheard = new Map<string, number[]>();
  const after = stepped(
    topology,
    values,
    ofStep.inputs,
    ofStep.targets,
    learningRate,
    rules,
    listening(overheard),
  );
  const [memory, memoryAfter] = [values, after].map((all) => memoriesOf(all, count, rules));
  const lossesOf = ({ inputs, targets }: TrainingData): { before: number; after: number } => {
    const trainer = plainTrainer(topology, { inputs, targets }, rules);
    return { before: trainer.loss(values), after: trainer.loss(after) };
  };
  const shown = Math.max(0, inDrawOrder.findIndex(({ name }) => name === parameter));
  return {
    ...explainedTargets(experiment, rows[row], ofRow.targets),
    rules,
    learningRate,
    step: {
      number: stepsDone + 1,
      rows: learned.map((index) => rows[index].name),
      parts: {
        parameter: inDrawOrder[shown].name,
        gradients: learned.map((index) => {
          if (index === row) return back.gradients[shown];
          const { inputs, targets } = rowsOf(experiment, data, [index]);
          return backpropagate(topology, values.subarray(0, count), inputs, targets, rules).gradients[shown];
        }),
      },
      sumOfSquares: overheard.get("squares")?.[0] ?? null,
      memory: { before: memory.ofSteps, after: memoryAfter.ofSteps },
    },
    parameters: inDrawOrder.map((parameter, index) => {
      const meanGradient = overheard.get("mean")?.[index] ?? back.gradients[index];
      return {
        ...parameter,
        gradient: back.gradients[index],
        meanGradient,
        learnedGradient: overheard.get("gradient")?.[index] ?? meanGradient,
        memory: { before: memory.ofParameter(index), after: memoryAfter.ofParameter(index) },
        updated: after[index],
      };
    }),
    rowLoss: lossesOf(ofRow),
    stepLoss: lossesOf(ofStep),
    meanLoss: lossesOf(data),
    outputsAfter: Array.from(feedforward(topology, after, ofRow.inputs)),
  };
}

/** Some rows of an experiment, shifted and scaled, with their targets. */
function rowsOf(experiment: Experiment, { targets }: TrainingData, indices: readonly number[]): TrainingData {
  const outputCount = outputCountOf(topologyOf(experiment));
  return {
    inputs: inputsOf(featuresOf(experiment), indices.map((index) => experiment.dataset.rows[index])),
    targets: Float64Array.from(
      indices.flatMap((index) =>
        Array.from(targets.subarray(index * outputCount, (index + 1) * outputCount))
      ),
    ),
  };
}

/** Numbers that keep what is given a name. */
function listening(overheard: Map<string, number[]>): Arithmetic<number> {
  return {
    ...numbers,
    named(name, value) {
      const key = String(name);
      const heard = overheard.get(key);
      if (heard === undefined) overheard.set(key, [value]);
      else heard.push(value);
      return value;
    },
  };
}

/** What an optimizer remembers, by parameter, and of the steps. */
function memoriesOf(
  values: Float64Array,
  count: number,
  rules: ExplainedLearning["rules"],
): { ofParameter: (index: number) => readonly number[]; ofSteps: readonly number[] } {
  const { ofSteps, gradients } = valuePlaces(rules, count);
  return {
    ofParameter: (index) =>
      Array.from(
        { length: rules.optimizer.memoryOfParameter },
        (_, cell) => values[(1 + cell) * count + index],
      ),
    ofSteps: Array.from(values.subarray(ofSteps, gradients)),
  };
}
