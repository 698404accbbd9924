// An explanation as a lesson: what is said, in which order, and how much of a large network is shown.
// Why apart from the renderers: the terminal and Markdown tell the same story and differ only in how it looks.
import { chainOf } from "./chain.ts";
import {
  activationsOf,
  inputEquation,
  learningOf,
  lossEquation,
  lossSlopeEquation,
  outputEquation,
  sumEquation,
} from "./equations.ts";
import type { ExplainedNeuron, Explanation } from "./explanation.ts";
import type { Equation } from "./expression.ts";
import { backwardSection } from "./lesson_backward.ts";
import { type Block, cutTable, type Inline, type Lesson, paragraph, type Section } from "./lesson_blocks.ts";
import { stepSections } from "./lesson_step.ts";
import { SHOWN_TERMS } from "./notation.ts";
import type { Digits } from "./written_number.ts";

/** Up to so many neurons each get their own equations; beyond, one of a layer does and a table holds the others. */
const NEURONS_IN_FULL = 6;
const INPUTS_IN_FULL = 8;

/** Tells an explanation in the order in which a teacher would. */
export function lessonOf(explanation: Explanation, digits: Digits): Lesson {
  const { subject, learning } = explanation;
  const kind = `${subject.kind} `;
  return {
    title: [{ user: explanation.experiment }, subject.name.startsWith(kind) ? ": " : `: ${kind}`, {
      user: subject.name,
    }],
    introduction: introduction(explanation, digits),
    sections: [
      inputSection(explanation),
      forwardSection(explanation),
      ...(learning === null
        ? [answerSection(explanation)]
        : [errorSection(explanation), backwardSection(explanation), ...stepSections(explanation)]),
    ],
  };
}

function introduction(explanation: Explanation, digits: Digits): readonly Block[] {
  const { inputs, network, state, layers } = explanation;
  const between = layers.slice(0, -1).map(({ length }) => counted(length, "hidden neuron"));
  const parts = [
    counted(inputs.length, "input"),
    ...between.map((text) => `${text} (${network.activation})`),
    `1 output neuron (${network.output})`,
  ];
  const rounding = digits === "full"
    ? "Every number is shown in full."
    : `Numbers are rounded to ${digits} decimal places for reading; the program calculates with all digits.`;
  const isLong = layers.some(([neuron]) => neuron.terms.length + 1 > SHOWN_TERMS);
  return [
    paragraph(...stateText(explanation)),
    paragraph(`The network: ${parts.join(", ")}.`),
    ...(state.isSweep
      ? [paragraph(
        "This is the experiment before its sweep varies anything; settings after the file name one trial, such as ",
        { code: "seed=3" },
        ".",
      )]
      : []),
    paragraph(rounding + (isLong ? " Long sums show their first and last terms only." : "")),
  ];
}

function stateText({ subject, state }: Explanation): readonly Inline[] {
  const { stepsDone, stepCount, rowCount, nextRow } = state;
  const epochs = rowCount === 0 ? 0 : Math.floor(stepsDone / rowCount);
  const rest = stepsDone - epochs * rowCount;
  const when = stepsDone === 0
    ? "At the start, before any training."
    : rest === 0
    ? `After ${counted(epochs, "epoch")} (${stepsDone} of ${counted(stepCount, "step")}).`
    : `Before step ${stepsDone + 1} of ${stepCount}: after ${counted(epochs, "epoch")} and ${
      counted(rest, "row")
    }.`;
  if (subject.kind === "query") return [when];
  if (stepCount === 0) return [when, " The experiment does not train; this is what one step would do."];
  if (nextRow === null) return [when, " Training ends here; this is what one more step would do."];
  if (nextRow === subject.name) return [when];
  return [when, " Training visits ", { user: nextRow }, " next; this is what a step for ", {
    user: subject.name,
  }, " would do."];
}

/** "1 epoch", "2 epochs". */
function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

function inputSection({ inputs }: Explanation): Section {
  const shown = inputs.length > INPUTS_IN_FULL ? inputs.slice(0, INPUTS_IN_FULL - 1) : inputs;
  const isPlain = shown.every(({ shift, scale }) => shift === 0 && scale === 1);
  return {
    title: ["The inputs"],
    blocks: [
      paragraph(
        isPlain
          ? "The network sees the values as they are:"
          : "The network does not see the raw values, but these:",
      ),
      { kind: "equations", equations: shown.map(inputEquation) },
      ...(shown.length < inputs.length
        ? [
          paragraph(
            `… and ${inputs.length - shown.length} more inputs: `,
            { code: "--json" },
            " lists them all.",
          ),
        ]
        : []),
    ],
  };
}

function forwardSection(explanation: Explanation): Section {
  const { layers, parameter } = explanation;
  const rules = activationsOf(layers).map(({ formula }): Inline => ({ formula }));
  const neuronCount = layers.reduce((count, neurons) => count + neurons.length, 0);
  const focus = parameter === null ? null : chainOf(explanation, parameter).neuron.name;
  return {
    title: ["Forward: from the inputs to the answer"],
    blocks: [
      paragraph(
        "Each neuron weighs its inputs, adds them up with its bias, and puts the sum s through its activation function:",
      ),
      { kind: "list", items: rules.map((rule) => [rule]) },
      ...(neuronCount <= NEURONS_IN_FULL
        ? [{ kind: "equations", equations: layers.flat().flatMap(forwardEquations) } as const]
        : layers.flatMap((neurons, index) => layerBlocks(neurons, index, layers.length, focus))),
    ],
  };
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
): readonly Block[] {
  const shown = neurons.find(({ name }) => name === focus) ?? neurons[0];
  const equations: Block = { kind: "equations", equations: forwardEquations(shown) };
  if (neurons.length === 1) return [equations];
  const which = layerCount > 2 ? `Hidden layer ${index + 1}` : "The hidden layer";
  const rowOf = ({ output, sum }: ExplainedNeuron): readonly Inline[] => [
    { name: output.name },
    { number: sum.value },
    { number: output.value },
  ];
  return [
    paragraph(`${which}, ${shown.name} in full and then all its neurons:`),
    equations,
    ...cutTable(["neuron", "sum", "output"], neurons, rowOf, "neurons"),
  ];
}

function answerSection({ yPred, label, subject }: Explanation): Section {
  const answer: Inline[] = ["The network answers ", { number: yPred }, " for ", { user: subject.name }];
  return {
    title: ["The answer"],
    blocks: [
      paragraph(...answer, ...(label === null ? ["."] : [": the nearest class is ", { user: label }, "."])),
      paragraph(
        "A query has no target, so there is no error and nothing is learned from it.",
      ),
    ],
  };
}

function errorSection(explanation: Explanation): Section {
  const { yTrue, targetLabel, targetName } = learningOf(explanation);
  return {
    title: ["The error"],
    blocks: [
      paragraph(
        "The right answer is ",
        { name: "y_true" },
        " = ",
        { number: yTrue },
        " (",
        { user: targetName },
        ...(targetLabel === null ? [] : [" ", { user: targetLabel }]),
        "). The loss L is the square of the difference:",
      ),
      { kind: "equations", equations: [lossEquation(explanation)] },
      paragraph(
        { name: { of: "L", by: "y_pred" } },
        " says how fast L grows when ",
        { name: "y_pred" },
        " grows:",
      ),
      { kind: "equations", equations: [lossSlopeEquation(explanation)] },
    ],
  };
}
