// The chain rule for one row, with every factor kept so that it can be shown: a reading of step.ts that remembers.
// Why from the step itself: what is shown is then what is done, in the order in which it is done.
import type { Arithmetic } from "../numeric/arithmetic.ts";
import { numbers } from "../numeric/numbers.ts";
import { requireLength, requireList, requireNumber, requireNumbers } from "../numeric/required_numbers.ts";
import type { Learner, QuantityKind } from "./layer_contract.ts";
import {
  classicLearning,
  immediateStepOf,
  type Learning,
  requireFit,
  requireValues,
  valueCount,
  valuePlaces,
} from "./learning.ts";
import { FlatParameters } from "./flat_parameters.ts";
import { requireInputs } from "./feedforward.ts";
import { isMatchedLoss, lossOfRow } from "./rules/loss.ts";
import type { Cells } from "./cells.ts";
import { adding, completed, moving, step } from "./step.ts";
import { wordsOf } from "./rnn.ts";
import {
  layersOf,
  neuronCount,
  outputCountOf,
  outputLayerOf,
  parameterCount,
  parameterNames,
  type Topology,
} from "./topology.ts";
import { updateOver } from "./update.ts";

/** One row sent forward and back. "Per neuron" is the order of the neurons: h1, h2, …, o1. */
export interface Backpropagation {
  /** The network's answers to the row, shape [outputCount]. */
  readonly yPred: readonly number[];
  /** The loss of this row alone. */
  readonly loss: number;
  /** What entered the network, then the activation a per neuron: shape [inputCount + neuronCount]. */
  readonly activations: Float64Array;
  /** The weighted sum, bias included, per neuron. */
  readonly weightedSums: Float64Array;
  /** da/dsum per neuron: the slope of its activation function where it stands. NaN for outputs that the loss is made for. */
  readonly slopes: Float64Array;
  /** dL/da per neuron; the last is dL/dyPred. NaN for outputs that the loss is made for: it goes by their sums. */
  readonly lossByActivation: Float64Array;
  /** dL/dsum per neuron. */
  readonly deltas: Float64Array;
  /** dL/dparameter, flat in draw order. */
  readonly gradients: Float64Array;
}

/**
 * The derivatives of one row's loss with respect to everything in the network.
 *
 * @param topology which neurons there are.
 * @param parameters flat, in draw order, shape [parameterCount].
 * @param inputs the row, shape [inputCount], shifted and scaled.
 * @param yTrue the row's targets, shape [outputCount].
 * @param learning by default on the squared error.
 * @throws RangeError when parameters, row, targets or learning do not fit the network, or one is no number; TypeError for what is
 * no list, no topology or no learning.
 *
 * @example Alice with all weights 1 and all biases 0: dL/dw1
 * ```ts
 * import { backpropagate, denseTopology } from "@seedbed/seedbed";
 * const topology = denseTopology([2, 2, 1], "sigmoid", "sigmoid");
 * const { gradients } = backpropagate(topology, new Float64Array([1, 1, 1, 1, 1, 1, 0, 0, 0]), [-2, -1], [1]);
 * if (Math.abs(gradients[0] - 0.02146953526581111) > 1e-15) throw new Error("wrong");
 * ```
 */
export function backpropagate(
  topology: Topology,
  parameters: Float64Array,
  inputs: ArrayLike<number>,
  yTrue: ArrayLike<number>,
  learning: Learning = classicLearning,
): Backpropagation {
  requireFit(layersOf(topology), learning);
  requireNumbers("parameters", parameters);
  requireValues(parameters, parameterCount(topology));
  requireRow(topology, inputs, yTrue);
  const { loss } = learning;
  const perNeuron = (): Float64Array => new Float64Array(neuronCount(topology));
  const kept = {
    sum: perNeuron(),
    activation: perNeuron(),
    slope: perNeuron(),
    lossByActivation: perNeuron(),
    delta: perNeuron(),
    parameter: parameters,
  };
  const first = kept.sum.length - outputCountOf(topology);
  if (isMatchedLoss(loss)) {
    for (const ofOutputs of [kept.slope, kept.lossByActivation]) ofOutputs.fill(NaN, first);
  }
  const gradients = new Float64Array(parameters.length);
  const keep = (index: number, _value: number, gradient: number): void => {
    gradients[index] = gradient;
  };
  const subject = {
    layers: layersOf(topology),
    values: memoryOf(parameters),
    inputs: Array.from(inputs),
    words: wordsIn(topology, inputs),
    name: (kind: QuantityKind, index: number, value: number) => kept[kind][index] = value,
  };
  const targets = Array.from(yTrue);
  completed(
    step(numbers, subject, loss, targets, () => ({ factor: (delta) => delta, weight: keep, bias: keep })),
  );
  const outputName = outputLayerOf(subject.layers).activation.name;
  const yPred = Array.from(kept.activation.subarray(first));
  const sums = Array.from(kept.sum.subarray(first));
  return {
    yPred,
    loss: lossOfRow(numbers, loss, outputName, targets, { sums, activations: yPred }),
    activations: Float64Array.from([...subject.inputs, ...kept.activation]),
    weightedSums: kept.sum,
    slopes: kept.slope,
    lossByActivation: kept.lossByActivation,
    deltas: kept.delta,
    gradients,
  };
}

/**
 * The values of a network after one step on a row or a batch of rows: new.
 *
 * @param values the parameters, flat in draw order, and what else is learned from, see {@linkcode ValuePlaces}.
 * @param inputs the rows, shape [rowCount * inputCount].
 * @param yTrue their targets, shape [rowCount * outputCount].
 * @param learningRate how far the optimizer goes.
 * @param learning by default plain stochastic gradient descent on the mean squared error.
 * @param o what a batch, or an optimizer with a memory, moves the parameters with: numbers that may listen to names.
 * @throws RangeError when values, rows, targets or learning do not fit the network, or one is no number; TypeError for what is no
 * list, no topology or no learning.
 *
 * @example The bias of a single neuron that answers 0 where 1 is right
 * ```ts
 * import { denseTopology, stepped } from "@seedbed/seedbed";
 * const topology = denseTopology([1, 1], "identity", "identity");
 * if (stepped(topology, new Float64Array([0, 0]), [0], [1], 0.25)[1] !== 0.5) throw new Error("wrong");
 * ```
 */
export function stepped(
  topology: Topology,
  values: Float64Array,
  inputs: ArrayLike<number>,
  yTrue: ArrayLike<number>,
  learningRate: number,
  learning: Learning = classicLearning,
  o: Arithmetic<number> = numbers,
): Float64Array {
  requireFit(layersOf(topology), learning);
  requireNumbers("values", values);
  requireNumber("learningRate", learningRate);
  requireValues(values, valueCount(learning, parameterCount(topology)));
  const rows = rowsOf(topology, inputs, yTrue);
  const { gradients } = valuePlaces(learning, parameterCount(topology));
  const after = new Float64Array(gradients + parameterCount(topology)).fill(-0, gradients);
  after.set(values);
  const cells = memoryOf(after);
  const layers = layersOf(topology);
  const learnFrom = ({ inputs, yTrue }: RowToLearn, learner: Learner<number>): void => {
    const subject = { layers, values: cells, inputs, words: wordsIn(topology, inputs) };
    completed(step(numbers, subject, learning.loss, yTrue, () => learner));
  };
  const immediate = rows.length === 1 ? immediateStepOf(learning) : null;
  if (immediate !== null) {
    learnFrom(rows[0], moving(numbers, { values: cells }, immediate, learningRate));
    return after.slice(0, values.length);
  }
  const parameters = new FlatParameters(topology, learning);
  parameters.values = after;
  const sums = memoryOf(after.subarray(gradients));
  for (const row of rows) learnFrom(row, adding(numbers, sums));
  updateOver(o, learning)(parameters, learningRate, rows.length);
  return after.slice(0, values.length);
}

interface RowToLearn {
  readonly inputs: readonly number[];
  readonly yTrue: readonly number[];
}

/** At least one row of each. */
function rowsOf(topology: Topology, inputs: ArrayLike<number>, yTrue: ArrayLike<number>): RowToLearn[] {
  requireList("inputs", inputs);
  requireList("targets", yTrue);
  const rowCount = Math.max(1, Math.floor(inputs.length / topology.inputCount));
  const partOf = (values: ArrayLike<number>, row: number): number[] =>
    Array.prototype.slice.call(
      values,
      Math.floor(row * values.length / rowCount),
      Math.floor((row + 1) * values.length / rowCount),
    );
  return Array.from({ length: rowCount }, (_, index) => {
    const row = { inputs: partOf(inputs, index), yTrue: partOf(yTrue, index) };
    requireRow(topology, row.inputs, row.yTrue);
    return row;
  });
}

/** The words of a row, for a network that reads a sentence. */
function wordsIn(topology: Topology, inputs: ArrayLike<number>): readonly number[] | undefined {
  const [first] = layersOf(topology);
  return first.kind === "rnn" ? wordsOf(first, inputs) : undefined;
}

/** Refuses a row or targets that do not fit the network. */
function requireRow(topology: Topology, inputs: ArrayLike<number>, yTrue: ArrayLike<number>): void {
  requireInputs(topology, inputs);
  requireNumbers("targets", yTrue);
  const outputCount = outputCountOf(topology);
  if (yTrue.length !== outputCount) {
    throw new RangeError(`a row must have ${outputCount} targets: found ${yTrue.length}`);
  }
}

/**
 * dL/dparameter under the parameters' names, in draw order: w1, w2, …, b1, b2, ….
 *
 * @throws RangeError unless there is one for each parameter, TypeError for what is no list or no topology.
 *
 * @example A single neuron that answers 0 where 1 is right
 * ```ts
 * import { backpropagate, denseTopology, gradientsByName } from "@seedbed/seedbed";
 * const topology = denseTopology([1, 1], "identity", "identity");
 * const { gradients } = backpropagate(topology, new Float64Array([0, 0]), [3], [1]);
 * const byName = gradientsByName(topology, gradients);
 * if (byName.get("w1") !== -6 || byName.get("b1") !== -2) throw new Error("wrong");
 * ```
 */
export function gradientsByName(topology: Topology, gradients: Float64Array): Map<string, number> {
  const names = parameterNames(topology);
  requireLength("gradients", gradients, names.length);
  return new Map(names.map((name, index) => [name, gradients[index]]));
}

function memoryOf(values: Float64Array): Cells<number> {
  return { get: (index) => values[index], set: (index, value) => void (values[index] = value) };
}
