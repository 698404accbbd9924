// An explanation as a lesson: what is said, in which order, and how much of a large network is shown.
// Why as a page: the terminal and Markdown tell the same story and differ only in how it looks.
import { type Block, type Page, paragraph, type Piece, type Section, section } from "../document/page.ts";
import { type Digits, inFull } from "../text/number_words.ts";
import { counted } from "../text/words.ts";
import { chainOf } from "./chain.ts";
import {
  activationsOf,
  inputEquation,
  lossEquation,
  lossSlopeEquation,
  outputEquation,
  sumEquation,
  teachingOf,
} from "./equations.ts";
import type { ExplainedNeuron, Explanation } from "./explanation.ts";
import type { Equation } from "./expression.ts";
import { backwardSection } from "./lesson_backward.ts";
import { formula, LessonWriter, moreIn, named } from "./lesson_pieces.ts";
import { stepSections } from "./lesson_step.ts";
import { SHOWN_TERMS } from "./notation.ts";

/** Up to this many neurons each get their own equations; of more, one a layer does and a table has the others. */
const NEURONS_IN_FULL = 6;
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
      ...stepSections(explanation, writer),
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
  const { inputs, network: { activation, output }, state, layers } = explanation;
  const between = layers.slice(0, -1).map(({ length }, layer) =>
    `${counted(length, "hidden neuron")} (${typeof activation === "string" ? activation : activation[layer]})`
  );
  const network = [counted(inputs.length, "input"), ...between, `1 output neuron (${output})`];
  const rounding = digits === "full"
    ? "Every number is shown in full."
    : `Numbers are rounded to ${digits} decimal places for reading; the program calculates with all digits.`;
  const isLong = layers.some(([neuron]) => neuron.terms.length + 1 > SHOWN_TERMS);
  return [
    paragraph(stateText(explanation)),
    paragraph(`The network: ${network.join(", ")}.`),
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

function stateText({ subject, state }: Explanation): string {
  const { stepsDone, stepCount, rowCount, nextRow } = state;
  const epochs = rowCount === 0 ? 0 : Math.floor(stepsDone / rowCount);
  const rest = stepsDone - epochs * rowCount;
  const when = stepsDone === 0
    ? "At the start, before any training."
    : rest === 0
    ? `After ${counted(epochs, "epoch")} (${inFull(stepsDone)} of ${counted(stepCount, "step")}).`
    : `Before step ${inFull(stepsDone + 1)} of ${inFull(stepCount)}: after ${counted(epochs, "epoch")} and ${
      counted(rest, "row")
    }.`;
  if (subject.kind === "query" || nextRow === subject.name) return when;
  if (stepCount === 0) return `${when} The experiment does not train; this is what one step would do.`;
  if (nextRow === null) return `${when} Training ends here; this is what one more step would do.`;
  return `${when} Training visits ${nextRow} next; this is what a step for ${subject.name} would do.`;
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

function forwardSection(explanation: Explanation, writer: LessonWriter): Section {
  const { layers, parameter } = explanation;
  const neuronCount = layers.reduce((count, neurons) => count + neurons.length, 0);
  const focus = parameter === null ? null : chainOf(explanation, parameter).neuron.name;
  return section("forward", "Forward: from the inputs to the answer", [
    paragraph(
      "Each neuron weighs its inputs, adds them up with its bias, and puts the sum s through its activation function:",
    ),
    { kind: "list", items: activationsOf(layers).map((activation) => [formula(activation.formula)]) },
    ...(neuronCount <= NEURONS_IN_FULL
      ? [writer.equations(layers.flat().flatMap(forwardEquations))]
      : layers.flatMap((neurons, index) => layerBlocks(neurons, index, layers.length, focus, writer))),
  ]);
}

function forwardEquations(neuron: ExplainedNeuron): readonly Equation[] {
  return [sumEquation(neuron), outputEquation(neuron)];
}

/** A layer of a larger network: one neuron in full, then all of them in a table. */
function layerBlocks(
  neurons: readonly ExplainedNeuron[],
  index: number,
  layerCount: number,
  focus: string | null,
  writer: LessonWriter,
): readonly Block[] {
  const shown = neurons.find(({ name }) => name === focus) ?? neurons[0];
  const equations = writer.equations(forwardEquations(shown));
  if (neurons.length === 1) return [equations];
  const which = layerCount > 2 ? `Hidden layer ${index + 1}` : "The hidden layer";
  const columns = [
    { title: "neuron", of: ({ output }: ExplainedNeuron) => named(output.name) },
    { title: "sum", of: ({ sum }: ExplainedNeuron) => sum.value },
    { title: "output", of: ({ output }: ExplainedNeuron) => output.value },
  ];
  return [
    paragraph(`${which}, ${shown.name} in full:`),
    equations,
    ...writer.table(["And all its neurons:"], columns, neurons, "neurons"),
  ];
}

function answerSection({ yPred, label, subject }: Explanation, writer: LessonWriter): Section {
  const nearest = label === null ? "" : `: the nearest class is ${label}`;
  return section("answer", "The answer", [
    paragraph("The network answers ", writer.number(yPred), ` for ${subject.name}${nearest}.`),
    paragraph("A query has no target, so there is no error and nothing is learned from it."),
  ]);
}

function errorSection(explanation: Explanation, writer: LessonWriter): Section {
  const { yTrue, targetLabel, targetName, rules: { loss } } = teachingOf(explanation);
  const target: Piece = ` (${targetName}${targetLabel === null ? "" : ` ${targetLabel}`})`;
  return section("error", "The error", [
    paragraph(
      "The right answer is ",
      named("y_true"),
      " = ",
      writer.number(yTrue),
      `${target}. The loss L is ${loss.words}:`,
    ),
    writer.equations([lossEquation(explanation)]),
    paragraph(named({ of: "L", by: "y_pred" }), " says how fast L grows when ", named("y_pred"), " grows:"),
    writer.equations([lossSlopeEquation(explanation)]),
  ]);
}
