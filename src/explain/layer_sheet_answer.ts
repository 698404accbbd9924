// A dense layer, the answer and the error on a sheet: one neuron of each, and of many outputs the right one.
// Why a table of the others: a share of softmax needs all sums, of which one is worked out and the others are given.

import { type Block, paragraph, section, type Words } from "../document/page.ts";
import { type DenseLayer, firstOutputOf } from "../engine/layers.ts";
import { powerName } from "../engine/rules/softmax.ts";
import { NONE } from "../text/number_words.ts";
import { deltaEquation, outputEquation, outputEquations, rawEquation, slopeEquation } from "./equations.ts";
import { isMatched, isOfWholeLayer, isScaled, missing, outputNeuronsOf } from "./explained_parts.ts";
import type { ExplainedAnswer, NamedNumber } from "./explanation.ts";
import { type Equation, expressions, quantity } from "./expression.ts";
import { lossSlopes, targetBlocks } from "./lesson_error.ts";
import { answerWords, NO_TARGET } from "./lesson_forward.ts";
import { NOTHING_LEARNED } from "./lesson_judged.ts";
import { type LessonColumn, named } from "./lesson_pieces.ts";
import {
  type FewTerms,
  type LayerSheet,
  MOST_TERMS,
  reordered,
  restWords,
  type SheetPart,
} from "./layer_sheet_parts.ts";
import { denseTerms } from "./layer_terms.ts";
import { lossEquations, surpriseEquation } from "./loss_equations.ts";

/** One neuron of a hidden layer. */
export function hiddenPart(layer: DenseLayer, index: number, sheet: LayerSheet): SheetPart {
  const { numbers, focus, writer } = sheet;
  const name = numbers.layerNames[index];
  const neuron = focus.neuronIn(index);
  const sum = sumOf(layer, index, sheet);
  return {
    about: name,
    section: section(`layer-${index + 1}`, `${name}: one neuron`, [
      paragraph(
        `${name} weighs ${layer.inputCount} numbers. The sheet follows `,
        named(numbers.neuronNames[neuron]),
        ".",
        ...restOfSum(sum.few, layer),
      ),
      writer.equations([sum.equation, outputEquation(numbers.neuronEnd(layer, neuron))]),
    ]),
  };
}

/** The sum of the neuron that is shown, worked out for the number that is shown of the layer below. */
function sumOf(
  layer: DenseLayer,
  index: number,
  sheet: LayerSheet,
): { readonly few: FewTerms; readonly equation: Equation } {
  const { numbers, focus } = sheet;
  const neuron = focus.neuronIn(index);
  const j = neuron - layer.firstNeuron;
  const products = denseTerms(layer, index, neuron, numbers);
  const few = sheet.few(products, focus.neuronIn(index - 1) - firstOutputOf(numbers.layers[index - 1]));
  const sum = expressions.add(few.formula, numbers.parameter(layer.biasOffset + j));
  return { few, equation: reordered(numbers.sumEquation(neuron, sum), few) };
}

function restOfSum(few: FewTerms, { inputCount }: DenseLayer): Words {
  return restWords([few], `the sum of the other ${inputCount - 1} products`);
}

/** One output: its sum, and what becomes of it. */
export function outputPart(
  layer: DenseLayer,
  index: number,
  answer: ExplainedAnswer,
  sheet: LayerSheet,
): SheetPart {
  const { numbers, focus, writer } = sheet;
  const name = numbers.layerNames[index];
  const own = focus.neuronIn(index) - layer.firstNeuron;
  const sum = sumOf(layer, index, sheet);
  const after = ofOwn(outputEquations(outputNeuronsOf(answer)), own, answer);
  return {
    about: name,
    section: section(`layer-${index + 1}`, `${name}: one output`, [
      paragraph(
        `${name} weighs ${layer.inputCount} numbers${
          layer.outputCount > 1 ? " for each output" : ""
        }. The sheet follows `,
        named(numbers.neuronNames[layer.firstNeuron + own]),
        ` (${answer.outputs[own].of}).`,
        ...restOfSum(sum.few, layer),
      ),
      ...(layer.outputCount === 1 ? [writer.equations([sum.equation, ...after])] : [
        writer.equations([sum.equation]),
        outputTable(answer, own, sheet),
        writer.equations(after),
      ]),
    ]),
  };
}

/** Whether so few outputs that all are worked out from their sums: with two classes one answer would tell the other. */
function areFew(answer: ExplainedAnswer): boolean {
  return answer.outputs.length <= MOST_TERMS;
}

/** Of the equations of many outputs those that the own one needs. */
function ofOwn(equations: readonly Equation[], own: number, answer: ExplainedAnswer): readonly Equation[] {
  if (areFew(answer)) return equations;
  const neurons = outputNeuronsOf(answer);
  const isOfOther = ({ left }: Equation): boolean =>
    neurons.some(({ output }, index) => index !== own && (left === output.name || left === powerName(index)));
  return equations.filter((equation) => !isOfOther(equation));
}

/** All outputs: the sums of the others, and of many what becomes of those. */
function outputTable(answer: ExplainedAnswer, own: number, sheet: LayerSheet): Block {
  const { numbers, focus, writer } = sheet;
  const neurons = outputNeuronsOf(answer);
  const first = focus.neuronIn(numbers.layers.length - 1) - own;
  const shown = ({ name, value }: NamedNumber): number => sheet.show(quantity(name, value));
  const [table] = writer.table(
    ["All outputs:"],
    [
      { title: "output", of: (k: number) => named(numbers.neuronNames[first + k]) },
      { title: "stands for", of: (k: number) => answer.outputs[k].of },
      {
        title: "sum",
        of: (k: number) => k === own ? neurons[k].sum.value : shown(neurons[k].sum),
        asks: (k: number) => k === own ? neurons[k].sum.name : null,
      },
      ...(areFew(answer) ? [] : [lastColumn(answer, (k, of) => k === own ? NONE : shown(of))]),
    ],
    neurons.map((_, k) => k),
    "output",
    null,
  );
  return table;
}

/** What becomes of the sums of many outputs: powers, of which softmax makes shares, or answers. */
function lastColumn(
  answer: ExplainedAnswer,
  shown: (k: number, of: NamedNumber) => number | typeof NONE,
): LessonColumn<number> {
  const neurons = outputNeuronsOf(answer);
  if (!isOfWholeLayer(answer)) return { title: "answer", of: (k) => shown(k, neurons[k].output) };
  const powers = new Map(outputEquations(neurons).map(({ left, value }) => [left, value]));
  const powerOf = (name: string): NamedNumber => ({ name, value: powers.get(name) ?? missing(name) });
  return { title: "e^(sum − largest)", of: (k) => shown(k, powerOf(powerName(k))) };
}

/** What a query, or a row that is held out, is answered. */
export function answerPart(answer: ExplainedAnswer, own: number, { writer }: LayerSheet): SheetPart {
  const output = answer.outputs[own];
  const words: readonly Block[] = answer.isOfClasses
    ? [paragraph(
      "The answer is the class whose output is the largest: ",
      writer.foundWord("the answer", answer.label ?? "none"),
      ".",
    )]
    : [
      ...(isScaled(output) ? [writer.equations([rawEquation(output)])] : []),
      paragraph(...answerWords({ ...answer, outputs: [output] }, writer)),
    ];
  const end = answer.judged === null ? [NO_TARGET] : [];
  return { about: "answer", section: section("answer", "The answer", [...words, ...end]) };
}

/** What is right for a row that is held out, and the loss, from which nothing follows. */
export function judgedPart(answer: ExplainedAnswer, own: number, { writer }: LayerSheet): SheetPart {
  const told = { ...answer, learning: answer.judged };
  return {
    about: "error",
    section: section("error", "The error", [
      ...targetBlocks(told, writer),
      writer.equations(lossesOf(told, own)),
      NOTHING_LEARNED,
    ]),
  };
}

/** What is right, the loss, and how fast it changes with the output that is shown. */
export function errorPart(answer: ExplainedAnswer, own: number, { writer }: LayerSheet): SheetPart {
  const neurons = outputNeuronsOf(answer);
  return {
    about: "error",
    section: section("error", "The error", [
      ...targetBlocks(answer, writer),
      writer.equations(lossesOf(answer, own)),
      ...lossSlopes(answer, areFew(answer) ? neurons : [neurons[own]], writer),
    ]),
  };
}

/** The loss, after the own output's part of it, if it has parts. */
function lossesOf(answer: ExplainedAnswer, own: number): readonly Equation[] {
  const surprise = surpriseEquation(answer);
  if (surprise !== null) return [surprise];
  const neurons = outputNeuronsOf(answer);
  const known = new Set(outputEquations(neurons).map(({ left }) => left));
  const isOfOther = (left: Equation["left"]): boolean => {
    const [, number] = /(\d+)$/.exec(String(left)) ?? [];
    return !areFew(answer) && number !== undefined && Number(number) !== own + 1;
  };
  return lossEquations(answer).filter(({ left }) => !known.has(left) && !isOfOther(left));
}

/** From the loss to the sums of the outputs that are shown, where the loss does not go there at once. */
export function outputsBack(answer: ExplainedAnswer, own: number): readonly Equation[] {
  const neurons = outputNeuronsOf(answer);
  const shown = areFew(answer) ? neurons : [neurons[own]];
  return shown.flatMap((neuron) => isMatched(neuron) ? [] : [slopeEquation(neuron), deltaEquation(neuron)]);
}
