// The sums of layers as nodes of ONNX, for any number of rows at once.
// Why no operators of convolution and recurrence: runtimes have them for 32 bits alone. So a filter's places are gathered into
// a table with a line each, which is a product of matrices, and a sentence is read word by word.

import { filterSizeOf } from "../../engine/layers.ts";
import { positionsOf } from "../../engine/conv.ts";
import { squareOf } from "../../engine/maxpool.ts";
import type { TrainedConv, TrainedDense, TrainedLayer, TrainedRnn } from "../trained_model.ts";
import { INT64, type OnnxGraph } from "./onnx_graph.ts";

/** A dense layer's sums, [rows, neurons]. */
export function denseSums(graph: OnnxGraph, layer: TrainedDense, number: number, values: string): string {
  const { inputCount, outputCount } = layer;
  const weight = graph.constant(`weights_${number}`, [outputCount, inputCount], layer.weights.flat());
  const bias = graph.constant(`biases_${number}`, [outputCount], layer.biases);
  // Not MatMul: onnxruntime would melt a single scale before it into a factor that it keeps as a 32-bit float.
  return graph.node("Gemm", [values, weight, bias], { transB: 1 });
}

/** A convolution's sums, [rows, places × filters]. */
export function convSums(graph: OnnxGraph, layer: TrainedConv, number: number, values: string): string {
  const { inputCount, outputCount, output: { channels: filters }, padding } = layer;
  const filterSize = filterSizeOf(layer);
  // Beyond the edges there is a column of zeros behind the image.
  const places = positionsOf(layer).flatMap(({ terms }) => {
    const inputs = Array.from({ length: filterSize }, () => inputCount);
    for (const { weight, input } of terms) inputs[weight] = input;
    return inputs;
  });
  const padded = padding === 0
    ? values
    : graph.node("Pad", [values, graph.integers(`pads_${number}`, [0, 0, 0, 1])]);
  const gathered = graph.node("Gather", [padded, graph.integers(`places_${number}`, places)], { axis: 1 });
  const table = reshaped(graph, gathered, `filter_${number}`, filterSize);
  const weight = graph.constant(`weights_${number}`, [filters, filterSize], layer.weights.flat());
  const bias = layer.hasBias ? [graph.constant(`biases_${number}`, [filters], layer.biases)] : [];
  const sums = graph.node("Gemm", [table, weight, ...bias], { transB: 1 });
  return reshaped(graph, sums, `image_${number}`, outputCount);
}

/** What a max-pool makes of an image, [rows, squares × channels]. */
export function pooled(
  graph: OnnxGraph,
  layer: Extract<TrainedLayer, { kind: "maxpool" }>,
  number: number,
  values: string,
): string {
  const squares = Array.from({ length: layer.outputCount }, (_, neuron) => squareOf(layer, neuron));
  const cells = squares[0].map((_, place) => {
    const inputs = graph.integers(`squares_${number}_${place + 1}`, squares.map((square) => square[place]));
    return graph.node("Gather", [values, inputs], { axis: 1 });
  });
  return cells.length === 1 ? cells[0] : graph.node("Max", cells);
}

/**
 * The state after the last word, [rows, neurons].
 *
 * @param values numbers of words, [rows, length], -1 where there is none.
 * @param activated what the layer makes of its sums.
 */
export function lastState(
  graph: OnnxGraph,
  layer: TrainedRnn,
  number: number,
  values: string,
  activated: (sums: string) => string,
): string {
  const { inputCount: length, outputCount: size, wordCount } = layer;
  const byWord = Array.from({ length: wordCount }, (_, word) => layer.wordWeights.map((row) => row[word]));
  const wordWeight = graph.constant(`word_weights_${number}`, [wordCount, size], byWord.flat());
  const stateWeight = graph.constant(`state_weights_${number}`, [size, size], layer.stateWeights.flat());
  const bias = graph.constant(`biases_${number}`, [size], layer.biases);
  let state: string | null = null;
  for (let place = 0; place < length; place++) {
    const at = graph.integers(`word_${number}_${place + 1}`, [place]);
    const column = graph.node("Gather", [values, at], { axis: 1 });
    const isWord = graph.node("Greater", [column, graph.number(-0.5)]);
    const known = graph.node("Cast", [graph.node("Max", [column, graph.number(0)])], { to: INT64 });
    const flat = graph.node("Reshape", [known, graph.integers(`flat_${number}_${place + 1}`, [-1])]);
    const ofWord = graph.node("Gather", [wordWeight, flat], { axis: 0 });
    const before: string = state ?? graph.node("Mul", [ofWord, graph.number(0)]);
    const weighed = graph.node("Gemm", [before, stateWeight], { transB: 1 });
    const sums = graph.node("Add", [graph.node("Add", [weighed, ofWord]), bias]);
    state = graph.node("Where", [isWord, activated(sums), before]);
  }
  return state!;
}

/** A table with so many columns. */
function reshaped(graph: OnnxGraph, values: string, name: string, width: number): string {
  return graph.node("Reshape", [values, graph.integers(name, [-1, width])]);
}
