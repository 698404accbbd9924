// From inputs to output: what the network computes.
// The order is pinned: a weighted sum runs from input 0 upwards and the bias is added last, (w1*x1 + w2*x2) + b.
import { activate } from "./rules/activation.ts";
import { type Layer, layersOf, type Topology } from "./topology.ts";

/**
 * A feedforward pass that keeps what every neuron computed and allocates nothing when it runs, for loops.
 *
 * @example The first neuron of a pass, as `explain` shows it
 * ```ts
 * import { FeedforwardPass } from "./feedforward.ts";
 * const pass = new FeedforwardPass({ sizes: [2, 1], hidden: "sigmoid", output: "identity" });
 * const yPred = pass.run(new Float64Array([0, 1, 4]), [2, 3]);
 * if (yPred !== 7 || pass.weightedSums[0] !== 7) throw new Error("wrong");
 * ```
 */
export class FeedforwardPass {
  /** The layers of the topology, in the order in which they run. */
  readonly layers: readonly Layer[];
  /** The inputs of the last run, then the activation of every neuron in the order of the biases. */
  readonly activations: Float64Array;
  /** The weighted sum, bias included, of every neuron of the last run, in the order of the biases. */
  readonly weightedSums: Float64Array;
  readonly #inputCount: number;

  /**
   * Makes room for what the neurons will compute.
   *
   * @param topology which neurons there are.
   */
  constructor(topology: Topology) {
    this.layers = layersOf(topology);
    this.#inputCount = topology.sizes[0];
    const neuronCount = this.layers.reduce((count, layer) => count + layer.outputCount, 0);
    this.activations = new Float64Array(this.#inputCount + neuronCount);
    this.weightedSums = new Float64Array(neuronCount);
  }

  /**
   * Runs one row through the network and keeps what each neuron did, in place.
   *
   * @param parameters flat, in draw order.
   * @param inputs one row, or many of which the one at `inputOffset` is meant.
   * @param inputOffset where the row starts in `inputs`.
   * @returns the output neuron's activation, yPred.
   */
  run(parameters: Float64Array, inputs: ArrayLike<number>, inputOffset = 0): number {
    const { activations, weightedSums } = this;
    for (let i = 0; i < this.#inputCount; i++) activations[i] = inputs[inputOffset + i];

    let from = 0;
    let to = this.#inputCount;
    let neuron = 0;
    for (const { inputCount, outputCount, weightOffset, biasOffset, activation } of this.layers) {
      let weight = weightOffset;
      for (let j = 0; j < outputCount; j++) {
        let sum = parameters[weight++] * activations[from];
        for (let i = 1; i < inputCount; i++) sum += parameters[weight++] * activations[from + i];
        sum += parameters[biasOffset + j];
        weightedSums[neuron++] = sum;
        activations[to + j] = activate(activation, sum);
      }
      from = to;
      to += outputCount;
    }
    return activations[from];
  }
}

/**
 * The network's answer to one row.
 *
 * @param topology which neurons there are.
 * @param parameters flat, in draw order, shape [parameterCount].
 * @param inputs the row, shape [inputCount], shifted and scaled.
 * @returns the output neuron's activation, yPred.
 * @throws RangeError when the row's length is not the network's input count.
 *
 * @example The 2-2-1 network with all weights 1 and all biases 0 on the row (2, 3)
 * ```ts
 * import { feedforward } from "./feedforward.ts";
 * const topology = { sizes: [2, 2, 1], hidden: "sigmoid", output: "sigmoid" } as const;
 * const yPred = feedforward(topology, new Float64Array([0, 1, 0, 1, 0, 1, 0, 0, 0]), [2, 3]);
 * if (Math.abs(yPred - 0.7216325609518421) > 1e-15) throw new Error("wrong");
 * ```
 */
export function feedforward(topology: Topology, parameters: Float64Array, inputs: ArrayLike<number>): number {
  if (inputs.length !== topology.sizes[0]) {
    throw new RangeError(`a row must have ${topology.sizes[0]} inputs: found ${inputs.length}`);
  }
  return new FeedforwardPass(topology).run(parameters, inputs);
}
