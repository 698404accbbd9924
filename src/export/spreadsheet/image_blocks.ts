// Filters and max-pools on a sheet: each filter's weights in a line, and every neuron a formula where it lies in the image.
// What must not change: the formulas are the engine's own way forward, read as formulas.

import type { QuantityKind } from "../../engine/layer_contract.ts";
import { forward as convForward } from "../../engine/conv.ts";
import { forward as maxpoolForward } from "../../engine/maxpool.ts";
import { completed } from "../../engine/step.ts";
import { operations as o, type Value } from "../operations.ts";
import type { TrainedConv, TrainedLayer } from "../trained_model.ts";
import {
  type CellValues,
  FIRST_WEIGHT,
  fixedReferenceTo,
  type Place,
  referenceTo,
  type Sheet,
} from "./sheet.ts";

type ImageLayer = TrainedConv | Extract<TrainedLayer, { kind: "maxpool" }>;

/** A block of a layer over an image. */
export interface ImageBlock {
  /** The cells of what leaves it, in the order of its neurons. */
  readonly activations: readonly Value[];
  /** The first row below it. */
  readonly nextRow: number;
}

/** Writes the block of a layer. */
export function imageBlock(
  sheet: Sheet,
  cells: CellValues,
  layer: ImageLayer,
  from: readonly Value[],
  firstRow: number,
): ImageBlock {
  const parameters = layer.kind === "conv" ? filterLines(sheet, cells, layer, firstRow) : [];
  const { rows, columns, channels } = layer.output;
  const gridsRow = firstRow + (layer.kind === "conv" ? channels + 2 : 0);
  const gridRowOf = (channel: number): number => gridsRow + channel * (rows + 1);
  const hasSums = layer.kind === "conv";
  for (let channel = 0; channel < channels; channel++) {
    const word = hasSums ? "filter" : "channel";
    sheet.put({ column: 1, row: gridRowOf(channel) }, `${word} ${channel + 1}`);
    if (hasSums) {
      sheet.put({ column: 2, row: gridRowOf(channel) }, "sums, and beside them activations", "note");
    }
  }
  const placeOf = (kind: QuantityKind, neuron: number): Place => {
    const channel = neuron % channels;
    const at = (neuron - channel) / channels;
    const beside = hasSums && kind === "activation" ? columns + 1 : 0;
    return {
      column: FIRST_WEIGHT + beside + at % columns,
      row: gridRowOf(channel) + Math.floor(at / columns),
    };
  };
  const helpers = { column: FIRST_WEIGHT + (hasSums ? 2 * columns + 2 : columns + 1), row: gridsRow };
  const name = (kind: QuantityKind, neuron: number, value: Value): Value => {
    const place = placeOf(kind, neuron - layer.firstNeuron);
    const written = cells.formula(value, (_, formula, number) => {
      const helper = { ...helpers, row: helpers.row++ };
      sheet.putFormula(helper, formula, number);
      return referenceTo(helper);
    });
    sheet.putFormula(place, written.formula, written.value);
    return cells.cell(fixedReferenceTo(place), written.value);
  };
  const { activations } = layer.kind === "maxpool"
    ? completed(maxpoolForward(o, layer, from, name))
    : completed(convForward(o, layer, cellsOfFilters(layer, parameters), from, name));
  return { activations, nextRow: Math.max(gridRowOf(channels), helpers.row) };
}

/** A line for each filter: its bias, and its weights by row, column and channel. @returns the bias and the weights of each. */
function filterLines(
  sheet: Sheet,
  cells: CellValues,
  { weights, biases }: TrainedConv,
  headingRow: number,
): readonly { readonly bias: Value | null; readonly weights: readonly Value[] }[] {
  ["filter", "", "", "bias", "weights by row, column and channel"].forEach((heading, index) =>
    sheet.put({ column: index + 1, row: headingRow }, heading, "heading")
  );
  const put = (place: Place, value: number): Value => {
    sheet.put(place, value);
    return cells.cell(fixedReferenceTo(place), value);
  };
  return weights.map((filter, index) => {
    const row = headingRow + 1 + index;
    sheet.put({ column: 1, row }, `filter ${index + 1}`);
    return {
      bias: biases.length === 0 ? null : put({ column: 4, row }, biases[index]),
      weights: filter.map((weight, at) => put({ column: FIRST_WEIGHT + at, row }, weight)),
    };
  });
}

/** The parameters by their places in the engine. */
function cellsOfFilters(
  { weightOffset, biasOffset }: TrainedConv,
  filters: ReturnType<typeof filterLines>,
): { get(index: number): Value; set(): never } {
  const size = filters[0].weights.length;
  const byPlace = new Map<number, Value>();
  filters.forEach(({ bias, weights }, filter) => {
    weights.forEach((weight, at) => byPlace.set(weightOffset + filter * size + at, weight));
    if (bias !== null) byPlace.set(biasOffset + filter, bias);
  });
  return {
    get: (index) => byPlace.get(index)!,
    set() {
      throw new Error("assertion failed: nothing is learned on the way forward");
    },
  };
}
