// Which neurons there are, how they are joined, and where each parameter lies in the one flat array of them.
// The order is the order of drawing and must not change: all weights layer by layer, neuron by neuron, input by
// input (w1, w2, …), then all biases layer by layer, neuron by neuron (b1, b2, …).
import type { Activation } from "./rules/activation_contract.ts";
import { outputActivations, type OutputName } from "./rules/output.ts";

/** The shape of a network, as plain data but for rules of one's own. */
export interface Topology {
  /** How many numbers enter it. */
  readonly inputCount: number;
  /** Its layers, from the first hidden one (or, with none, the output) up to the output. */
  readonly layers: readonly DenseShape[];
}

/** A layer in which every neuron is joined with all below it. */
export interface DenseShape {
  /** How many neurons it has. */
  readonly size: number;
  /** What its neurons make of their weighted sums: a name, or a rule of one's own. */
  readonly activation: OutputName | Activation;
}

/** One layer of neurons with its rule and its place in the flat parameters. */
export interface Layer {
  /** How many numbers enter each of its neurons. */
  readonly inputCount: number;
  /** How many neurons it has. */
  readonly outputCount: number;
  /** Where its weights start: the weight of input i into neuron j is at weightOffset + j * inputCount + i. */
  readonly weightOffset: number;
  /** Where its biases start: the bias of neuron j is at biasOffset + j. */
  readonly biasOffset: number;
  /** The number of its first neuron, counted through all layers. */
  readonly firstNeuron: number;
  /** What its neurons make of their weighted sums. */
  readonly activation: Activation;
}

/**
 * The topology of a fully connected network.
 *
 * @param sizes neurons a layer, the inputs first, the outputs last: [2, 2, 1].
 * @param hidden the activation of every hidden neuron, or a list with one for each hidden layer.
 * @param output the activation of the output neurons.
 *
 * @example
 * ```ts
 * import { denseTopology, parameterCount } from "./topology.ts";
 * if (parameterCount(denseTopology([2, 2, 1], "sigmoid", "sigmoid")) !== 9) throw new Error("wrong");
 * ```
 */
export function denseTopology(
  sizes: readonly number[],
  hidden: DenseShape["activation"] | readonly DenseShape["activation"][],
  output: DenseShape["activation"],
): Topology {
  const [inputCount, ...others] = sizes;
  const hiddenAt = (index: number) => isList(hidden) ? hidden[index] : hidden;
  const layers = others.map((size, index) => ({
    size,
    activation: index === others.length - 1 ? output : hiddenAt(index),
  }));
  return { inputCount, layers };
}

function isList<Item>(value: Item | readonly Item[]): value is readonly Item[] {
  return Array.isArray(value);
}

/**
 * The layers with their places, in the order in which they run.
 *
 * @throws RangeError unless there is an input and a layer, and every size is a positive integer.
 *
 * @example In a 2-2-1 network the output neuron's weights are w5 and w6, its bias is the last parameter
 * ```ts
 * import { denseTopology, layersOf } from "./topology.ts";
 * const [, output] = layersOf(denseTopology([2, 2, 1], "sigmoid", "sigmoid"));
 * if (output.weightOffset !== 4 || output.biasOffset !== 8) throw new Error("wrong");
 * ```
 */
export function layersOf(topology: Topology): Layer[] {
  const firstBias = weightCount(topology);
  let { inputCount } = topology;
  let weightOffset = 0;
  let firstNeuron = 0;
  return topology.layers.map(({ size, activation }) => {
    const layer = {
      inputCount,
      outputCount: size,
      weightOffset,
      biasOffset: firstBias + firstNeuron,
      firstNeuron,
      activation: typeof activation === "string" ? outputActivations[activation] : activation,
    };
    weightOffset += inputCount * size;
    firstNeuron += size;
    inputCount = size;
    return layer;
  });
}

/** The numbers of neurons of a network, the inputs first: [2, 2, 1]. */
export function sizesOf({ inputCount, layers }: Topology): readonly number[] {
  return [inputCount, ...layers.map(({ size }) => size)];
}

/** How many numbers the network answers with. */
export function outputCountOf(topology: Topology): number {
  const sizes = checkedSizes(topology);
  return sizes[sizes.length - 1];
}

/** How many weights there are: one for each pair of neurons in neighbouring layers. */
export function weightCount(topology: Topology): number {
  const sizes = checkedSizes(topology);
  let count = 0;
  for (let index = 1; index < sizes.length; index++) count += sizes[index - 1] * sizes[index];
  return count;
}

/** How many biases there are: one for each neuron that is not an input. */
export function biasCount(topology: Topology): number {
  const sizes = checkedSizes(topology);
  let count = 0;
  for (let index = 1; index < sizes.length; index++) count += sizes[index];
  return count;
}

/**
 * How many parameters there are, weights and biases together.
 *
 * @example The 2-2-1 network: 6 weights and 3 biases
 * ```ts
 * import { denseTopology, parameterCount } from "./topology.ts";
 * if (parameterCount(denseTopology([2, 2, 1], "sigmoid", "sigmoid")) !== 9) throw new Error("wrong");
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
 * import { denseTopology, parameterNames } from "./topology.ts";
 * const names = parameterNames(denseTopology([2, 1], "sigmoid", "sigmoid"));
 * if (names.join() !== "w1,w2,b1") throw new Error("wrong");
 * ```
 */
export function parameterNames(topology: Topology): string[] {
  return [...numbered("w", weightCount(topology)), ...numbered("b", biasCount(topology))];
}

/** The neurons' names in the order of their biases: h1, h2, … through all hidden layers, then o1, o2, …. */
export function neuronNames(topology: Topology): string[] {
  const outputCount = outputCountOf(topology);
  return [...numbered("h", biasCount(topology) - outputCount), ...numbered("o", outputCount)];
}

function numbered(letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);
}

function checkedSizes(topology: Topology): readonly number[] {
  const sizes = sizesOf(topology);
  if (sizes.length < 2 || !sizes.every((size) => Number.isSafeInteger(size) && size > 0)) {
    throw new RangeError(`sizes must be positive integers, the inputs first: found [${sizes}]`);
  }
  return sizes;
}
