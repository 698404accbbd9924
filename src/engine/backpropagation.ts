// The chain rule for one row, with every factor kept so that it can be shown: L = (yTrue - yPred)².
// The trainer takes the same steps in the same order without keeping anything; a test holds the two to the same bits.
//
//   delta = dL/dsum of a neuron = dL/da * da/dsum
//   dL/da of a neuron below = delta_0 w_0 + delta_1 w_1 + … over the neurons j above it, from 0 upwards
//   dL/dw = delta * the input that w weighs,   dL/db = delta
import { slopeOf } from "./rules/activation.ts";
import { FeedforwardPass } from "./feedforward.ts";
import { layersOf, parameterNames, type Topology, weightCount } from "./topology.ts";

/** One row sent forward and back. "Per neuron" is the order of the biases: h1, h2, …, o1. */
export interface Backpropagation {
  /** The network's answer to the row. */
  readonly yPred: number;
  /** (yTrue - yPred)² of this row alone. */
  readonly loss: number;
  /** What entered the network, then the activation a per neuron: shape [inputCount + neuronCount]. */
  readonly activations: Float64Array;
  /** The weighted sum, bias included, per neuron. */
  readonly weightedSums: Float64Array;
  /** da/dsum per neuron: the slope of its activation function where it stands. */
  readonly slopes: Float64Array;
  /** dL/da per neuron; the last is dL/dyPred = -2 (yTrue - yPred). */
  readonly lossByActivation: Float64Array;
  /** dL/dsum per neuron. */
  readonly deltas: Float64Array;
  /** dL/dparameter, flat in draw order. */
  readonly gradients: Float64Array;
}

/**
 * The derivatives of one row's squared error with respect to everything in the network.
 *
 * @param topology which neurons there are.
 * @param parameters flat, in draw order, shape [parameterCount].
 * @param inputs the row, shape [inputCount], shifted and scaled.
 * @param yTrue the row's target.
 *
 * @example Alice with all weights 1 and all biases 0: dL/dw1
 * ```ts
 * import { backpropagate } from "./backpropagation.ts";
 * const topology = { sizes: [2, 2, 1], hidden: "sigmoid", output: "sigmoid" } as const;
 * const { gradients } = backpropagate(topology, new Float64Array([1, 1, 1, 1, 1, 1, 0, 0, 0]), [-2, -1], 1);
 * if (Math.abs(gradients[0] - 0.02146953526581111) > 1e-15) throw new Error("wrong");
 * ```
 */
export function backpropagate(
  topology: Topology,
  parameters: Float64Array,
  inputs: ArrayLike<number>,
  yTrue: number,
): Backpropagation {
  const pass = new FeedforwardPass(topology);
  const yPred = pass.run(parameters, inputs);
  const { activations, weightedSums } = pass;
  const inputSize = topology.sizes[0];
  const firstBias = weightCount(topology);
  const neuronCount = weightedSums.length;
  const slopes = new Float64Array(neuronCount);
  const lossByActivation = new Float64Array(neuronCount);
  const deltas = new Float64Array(neuronCount);
  const gradients = new Float64Array(parameters.length);

  const difference = yTrue - yPred;
  lossByActivation[neuronCount - 1] = -2 * difference;

  for (const layer of pass.layers.toReversed()) {
    const { inputCount, outputCount, weightOffset, biasOffset, activation } = layer;
    const firstNeuron = biasOffset - firstBias;
    const firstInput = inputSize + firstNeuron - inputCount;

    for (let j = 0; j < outputCount; j++) {
      const neuron = firstNeuron + j;
      slopes[neuron] = slopeOf(activation, activations[inputSize + neuron]);
      deltas[neuron] = lossByActivation[neuron] * slopes[neuron];
      gradients[biasOffset + j] = deltas[neuron];
      for (let i = 0; i < inputCount; i++) {
        gradients[weightOffset + j * inputCount + i] = deltas[neuron] * activations[firstInput + i];
      }
    }
    if (firstNeuron === 0) break; // nothing to learn below the inputs

    for (let i = 0; i < inputCount; i++) {
      let up = deltas[firstNeuron] * parameters[weightOffset + i];
      for (let j = 1; j < outputCount; j++) {
        up += deltas[firstNeuron + j] * parameters[weightOffset + j * inputCount + i];
      }
      lossByActivation[firstNeuron - inputCount + i] = up;
    }
  }
  const loss = difference * difference;
  return { yPred, loss, activations, weightedSums, slopes, lossByActivation, deltas, gradients };
}

/**
 * The parameters after one step of gradient descent on one row, as the trainer makes it: new, and with the learning
 * rate multiplied into delta first, w - (learningRate * delta) * input.
 *
 * @param topology which neurons there are.
 * @param parameters those the row was sent forward and back with.
 * @param row what {@linkcode backpropagate} gave for it.
 * @param learningRate the step is this times the gradient.
 *
 * @example The bias of a single neuron that answers 0 where 1 is right
 * ```ts
 * import { backpropagate, stepped } from "./backpropagation.ts";
 * const topology = { sizes: [1, 1], hidden: "identity", output: "identity" } as const;
 * const parameters = new Float64Array([0, 0]);
 * const row = backpropagate(topology, parameters, [0], 1);
 * if (stepped(topology, parameters, row, 0.25)[1] !== 0.5) throw new Error("wrong");
 * ```
 */
export function stepped(
  topology: Topology,
  parameters: Float64Array,
  row: Backpropagation,
  learningRate: number,
): Float64Array {
  const after = parameters.slice();
  const firstBias = weightCount(topology);
  for (const { inputCount, outputCount, weightOffset, biasOffset } of layersOf(topology)) {
    const firstNeuron = biasOffset - firstBias;
    const firstInput = topology.sizes[0] + firstNeuron - inputCount;
    for (let j = 0; j < outputCount; j++) {
      const step = learningRate * row.deltas[firstNeuron + j];
      for (let i = 0; i < inputCount; i++) {
        after[weightOffset + j * inputCount + i] -= step * row.activations[firstInput + i];
      }
      after[biasOffset + j] -= step;
    }
  }
  return after;
}

/**
 * dL/dparameter under the parameters' names, in draw order: w1, w2, …, b1, b2, ….
 *
 * @example A single neuron that answers 0 where 1 is right
 * ```ts
 * import { backpropagate, gradientsByName } from "./backpropagation.ts";
 * const topology = { sizes: [1, 1], hidden: "identity", output: "identity" } as const;
 * const { gradients } = backpropagate(topology, new Float64Array([0, 0]), [3], 1);
 * const byName = gradientsByName(topology, gradients);
 * if (byName.get("w1") !== -6 || byName.get("b1") !== -2) throw new Error("wrong");
 * ```
 */
export function gradientsByName(topology: Topology, gradients: Float64Array): Map<string, number> {
  return new Map(parameterNames(topology).map((name, index) => [name, gradients[index]]));
}
