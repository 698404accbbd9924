// Learning in plain loops over flat arrays: the step of step.ts, without an object for each number.
// This file DEFINES every result: a faster engine is right when it gives these bits. Rows go in file order, and all
// gradients of a step use the parameters from before the step.
import { numbers, onNumbers } from "../numeric/numbers.ts";
import { FeedforwardPass } from "./feedforward.ts";
import { classicLearning, type Learning, requireFit, requireValues, valueCount } from "./learning.ts";
import { overOutputs } from "./rules/loss.ts";
import type { Cells } from "./cells.ts";
import { parameterCount, type Topology } from "./topology.ts";
import { rowCountOf, type TrainingData } from "./training_data.ts";

/** Trains one network on one set of rows. */
export interface Trainer {
  /** How many rows there are, and so how many steps an epoch makes. */
  readonly rowCount: number;
  /** How many numbers `values` has: the parameters, then what the optimizer remembers. */
  readonly valueCount: number;
  /**
   * Changes the values in place: each epoch makes one step a row, in row order.
   *
   * @param values the parameters, flat in draw order, and after them what the optimizer remembers: zeros at first.
   * @param learningRate the step is this times the gradient of the loss.
   * @param epochCount how many times to go through all rows.
   */
  trainEpochs(values: Float64Array, learningRate: number, epochCount: number): void;
  /**
   * Changes the values in place: one step for each row from `from` up to, but not including, `to`.
   *
   * @throws RangeError when the rows are not all there.
   */
  trainRows(values: Float64Array, learningRate: number, from: number, to: number): void;
  /** The mean loss over all rows, summed from row 0 upwards; NaN when there is no row. */
  loss(values: Float64Array): number;
}

/**
 * The trainer that defines the result.
 *
 * @param learning by default plain stochastic gradient descent on the mean squared error.
 * @throws RangeError when data, topology and learning do not go together.
 *
 * @example One epoch brings the loss down
 * ```ts
 * import { denseTopology } from "./topology.ts";
 * import { plainTrainer } from "./trainer.ts";
 * const topology = denseTopology([1, 1], "sigmoid", "sigmoid");
 * const data = { inputs: new Float64Array([-1, 1]), targets: new Float64Array([0, 1]) };
 * const trainer = plainTrainer(topology, data);
 * const parameters = new Float64Array(2);
 * const lossBefore = trainer.loss(parameters);
 * trainer.trainEpochs(parameters, 0.1, 1);
 * if (!(trainer.loss(parameters) < lossBefore)) throw new Error("wrong");
 * ```
 */
export function plainTrainer(
  topology: Topology,
  data: TrainingData,
  learning: Learning = classicLearning,
): Trainer {
  const rowCount = rowCountOf(topology, data);
  const { loss, optimizer, penalties } = learning;
  const { inputCount } = topology;
  const pass = new FeedforwardPass(topology);
  const { layers, neurons, activations, weightedSums, outputs } = pass;
  const output = layers[layers.length - 1];
  requireFit(layers, learning);
  const answerLoss = "over" in loss ? onNumbers(loss, (o) => loss.over(o)) : null;
  const rowLoss = "overRow" in loss ? loss.overRow(numbers) : null;
  const { beginStep, factor, update } = onNumbers(optimizer, (o) => optimizer.over(o));
  const penalized = penalties.map((penalty) => onNumbers(penalty, (o) => penalty.over(o)));

  const count = parameterCount(topology);
  const size = valueCount(learning, count);
  const ofParameter = new MemoryInArray(count);
  const ofSteps = new MemoryInArray(1);
  ofSteps.start = count * (1 + optimizer.memoryOfParameter);
  // dL/dsum of every neuron, under the same index as its activation; the inputs' places stay unused.
  const deltas = new Float64Array(activations.length);

  function step(values: Float64Array, learningRate: number, row: number): void {
    pass.run(values, data.inputs, row * inputCount);
    let to = activations.length - outputs.length;
    writeOutputDeltas(row, to);
    beginStep?.(ofSteps);
    for (let index = layers.length - 1; index >= 0; index--) {
      const { inputCount, outputCount, weightOffset, biasOffset } = layers[index];
      const from = to - inputCount;
      if (index > 0) writeDeltasBelow(values, index, to);
      let weight = weightOffset;
      for (let j = 0; j < outputCount; j++) {
        const ofInputs = factor(deltas[to + j], learningRate);
        for (let i = 0; i < inputCount; i++) {
          let gradient = ofInputs * activations[from + i];
          for (let k = 0; k < penalized.length; k++) gradient = penalized[k](gradient, values[weight]);
          ofParameter.start = count + weight;
          values[weight] = update(values[weight], gradient, learningRate, ofParameter, ofSteps);
          weight++;
        }
        const bias = biasOffset + j;
        ofParameter.start = count + bias;
        values[bias] = update(values[bias], ofInputs, learningRate, ofParameter, ofSteps);
      }
      to = from;
    }
  }

  function writeOutputDeltas(row: number, to: number): void {
    if (rowLoss !== null) return deltas.set(rowLoss.deltas(targetsOf(row), Array.from(outputs)), to);
    for (let k = 0; k < outputs.length; k++) {
      const yTrue = data.targets[row * outputs.length + k];
      const slope = overOutputs(numbers, answerLoss!.slope(yTrue, outputs[k]), outputs.length);
      deltas[to + k] = slope *
        neurons[layers.length - 1]!.slope(outputs[k], weightedSums[output.firstNeuron + k]);
    }
  }

  /** Writes dL/dsum of the layer below a layer whose own deltas start at `to`. */
  function writeDeltasBelow(values: Float64Array, index: number, to: number): void {
    const { inputCount, outputCount, weightOffset, firstNeuron } = layers[index];
    const neuron = neurons[index - 1]!; // only an output layer may be without a slope
    for (let i = 0; i < inputCount; i++) {
      let up = deltas[to] * values[weightOffset + i];
      for (let j = 1; j < outputCount; j++) up += deltas[to + j] * values[weightOffset + j * inputCount + i];
      const below = firstNeuron - inputCount + i;
      deltas[to - inputCount + i] = up * neuron.slope(activations[to - inputCount + i], weightedSums[below]);
    }
  }

  function targetsOf(row: number): number[] {
    return Array.from(data.targets.subarray(row * outputs.length, (row + 1) * outputs.length));
  }

  function lossOf(row: number): number {
    if (rowLoss !== null) {
      return rowLoss.value(targetsOf(row), Array.from(weightedSums.subarray(output.firstNeuron)));
    }
    const target = row * outputs.length;
    let sum = answerLoss!.value(data.targets[target], outputs[0]);
    for (let k = 1; k < outputs.length; k++) sum += answerLoss!.value(data.targets[target + k], outputs[k]);
    return overOutputs(numbers, sum, outputs.length);
  }

  function trainRows(values: Float64Array, learningRate: number, from: number, to: number): void {
    requireValues(values, size);
    if (!(from >= 0 && to <= rowCount)) {
      throw new RangeError(`rows must be from 0 up to ${rowCount}: found ${from} up to ${to}`);
    }
    ofParameter.array = ofSteps.array = values;
    for (let row = from; row < to; row++) step(values, learningRate, row);
  }

  return {
    rowCount,
    valueCount: size,
    trainRows,
    trainEpochs(values, learningRate, epochCount) {
      for (let epoch = 0; epoch < epochCount; epoch++) trainRows(values, learningRate, 0, rowCount);
    },
    loss(values) {
      let sum = 0;
      for (let row = 0; row < rowCount; row++) {
        pass.run(values, data.inputs, row * inputCount);
        sum += lossOf(row);
      }
      return sum / rowCount;
    },
  };
}

/** Numbers at equal distances in an array. */
class MemoryInArray implements Cells<number> {
  array: Float64Array = new Float64Array(0);
  start = 0;

  constructor(readonly distance: number) {}

  get(index: number): number {
    return this.array[this.start + index * this.distance];
  }

  set(index: number, value: number): void {
    this.array[this.start + index * this.distance] = value;
  }
}
