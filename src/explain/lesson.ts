// An explanation as a lesson: what is said, in which order, and how much of a large network is shown.
// Why as a page: the terminal and Markdown tell the same story and differ only in how it looks.
import { type Block, type Page, paragraph, type Section, section } from "../document/page.ts";
import { type Digits, inWords } from "../text/number_words.ts";
import { clip } from "../text/visible_text.ts";
import { listed } from "../text/words.ts";
import { inputEquation } from "./equations.ts";
import type { ExplainedInput, Explanation } from "./explanation.ts";
import { afterSection } from "./lesson_after.ts";
import { backwardSection } from "./lesson_backward.ts";
import { errorSection } from "./lesson_error.ts";
import { answerSection, forwardSection, networkWords } from "./lesson_forward.ts";
import { judgedSection } from "./lesson_judged.ts";
import { LessonWriter, moreIn } from "./lesson_pieces.ts";
import { stateText } from "./lesson_state.ts";
import { stepSection } from "./lesson_step.ts";
import { SHOWN_TERMS } from "./notation.ts";

/** Of more inputs than this the last are only counted. */
const INPUTS_IN_FULL = 8;

/**
 * An explanation in the order in which a teacher would give it, as a page to be written as text, Markdown or HTML.
 *
 * @param digits decimal places, from 2 to 20, or "full".
 */
export function lessonOf(explanation: Explanation, digits: Digits): Page {
  return {
    kind: "",
    title: titleOf(explanation),
    description: "",
    blocks: [...introduction(explanation, digits), ...lessonSections(explanation, new LessonWriter(digits))],
  };
}

/** What is explained, in a few words. */
export function titleOf(
  { experiment, subject: { kind, isHeldOut, name } }: Pick<Explanation, "experiment" | "subject">,
): string {
  const given = name.startsWith(`${kind} `) ? name : `${kind} ${name}`;
  return `${experiment}: ${isHeldOut ? "held-out " : ""}${given}`;
}

/** The parts of a lesson, numbered, from the inputs to what comes after the step. */
export function lessonSections(explanation: Explanation, writer: LessonWriter): readonly Section[] {
  const { learning, judged } = explanation;
  const answered = judged === null ? answerSection : judgedSection;
  const sections = [
    inputSection(explanation, writer),
    forwardSection(explanation, writer),
    ...(learning === null ? [answered(explanation, writer)] : [
      errorSection(explanation, writer),
      backwardSection(explanation, writer),
      stepSection(explanation, writer),
      // Whoever has worked out one new parameter does not have the others, which the answer after the step needs as well.
      ...(writer.blanks !== null && explanation.parameter !== null
        ? []
        : [afterSection(explanation, writer)]),
    ]),
  ];
  return sections.map(({ id, title, blocks }, index) => section(id, [`${index + 1}. `, ...title], blocks));
}

function introduction(explanation: Explanation, digits: Digits): readonly Block[] {
  const { layers } = explanation;
  const rounding = digits === "full"
    ? "Every number is shown in full."
    : `Numbers are rounded to ${digits} decimal places for reading; the program calculates with all digits.`;
  const isLong = layers.some(([neuron]) => neuron.terms.length + 1 > SHOWN_TERMS);
  return [
    paragraph(stateText(explanation)),
    paragraph(`The network: ${networkWords(explanation)}.`),
    ...sweepNote(explanation),
    paragraph(rounding + (isLong ? " Long sums show some of their terms, and hardly any that is 0." : "")),
  ];
}

/** Which trial of a sweep it is. */
export function sweepNote(
  { state }: { readonly state: Pick<Explanation["state"], "isSweep"> },
): readonly Block[] {
  if (!state.isSweep) return [];
  return [paragraph(
    "This is the experiment before its sweep varies anything; settings after the file choose a trial, such as ",
    { code: "seed=3" },
    ", or several, such as ",
    { code: "seed=1..3" },
    ".",
  )];
}

function inputSection({ inputs }: Explanation, writer: LessonWriter): Section {
  const most = writer.atMost(INPUTS_IN_FULL);
  const shown = inputs.length > most ? tellingInputs(inputs, most - 1) : inputs;
  const left = inputs.filter((input) => !shown.includes(input));
  const zeroCount = left.filter(({ value }) => value === 0).length;
  return section("inputs", "The inputs", [
    paragraph(
      inputs.every(isPlain)
        ? "The network sees the values as they are:"
        : "The network does not see the raw values, but these:",
    ),
    writer.equations(shown.map(inputEquation)),
    ...emptyNote(shown),
    ...(left.length > 0 ? [moreIn("--json", left.length, "input", zeroCount)] : []),
  ]);
}

/** Of many inputs those that say something: columns of categories that a row is not in would fill the list with 0. */
function tellingInputs(inputs: readonly ExplainedInput[], most: number): readonly ExplainedInput[] {
  const telling = inputs.filter((input) => input.raw !== 0 || !isPlain(input));
  return (telling.length === 0 ? inputs : telling).slice(0, most);
}

function isPlain({ shift, scale }: ExplainedInput): boolean {
  return shift === 0 && scale === 1;
}

/** What stands for cells that are empty, where some are. */
function emptyNote(inputs: readonly ExplainedInput[]): readonly Block[] {
  const empty = inputs.filter(({ isEmpty }) => isEmpty);
  if (empty.length === 0) return [];
  const cells = empty.map(({ feature, raw, unit }) =>
    `${clip(feature)}, for which ${`${inWords(raw)} ${unit ?? ""}`.trim()} stands`
  );
  return [
    paragraph(`Empty in this row: ${listed(cells)}, as `, { code: "missing" }, " of the feature says."),
  ];
}
