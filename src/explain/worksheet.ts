// A lesson as a worksheet: what is given at its top, gaps where the lesson has numbers; and the key, the same sheet filled in.
// Why refused where it is long: nobody calculates hundreds of numbers by hand, and a sheet that leaves some out cannot be
// solved.
// What must not change: nothing on the sheet gives an answer away, and the key has the sheet's numbers.
import { type Block, type Page, paragraph, type Section, section, type Words } from "../document/page.ts";
import type { Read } from "../experiment/source/problem.ts";
import type { Digits } from "../text/number_words.ts";
import { withUnit } from "../text/words.ts";
import { Blanks } from "./blanks.ts";
import type { ExplainedLearning, ExplainedNeuron, ExplainedParameter, Explanation } from "./explanation.ts";
import type { Quantity } from "./expression.ts";
import { networkWords } from "./lesson_forward.ts";
import { lessonSections, sweepNote, titleOf } from "./lesson.ts";
import { LessonWriter, named } from "./lesson_pieces.ts";
import { stateText } from "./lesson_state.ts";
import {
  equal,
  EQUALS,
  fillWords,
  joined,
  MOST_BLANKS,
  type SheetKind,
  sheetPage,
  tooLong,
} from "./sheet_parts.ts";
import { memoryNames } from "./step_equations.ts";

/**
 * A worksheet with gaps, or its answer key, as a page to be written as text, Markdown or HTML.
 *
 * @param digits decimal places, from 2 to 20, or "full".
 * @param which the sheet to hand out, or the same with every gap filled in.
 * @returns a problem where the sheet would be too long.
 *
 * @example A sheet asks for Alice's inputs first
 * ```ts
 * import { parseExperiment } from "../experiment/reading/parse_experiment.ts";
 * import { textPage } from "../document/text_page.ts";
 * import { explain } from "./explain.ts";
 * import { worksheetOf } from "./worksheet.ts";
 * const experiment = parseExperiment(`
 * name: alice
 * dataset:
 *   features: [{ name: weight, shift: 135 }]
 *   target: { name: gender, classes: { M: 0, F: 1 } }
 *   rows: [{ name: Alice, weight: 133, gender: F }]
 * `);
 * const sheet = worksheetOf(explain(experiment), 4, "sheet");
 * if ("problems" in sheet) throw new Error("too long");
 * const text = textPage(sheet.ok, { width: 80, emphasize: (heading) => heading });
 * if (!text.includes("x1 = weight − 135 = ____________________ = (1) ________")) throw new Error("wrong");
 * ```
 */
export function worksheetOf(explanation: Explanation, digits: Digits, which: SheetKind): Read<Page> {
  const blanks = new Blanks(which === "key");
  const sections = lessonSections(explanation, new LessonWriter(digits, blanks));
  const writer = new LessonWriter(digits);
  const given = givenSection(explanation, blanks, writer);
  const counts = { blanks: blanks.count, given: givenCount(explanation, blanks) };
  const problem = tooLong(explanation.subject.name, counts, hintFor(explanation, blanks.count));
  if (problem !== null) return { problems: [problem] };
  const blocks = [...introduction(explanation, digits, which), given, ...sections];
  return { ok: sheetPage(titleOf(explanation), blocks, which) };
}

function introduction(
  explanation: Explanation,
  digits: Digits,
  which: SheetKind,
): readonly Block[] {
  return [
    paragraph(stateText(explanation)),
    paragraph(`The network: ${networkWords(explanation)}.`),
    ...sweepNote(explanation),
    fillWords(digits, which),
  ];
}

/** All that the gaps need: the row, the parameters, and what else the formulas name. */
function givenSection(explanation: Explanation, blanks: Blanks, writer: LessonWriter): Section {
  const { inputs, layers } = explanation;
  const rest = restOf(explanation, blanks);
  return section("given", "Given", [
    {
      kind: "list",
      items: [
        [
          `${explanation.subject.name}: `,
          ...joined(inputs.map(({ feature, unit, raw }): Words => [
            withUnit(feature, unit),
            EQUALS,
            writer.number(raw),
          ])),
        ],
        ...layers.flat().map((neuron) => neuronWords(neuron, writer)),
        ...(rest.length === 0 ? [] : [joined(rest.map((one) => equal(one, writer)))]),
      ],
    },
    ...memoryTable(explanation, writer),
  ]);
}

function neuronWords({ name, terms, bias }: ExplainedNeuron, writer: LessonWriter): Words {
  const parameters = [...terms.map(({ weight }) => weight), bias];
  return [
    `${name}: `,
    ...joined(parameters.map((parameter) => equal(parameter, writer))),
  ];
}

/** How much the optimizer remembers of each parameter, where a table of all parameters needs it. */
function memorySize({ learning, parameter }: Explanation): number {
  return learning === null || parameter !== null ? 0 : learning.rules.optimizer.memoryOfParameter;
}

function remembersNothing({ parameters }: ExplainedLearning): boolean {
  return parameters.every(({ memory: { before } }) => before.every((value) => value === 0));
}

/** What the optimizer remembers of each parameter before the step. */
function memoryTable(explanation: Explanation, writer: LessonWriter): readonly Block[] {
  const { learning } = explanation;
  if (learning === null || memorySize(explanation) === 0) return [];
  if (remembersNothing(learning)) {
    return [paragraph("Before the step the optimizer remembers nothing of any parameter: 0.")];
  }
  const names = memoryNames(learning).map((name) =>
    typeof name === "object" && "updated" in name ? name.updated : name
  );
  return writer.table(
    ["What the optimizer remembers of each parameter before the step:"],
    [
      { title: "parameter", of: ({ name }: ExplainedParameter) => named(name) },
      ...names.map((name, cell) => ({
        title: named(name),
        of: ({ memory: { before } }: ExplainedParameter) => before[cell],
      })),
    ],
    learning.parameters,
    "parameter",
  );
}

/** What the formulas name besides inputs and parameters; the gradients of other rows stand beside the step. */
function restOf({ inputs, layers, learning }: Explanation, blanks: Blanks): readonly Quantity[] {
  const features = new Set(inputs.map(({ feature }) => feature));
  const known = new Set<unknown>([
    ...layers.flat().flatMap(({ terms, bias }) => [...terms.map(({ weight }) => weight), bias])
      .map(({ name }) => name),
    ...(learning?.step.rows ?? []).map((_, place) => `g${place + 1}`),
  ]);
  return blanks.given().filter(({ name }) =>
    !known.has(name) && !(typeof name === "object" && "feature" in name && features.has(name.feature))
  );
}

function givenCount(explanation: Explanation, blanks: Blanks): number {
  const { inputs, learning, layers } = explanation;
  const isEmpty = learning === null || remembersNothing(learning);
  const perParameter = 1 + (isEmpty ? 0 : memorySize(explanation));
  const parameterCount = layers.flat().reduce((count, { terms }) => count + terms.length + 1, 0);
  const rowCount = learning?.step.rows.length ?? 0;
  return inputs.length + perParameter * parameterCount + rowCount + restOf(explanation, blanks).length;
}

function hintFor({ parameter, learning }: Explanation, blankCount: number): string {
  return blankCount > MOST_BLANKS && parameter === null && learning !== null
    ? "ask for one gradient: --parameter w1, or for a smaller network: hidden=[2] after the file"
    : "ask for a smaller network, such as hidden=[2] after the file, or for smaller batches";
}
