// The sheet that answers: cells to type a row into, the answer beside them, and below them every neuron as a formula.
// What must not change: the inputs of a layer stand in one line, each neuron's weights in a line below them, so that a sum
// reads as weights times inputs, and can be as long as a layer is wide.

import { cellOf, type FeatureColumn } from "../../dataset/dataset.ts";
import { type Column, inputsOf, standardize } from "../../dataset/standardize.ts";
import type { Activation } from "../../engine/rules/activation_contract.ts";
import { operations as o, type Value } from "../operations.ts";
import type { TrainedDense, TrainedLayer, TrainedModel } from "../trained_model.ts";
import { answerRowCount, answerRows } from "./answer_rows.ts";
import { imageBlock } from "./image_blocks.ts";
import { sentenceBlock, sentenceRows } from "./sentence_blocks.ts";
import {
  CellValues,
  FIRST_WEIGHT,
  fixedReferenceTo,
  formulaText,
  noPlace,
  type Place,
  referenceTo,
  Sheet,
} from "./sheet.ts";

/** Longer sums are one function of two ranges: formulas have at most 8192 characters. */
const MOST_TERMS = 12;
/** The name of the sheet. */
export const NETWORK_SHEET = "Network";
/** The row above what is typed in. */
const INPUT_HEADING_ROW = 4;
/** The headings over the inputs; the answer begins beside the last of them. */
const INPUT_HEADINGS = ["input", "value", "unit", "shift", "scale", "when empty", "as the network sees it"];
const INPUT_COLUMN = INPUT_HEADINGS.length;

/** Where the shift and the scale of an input stand, and what it is where its cell is empty. @param index from 0. */
export function settingPlaces(index: number): readonly [Place, Place, Place] {
  const row = INPUT_HEADING_ROW + 1 + index;
  const placeOf = (heading: string): Place => ({ column: INPUT_HEADINGS.indexOf(heading) + 1, row });
  return [placeOf("shift"), placeOf("scale"), placeOf("when empty")];
}

/**
 * The sheet of a model.
 *
 * @param values a row to begin with, raw, one number an input; NaN where the cell is empty.
 */
export function networkSheet(model: TrainedModel, values: readonly number[]): Sheet {
  const sheet = new Sheet(NETWORK_SHEET);
  const cells = new CellValues();
  sheet.widths = [18, 22, 22, 22, 22, 22, 22];
  sheet.put({ column: 1, row: 1 }, model.name, "title");
  sheet.put({ column: 1, row: 2 }, "Type into the coloured cells: every neuron is a formula.", "note");
  const [first, ...others] = model.layers;
  const answerRow = INPUT_HEADING_ROW + 2 + first.inputCount;
  const firstLayerRow = answerRow + answerRowCount(model);
  const { learnedWords } = model.features[0];
  if (first.kind !== "rnn" || learnedWords === undefined) {
    const inputs = inputRows(sheet, cells, model, values, INPUT_HEADING_ROW);
    answerRows(
      sheet,
      cells,
      model,
      layerBlocks(sheet, cells, model.layers, inputs, firstLayerRow),
      answerRow,
    );
    return sheet;
  }
  sheet.put({ column: 1, row: firstLayerRow }, `State: ${first.activation.name}`, "heading");
  const table = { firstRow: firstLayerRow + 2, wordCount: first.wordCount, size: first.outputCount };
  const sentence = [...inputsOf(model.features, [{ values }])];
  const typed = sentenceRows(sheet, learnedWords, sentence, INPUT_HEADING_ROW, table);
  const block = sentenceBlock(sheet, cells, first, learnedWords, typed, firstLayerRow + 1, table);
  const outputs = layerBlocks(sheet, cells, others, block.activations, block.nextRow + 1);
  answerRows(sheet, cells, model, outputs, answerRow);
  return sheet;
}

/** Where an input is typed, and what the network makes of it. @returns the references of what the network sees. */
function inputRows(
  sheet: Sheet,
  cells: CellValues,
  { features, columns }: TrainedModel,
  values: readonly number[],
  headingRow: number,
): readonly Value[] {
  INPUT_HEADINGS.forEach((heading, index) =>
    sheet.put({ column: index + 1, row: headingRow }, heading, "heading")
  );
  return columns.flatMap((column) => {
    const typed = { column: 2, row: headingRow + 1 + column.first };
    sheet.put(typed, cellOf(column, values) ?? "", "input");
    const count = column.labels?.length ?? 1;
    return features.slice(column.first, column.first + count).map((feature, offset) => {
      const row = typed.row + offset;
      sheet.put(
        { column: 1, row },
        column.labels === null ? feature.name : `${column.name} = ${column.labels[offset]}`,
      );
      sheet.put({ column: 3, row }, feature.unit ?? "", "note");
      const places = settingPlaces(column.first + offset);
      const [shift, scale, missing] = places.map(fixedReferenceTo);
      sheet.put(places[0], feature.shift);
      sheet.put(places[1], feature.scale);
      if (feature.missing !== undefined) sheet.put(places[2], feature.missing);
      const raw = rawFormula(
        fixedReferenceTo(typed),
        feature,
        feature.missing === undefined ? null : missing,
        offset === 0 ? othersOf(column, (other) => ({ column: INPUT_COLUMN, row: typed.row + other })) : null,
      );
      const value = standardize(feature, values[column.first + offset]);
      const place = { column: INPUT_COLUMN, row };
      sheet.putFormula(place, `(${raw}-${shift})/${scale}`, value);
      return cells.cell(fixedReferenceTo(place), value);
    });
  });
}

/**
 * The range of what the network sees of a column's words but the first; null for a column of numbers.
 *
 * @param placeOf where each of its inputs is seen.
 */
export function othersOf(
  { labels }: FeatureColumn,
  placeOf: (input: number) => Place,
): string | null {
  if (labels === null) return null;
  return labels.length === 1 ? "0" : `${referenceTo(placeOf(1))}:${referenceTo(placeOf(labels.length - 1))}`;
}

/**
 * A cell as a raw number: itself, or 1 where it has the word. Of the inputs of a column of words the first has an error where
 * the word was never learned, and so has the answer then.
 *
 * @param missing the cell that stands for an empty one; null where none may be empty.
 * @param others what the network sees of the column's other words, of the first; null of any other input.
 */
export function rawFormula(
  typed: string,
  { category }: Column,
  missing: string | null,
  others: string | null,
): string {
  const otherwise = others === null ? "0" : `IF(SUM(${others})=1,0,NA())`;
  const value = category === undefined
    ? typed
    : `IF(EXACT(${typed},${formulaText(category.label)}),1,${otherwise})`;
  return `IF(${typed}="",${missing ?? "NA()"},${value})`;
}

/** A block for each layer. @returns the references of the last one's activations. */
function layerBlocks(
  sheet: Sheet,
  cells: CellValues,
  layers: readonly TrainedLayer[],
  inputs: readonly Value[],
  firstRow: number,
): readonly Value[] {
  let row = firstRow;
  let from = inputs;
  let hiddenCount = 0; // neurons are counted through all hidden layers, as everywhere
  layers.forEach((layer, index) => {
    const isOutput = index === layers.length - 1;
    const block = layer.kind === "dense"
      ? denseBlock(sheet, cells, layer, from, row, isOutput ? null : { layer: index + 1, hiddenCount })
      : aboveImage(sheet, cells, layer, from, row);
    if (layer.kind === "dense") hiddenCount += layer.outputCount;
    from = block.activations;
    row = block.nextRow + 1;
  });
  return from;
}

/** A layer over an image below its title. */
function aboveImage(
  sheet: Sheet,
  cells: CellValues,
  layer: TrainedLayer,
  from: readonly Value[],
  row: number,
): LayerBlock {
  if (layer.kind !== "conv" && layer.kind !== "maxpool") {
    throw new Error(`assertion failed: no image enters ${layer.kind}`);
  }
  const title = layer.kind === "conv"
    ? `Convolution of ${layer.size} × ${layer.size}: ${layer.activation.name}`
    : `Greatest of ${layer.size} × ${layer.size}`;
  sheet.put({ column: 1, row }, title, "heading");
  return imageBlock(sheet, cells, layer, from, row + 1);
}

/** A dense layer below its title. @param hidden which it is, and how many hidden neurons are below it; null for the output's. */
function denseBlock(
  sheet: Sheet,
  cells: CellValues,
  layer: TrainedDense,
  from: readonly Value[],
  row: number,
  hidden: { readonly layer: number; readonly hiddenCount: number } | null,
): LayerBlock {
  const title = hidden === null ? "Output layer" : `Hidden layer ${hidden.layer}`;
  sheet.put({ column: 1, row }, `${title}: ${layer.activation.name}`, "heading");
  const names = layer.biases.map((_, neuron) =>
    hidden === null ? `o${neuron + 1}` : `h${hidden.hiddenCount + neuron + 1}`
  );
  return layerBlock(sheet, cells, layer, from, row + 1, names);
}

interface LayerBlock {
  readonly activations: readonly Value[];
  /** The first row below it. */
  readonly nextRow: number;
}

function layerBlock(
  sheet: Sheet,
  cells: CellValues,
  layer: TrainedDense,
  from: readonly Value[],
  headingRow: number,
  names: readonly string[],
): LayerBlock {
  ["neuron", "activation", "sum", "bias", "inputs and weights"].forEach((heading, index) =>
    sheet.put({ column: index + 1, row: headingRow }, heading, "heading")
  );
  const inputRow = headingRow + 1;
  sheet.put({ column: 1, row: inputRow }, "input", "note");
  const inputs = from.map((input, index) => {
    const { formula, value } = cells.formula(input, noPlace);
    sheet.putFormula({ column: FIRST_WEIGHT + index, row: inputRow }, formula, value);
    return value;
  });
  const firstRow = inputRow + 1;
  const sums = layer.weights.map((weights, neuron) => {
    const row = firstRow + neuron;
    sheet.put({ column: 1, row }, names[neuron]);
    sheet.put({ column: 4, row }, layer.biases[neuron]);
    weights.forEach((weight, index) => sheet.put({ column: FIRST_WEIGHT + index, row }, weight));
    const place = { column: 3, row };
    const value = weightedSum(weights, inputs) + layer.biases[neuron];
    sheet.putFormula(place, `${sumFormula(weights.length, row, inputRow)}+D${row}`, value);
    return cells.cell(referenceTo(place), value);
  });
  return activationColumn(sheet, cells, layer.activation, sums, firstRow);
}

/** Weights times inputs, from the first upwards. */
function weightedSum(weights: readonly number[], inputs: readonly number[]): number {
  let sum = weights[0] * inputs[0];
  for (let index = 1; index < weights.length; index++) sum += weights[index] * inputs[index];
  return sum;
}

/** The same as a formula: `E9*E$8+F9*F$8`, or one function of both lines where there are many. */
function sumFormula(count: number, row: number, inputRow: number): string {
  const inLine = (index: number): string => referenceTo({ column: FIRST_WEIGHT + index, row });
  const ofInput = (index: number): string => inLine(index).replace(/\d+$/, `$${inputRow}`);
  if (count > MOST_TERMS) {
    return `SUMPRODUCT(${inLine(0)}:${inLine(count - 1)},${ofInput(0)}:${ofInput(count - 1)})`;
  }
  return Array.from({ length: count }, (_, index) => `${inLine(index)}*${ofInput(index)}`).join("+");
}

/** What the neurons make of their sums; what a layer as a whole needs besides stands below them. */
function activationColumn(
  sheet: Sheet,
  cells: CellValues,
  activation: Activation,
  sums: readonly Value[],
  firstRow: number,
): LayerBlock {
  let nextRow = firstRow + sums.length;
  const results = "over" in activation
    ? sums.map((sum) => activation.over(o).value(sum))
    : activation.overLayer(o)(sums);
  const written = cells.formulas(results, (label, formula, value) => {
    sheet.put({ column: 1, row: nextRow }, label ?? "", "note");
    const place = { column: 2, row: nextRow++ };
    sheet.putFormula(place, formula, value);
    return referenceTo(place);
  });
  const activations = written.map(({ formula, value }, neuron) => {
    const place = { column: 2, row: firstRow + neuron };
    sheet.putFormula(place, formula, value);
    return cells.cell(fixedReferenceTo(place), value);
  });
  return { activations, nextRow };
}
