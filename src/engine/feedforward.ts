// From inputs to outputs in flat loops: what the network computes.
// The order is pinned: a weighted sum runs from input 0 upwards and the bias is added last, (w1*x1 + w2*x2) + b. Dense layers
// stand here, the other kinds in flat_conv.ts, flat_maxpool.ts and flat_rnn.ts.
import { onNumbers } from "../numeric/numbers.ts";
import { requireNumbers } from "../numeric/required_numbers.ts";
import type { NeuronFunctions } from "./rules/activation_contract.ts";
import { runConv } from "./flat_conv.ts";
import { runMaxpool } from "./flat_maxpool.ts";
import { runRnn } from "./flat_rnn.ts";
import { type DenseLayer, type Layer, neuronCountOf } from "./layers.ts";
import { requireWords } from "./training_data.ts";
import { layersOf, outputLayerOf, parameterCount, type Topology } from "./topology.ts";

/**
 * A feedforward pass that keeps what every neuron computed, for loops: it allocates nothing when it runs, but for a layer that
 * is taken as a whole.
 *
 * @example The first neuron of a pass, as `explain` shows it
 * ```ts
 * import { FeedforwardPass } from "./feedforward.ts";
 * import { denseTopology } from "./topology.ts";
 * const pass = new FeedforwardPass(denseTopology([2, 1], "sigmoid", "identity"));
 * pass.run(new Float64Array([0, 1, 4]), [2, 3]);
 * if (pass.outputs[0] !== 7 || pass.weightedSums[0] !== 7) throw new Error("wrong");
 * ```
 */
export class FeedforwardPass {
  /** The layers of the topology, in the order in which they run. */
  readonly layers: readonly Layer[];
  /** What the neurons of each layer do; null for a layer that does it as a whole, or that has no sums. */
  readonly neurons: readonly (NeuronFunctions<number> | null)[];
  /** The inputs of the last run, then the activation of every neuron in their order. */
  readonly activations: Float64Array;
  /** The weighted sum, bias included, of every neuron of the last run, in their order; unused where there is none. */
  readonly weightedSums: Float64Array;
  /** The answers of the last run, shape [outputCount]: the end of `activations`. */
  readonly outputs: Float64Array;
  /** What a layer does that does it as a whole; null for every other. */
  readonly #wholes: readonly (((sums: readonly number[]) => number[]) | null)[];
  readonly #inputCount: number;

  /**
   * Makes room for what the neurons will compute.
   *
   * @param topology which neurons there are.
   */
  constructor(topology: Topology) {
    this.layers = layersOf(topology);
    this.neurons = this.layers.map((layer) => {
      if (layer.kind === "maxpool") return null;
      const { activation } = layer;
      return "over" in activation ? onNumbers(activation, (o) => activation.over(o)) : null;
    });
    this.#wholes = this.layers.map((layer) => {
      if (layer.kind === "maxpool") return null;
      const { activation } = layer;
      return "over" in activation ? null : onNumbers(activation, (o) => activation.overLayer(o));
    });
    this.#inputCount = topology.inputCount;
    const neuronCount = this.layers.reduce((count, layer) => count + neuronCountOf(layer), 0);
    this.activations = new Float64Array(this.#inputCount + neuronCount);
    this.weightedSums = new Float64Array(neuronCount);
    this.outputs = this.activations.subarray(
      this.activations.length - outputLayerOf(this.layers).outputCount,
    );
  }

  /**
   * Runs one row through the network and keeps what each neuron did, in place.
   *
   * @param parameters flat, in draw order; what follows them is not looked at.
   * @param inputs one row, or many of which the one at `inputOffset` is meant.
   * @param inputOffset where the row starts in `inputs`.
   */
  run(parameters: Float64Array, inputs: ArrayLike<number>, inputOffset = 0): void {
    const { activations, weightedSums } = this;
    for (let i = 0; i < this.#inputCount; i++) activations[i] = inputs[inputOffset + i];

    for (let index = 0; index < this.layers.length; index++) {
      const layer = this.layers[index];
      const neuron = this.neurons[index];
      if (layer.kind !== "dense") {
        this.#runOther(layer, neuron, parameters);
        continue;
      }
      const { inputCount, outputCount, weightOffset, biasOffset, firstNeuron } = layer;
      const to = this.#inputCount + firstNeuron;
      const from = to - inputCount;
      let weight = weightOffset;
      for (let j = 0; j < outputCount; j++) {
        let sum = parameters[weight++] * activations[from];
        for (let i = 1; i < inputCount; i++) sum += parameters[weight++] * activations[from + i];
        sum += parameters[biasOffset + j];
        weightedSums[firstNeuron + j] = sum;
        if (neuron !== null) activations[to + j] = neuron.value(sum);
      }
      const whole = this.#wholes[index];
      if (whole !== null) {
        const sums = Array.from(weightedSums.subarray(firstNeuron, firstNeuron + outputCount));
        activations.set(whole(sums), to);
      }
    }
  }

  /** Apart, so that dense layers keep to one loop that is compiled for them. */
  #runOther(
    layer: Exclude<Layer, DenseLayer>,
    neuron: NeuronFunctions<number> | null,
    parameters: Float64Array,
  ): void {
    if (layer.kind === "conv") runConv(layer, neuron!, parameters, this);
    else if (layer.kind === "maxpool") runMaxpool(layer, this);
    else runRnn(layer, neuron!, parameters, this);
  }
}

/**
 * The network's answers to one row.
 *
 * @param topology which neurons there are.
 * @param parameters flat, in draw order, shape [parameterCount] or longer: what follows is not looked at.
 * @param inputs the row, shape [inputCount], shifted and scaled.
 * @returns the output neurons' activations, shape [outputCount].
 * @throws RangeError when the row's length is not the network's input count, there are too few parameters, or one of either is
 * no number; TypeError for what is no list or no topology.
 *
 * @example The 2-2-1 network with all weights 1 and all biases 0 on the row (2, 3)
 * ```ts
 * import { denseTopology, feedforward } from "@seedbed/seedbed";
 * const topology = denseTopology([2, 2, 1], "sigmoid", "sigmoid");
 * const [yPred] = feedforward(topology, new Float64Array([0, 1, 0, 1, 0, 1, 0, 0, 0]), [2, 3]);
 * if (Math.abs(yPred - 0.7216325609518421) > 1e-15) throw new Error("wrong");
 * ```
 */
export function feedforward(
  topology: Topology,
  parameters: Float64Array,
  inputs: ArrayLike<number>,
): Float64Array {
  const count = parameterCount(topology);
  requireInputs(topology, inputs);
  requireNumbers("parameters", parameters);
  if (parameters.length < count) {
    throw new RangeError(`a network must have ${count} parameters: found ${parameters.length}`);
  }
  const pass = new FeedforwardPass(topology);
  pass.run(parameters, inputs);
  return pass.outputs;
}

/** Refuses a row that does not fit the network. */
export function requireInputs(topology: Topology, inputs: ArrayLike<number>): void {
  requireNumbers("inputs", inputs);
  if (inputs.length !== topology.inputCount) {
    throw new RangeError(`a row must have ${topology.inputCount} inputs: found ${inputs.length}`);
  }
  requireWords(topology, inputs);
}
