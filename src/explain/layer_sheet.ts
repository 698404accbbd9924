// A worksheet about a network with other layers than dense ones, and its key: one number of each layer, worked out by hand.
// Why one: a sheet that asked for all 324 sums of a convolution could not be filled in; whoever has worked out one knows all.
// What must not change: nothing on the sheet gives an answer away, and the key has the sheet's numbers.

import { type Block, type Page, paragraph, type Section, section, type Words } from "../document/page.ts";
import { firstOutputOf } from "../engine/layers.ts";
import type { Read } from "../experiment/source/problem.ts";
import { layerSentence } from "../report/run/layer_words.ts";
import type { Digits } from "../text/number_words.ts";
import { Blanks } from "./blanks.ts";
import type { ExplainedAnswer } from "./explanation.ts";
import type { Quantity } from "./expression.ts";
import { layerAnswer } from "./layer_answer.ts";
import { LayerFocus } from "./layer_focus.ts";
import { askedWords } from "./layer_lesson.ts";
import { LayerNumbers, type LayerSubject } from "./layer_numbers.ts";
import { answerPart, errorPart, hiddenPart, judgedPart, outputPart } from "./layer_sheet_answer.ts";
import { backwardPart, weightPart } from "./layer_sheet_backward.ts";
import { convPart, maxpoolPart } from "./layer_sheet_filter.ts";
import { LayerSheet, type SheetPart } from "./layer_sheet_parts.ts";
import { statePart } from "./layer_sheet_states.ts";
import { sweepNote, titleOf } from "./lesson.ts";
import { formula, named } from "./lesson_pieces.ts";
import { whenText } from "./lesson_state.ts";
import { equal, fillWords, joined, type SheetKind, sheetPage, tooLong } from "./sheet_parts.ts";
import { textNotation } from "./spellings.ts";

/**
 * A worksheet with gaps, or its answer key, as a page to be written as text, Markdown or HTML.
 *
 * It follows one number of each layer, from the inputs to the output, and back to the parameter that is followed. Sums of many
 * terms are worked out for that number; a rest that is given stands for the others.
 *
 * @param digits decimal places, from 2 to 20, or "full".
 * @param which the sheet to hand out, or the same with every gap filled in.
 * @returns a problem where the sheet would be too long.
 *
 * @example A sheet asks for the first number of the state after the first word
 * ```ts
 * import { parseExperiment } from "../experiment/reading/parse_experiment.ts";
 * import { textPage } from "../document/text_page.ts";
 * import { layerSubjects } from "./explain.ts";
 * import { layerSheetOf } from "./layer_sheet.ts";
 * const experiment = parseExperiment(`
 * name: mood
 * dataset:
 *   features: [{ name: text, tokens: words }]
 *   target: { name: mood, classes: [bad, good] }
 *   rows: [[text, mood], [very good, good], [bad, bad]]
 * network: { layers: [{ rnn: { size: 2 } }, { dense: {} }] }
 * `);
 * const sheet = layerSheetOf(layerSubjects(experiment)[0], 4, "sheet");
 * if ("problems" in sheet) throw new Error("too long");
 * const text = textPage(sheet.ok, { width: 80, emphasize: (heading) => heading });
 * if (!text.includes("rnn1.1.1 = tanh(sum_rnn1.1.1) = ____________________ = (2) ________")) throw new Error("wrong");
 * ```
 */
export function layerSheetOf(subject: LayerSubject, digits: Digits, which: SheetKind): Read<Page> {
  const numbers = new LayerNumbers(subject);
  const sheet = new LayerSheet(new LayerFocus(numbers), digits, new Blanks(which === "key"));
  const parts = partsOf(sheet, layerAnswer(numbers));
  const given = givenItems(parts, sheet);
  const counts = {
    blanks: sheet.blanks.count,
    given: sheet.shownCount + given.reduce((count, { numbers }) => count + numbers.length, 0),
  };
  const hint =
    "name a shorter row: --row …, another parameter: --parameter …, or a smaller network after the file";
  const problem = tooLong(subject.subject.name, counts, hint);
  if (problem !== null) return { problems: [problem] };
  const blocks = [
    ...introduction(sheet, digits, which),
    givenSection(given, sheet),
    ...parts.map(({ section: { id, title, blocks } }, index) =>
      section(id, [`${index + 1}. `, ...title], blocks)
    ),
  ];
  return { ok: sheetPage(titleOf({ ...subject, experiment: subject.experiment.name }), blocks, which) };
}

/** The parts of a sheet in their order, in which the gaps are numbered. */
function partsOf(sheet: LayerSheet, answer: ExplainedAnswer): readonly Written[] {
  const { numbers: { layers, subject }, focus, blanks } = sheet;
  const last = layers.length - 1;
  const own = focus.neuronIn(last) - layers[last].firstNeuron;
  const written: Written[] = [];
  const add = (part: SheetPart): void => {
    written.push({ ...part, needed: new Set(blanks.given().map(({ name }) => textNotation.name(name))) });
  };
  layers.forEach((_, index) => add(layerPart(index, answer, sheet)));
  if (subject.yTrue === null) {
    add(answerPart(answer, own, sheet));
    if (answer.judged !== null) add(judgedPart(answer, own, sheet));
    return written;
  }
  add(errorPart(answer, own, sheet));
  backwardPart(answer, sheet).forEach(add);
  add(weightPart(sheet));
  return written;
}

/** A part, and what the sheet up to its end needs. */
interface Written extends SheetPart {
  readonly needed: ReadonlySet<string>;
}

function layerPart(index: number, answer: ExplainedAnswer, sheet: LayerSheet): SheetPart {
  const { layers } = sheet.numbers;
  const layer = layers[index];
  switch (layer.kind) {
    case "conv":
      return convPart(layer, index, sheet);
    case "maxpool":
      return maxpoolPart(layer, index, sheet);
    case "rnn":
      return statePart(layer, index, sheet);
    case "dense":
      return index === layers.length - 1
        ? outputPart(layer, index, answer, sheet)
        : hiddenPart(layer, index, sheet);
  }
}

function introduction(sheet: LayerSheet, digits: Digits, which: SheetKind): readonly Block[] {
  const { numbers } = sheet;
  const { state, experiment } = numbers.subject;
  const layers = experiment.network.layers ?? [];
  const told = layers.map((layer, index) => layerSentence(layer, index === layers.length - 1));
  return [
    paragraph(`${whenText(state)} ${askedWords(numbers)}`),
    paragraph(`The network: ${told.join("; ")}.`),
    ...sweepNote({ state: { isSweep: experiment.sweep !== null } }),
    paragraph(...leftOutWords(sheet)),
    fillWords(digits, which),
  ];
}

/** What the sheet follows, and what it leaves out. */
function leftOutWords({ numbers, focus, restCount }: LayerSheet): Words {
  const { layers, neuronNames, parameterNames, subject } = numbers;
  const followed = layers.map((layer, index): Words => {
    const neuron = focus.neuronIn(index);
    const name: Words = layer.kind === "rnn"
      ? [`number ${neuron - firstOutputOf(layer) + 1} of the state`]
      : [named(neuronNames[neuron])];
    return layer.outputCount === 1 ? name : [...name, ` (of ${layer.outputCount})`];
  });
  const gradient: Words = subject.yTrue === null ? [] : [
    " It ends at the gradient of one parameter: ",
    named(parameterNames[focus.parameter]),
    ` (of ${parameterNames.length}).`,
  ];
  return [
    "The sheet follows one number of each layer: ",
    ...joined(followed),
    ".",
    ...(restCount === 0 ? [] : [
      " What it leaves out of a sum it gives as one number: ",
      named("rest1"),
      ...(restCount === 1 ? ["."] : [", ", named("rest2"), restCount === 2 ? "." : " and so on."]),
    ]),
    ...gradient,
  ];
}

/** What the gaps need and no table has, by the part that needs it first. */
function givenItems(parts: readonly Written[], sheet: LayerSheet): readonly GivenItem[] {
  const given = sheet.blanks.given().filter(({ name }) => !sheet.isShown(name));
  const before = (index: number): ReadonlySet<string> => index === 0 ? new Set() : parts[index - 1].needed;
  return parts.map(({ about, needed }, index) => ({
    about,
    numbers: given.filter(({ name }) => {
      const text = textNotation.name(name);
      return needed.has(text) && !before(index).has(text);
    }),
  })).filter(({ numbers }) => numbers.length > 0);
}

/** What a part is given. */
interface GivenItem {
  readonly about: string;
  readonly numbers: readonly Quantity[];
}

function givenSection(items: readonly GivenItem[], { numbers, writer }: LayerSheet): Section {
  return section("given", "Given", [
    {
      kind: "list",
      items: [
        ...items.map(({ about, numbers }): Words => [
          `${about}: `,
          ...joined(numbers.map((one) => equal(one, writer))),
        ]),
        ...numbers.activations.map((activation): Words => [formula(activation.formula)]),
      ],
    },
  ]);
}
