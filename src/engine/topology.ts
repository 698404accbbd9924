// Which neurons there are, how they are joined, and where each parameter lies in the one flat array of them.
// The order is the order of drawing and must not change: all weights layer by layer, neuron by neuron, input by
// input (w1, w2, …), then all biases layer by layer, neuron by neuron (b1, b2, …).
import type { ActivationName } from "./rules/activation.ts";

/** The shape of a fully connected network with one output. */
export interface Topology {
  /** Neurons a layer: the inputs first, then any hidden layers, then the output, which is always 1: [2, 2, 1]. */
  readonly sizes: readonly number[];
  /** The activation of every hidden neuron. */
  readonly hidden: ActivationName;
  /** The activation of the output neuron. */
  readonly output: ActivationName;
}

/** One layer of neurons with its place in the flat parameters. */
export interface Layer {
  /** How many numbers enter each of its neurons. */
  readonly inputCount: number;
  /** How many neurons it has. */
  readonly outputCount: number;
  /** Where its weights start: the weight of input i into neuron j is at weightOffset + j * inputCount + i. */
  readonly weightOffset: number;
  /** Where its biases start: the bias of neuron j is at biasOffset + j. */
  readonly biasOffset: number;
  /** The activation of its neurons. */
  readonly activation: ActivationName;
}

/**
 * The layers that compute something, from the first hidden one (or, with none, the output) up to the output.
 *
 * @throws RangeError unless there is an input, every size is a positive integer and the last size is 1.
 *
 * @example In a 2-2-1 network the output neuron's weights are w5 and w6, its bias is the last parameter
 * ```ts
 * import { layersOf } from "./topology.ts";
 * const [, output] = layersOf({ sizes: [2, 2, 1], hidden: "sigmoid", output: "sigmoid" });
 * if (output.weightOffset !== 4 || output.biasOffset !== 8) throw new Error("wrong");
 * ```
 */
export function layersOf(topology: Topology): Layer[] {
  let weightOffset = 0;
  let biasOffset = weightCount(topology);
  return topology.sizes.slice(1).map((outputCount, index) => {
    const inputCount = topology.sizes[index];
    const isOutput = index + 2 === topology.sizes.length;
    const activation = isOutput ? topology.output : topology.hidden;
    const layer = { inputCount, outputCount, weightOffset, biasOffset, activation };
    weightOffset += inputCount * outputCount;
    biasOffset += outputCount;
    return layer;
  });
}

/** How many weights there are: one for each pair of neurons in neighbouring layers. */
export function weightCount(topology: Topology): number {
  const { sizes } = checked(topology);
  let count = 0;
  for (let index = 1; index < sizes.length; index++) count += sizes[index - 1] * sizes[index];
  return count;
}

/** How many biases there are: one for each neuron that is not an input. */
export function biasCount(topology: Topology): number {
  const { sizes } = checked(topology);
  let count = 0;
  for (let index = 1; index < sizes.length; index++) count += sizes[index];
  return count;
}

/**
 * How many parameters there are, weights and biases together.
 *
 * @example The 2-2-1 network: 6 weights and 3 biases
 * ```ts
 * import { parameterCount } from "./topology.ts";
 * if (parameterCount({ sizes: [2, 2, 1], hidden: "sigmoid", output: "sigmoid" }) !== 9) throw new Error("wrong");
 * ```
 */
export function parameterCount(topology: Topology): number {
  return weightCount(topology) + biasCount(topology);
}

/**
 * The parameters' names in the order in which they lie in the flat array: w1, w2, …, then b1, b2, ….
 *
 * @example
 * ```ts
 * import { parameterNames } from "./topology.ts";
 * const names = parameterNames({ sizes: [2, 1], hidden: "sigmoid", output: "sigmoid" });
 * if (names.join() !== "w1,w2,b1") throw new Error("wrong");
 * ```
 */
export function parameterNames(topology: Topology): string[] {
  return [...numbered("w", weightCount(topology)), ...numbered("b", biasCount(topology))];
}

/** The neurons' names in the order of their biases: h1, h2, … through all hidden layers, then o1. */
export function neuronNames(topology: Topology): string[] {
  return [...numbered("h", biasCount(topology) - 1), "o1"];
}

function numbered(letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);
}

function checked(topology: Topology): Topology {
  const { sizes } = topology;
  const arePositive = sizes.every((size) => Number.isSafeInteger(size) && size > 0);
  if (sizes.length < 2 || !arePositive || sizes[sizes.length - 1] !== 1) {
    throw new RangeError(
      `sizes must be positive integers, the inputs first, ending with 1: found [${sizes}]`,
    );
  }
  return topology;
}
