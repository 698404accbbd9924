// A recurrence on a sheet: one number of the state with word after word, and the way back through them.
// What must not change: the way back goes only as far as the followed weight is used.

import { type Block, paragraph, section } from "../document/page.ts";
import { firstOutputOf, type RnnLayer } from "../engine/layers.ts";
import { neuronOfState } from "../engine/rnn.ts";
import { counted } from "../text/words.ts";
import { deltaEquation, outputEquation, slopeEquation } from "./equations.ts";
import { expressions } from "./expression.ts";
import { usesOf } from "./layer_lesson_weight.ts";
import { named } from "./lesson_pieces.ts";
import { stateTerms, termsBackInTime } from "./layer_terms.ts";
import { type FewTerms, type LayerSheet, reordered, restWords, type SheetPart } from "./layer_sheet_parts.ts";

/** Of a longer sentence the last words are worked out, or more where the followed weight is used only before them. */
const MOST_WORDS = 6;

/** The place of the first word that a sheet works out. */
function firstWordOf({ numbers: { words, layers: [first] }, focus }: LayerSheet): number {
  const few = Math.max(0, words.length - MOST_WORDS);
  if (first.kind !== "rnn" || focus.layerIndex > 0) return few;
  const uses = usesOf(focus).map(({ neuron }) => neuron);
  const used = words.map((_, place) => neuronOfState(first, words, place))
    .findLastIndex((state) => uses.some((neuron) => neuron >= state && neuron < state + first.outputCount));
  return used < 0 ? few : Math.min(few, used);
}

/** Whether a state, of which this is a neuron, is that of a word that a sheet works out. */
export function isWorkedOut(neuron: number, sheet: LayerSheet): boolean {
  const [first] = sheet.numbers.layers;
  return first.kind === "rnn" && neuron >= neuronOfState(first, sheet.numbers.words, firstWordOf(sheet));
}

/** One number of the state, made anew with every word. */
export function statePart(layer: RnnLayer, index: number, sheet: LayerSheet): SheetPart {
  const { numbers, focus, writer } = sheet;
  const { words } = numbers;
  const name = numbers.layerNames[index];
  const j = focus.neuronIn(index) - firstOutputOf(layer);
  const rests: FewTerms[] = [];
  const equations = places(sheet).flatMap((place) => {
    const { few, equation } = stateEquation(layer, j, place, sheet);
    if (few !== null) rests.push(few);
    const state = neuronOfState(layer, words, place) + j;
    return [equation, outputEquation(numbers.neuronEnd(layer, state))];
  });
  const first = firstWordOf(sheet);
  const which = first === 0 ? "every word" : `the last ${words.length - first} of ${words.length} words`;
  const blocks = words.length === 0 ? [paragraph("There is no word to read: the state is 0.")] : [
    paragraph(
      `${name} keeps ${
        counted(layer.outputCount, "number")
      } of what it has read, its state, and makes them ` +
        "anew with each word: of the state before, of the word, and of a bias. Before the first word the state " +
        `is 0. The sheet follows number ${j + 1} with ${which}; `,
      named(numbers.neuronNames[neuronOfState(layer, words, firstWordOf(sheet)) + j]),
      " is it after the first of them, ",
      named(numbers.neuronNames[focus.neuronIn(index)]),
      " after the last.",
      ...restWords(
        rests,
        `what the ${counted(layer.outputCount - 1, "other number")} of the state add, word by word`,
      ),
    ),
    writer.equations(equations),
  ];
  return { about: name, section: section(`layer-${index + 1}`, `${name}: the memory, word by word`, blocks) };
}

/** The places of the words that are worked out. */
function places(sheet: LayerSheet): readonly number[] {
  const first = firstWordOf(sheet);
  return sheet.numbers.words.slice(first).map((_, index) => first + index);
}

/** The sum of one number of the state after one word. */
function stateEquation(layer: RnnLayer, j: number, place: number, sheet: LayerSheet) {
  const { numbers } = sheet;
  const { wordOffset, wordCount, biasOffset } = layer;
  const state = neuronOfState(layer, numbers.words, place);
  const ofWord = numbers.parameter(wordOffset + j * wordCount + numbers.words[place]);
  const few = place === 0 ? null : sheet.few(stateTerms(layer, state, j, numbers), j);
  const weighed = few === null ? ofWord : expressions.add(few.formula, ofWord);
  const sum = expressions.add(weighed, numbers.parameter(biasOffset + j));
  const equation = numbers.sumEquation(state + j, sum);
  return { few, equation: few === null ? equation : reordered(equation, few) };
}

/** Back from the last word to the first at which the followed weight is used. */
export function backThroughWords(layer: RnnLayer, sheet: LayerSheet): readonly Block[] {
  const { numbers, focus, writer } = sheet;
  const { words } = numbers;
  const { outputCount } = layer;
  const j = focus.neuronIn(0) - firstOutputOf(layer);
  const used = usesOf(focus).map(({ neuron }) => neuron);
  const earliest = places(sheet).find((place) => used.includes(neuronOfState(layer, words, place) + j));
  const back = places(sheet).filter((place) =>
    earliest !== undefined && place >= earliest && place < words.length - 1
  )
    .toReversed();
  const rests: FewTerms[] = [];
  const equations = back.flatMap((place) => {
    const state = neuronOfState(layer, words, place);
    const few = sheet.few(termsBackInTime(layer, state + outputCount, j, numbers), j);
    rests.push(few);
    return [
      reordered(numbers.lossByEquation(state + j, few.formula), few),
      slopeEquation(numbers.neuronEnd(layer, state + j)),
      deltaEquation(numbers.neuronEnd(layer, state + j)),
    ];
  });
  if (equations.length === 0) return [];
  return [
    paragraph(
      "And back in time, word by word: a number of the state hears from every number of the next state, by the " +
        "weight that led there.",
      ...restWords(rests, `what the ${counted(outputCount - 1, "other number")} of the next state pass back`),
    ),
    writer.equations(equations),
  ];
}
