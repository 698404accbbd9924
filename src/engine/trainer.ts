// Stochastic gradient descent, one step a row, in plain loops over flat arrays.
// This file DEFINES every result: a faster engine is right when it gives these bits. Rows go in file order, and all
// gradients of a step use the parameters from before the step.
import { slopeOf } from "./rules/activation.ts";
import { FeedforwardPass } from "./feedforward.ts";
import type { Topology } from "./topology.ts";
import type { TrainingData } from "./training_data.ts";

/** Trains one network on one set of rows. */
export interface Trainer {
  /** How many rows there are, and so how many steps an epoch makes. */
  readonly rowCount: number;
  /**
   * Changes the parameters in place: each epoch makes one step of gradient descent a row, in row order.
   *
   * @param parameters flat, in draw order.
   * @param learningRate the step is this times the gradient of (yTrue - yPred)².
   * @param epochCount how many times to go through all rows.
   */
  trainEpochs(parameters: Float64Array, learningRate: number, epochCount: number): void;
  /** The mean over all rows of (yTrue - yPred)², summed from row 0 upwards; NaN when there is no row. */
  loss(parameters: Float64Array): number;
}

/**
 * The trainer that defines the result.
 *
 * @example One epoch brings the loss down
 * ```ts
 * import { plainTrainer } from "./trainer.ts";
 * const topology = { sizes: [1, 1], hidden: "sigmoid", output: "sigmoid" } as const;
 * const data = { inputs: new Float64Array([-1, 1]), targets: new Float64Array([0, 1]) };
 * const trainer = plainTrainer(topology, data);
 * const parameters = new Float64Array(2);
 * const lossBefore = trainer.loss(parameters);
 * trainer.trainEpochs(parameters, 0.1, 1);
 * if (!(trainer.loss(parameters) < lossBefore)) throw new Error("wrong");
 * ```
 */
export function plainTrainer(topology: Topology, data: TrainingData): Trainer {
  const pass = new FeedforwardPass(topology);
  const { layers, activations } = pass;
  const inputCount = topology.sizes[0];
  const rowCount = data.targets.length;
  if (data.inputs.length !== rowCount * inputCount) {
    throw new RangeError(
      `${rowCount} rows must have ${rowCount * inputCount} inputs: found ${data.inputs.length}`,
    );
  }
  // dL/dsum of every neuron, under the same index as its activation; the inputs' places stay unused.
  const deltas = new Float64Array(activations.length);
  const output = activations.length - 1;

  function step(parameters: Float64Array, learningRate: number, row: number): void {
    const yPred = pass.run(parameters, data.inputs, row * inputCount);
    deltas[output] = -2 * (data.targets[row] - yPred) * slopeOf(topology.output, yPred);

    let to = output;
    for (let index = layers.length - 1; index >= 0; index--) {
      const { inputCount, outputCount, weightOffset, biasOffset } = layers[index];
      const from = to - inputCount;
      if (index > 0) {
        for (let i = 0; i < inputCount; i++) {
          let up = deltas[to] * parameters[weightOffset + i];
          for (let j = 1; j < outputCount; j++) {
            up += deltas[to + j] * parameters[weightOffset + j * inputCount + i];
          }
          deltas[from + i] = up * slopeOf(topology.hidden, activations[from + i]);
        }
      }
      let weight = weightOffset;
      for (let j = 0; j < outputCount; j++) {
        const stepSize = learningRate * deltas[to + j];
        for (let i = 0; i < inputCount; i++) parameters[weight++] -= stepSize * activations[from + i];
        parameters[biasOffset + j] -= stepSize;
      }
      to = from;
    }
  }

  return {
    rowCount,
    trainEpochs(parameters, learningRate, epochCount) {
      for (let epoch = 0; epoch < epochCount; epoch++) {
        for (let row = 0; row < rowCount; row++) step(parameters, learningRate, row);
      }
    },
    loss(parameters) {
      let sum = 0;
      for (let row = 0; row < rowCount; row++) {
        const difference = data.targets[row] - pass.run(parameters, data.inputs, row * inputCount);
        sum += difference * difference;
      }
      return sum / rowCount;
    },
  };
}
