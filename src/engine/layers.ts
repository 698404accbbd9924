// The layers of a network with their places: how many numbers enter each and leave it, and where its parameters lie.
// What must not change: weights lie in the order in which they are drawn. A dense layer's neuron by neuron, input by input;
// a convolution's filter by filter, in each row, column, channel; a recurrence's first all from state to state, then all from
// word to state, each neuron by neuron. The neurons of an image are counted row, column, channel (or filter).
import type { Activation, NeuronActivation } from "./rules/activation_contract.ts";
import type { ImageShape, Ties } from "./layer_shapes.ts";

/** A layer with its rule and its place in the flat parameters. */
export type Layer = DenseLayer | ConvLayer | MaxpoolLayer | RnnLayer;

/** Where a layer stands among the neurons. */
interface NeuronPlaces {
  /** How many numbers enter it: those that leave the layer below. */
  readonly inputCount: number;
  /** How many numbers leave it. */
  readonly outputCount: number;
  /** The number of its first neuron, counted through all layers. */
  readonly firstNeuron: number;
}

/** Where a layer's parameters start. */
interface ParameterPlaces {
  /** Where its weights start. */
  readonly weightOffset: number;
  /** Where its biases start. */
  readonly biasOffset: number;
}

/** Every neuron joined with all below: the weight of input i into neuron j is at weightOffset + j * inputCount + i. */
export interface DenseLayer extends NeuronPlaces, ParameterPlaces {
  readonly kind: "dense";
  /** What its neurons make of their weighted sums. */
  readonly activation: Activation;
}

/**
 * Filters over an image: of filter f the weight of row r, column c, channel k is at
 * weightOffset + ((f * size + r) * size + c) * channels + k.
 */
export interface ConvLayer extends NeuronPlaces, ParameterPlaces {
  readonly kind: "conv";
  readonly input: ImageShape;
  /** Its channels are the filters. */
  readonly output: ImageShape;
  /** Rows and columns of a filter. */
  readonly size: number;
  readonly padding: number;
  readonly hasBias: boolean;
  readonly activation: NeuronActivation;
}

/** The greatest of each square of an image: it has no parameters. */
export interface MaxpoolLayer extends NeuronPlaces {
  readonly kind: "maxpool";
  readonly input: ImageShape;
  readonly output: ImageShape;
  /** Rows and columns of a square. */
  readonly size: number;
  readonly ties: Ties;
}

/**
 * A state that is made anew with every word. It has a neuron for each number of the state and each word of the longest
 * sentence: those of the last word, which leave it, are the last, and a shorter sentence leaves the first ones out.
 */
export interface RnnLayer extends NeuronPlaces, ParameterPlaces {
  readonly kind: "rnn";
  /** How many words there are to choose from: the weight of word w into neuron j is at wordOffset + j * wordCount + w. */
  readonly wordCount: number;
  /** Where the weights of words start; those from state to state start at weightOffset. */
  readonly wordOffset: number;
  readonly activation: NeuronActivation;
}

/** Weights that are spread alike, as a scheme is told. */
export interface WeightBlock {
  readonly count: number;
  /** How many numbers are weighed in one sum. */
  readonly fanIn: number;
  /** How many sums a number enters. */
  readonly fanOut: number;
}

/** How many neurons a layer has: as many as numbers that leave it, but for a recurrence. */
export function neuronCountOf(layer: Layer): number {
  return layer.kind === "rnn" ? layer.inputCount * layer.outputCount : layer.outputCount;
}

/** The number of the first neuron whose activation leaves the layer. */
export function firstOutputOf(layer: Layer): number {
  return layer.firstNeuron + neuronCountOf(layer) - layer.outputCount;
}

/** How many weights a filter has. */
export function filterSizeOf({ size, input }: ConvLayer): number {
  return size * size * input.channels;
}

/** From which of `count` things in a row to before which they lie within 0 … length, where the first is at `start`. */
export function overlap(start: number, count: number, length: number): readonly [first: number, end: number] {
  return [start < 0 ? -start : 0, start + count > length ? length - start : count];
}

/** The weights of a layer, in draw order, as schemes spread them: fans are counted as PyTorch does. */
export function weightBlocksOf(layer: Layer): readonly WeightBlock[] {
  const { inputCount, outputCount } = layer;
  switch (layer.kind) {
    case "dense":
      return [{ count: inputCount * outputCount, fanIn: inputCount, fanOut: outputCount }];
    case "conv": {
      const fanIn = filterSizeOf(layer);
      const filters = layer.output.channels;
      return [{ count: filters * fanIn, fanIn, fanOut: filters * layer.size * layer.size }];
    }
    case "maxpool":
      return [];
    case "rnn":
      return [outputCount, layer.wordCount]
        .map((fanIn) => ({ count: fanIn * outputCount, fanIn, fanOut: outputCount }));
  }
}

/** Parameters of a layer that people look at together, as a table of one or more dimensions. */
export interface ParameterGroup {
  /** As `model.json` spells it. */
  readonly name: "weights" | "state_weights" | "word_weights" | "biases";
  /** Where it starts among all parameters. */
  readonly offset: number;
  /** The last dimension moves fastest. */
  readonly shape: readonly number[];
}

/** The parameters of a layer in draw order; none for a maxpool. */
export function parameterGroupsOf(layer: Layer): readonly ParameterGroup[] {
  if (layer.kind === "maxpool") return [];
  const { outputCount, weightOffset, biasOffset } = layer;
  const biases: ParameterGroup = { name: "biases", offset: biasOffset, shape: [biasCountOf(layer)] };
  switch (layer.kind) {
    case "dense":
      return [{ name: "weights", offset: weightOffset, shape: [outputCount, layer.inputCount] }, biases];
    case "conv": {
      const shape = [layer.output.channels, layer.size, layer.size, layer.input.channels];
      return [{ name: "weights", offset: weightOffset, shape }, ...(layer.hasBias ? [biases] : [])];
    }
    case "rnn":
      return [
        { name: "state_weights", offset: weightOffset, shape: [outputCount, outputCount] },
        { name: "word_weights", offset: layer.wordOffset, shape: [outputCount, layer.wordCount] },
        biases,
      ];
  }
}

/** How many weights a layer has. */
export function weightCountOf(layer: Layer): number {
  return weightBlocksOf(layer).reduce((sum, { count }) => sum + count, 0);
}

/** About how many products a row makes of a layer on its way forward: of a dense layer, as many as it has weights. */
export function productCountOf(layer: Layer): number {
  switch (layer.kind) {
    case "dense":
      return weightCountOf(layer);
    case "conv":
      return layer.outputCount * filterSizeOf(layer);
    case "maxpool":
      return layer.inputCount;
    case "rnn":
      return layer.inputCount * layer.outputCount * (layer.outputCount + 1);
  }
}

/** How many biases a layer has. */
export function biasCountOf(layer: Layer): number {
  switch (layer.kind) {
    case "dense":
    case "rnn":
      return layer.outputCount;
    case "conv":
      return layer.hasBias ? layer.output.channels : 0;
    case "maxpool":
      return 0;
  }
}
