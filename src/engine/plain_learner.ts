// What the plain trainer does with the deltas of a row: moves each parameter at once, or adds its gradient to the batch's.
// What must not change: gradients are summed over the rows of a batch in their order, and all of them are known before the
// first parameter moves.
import { numbers, onNumbers } from "../numeric/numbers.ts";
import type { BackwardPass } from "./backward_pass.ts";
import { writeConvGradients } from "./flat_conv.ts";
import { FlatParameters } from "./flat_parameters.ts";
import { RnnGradients, type Take } from "./flat_rnn.ts";
import { biasCountOf, type ConvLayer, weightCountOf } from "./layers.ts";
import { batchSizeOf, immediateStepOf, type Learning, valuePlaces } from "./learning.ts";
import type { ImmediateStep } from "./rules/optimizer_contract.ts";
import type { RowValues } from "./row_values.ts";
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

/** The gradients of parameters that a row uses at several places, each summed over these. */
class SharedGradients {
  readonly #takers: readonly ((factors: Float64Array, take: Take) => void)[];

  constructor({ forward }: BackwardPass) {
    this.#takers = forward.layers.flatMap((layer) => {
      if (layer.kind === "conv") return [convTaker(layer, forward)];
      if (layer.kind !== "rnn") return [];
      const gradients = new RnnGradients(layer);
      return [(factors: Float64Array, take: Take) => gradients.take(forward, factors, take)];
    });
  }

  /** Whether each parameter is used at one place. */
  get isEmpty(): boolean {
    return this.#takers.length === 0;
  }

  /** Gives each parameter that the last row used, with its gradient. @param factors of the neurons, under the places of deltas. */
  take(factors: Float64Array, take: Take): void {
    for (const taker of this.#takers) taker(factors, take);
  }
}

function convTaker(layer: ConvLayer, row: RowValues): (factors: Float64Array, take: Take) => void {
  const { weightOffset, biasOffset } = layer;
  const weights = weightCountOf(layer);
  const gradients = new Float64Array(weights + biasCountOf(layer));
  return (factors, take) => {
    writeConvGradients(layer, row, factors, gradients);
    for (let index = 0; index < weights; index++) take(weightOffset + index, gradients[index]);
    for (let index = weights; index < gradients.length; index++) {
      take(biasOffset + index - weights, gradients[index]);
    }
  };
}

function immediateLearner(immediate: ImmediateStep, pass: BackwardPass): PlainLearner {
  const { factor, update } = onNumbers(immediate, (o) => immediate.over(o));
  const { deltas, forward: { layers, activations, weightedSums } } = pass;
  const shared = new SharedGradients(pass);
  const factors = new Float64Array(shared.isEmpty ? 0 : deltas.length);
  const firstNeuron = activations.length - weightedSums.length;

  function move(values: Float64Array, learningRate: number): void {
    if (!shared.isEmpty) moveShared(values, learningRate);
    for (const layer of layers) {
      if (layer.kind !== "dense") continue;
      const { inputCount, outputCount, weightOffset, biasOffset } = layer;
      const output = firstNeuron + layer.firstNeuron;
      const input = output - inputCount;
      let weight = weightOffset;
      for (let j = 0; j < outputCount; j++) {
        const ofInputs = factor(deltas[output + j], learningRate);
        for (let i = 0; i < inputCount; i++, weight++) {
          values[weight] = update(values[weight], ofInputs * activations[input + i]);
        }
        values[biasOffset + j] = update(values[biasOffset + j], ofInputs);
      }
    }
  }

  function moveShared(values: Float64Array, learningRate: number): void {
    for (let neuron = firstNeuron; neuron < factors.length; neuron++) {
      factors[neuron] = factor(deltas[neuron], learningRate);
    }
    shared.take(factors, (parameter, gradient) => values[parameter] = update(values[parameter], gradient));
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
  const { deltas, forward: { layers, activations, weightedSums } } = pass;
  const shared = new SharedGradients(pass);
  const firstNeuron = activations.length - weightedSums.length;

  function addGradients(values: Float64Array): void {
    if (!shared.isEmpty) {
      shared.take(deltas, (parameter, gradient) => values[gradients + parameter] += gradient);
    }
    for (const layer of layers) {
      if (layer.kind !== "dense") continue;
      const { inputCount, outputCount, weightOffset, biasOffset } = layer;
      const output = firstNeuron + layer.firstNeuron;
      const input = output - inputCount;
      let weight = gradients + weightOffset;
      for (let j = 0; j < outputCount; j++) {
        const delta = deltas[output + j];
        for (let i = 0; i < inputCount; i++) values[weight++] += delta * activations[input + i];
        values[gradients + biasOffset + j] += delta;
      }
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
