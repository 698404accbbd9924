// A sentence on a sheet: its words in cells to type into, what each word weighs, and the state after each of them.
// What must not change: letters are told apart by case, as the network does; a cell without a word that it knows is passed over.

import { operations as o, type Value } from "../operations.ts";
import type { TrainedRnn } from "../trained_model.ts";
import {
  type CellValues,
  FIRST_WEIGHT,
  fixedReferenceTo,
  noPlace,
  referenceTo,
  type Sheet,
} from "./sheet.ts";

/** A word of a sentence, in a cell to type into. */
export interface TypedWord {
  /** The reference of the cell that it is typed into. */
  readonly typed: string;
  /** That of the cell that is 1 where it is known, and else 0. */
  readonly known: string;
  /** Its number, counted from 0; -1 for none. */
  readonly word: number;
}

/** Where the known words stand, and right of what each weighs a column for each word of the sentence. */
export interface WordTable {
  readonly firstRow: number;
  readonly wordCount: number;
  readonly size: number;
}

/** The cells of a column of the table. */
function columnIn({ firstRow, wordCount }: WordTable, column: number): string {
  const [first, last] = [firstRow, firstRow + wordCount - 1].map((row) => fixedReferenceTo({ column, row }));
  return `${first}:${last}`;
}

/** The column that is 1 at the word that is typed, and else 0. */
function matchColumn({ size }: WordTable, index: number): number {
  return FIRST_WEIGHT + size + 1 + index;
}

/**
 * Cells for a sentence.
 *
 * @param sentence the numbers of the words to begin with, -1 where there is none.
 */
export function sentenceRows(
  sheet: Sheet,
  words: readonly string[],
  sentence: readonly number[],
  headingRow: number,
  table: WordTable,
): readonly TypedWord[] {
  ["word", "typed", "known"].forEach((heading, index) =>
    sheet.put({ column: index + 1, row: headingRow }, heading, "heading")
  );
  const inFront = sentence.filter((word) => word < 0).length;
  return sentence.map((_, index) => {
    const row = headingRow + 1 + index;
    const word = sentence[index + inFront] ?? -1;
    sheet.put({ column: 1, row }, `word ${index + 1}`);
    sheet.put({ column: 2, row }, words[word] ?? "", "input");
    const known = { column: 3, row };
    sheet.putFormula(known, `SUM(${columnIn(table, matchColumn(table, index))})`, word < 0 ? 0 : 1);
    return { typed: fixedReferenceTo({ column: 2, row }), known: fixedReferenceTo(known), word };
  });
}

/** Writes the block of a recurrence. @returns the cells of the last state, and the first row below it. */
export function sentenceBlock(
  sheet: Sheet,
  cells: CellValues,
  layer: TrainedRnn,
  words: readonly string[],
  typed: readonly TypedWord[],
  headingRow: number,
  table: WordTable,
): { readonly activations: readonly Value[]; readonly nextRow: number } {
  putWords(sheet, layer, words, typed, headingRow, table);
  const weightsRow = table.firstRow + words.length + 1;
  const step = putStep(sheet, cells, layer, weightsRow);
  const statesRow = weightsRow + layer.outputCount + 3;
  putHeadings(sheet, statesRow, "sums, and beside them the state", layer);
  const helpers = { column: columnOf(2 * layer.outputCount + 2), row: statesRow };
  let state: readonly Value[] = step.biases.map(() => o.constant(0));
  typed.forEach((word, index) => {
    sheet.put({ column: 1, row: statesRow + 1 + index }, `after word ${index + 1}`);
    state = stateAfter({ word, index, before: state }, statesRow + 1 + index, step, helpers, table);
  });
  return { activations: state, nextRow: Math.max(statesRow + 1 + typed.length, helpers.row) };
}

function columnOf(neuron: number): number {
  return FIRST_WEIGHT + neuron;
}

function putHeadings(sheet: Sheet, row: number, title: string, { outputCount }: TrainedRnn): void {
  sheet.put({ column: 1, row }, title, "heading");
  for (let neuron = 0; neuron < outputCount; neuron++) {
    sheet.put({ column: columnOf(neuron), row }, `h${neuron + 1}`, "heading");
  }
}

/** The words that are known, with what each weighs for each neuron, and at which of them each typed one is. */
function putWords(
  sheet: Sheet,
  layer: TrainedRnn,
  words: readonly string[],
  typed: readonly TypedWord[],
  headingRow: number,
  table: WordTable,
): void {
  putHeadings(sheet, headingRow, "words, what each weighs, and which is typed", layer);
  typed.forEach((_, index) =>
    sheet.put({ column: matchColumn(table, index), row: headingRow }, `word ${index + 1}`, "heading")
  );
  words.forEach((word, number) => {
    const row = table.firstRow + number;
    sheet.put({ column: 1, row }, word);
    layer.wordWeights.forEach((weights, neuron) =>
      sheet.put({ column: columnOf(neuron), row }, weights[number])
    );
    typed.forEach((one, index) => {
      const formula = `IF(EXACT(${one.typed},${fixedReferenceTo({ column: 1, row })}),1,0)`;
      sheet.putFormula({ column: matchColumn(table, index), row }, formula, one.word === number ? 1 : 0);
    });
  });
}

/** What a step from word to word takes: the layer, with its weights of the state before and its biases as cells. */
interface Step {
  readonly sheet: Sheet;
  readonly cells: CellValues;
  readonly layer: TrainedRnn;
  readonly weights: readonly (readonly Value[])[];
  readonly biases: readonly Value[];
}

function putStep(sheet: Sheet, cells: CellValues, layer: TrainedRnn, headingRow: number): Step {
  putHeadings(sheet, headingRow, "the state before weighs", layer);
  const put = (neuron: number, row: number, value: number): Value => {
    const place = { column: columnOf(neuron), row };
    sheet.put(place, value);
    return cells.cell(fixedReferenceTo(place), value);
  };
  const biasRow = headingRow + 1 + layer.outputCount;
  layer.biases.forEach((_, from) =>
    sheet.put({ column: 1, row: headingRow + 1 + from }, `from h${from + 1}`)
  );
  sheet.put({ column: 1, row: biasRow }, "bias");
  const weights = layer.stateWeights.map((ofNeuron, neuron) =>
    ofNeuron.map((weight, from) => put(neuron, headingRow + 1 + from, weight))
  );
  const biases = layer.biases.map((bias, neuron) => put(neuron, biasRow, bias));
  return { sheet, cells, layer, weights, biases };
}

/** The state after a word: a neuron's sum, and right of all sums its state, which stays where no word is known. */
function stateAfter(
  { word: { known, word }, index, before }: {
    readonly word: TypedWord;
    readonly index: number;
    readonly before: readonly Value[];
  },
  row: number,
  { sheet, cells, layer, weights, biases }: Step,
  helpers: { readonly column: number; row: number },
  table: WordTable,
): readonly Value[] {
  const { value: activate } = layer.activation.over(o);
  return biases.map((bias, neuron) => {
    const weighed = before.map((h, from) => o.multiply(weights[neuron][from], h))
      .reduce((sum, product) => o.add(sum, product));
    const place = { column: columnOf(neuron), row };
    const pair = [place.column, matchColumn(table, index)].map((column) => columnIn(table, column));
    const weight = word < 0 ? 0 : layer.wordWeights[neuron][word];
    const ofWord = cells.cell(`SUMPRODUCT(${pair.join(",")})`, weight);
    const sum = cells.formula(o.add(o.add(weighed, ofWord), bias), noPlace);
    sheet.putFormula(place, sum.formula, sum.value);
    const made = cells.formula(
      activate(cells.cell(fixedReferenceTo(place), sum.value)),
      (_, formula, value) => {
        const helper = { ...helpers, row: helpers.row++ };
        sheet.putFormula(helper, formula, value);
        return referenceTo(helper);
      },
    );
    const earlier = cells.formula(before[neuron], noPlace);
    const value = word < 0 ? earlier.value : made.value;
    const beside = { column: columnOf(layer.outputCount + 1 + neuron), row };
    sheet.putFormula(beside, `IF(${known}>0,${made.formula},${earlier.formula})`, value);
    return cells.cell(fixedReferenceTo(beside), value);
  });
}
