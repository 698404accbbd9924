// A convolution in flat loops over numbers: what conv.ts says, in its order.
// Why -0 where a sum begins: it changes no number that is added to it, so that the first term needs no case of its own.
import { type ConvLayer, filterSizeOf, overlap } from "./layers.ts";
import { placesIn, type RowValues } from "./row_values.ts";
import type { NeuronFunctions } from "./rules/activation_contract.ts";

/** Sends a row forward, in place. */
export function runConv(
  layer: ConvLayer,
  neuron: NeuronFunctions<number>,
  parameters: Float64Array,
  row: RowValues,
): void {
  const { activations, weightedSums } = row;
  const { weightOffset, biasOffset, firstNeuron, hasBias, output, input, size, padding } = layer;
  const { from, to } = placesIn(row, layer);
  const { channels } = input;
  const filterSize = filterSizeOf(layer);
  for (let r = 0, j = 0; r < output.rows; r++) {
    const [firstRow, endRow] = overlap(r - padding, size, input.rows);
    for (let c = 0; c < output.columns; c++) {
      const [firstColumn, endColumn] = overlap(c - padding, size, input.columns);
      const length = (endColumn - firstColumn) * channels;
      for (let filter = 0; filter < output.channels; filter++, j++) {
        let sum = -0;
        for (let filterRow = firstRow; filterRow < endRow; filterRow++) {
          let weight = weightOffset + filter * filterSize + (filterRow * size + firstColumn) * channels;
          let x = from + ((r - padding + filterRow) * input.columns + c - padding + firstColumn) * channels;
          for (const end = x + length; x < end; x++, weight++) sum += parameters[weight] * activations[x];
        }
        if (hasBias) sum += parameters[biasOffset + filter];
        weightedSums[firstNeuron + j] = sum;
        activations[to + j] = neuron.value(sum);
      }
    }
  }
}

/** Writes dL/da of what entered the layer, in place. */
export function passDownConv(
  layer: ConvLayer,
  values: Float64Array,
  row: RowValues,
  deltas: Float64Array,
): void {
  const { weightOffset, output, input, size, padding } = layer;
  const { from, to } = placesIn(row, layer);
  const { channels } = input;
  const filterSize = filterSizeOf(layer);
  deltas.fill(-0, from, to);
  for (let r = 0, j = to; r < output.rows; r++) {
    const [firstRow, endRow] = overlap(r - padding, size, input.rows);
    for (let c = 0; c < output.columns; c++) {
      const [firstColumn, endColumn] = overlap(c - padding, size, input.columns);
      const length = (endColumn - firstColumn) * channels;
      for (let filter = 0; filter < output.channels; filter++, j++) {
        const delta = deltas[j];
        for (let filterRow = firstRow; filterRow < endRow; filterRow++) {
          let weight = weightOffset + filter * filterSize + (filterRow * size + firstColumn) * channels;
          let x = from + ((r - padding + filterRow) * input.columns + c - padding + firstColumn) * channels;
          for (const end = x + length; x < end; x++, weight++) deltas[x] += delta * values[weight];
        }
      }
    }
  }
}

/**
 * Writes the gradients of the layer's parameters, in place: weights, then biases, under their own index from 0.
 *
 * @param factors what is multiplied by the inputs, under the places of the deltas.
 */
export function writeConvGradients(
  layer: ConvLayer,
  row: RowValues,
  factors: Float64Array,
  gradients: Float64Array,
): void {
  const { output, input, size, padding, hasBias } = layer;
  const { activations } = row;
  const { from, to } = placesIn(row, layer);
  const { channels } = input;
  const filterSize = filterSizeOf(layer);
  const firstBias = filterSize * output.channels;
  gradients.fill(-0);
  for (let r = 0, j = to; r < output.rows; r++) {
    const [firstRow, endRow] = overlap(r - padding, size, input.rows);
    for (let c = 0; c < output.columns; c++) {
      const [firstColumn, endColumn] = overlap(c - padding, size, input.columns);
      const length = (endColumn - firstColumn) * channels;
      for (let filter = 0; filter < output.channels; filter++, j++) {
        const factor = factors[j];
        for (let filterRow = firstRow; filterRow < endRow; filterRow++) {
          let weight = filter * filterSize + (filterRow * size + firstColumn) * channels;
          let x = from + ((r - padding + filterRow) * input.columns + c - padding + firstColumn) * channels;
          for (const end = x + length; x < end; x++, weight++) gradients[weight] += factor * activations[x];
        }
        if (hasBias) gradients[firstBias + filter] += factor;
      }
    }
  }
}
