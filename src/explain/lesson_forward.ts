// The way forward in the lesson: what each neuron makes of its inputs, and what the answer means.
// Why one neuron in full where there are many: one that is understood explains the table of the others.
import { type Block, paragraph, type Section, section, type Words } from "../document/page.ts";
import { LARGEST, powerName, TOTAL } from "../engine/rules/softmax.ts";
import { counted, withUnit } from "../text/words.ts";
import { activationsOf, isOfWholeLayer, isScaled } from "./explained_parts.ts";
import { chainOf } from "./chain.ts";
import { layerEquations, outputEquations, rawEquation, sumEquation } from "./equations.ts";
import type { ExplainedAnswer, ExplainedNeuron, ExplainedOutput, Explanation } from "./explanation.ts";
import { formula, type LessonColumn, type LessonWriter, named } from "./lesson_pieces.ts";

/** Up to this many neurons each get their own equations; of more, one a layer does and a table has the others. */
const NEURONS_IN_FULL = 6;

/** From the inputs to the answer. */
export function forwardSection(explanation: Explanation, writer: LessonWriter): Section {
  const { layers, parameter, outputs, learning } = explanation;
  const neuronCount = layers.reduce((count, neurons) => count + neurons.length, 0);
  const focus = parameter === null ? null : chainOf(explanation, parameter).neuron.name;
  // The answer to a query or a held-out row has a section of its own.
  const hasMeaning = outputs.some(isScaled) || outputs.length > 1 && learning !== null;
  return section("forward", "Forward: from the inputs to the answer", [
    paragraph(
      "Each neuron weighs its inputs, adds them up with its bias, and puts the sum s through its activation function:",
    ),
    { kind: "list", items: activationsOf(layers).map((activation) => [formula(activation.formula)]) },
    ...(neuronCount <= writer.atMost(NEURONS_IN_FULL)
      ? [writer.equations(layers.flatMap(layerEquations))]
      : layers.flatMap((_, index) => layerBlocks(explanation, index, focus, writer))),
    ...(hasMeaning ? meaningOfAnswer(explanation, writer) : []),
  ]);
}

/** A layer of a larger network: one neuron in full, then all of them in a table. */
function layerBlocks(
  { layers, outputs }: Explanation,
  index: number,
  focus: string | null,
  writer: LessonWriter,
): readonly Block[] {
  const neurons = layers[index];
  const shown = neurons.find(({ name }) => name === focus) ?? neurons[0];
  const isWhole = !("over" in shown.activation);
  const own = new Set<unknown>([shown.output.name, powerName(neurons.indexOf(shown)), LARGEST, TOTAL]);
  const equations = writer.equations([
    sumEquation(shown),
    ...outputEquations(isWhole ? neurons : [shown]).filter(({ left }) => own.has(left)),
  ]);
  if (neurons.length === 1) return [equations];
  const isOutput = index === layers.length - 1;
  const which = isOutput
    ? "The output layer"
    : layers.length > 2
    ? `Hidden layer ${index + 1}`
    : "The hidden layer";
  const columns: readonly LessonColumn<ExplainedNeuron>[] = [
    { title: "neuron", of: ({ name, output }) => named(isOutput ? name : output.name) },
    { title: "sum", of: ({ sum }) => sum.value, asks: ({ sum }) => sum.name },
    { title: "output", of: ({ output }) => output.value, asks: ({ output }) => output.name },
  ];
  const meaning: LessonColumn<ExplainedNeuron> = {
    title: "stands for",
    of: (neuron) => outputs[neurons.indexOf(neuron)].of,
  };
  return [
    paragraph(`${which}, ${shown.name} in full:`),
    equations,
    ...writer.table(["And all its neurons:"], isOutput ? [...columns, meaning] : columns, neurons, "neuron"),
  ];
}

/** What the answers stand for: classes with their probabilities, or numbers in raw units. */
function meaningOfAnswer(explanation: Explanation, writer: LessonWriter): readonly Block[] {
  const { outputs, isOfClasses } = explanation;
  if (isOfClasses) return [paragraph(...answerWords(explanation, writer))];
  const scaled = outputs.filter(isScaled);
  if (scaled.length === 0) {
    return writer.table(
      ["The answers:"],
      [
        { title: "output", of: ({ name }: ExplainedOutput) => named(name) },
        { title: "stands for", of: ({ of, unit }) => withUnit(of, unit) },
        { title: "value", of: ({ value }) => value, asks: ({ name }) => name },
      ],
      outputs,
      "output",
    );
  }
  return [
    paragraph("The network answers in the units that it learned; in those of the table that is:"),
    writer.equations(scaled.slice(0, writer.atMost(NEURONS_IN_FULL)).map(rawEquation)),
  ];
}

/** The answer in a sentence. */
export function answerWords(explanation: ExplainedAnswer, writer: LessonWriter): Words {
  const { outputs, label, isOfClasses, subject } = explanation;
  if (isOfClasses) {
    const right = outputs.find(({ of }) => of === label);
    if (right === undefined) return ["The network has no answer: its outputs are not finite."];
    const isShare = isOfWholeLayer(explanation);
    const largest = isShare ? " is the largest, a probability of " : " is the largest, ";
    const answer = ["The answer is ", writer.foundWord(ANSWER, right.of), ": its output "];
    return writer.blanks === null
      ? [...answer, named(right.name), largest, writer.number(right.value), "."]
      : [...answer, `${largest.trim()} `, writer.found("the largest output", right.value), "."];
  }
  if (outputs.length > 1) {
    return [
      `The network answers for ${subject.name}: `,
      ...outputs.flatMap((output, index): Words => [
        index === 0 ? "" : ", ",
        `${output.of} `,
        ...rawWords(output, writer),
      ]),
      ".",
    ];
  }
  const nearest: Words = label === null ? [] : [": the nearest class is ", writer.foundWord(ANSWER, label)];
  return ["The network answers ", ...rawWords(outputs[0], writer), ` for ${subject.name}`, ...nearest, "."];
}

/** What a worksheet asks for besides numbers: which class is the answer. */
const ANSWER = "the answer";

function rawWords(output: ExplainedOutput, writer: LessonWriter): Words {
  const { name, of, raw, unit } = output;
  return [writer.found(isScaled(output) ? { predicted: of } : name, raw), unit === null ? "" : ` ${unit}`];
}

/** The end of a query's lesson. */
export function answerSection(explanation: ExplainedAnswer, writer: LessonWriter): Section {
  return section("answer", "The answer", [
    paragraph(...answerWords(explanation, writer)),
    NO_TARGET,
  ]);
}

/** Why a query's lesson ends with the answer. */
export const NO_TARGET: Block = paragraph(
  "A query has no target, so there is no error and nothing is learned from it.",
);

/** The layers in words: 4 inputs, 8 hidden neurons (tanh), 3 output neurons (softmax). */
export function networkWords({ inputs, layers }: Explanation): string {
  const sizes = layers.map((neurons, index) => {
    const kind = index === layers.length - 1 ? "output" : "hidden";
    return `${counted(neurons.length, `${kind} neuron`)} (${neurons[0].activation.name})`;
  });
  return [counted(inputs.length, "input"), ...sizes].join(", ");
}
