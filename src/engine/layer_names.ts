// What layers, their parameters and their neurons are called where a network has other kinds than dense ones.
// Everything is counted from 1. A weight is named by its layer, where it leads to and where it comes from: dense2.w4.17 leads
// to neuron 4 from input 17; conv1.w3.2.1 is of filter 3, row 2, column 1, and where an image has several channels the channel
// follows; rnn1.w5.h2 leads to neuron 5 of the state from neuron 2 of the state before, rnn1.w5.x7 from word 7.
// Why dots: such a name is one word of a command line.
import { biasCountOf, type Layer, neuronCountOf, type RnnLayer } from "./layers.ts";
import type { ImageShape } from "./layer_shapes.ts";

/**
 * The names of layers: their kinds, each counted on its own.
 *
 * @example
 * ```ts
 * import { layerNames } from "./layer_names.ts";
 * if (layerNames([{ kind: "conv" }, { kind: "maxpool" }, { kind: "conv" }]).join() !== "conv1,maxpool1,conv2") throw 1;
 * ```
 */
export function layerNames(layers: readonly Pick<Layer, "kind">[]): string[] {
  return layers.map(({ kind }, index) => {
    const before = layers.slice(0, index).filter((other) => other.kind === kind).length;
    return `${kind}${before + 1}`;
  });
}

/**
 * The names of all weights, then of all biases, in draw order.
 *
 * @param words those of an rnn layer, which stand in their weights' names; by default x1, x2, ….
 */
export function layerParameterNames(layers: readonly Layer[], words?: readonly string[]): string[] {
  const names = layerNames(layers);
  return [
    ...layers.flatMap((layer, index) => weightNames(layer, words).map((name) => `${names[index]}.w${name}`)),
    ...layers.flatMap((layer, index) =>
      counted(biasCountOf(layer)).map((number) => `${names[index]}.b${number}`)
    ),
  ];
}

/** The names of all neurons, in the order in which they are counted; the output's are o1, o2, …. */
export function layerNeuronNames(layers: readonly Layer[]): string[] {
  const names = layerNames(layers);
  return layers.flatMap((layer, index) => {
    if (index === layers.length - 1) return counted(layer.outputCount).map((number) => `o${number}`);
    return neuronNamesOf(layer).map((name) => `${names[index]}.${name}`);
  });
}

function weightNames(layer: Layer, words?: readonly string[]): string[] {
  switch (layer.kind) {
    case "dense":
      return pairs(layer.outputCount, counted(layer.inputCount).map(String));
    case "conv": {
      const { size, input: { channels } } = layer;
      const filter = placesOf({ kind: "image", rows: size, columns: size, channels });
      const names = filter.map(({ row, column, channel }) =>
        [row, column, ...(channels > 1 ? [channel] : [])].join(".")
      );
      return pairs(layer.output.channels, names);
    }
    case "maxpool":
      return [];
    case "rnn":
      return [
        ...pairs(layer.outputCount, counted(layer.outputCount).map((number) => `h${number}`)),
        ...pairs(layer.outputCount, wordNames(layer, words)),
      ];
  }
}

function wordNames({ wordCount }: RnnLayer, words?: readonly string[]): readonly string[] {
  return words ?? counted(wordCount).map((number) => `x${number}`);
}

/** A dense neuron is a number, that of an image a channel (or filter), row and column, that of a state a word's place and a number. */
function neuronNamesOf(layer: Layer): string[] {
  if (layer.kind === "dense") return counted(neuronCountOf(layer)).map(String);
  if (layer.kind === "rnn") return pairs(layer.inputCount, counted(layer.outputCount).map(String));
  return placesOf(layer.output).map(({ row, column, channel }) => `${channel}.${row}.${column}`);
}

/** The points of an image in their order, counted from 1. */
function placesOf(
  { rows, columns, channels }: ImageShape,
): { row: number; column: number; channel: number }[] {
  return counted(rows).flatMap((row) =>
    counted(columns).flatMap((column) => counted(channels).map((channel) => ({ row, column, channel })))
  );
}

function pairs(count: number, names: readonly string[]): string[] {
  return counted(count).flatMap((number) => names.map((name) => `${number}.${name}`));
}

function counted(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
