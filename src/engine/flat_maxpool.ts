// The greatest of each square in flat loops over numbers: what maxpool.ts says, in its order.
// What must not change: which of equal values learns is decided by comparing, and what is told to the others is a product with 0.
import type { MaxpoolLayer } from "./layers.ts";
import { placesIn, type RowValues } from "./row_values.ts";

/** Sends a row forward, in place. */
export function runMaxpool(layer: MaxpoolLayer, row: RowValues): void {
  const { activations } = row;
  const { input, output, size } = layer;
  const { from, to } = placesIn(row, layer);
  const { channels } = input;
  for (let r = 0, j = to; r < output.rows; r++) {
    for (let c = 0; c < output.columns; c++) {
      for (let channel = 0; channel < channels; channel++, j++) {
        const corner = from + (r * size * input.columns + c * size) * channels + channel;
        let greatest = activations[corner];
        for (let squareRow = 0; squareRow < size; squareRow++) {
          for (let column = 0; column < size; column++) {
            const x = activations[corner + (squareRow * input.columns + column) * channels];
            greatest = Math.max(greatest, x);
          }
        }
        activations[j] = greatest;
      }
    }
  }
}

/** Writes dL/da of what entered the layer, in place. */
export function passDownMaxpool(layer: MaxpoolLayer, row: RowValues, deltas: Float64Array): void {
  const { activations } = row;
  const { input, output, size, ties } = layer;
  const { from, to } = placesIn(row, layer);
  const { channels } = input;
  deltas.fill(0, from, to);
  for (let r = 0, j = to; r < output.rows; r++) {
    for (let c = 0; c < output.columns; c++) {
      for (let channel = 0; channel < channels; channel++, j++) {
        const corner = from + (r * size * input.columns + c * size) * channels + channel;
        let isFound = false;
        for (let squareRow = 0; squareRow < size; squareRow++) {
          for (let column = 0; column < size; column++) {
            const x = corner + (squareRow * input.columns + column) * channels;
            const isGreatest = !(activations[j] > activations[x]);
            deltas[x] = deltas[j] * (isGreatest && (ties === "all" || !isFound) ? 1 : 0);
            isFound ||= isGreatest;
          }
        }
      }
    }
  }
}
