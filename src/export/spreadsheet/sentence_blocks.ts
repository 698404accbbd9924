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
  const { outputCount: size } = layer;
  const neurons = Array.from({ length: size }, (_, neuron) => neuron);
  const columnOf = (neuron: number): number => FIRST_WEIGHT + neuron;
  const headings = (row: number, title: string): void => {
    sheet.put({ column: 1, row }, title, "heading");
    neurons.forEach((neuron) => sheet.put({ column: columnOf(neuron), row }, `h${neuron + 1}`, "heading"));
  };
  headings(headingRow, "words, what each weighs, and which is typed");
  typed.forEach((_, index) =>
    sheet.put({ column: matchColumn(table, index), row: headingRow }, `word ${index + 1}`, "heading")
  );
  words.forEach((word, number) => {
    const row = table.firstRow + number;
    sheet.put({ column: 1, row }, word);
    neurons.forEach((neuron) =>
      sheet.put({ column: columnOf(neuron), row }, layer.wordWeights[neuron][number])
    );
    typed.forEach((one, index) => {
      const formula = `IF(EXACT(${one.typed},${fixedReferenceTo({ column: 1, row })}),1,0)`;
      sheet.putFormula({ column: matchColumn(table, index), row }, formula, one.word === number ? 1 : 0);
    });
  });
  const stateRow = table.firstRow + words.length + 1;
  headings(stateRow, "the state before weighs");
  const put = (column: number, row: number, value: number): Value => {
    sheet.put({ column, row }, value);
    return cells.cell(fixedReferenceTo({ column, row }), value);
  };
  const weights = neurons.map((neuron) =>
    neurons.map((from) => put(columnOf(neuron), stateRow + 1 + from, layer.stateWeights[neuron][from]))
  );
  const biasRow = stateRow + 1 + size;
  neurons.forEach((from) => sheet.put({ column: 1, row: stateRow + 1 + from }, `from h${from + 1}`));
  sheet.put({ column: 1, row: biasRow }, "bias");
  const biases = neurons.map((neuron) => put(columnOf(neuron), biasRow, layer.biases[neuron]));

  const firstStateRow = biasRow + 2;
  headings(firstStateRow, "sums, and beside them the state");
  const { value: activate } = layer.activation.over(o);
  const helpers = { column: columnOf(2 * size + 2), row: firstStateRow };
  let state: readonly Value[] = neurons.map(() => o.constant(0));
  typed.forEach(({ known, word }, index) => {
    const row = firstStateRow + 1 + index;
    sheet.put({ column: 1, row }, `after word ${index + 1}`);
    const before = state;
    state = neurons.map((neuron) => {
      const weighed = before.map((h, from) => o.multiply(weights[neuron][from], h))
        .reduce((sum, product) => o.add(sum, product));
      const column = columnOf(neuron);
      const pair = [column, matchColumn(table, index)].map((one) => columnIn(table, one));
      const weight = word < 0 ? 0 : layer.wordWeights[neuron][word];
      const ofWord = cells.cell(`SUMPRODUCT(${pair.join(",")})`, weight);
      const sum = cells.formula(o.add(o.add(weighed, ofWord), biases[neuron]), noPlace);
      const place = { column, row };
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
      const beside = { column: columnOf(size + 1 + neuron), row };
      sheet.putFormula(beside, `IF(${known}>0,${made.formula},${earlier.formula})`, value);
      return cells.cell(fixedReferenceTo(beside), value);
    });
  });
  return { activations: state, nextRow: Math.max(firstStateRow + 1 + typed.length, helpers.row) };
}
