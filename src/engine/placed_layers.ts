// Puts a layer over the one below it: how many numbers enter and leave it, or why it cannot stand there.
// What must not change: where it lies among neurons and parameters is for the caller to say, who knows the other layers.
import { shown } from "../numeric/required_numbers.ts";
import { activations } from "./rules/activation.ts";
import type { NeuronActivation } from "./rules/activation_contract.ts";
import { ruleNamed } from "./rules/known.ts";
import { outputActivations } from "./rules/output.ts";
import {
  type ConvShape,
  type DenseShape,
  type ImageShape,
  imageSize,
  type LayerShape,
  type MaxpoolShape,
  type RnnShape,
} from "./layer_shapes.ts";
import type { ConvLayer, DenseLayer, Layer, MaxpoolLayer, RnnLayer } from "./layers.ts";

/** What leaves a layer, or enters a network: an image, words, or numbers each on its own. */
export interface Passing {
  readonly count: number;
  readonly image: ImageShape | null;
  /** How many words there are to choose from, where words enter; else null. */
  readonly wordCount: number | null;
}

/** Where a layer lies among all neurons and parameters. */
export type LayerPlace = Pick<DenseLayer, "firstNeuron" | "weightOffset" | "biasOffset">;

/**
 * A layer over what leaves the one below.
 *
 * @throws RangeError where it cannot stand there.
 */
export function placed(shape: LayerShape, below: Passing, place: LayerPlace): Layer {
  switch (shape.kind) {
    case "conv":
      return placedConv(shape, below, place);
    case "maxpool":
      return placedMaxpool(shape, below, place);
    case "rnn":
      return placedRnn(shape, below, place);
    default:
      return placedDense(shape, below, place);
  }
}

/** What leaves a layer. */
export function leavingOf(layer: Layer): Passing {
  return {
    count: layer.outputCount,
    image: layer.kind === "conv" || layer.kind === "maxpool" ? layer.output : null,
    wordCount: null,
  };
}

function placedDense(
  { size, activation }: DenseShape,
  { count, wordCount }: Passing,
  place: LayerPlace,
): DenseLayer {
  if (wordCount !== null) throw new RangeError("words must enter an rnn layer: found dense");
  return {
    kind: "dense",
    inputCount: count,
    outputCount: size,
    ...place,
    activation: typeof activation === "string"
      ? ruleNamed("activation", activation, outputActivations)
      : activation,
  };
}

function placedConv(
  { filters, size, padding, bias, activation }: ConvShape,
  { count, image }: Passing,
  place: LayerPlace,
): ConvLayer {
  if (image === null) throw new RangeError("a conv layer must stand on an image: found none below it");
  requireCounts("a conv layer's filters and size", filters, size);
  if (!Number.isSafeInteger(padding) || padding < 0 || padding >= size) {
    throw new RangeError(`padding must be an integer from 0 to below the size, ${size}: found ${padding}`);
  }
  const most = Math.min(image.rows, image.columns) + 2 * padding;
  if (size > most) throw new RangeError(`a filter's size must be at most ${most} here: found ${size}`);
  const extent = (length: number): number => length + 2 * padding - size + 1;
  const output: ImageShape = {
    kind: "image",
    rows: extent(image.rows),
    columns: extent(image.columns),
    channels: filters,
  };
  return {
    kind: "conv",
    inputCount: count,
    outputCount: imageSize(output),
    ...place,
    input: image,
    output,
    size,
    padding,
    hasBias: bias,
    activation: neuronActivationOf(activation),
  };
}

function placedMaxpool(
  { size, ties }: MaxpoolShape,
  { count, image }: Passing,
  { firstNeuron }: LayerPlace,
): MaxpoolLayer {
  if (image === null) throw new RangeError("a maxpool layer must stand on an image: found none below it");
  requireCounts("a maxpool layer's size", size);
  const least = Math.min(image.rows, image.columns);
  if (size > least) {
    throw new RangeError(`a maxpool layer's size must be at most ${least} here: found ${size}`);
  }
  const output: ImageShape = {
    ...image,
    rows: Math.floor(image.rows / size),
    columns: Math.floor(image.columns / size),
  };
  return {
    kind: "maxpool",
    inputCount: count,
    outputCount: imageSize(output),
    firstNeuron,
    input: image,
    output,
    size,
    ties,
  };
}

function placedRnn(
  { size, activation }: RnnShape,
  { count, wordCount }: Passing,
  place: LayerPlace,
): RnnLayer {
  if (wordCount === null) throw new RangeError("an rnn layer must stand on words: found none below it");
  requireCounts("an rnn layer's size", size);
  return {
    kind: "rnn",
    inputCount: count,
    outputCount: size,
    ...place,
    wordCount,
    wordOffset: place.weightOffset + size * size,
    activation: neuronActivationOf(activation),
  };
}

function neuronActivationOf(activation: ConvShape["activation"]): NeuronActivation {
  return typeof activation === "string" ? ruleNamed("activation", activation, activations) : activation;
}

/** Refuses counts that are none. @param what all of them are. */
export function requireCounts(what: string, ...counts: readonly number[]): void {
  if (counts.every((count) => Number.isSafeInteger(count) && count > 0)) return;
  const wanted = counts.length === 1 ? "a positive integer" : "positive integers";
  throw new RangeError(`${what} must be ${wanted}: found ${counts.map(shown).join(", ")}`);
}
