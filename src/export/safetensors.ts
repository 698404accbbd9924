// A network as a safetensors file: the weights and biases as doubles, under the names that PyTorch's nn.Sequential gives them.
// What must not change: the header is JSON in the order of the layers, padded with spaces to a multiple of 8 bytes; numbers
// are little-endian. Source: the format's specification.

import type { TrainedLayer, TrainedModel } from "./trained_model.ts";

/** Layers and activations take turns in nn.Sequential: layer k is its module 2 k. */
const MODULES_A_LAYER = 2;

/** One tensor on its way into the file. */
interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/**
 * The file's bytes.
 *
 * Its metadata say what a tensor cannot: the activations, and the inputs with shift and scale, as JSON.
 */
export function safetensors(model: TrainedModel): Uint8Array {
  const tensors = model.layers.flatMap((layer, index) => tensorsOf(layer, `${index * MODULES_A_LAYER}`));
  let endBytes = 0;
  const entries = tensors.map(({ name, shape, values }) => {
    const start = endBytes;
    endBytes += 8 * values.length;
    return [name, { dtype: "F64", shape, data_offsets: [start, endBytes] }] as const;
  });
  const header = JSON.stringify({ __metadata__: metadataOf(model), ...Object.fromEntries(entries) });
  const headerBytes = new TextEncoder().encode(header);
  const paddedBytes = Math.ceil(headerBytes.length / 8) * 8;
  const bytes = new Uint8Array(8 + paddedBytes + endBytes).fill(0x20, 0, 8 + paddedBytes);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, paddedBytes, true);
  view.setUint32(4, 0, true);
  bytes.set(headerBytes, 8);
  let at = 8 + paddedBytes;
  for (const { values } of tensors) {
    for (const value of values) {
      view.setFloat64(at, value, true);
      at += 8;
    }
  }
  return bytes;
}

/**
 * The tensors of a layer as PyTorch has them: a filter's are channel, row, column, so that an image goes in by channels; a
 * dense layer's inputs stay in the order row, column, channel. A recurrence has those of nn.RNN with one bias.
 */
function tensorsOf(layer: TrainedLayer, module: string): readonly Tensor[] {
  if (layer.kind === "maxpool") return [];
  const { biases } = layer;
  const bias = (name: string): readonly Tensor[] =>
    biases.length === 0 ? [] : [{ name: `${module}.${name}`, shape: [biases.length], values: biases }];
  const matrix = (name: string, rows: readonly (readonly number[])[]): Tensor => (
    { name: `${module}.${name}`, shape: [rows.length, rows[0].length], values: rows.flat() }
  );
  switch (layer.kind) {
    case "dense":
      return [matrix("weight", layer.weights), ...bias("bias")];
    case "conv": {
      const { size, input: { channels } } = layer;
      const values = layer.weights.flatMap((filter) => byChannel(filter, channels));
      const shape = [layer.weights.length, channels, size, size];
      return [{ name: `${module}.weight`, shape, values }, ...bias("bias")];
    }
    case "rnn":
      return [
        matrix("weight_ih_l0", layer.wordWeights),
        matrix("weight_hh_l0", layer.stateWeights),
        ...bias("bias_ih_l0"),
      ];
  }
}

/** A filter by row, column and channel as one by channel, row and column. */
export function byChannel(filter: readonly number[], channels: number): readonly number[] {
  const places = filter.length / channels;
  return Array.from(filter, (_, index) => filter[index % places * channels + Math.floor(index / places)]);
}

/** What is known besides the tensors; every value is a text, as the format wants it. */
export function metadataOf(model: TrainedModel): Readonly<Record<string, string>> {
  const { name, features, target, targetColumns, outputNames, layers } = model;
  return {
    name,
    activations: JSON.stringify(
      layers.map((layer) => layer.kind === "maxpool" ? null : layer.activation.name),
    ),
    ...(layers.every(({ kind }) => kind === "dense")
      ? {}
      : { layers: JSON.stringify(layers.map(settingsOf)) }),
    ...(features[0].learnedWords === undefined ? {} : { words: JSON.stringify(features[0].learnedWords) }),
    inputs: JSON.stringify(
      features.map(({ name, unit, shift, scale, missing }) => ({ name, unit, shift, scale, missing })),
    ),
    outputs: JSON.stringify(
      outputNames.map((output, index) => {
        const { unit, shift, scale } = targetColumns[index] ?? {};
        return { name: output, unit, shift, scale }; // JSON leaves out what is undefined
      }),
    ),
    ...(target?.kind === "coded" ? { classes: JSON.stringify(target.classes) } : {}),
  };
}

/** What a layer is, besides its tensors. */
function settingsOf(layer: TrainedLayer): Readonly<Record<string, unknown>> {
  const { kind } = layer;
  if (kind === "dense" || kind === "rnn") return { kind };
  const { rows, columns, channels } = layer.input;
  const padding = kind === "conv" ? { padding: layer.padding } : {};
  return { kind, image: [rows, columns, channels], size: layer.size, ...padding };
}
