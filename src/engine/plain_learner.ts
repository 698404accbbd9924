// What the plain trainer does with the deltas of a row: moves each parameter at once, or adds its gradient to the batch's.
// What must not change: gradients are summed over the rows of a batch in their order, and all of them are known before the
// first parameter moves.
import { numbers, onNumbers } from "../numeric/numbers.ts";
import type { BackwardPass } from "./backward_pass.ts";
import { FlatParameters } from "./flat_parameters.ts";
import { batchSizeOf, immediateStepOf, type Learning, valuePlaces } from "./learning.ts";
import type { ImmediateStep } from "./rules/optimizer.ts";
import { parameterCount, type Topology } from "./topology.ts";
import { updateOver } from "./update.ts";

/** Learns rows. */
export interface PlainLearner {
  /**
   * Changes the values in place; where the last row of a batch is learned, the step is made.
   *
   * @param order which row is learned at each place of the epoch; null for the order of the file.
   * @param from the first place.
   * @param to the place after the last.
   */
  learn(
    values: Float64Array,
    learningRate: number,
    order: ArrayLike<number> | null,
    from: number,
    to: number,
  ): void;
}

/** The learner for a way of learning. */
export function plainLearner(topology: Topology, learning: Learning, pass: BackwardPass): PlainLearner {
  const immediate = immediateStepOf(learning);
  return immediate === null ? batchLearner(topology, learning, pass) : immediateLearner(immediate, pass);
}

function immediateLearner(immediate: ImmediateStep, pass: BackwardPass): PlainLearner {
  const { factor, update } = onNumbers(immediate, (o) => immediate.over(o));
  const { deltas, forward: { layers, activations } } = pass;

  function move(values: Float64Array, learningRate: number): void {
    let input = 0;
    for (const { inputCount, outputCount, weightOffset, biasOffset } of layers) {
      const output = input + inputCount;
      let weight = weightOffset;
      for (let j = 0; j < outputCount; j++) {
        const ofInputs = factor(deltas[output + j], learningRate);
        for (let i = 0; i < inputCount; i++, weight++) {
          values[weight] = update(values[weight], ofInputs * activations[input + i]);
        }
        values[biasOffset + j] = update(values[biasOffset + j], ofInputs);
      }
      input = output;
    }
  }

  return {
    learn(values, learningRate, order, from, to) {
      for (let place = from; place < to; place++) {
        pass.run(values, order === null ? place : order[place]);
        move(values, learningRate);
      }
    },
  };
}

function batchLearner(topology: Topology, learning: Learning, pass: BackwardPass): PlainLearner {
  const parameters = new FlatParameters(topology, learning);
  const { gradients } = valuePlaces(learning, parameterCount(topology));
  const { rowCount } = pass;
  const batchSize = batchSizeOf(learning, rowCount);
  const update = updateOver(numbers, learning);
  const { deltas, forward: { layers, activations } } = pass;

  function addGradients(values: Float64Array): void {
    let input = 0;
    for (const { inputCount, outputCount, weightOffset, biasOffset } of layers) {
      const output = input + inputCount;
      let weight = gradients + weightOffset;
      for (let j = 0; j < outputCount; j++) {
        const delta = deltas[output + j];
        for (let i = 0; i < inputCount; i++) values[weight++] += delta * activations[input + i];
        values[gradients + biasOffset + j] += delta;
      }
      input = output;
    }
  }

  return {
    learn(values, learningRate, order, from, to) {
      parameters.values = values;
      for (let place = from; place < to; place++) {
        pass.run(values, order === null ? place : order[place]);
        addGradients(values);
        const inBatch = place % batchSize + 1;
        if (inBatch === batchSize || place + 1 === rowCount) update(parameters, learningRate, inBatch);
      }
    },
  };
}
