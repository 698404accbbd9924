// Which neurons there are, how they are joined, and where each parameter lies in the one flat array of them.
// The order is the order of drawing and must not change: all weights layer by layer (see layers.ts), then all biases layer by
// layer; in a network of dense layers they are called w1, w2, … and b1, b2, ….
import { requireInteger, requireLength, requireList, shown } from "../numeric/required_numbers.ts";
import {
  biasCountOf,
  type DenseLayer,
  type Layer,
  neuronCountOf,
  productCountOf,
  weightCountOf,
} from "./layers.ts";
import { layerNeuronNames, layerParameterNames } from "./layer_names.ts";
import { type DenseShape, imageSize, type InputShape, kindOf, type LayerShape } from "./layer_shapes.ts";
import { leavingOf, type Passing, placed, requireCounts } from "./placed_layers.ts";

/**
 * The shape of a network, as plain data but for rules of one's own.
 *
 * Not to be changed once it was used: its layers are worked out once, and kept with it.
 */
export interface Topology {
  /** How many numbers enter it. */
  readonly inputCount: number;
  /** What these numbers are, where they are not numbers each on its own. */
  readonly input?: InputShape;
  /** Its layers, from the first hidden one (or, with none, the output) up to the output, which is dense. */
  readonly layers: readonly LayerShape[];
}

/**
 * The topology of a fully connected network.
 *
 * @param sizes neurons a layer, the inputs first, the outputs last: [2, 2, 1].
 * @param hidden the activation of every hidden neuron, or a list with one for each hidden layer.
 * @param output the activation of the output neurons.
 * @throws RangeError unless there are two sizes at least, all of them positive integers, a list of hidden activations has one for
 * each hidden layer, and each activation is there; TypeError for sizes that are no list, and an activation that is left out.
 *
 * @example
 * ```ts
 * import { denseTopology, parameterCount } from "@seedbed/seedbed";
 * if (parameterCount(denseTopology([2, 2, 1], "sigmoid", "sigmoid")) !== 9) throw new Error("wrong");
 * ```
 */
export function denseTopology(
  sizes: readonly number[],
  hidden: DenseShape["activation"] | readonly DenseShape["activation"][],
  output: DenseShape["activation"],
): Topology {
  requireList("sizes", sizes);
  if (isList(hidden)) requireLength("hidden", hidden, Math.max(0, sizes.length - 2), "activations");
  const topology = askedTopology(sizes, hidden, output);
  for (const { activation } of topology.layers) requireActivation(activation);
  layersOf(topology); // throws where they cannot stand
  return topology;
}

/** Refuses what is neither a name nor a rule. */
function requireActivation(found: unknown): void {
  if (typeof found === "string" || (typeof found === "object" && found !== null)) return;
  throw new TypeError(`an activation must be a name or a rule: found ${shown(found)}`);
}

/** The same without a check, for a reader that looks for every mistake of a file. */
export function askedTopology(
  ...[sizes, hidden, output]: Parameters<typeof denseTopology>
): Topology & { readonly layers: readonly DenseShape[] } {
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
 * @throws RangeError unless there is an input and a layer, every size is a positive integer, every layer can stand on the one
 * below it, every activation that is named is there, and the last layer is dense; TypeError for what is no topology.
 *
 * @example In a 2-2-1 network the output neuron's weights are w5 and w6, its bias is the last parameter
 * ```ts
 * import { denseLayersOf, denseTopology } from "./topology.ts";
 * const [, output] = denseLayersOf(denseTopology([2, 2, 1], "sigmoid", "sigmoid"));
 * if (output.weightOffset !== 4 || output.biasOffset !== 8) throw new Error("wrong");
 * ```
 *
 * @example A filter of 3×3 without padding has 36 positions on an image of 8×8
 * ```ts
 * import { layersOf, parameterCount, type Topology } from "./topology.ts";
 * const topology: Topology = {
 *   inputCount: 64,
 *   input: { kind: "image", rows: 8, columns: 8, channels: 1 },
 *   layers: [
 *     { kind: "conv", filters: 2, size: 3, padding: 0, bias: true, activation: "relu" },
 *     { size: 10, activation: "softmax" },
 *   ],
 * };
 * if (layersOf(topology)[0].outputCount !== 72 || parameterCount(topology) !== 20 + 730) throw new Error("wrong");
 * ```
 */
export function layersOf(topology: Topology): readonly Layer[] {
  const known = layersOfTopology.get(topology);
  if (known !== undefined) return known;
  const layers = placedLayers(topology);
  layersOfTopology.set(topology, layers);
  return layers;
}

/** Those of a topology, made once: sweeps ask for them with every network. */
const layersOfTopology = new WeakMap<Topology, readonly Layer[]>();

function placedLayers(topology: Topology): readonly Layer[] {
  requireLayers(topology);
  let below = enteringOf(topology);
  let [firstNeuron, weightOffset, biasOffset] = [0, 0, 0];
  const layers = topology.layers.map((shape) => {
    const layer = placed(shape, below, { firstNeuron, weightOffset, biasOffset });
    firstNeuron += neuronCountOf(layer);
    weightOffset += weightCountOf(layer);
    biasOffset += biasCountOf(layer);
    below = leavingOf(layer);
    return layer;
  });
  const top = layers[layers.length - 1];
  if (top.kind !== "dense") throw new RangeError(`the last layer must be dense: found ${top.kind}`);
  // The biases follow all weights.
  return layers.map((layer) =>
    layer.kind === "maxpool" ? layer : { ...layer, biasOffset: weightOffset + layer.biasOffset }
  );
}

/**
 * The layers of a network that has dense ones alone, for code that knows no other kind.
 *
 * @throws RangeError where there is another.
 */
export function denseLayersOf(topology: Topology): DenseLayer[] {
  return layersOf(topology).map((layer) => {
    if (layer.kind !== "dense") throw new RangeError(`all layers must be dense here: found ${layer.kind}`);
    return layer;
  });
}

/** Whether all layers are dense. */
export function isDense({ layers }: Topology): boolean {
  return layers.every((layer) => kindOf(layer) === "dense");
}

/** The layer that answers. */
export function outputLayerOf(layers: readonly Layer[]): DenseLayer {
  const top = layers[layers.length - 1];
  if (top.kind !== "dense") throw new Error(`assertion failed: the last layer is ${top.kind}`);
  return top;
}

/** What enters the network. */
function enteringOf({ inputCount, input }: Topology): Passing {
  if (input === undefined) return { count: inputCount, image: null, wordCount: null };
  if (input.kind === "sentence") {
    // None while the reader looks for every mistake of a file whose words are refused.
    requireInteger("a sentence's wordCount", input.wordCount, 0);
    return { count: inputCount, image: null, wordCount: input.wordCount };
  }
  const { rows, columns, channels } = input;
  requireCounts("an image's rows, columns and channels", rows, columns, channels);
  if (imageSize(input) !== inputCount) {
    throw new RangeError(
      `an image of ${rows}×${columns}×${channels} must have as many inputs: found ${inputCount}`,
    );
  }
  return { count: inputCount, image: input, wordCount: null };
}

/**
 * The numbers that leave each layer of a network, the inputs first.
 *
 * @throws RangeError where layers cannot stand on each other, TypeError for what is no topology.
 *
 * @example
 * ```ts
 * import { denseTopology, sizesOf } from "@seedbed/seedbed";
 * if (sizesOf(denseTopology([2, 3, 1], "tanh", "sigmoid")).join() !== "2,3,1") throw new Error("wrong");
 * ```
 */
export function sizesOf(topology: Topology): readonly number[] {
  const layers = layersOf(topology);
  return [topology.inputCount, ...layers.map(({ outputCount }) => outputCount)];
}

/** How many numbers the network answers with. */
export function outputCountOf(topology: Topology): number {
  return outputLayerOf(layersOf(topology)).outputCount;
}

/** How many weights there are; of dense layers one for each pair of neurons in neighbouring layers. */
export function weightCount(topology: Topology): number {
  return layersOf(topology).reduce((sum, layer) => sum + weightCountOf(layer), 0);
}

/** How many biases there are; of dense layers one for each neuron that is not an input. */
export function biasCount(topology: Topology): number {
  return layersOf(topology).reduce((sum, layer) => sum + biasCountOf(layer), 0);
}

/** How many neurons there are that are no inputs. */
export function neuronCount(topology: Topology): number {
  return layersOf(topology).reduce((sum, layer) => sum + neuronCountOf(layer), 0);
}

/** About how many products and sums a row makes on its way forward; as many as parameters where all layers are dense. */
export function operationCount(topology: Topology): number {
  return layersOf(topology).reduce((sum, layer) => sum + productCountOf(layer) + neuronCountOf(layer), 0);
}

/**
 * How many parameters there are, weights and biases together.
 *
 * @throws RangeError where layers cannot stand on each other, TypeError for what is no topology.
 *
 * @example The 2-2-1 network: 6 weights and 3 biases
 * ```ts
 * import { denseTopology, parameterCount } from "@seedbed/seedbed";
 * if (parameterCount(denseTopology([2, 2, 1], "sigmoid", "sigmoid")) !== 9) throw new Error("wrong");
 * ```
 */
export function parameterCount(topology: Topology): number {
  return weightCount(topology) + biasCount(topology);
}

/**
 * The parameters' names in the order in which they lie in the flat array: w1, w2, …, then b1, b2, …. Where there are other
 * layers than dense ones, each name begins with that of its layer, and all is counted from 1: dense2.w4.17 leads to neuron 4
 * from input 17, conv1.w3.2.1 is of filter 3, row 2, column 1, rnn1.w5.h2 leads to neuron 5 of the state from neuron 2 of the
 * state before, and conv1.b3 is the bias of filter 3.
 *
 * @param words those that an rnn layer learns, in their order; by default x1, x2, ….
 * @throws RangeError where layers cannot stand on each other, TypeError for what is no topology.
 *
 * @example
 * ```ts
 * import { denseTopology, parameterNames } from "@seedbed/seedbed";
 * const names = parameterNames(denseTopology([2, 1], "sigmoid", "sigmoid"));
 * if (names.join() !== "w1,w2,b1") throw new Error("wrong");
 * ```
 */
export function parameterNames(topology: Topology, words?: readonly string[]): string[] {
  const layers = layersOf(topology);
  if (!isDense(topology)) return layerParameterNames(layers, words);
  return [...numbered("w", weightCount(topology)), ...numbered("b", biasCount(topology))];
}

/**
 * The neurons' names in their order: in a network of dense layers h1, h2, … through all hidden layers, then o1, o2, …; else
 * see layer_names.ts.
 */
export function neuronNames(topology: Topology): string[] {
  if (!isDense(topology)) return layerNeuronNames(layersOf(topology));
  const outputCount = outputCountOf(topology);
  return [...numbered("h", neuronCount(topology) - outputCount), ...numbered("o", outputCount)];
}

function numbered(letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);
}

/** Refuses a network without an input or a layer, and sizes that are none. */
function requireLayers(topology: Topology): void {
  requireList("a network's layers", topology?.layers);
  const { inputCount, layers } = topology;
  requireCounts("a network's inputs", inputCount);
  if (layers.length === 0) throw new RangeError("a network must have a layer: found none");
  for (const layer of layers) {
    if ("size" in layer) requireCounts(`a ${kindOf(layer)} layer's size`, layer.size);
  }
}
