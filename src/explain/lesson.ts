// An explanation as a lesson: what is said, in which order, and how much of a large network is shown.
// Why as a page: the terminal and Markdown tell the same story and differ only in how it looks.
import { type Block, type Page, paragraph, type Section, section } from "../document/page.ts";
import type { Digits } from "../text/number_words.ts";
import { inputEquation } from "./equations.ts";
import type { Explanation } from "./explanation.ts";
import { afterSection } from "./lesson_after.ts";
import { backwardSection } from "./lesson_backward.ts";
import { errorSection } from "./lesson_error.ts";
import { answerSection, forwardSection, networkWords } from "./lesson_forward.ts";
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
  const { experiment, subject: { kind, name }, learning } = explanation;
  const writer = new LessonWriter(digits);
  const sections = [
    inputSection(explanation, writer),
    forwardSection(explanation, writer),
    ...(learning === null ? [answerSection(explanation, writer)] : [
      errorSection(explanation, writer),
      backwardSection(explanation, writer),
      stepSection(explanation, writer),
      afterSection(explanation, writer),
    ]),
  ];
  return {
    kind: "",
    title: `${experiment}: ${name.startsWith(`${kind} `) ? "" : `${kind} `}${name}`,
    description: "",
    blocks: [
      ...introduction(explanation, digits),
      ...sections.map(({ id, title, blocks }, index) => section(id, [`${index + 1}. `, ...title], blocks)),
    ],
  };
}

function introduction(explanation: Explanation, digits: Digits): readonly Block[] {
  const { state, layers } = explanation;
  const rounding = digits === "full"
    ? "Every number is shown in full."
    : `Numbers are rounded to ${digits} decimal places for reading; the program calculates with all digits.`;
  const isLong = layers.some(([neuron]) => neuron.terms.length + 1 > SHOWN_TERMS);
  return [
    paragraph(stateText(explanation)),
    paragraph(`The network: ${networkWords(explanation)}.`),
    ...(state.isSweep
      ? [paragraph(
        "This is the experiment before its sweep varies anything; settings after the file choose one trial, such as ",
        { code: "seed=3" },
        ".",
      )]
      : []),
    paragraph(rounding + (isLong ? " Long sums show their first and last terms only." : "")),
  ];
}

function inputSection({ inputs }: Explanation, writer: LessonWriter): Section {
  const shown = inputs.length > INPUTS_IN_FULL ? inputs.slice(0, INPUTS_IN_FULL - 1) : inputs;
  const isPlain = shown.every(({ shift, scale }) => shift === 0 && scale === 1);
  return section("inputs", "The inputs", [
    paragraph(
      isPlain
        ? "The network sees the values as they are:"
        : "The network does not see the raw values, but these:",
    ),
    writer.equations(shown.map(inputEquation)),
    ...(shown.length < inputs.length ? [moreIn("--json", inputs.length - shown.length, "inputs")] : []),
  ]);
}
