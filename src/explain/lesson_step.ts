// The end of the lesson: the step that every parameter makes, and the loss after it.
// Why the loss of all rows too: what helps one row may hurt the others.
import { immediateStepOf } from "../engine/learning.ts";
import { type Block, paragraph, type Section, section, type Words } from "../document/page.ts";
import { chainOf } from "./chain.ts";
import { lossFormula, teachingOf, updateEquation } from "./equations.ts";
import type { ExplainedParameter, Explanation } from "./explanation.ts";
import { equation, quantity } from "./expression.ts";
import { formula, type LessonColumn, type LessonWriter, named } from "./lesson_pieces.ts";

/** The step, and what it did. */
export function stepSections(explanation: Explanation, writer: LessonWriter): readonly Section[] {
  const { parameter } = explanation;
  return [
    parameter === null ? allUpdates(explanation, writer) : oneUpdate(explanation, parameter, writer),
    afterSection(explanation, writer),
  ];
}

const updateColumns: readonly LessonColumn<ExplainedParameter>[] = [
  { title: "parameter", of: ({ name }) => named(name) },
  { title: "old", of: ({ value }) => value },
  { title: "gradient", of: ({ gradient }) => gradient },
  { title: "new", of: ({ updated }) => updated },
];

function allUpdates(explanation: Explanation, writer: LessonWriter): Section {
  const { parameters } = teachingOf(explanation);
  return section("step", "The step: every parameter moves a little downhill", [
    ...writer.table(ruleOfStep(explanation, writer), updateColumns, parameters, "parameters"),
    ...orderOfStep(explanation),
  ]);
}

function oneUpdate(explanation: Explanation, name: string, writer: LessonWriter): Section {
  const { parameter, neuron } = chainOf(explanation, name);
  return section("step", ["The step: ", named(name), " moves a little downhill"], [
    paragraph(...ruleOfStep(explanation, writer)),
    writer.equations([updateEquation(parameter, neuron, teachingOf(explanation))]),
    ...(neuron.bias.name === name ? [] : orderOfStep(explanation)),
  ]);
}

function ruleOfStep(explanation: Explanation, writer: LessonWriter): Words {
  const { learningRate, rules: { optimizer } } = teachingOf(explanation);
  const rate = writer.number(learningRate);
  return [formula(optimizer.formula), ", and ", named("learning_rate"), " is ", rate, ":"];
}

/** A reader who multiplies the other way round gets another last digit. */
function orderOfStep(explanation: Explanation): readonly Block[] {
  if (immediateStepOf(teachingOf(explanation).rules) === null) return [];
  return [paragraph(
    "The program multiplies ",
    named("learning_rate"),
    " by ",
    formula({ text: "∂L/∂sum", tex: "\\partial L / \\partial s" }),
    " first and then by the input. That order decides the last digit.",
  )];
}

function afterSection(explanation: Explanation, writer: LessonWriter): Section {
  const { yPredAfter, rowLoss, meanLoss } = teachingOf(explanation);
  const { subject, state: { rowCount } } = explanation;
  const loss = lossFormula(explanation, quantity({ updated: "y_pred" }, yPredAfter));
  const course = (whose: string, { before, after }: typeof rowLoss): Words => [
    `${whose} goes from `,
    writer.number(before),
    " to ",
    writer.number(after),
    ".",
  ];
  return section("after", "After the step", [
    paragraph("With all parameters moved at once, the network answers ", writer.number(yPredAfter), "."),
    writer.equations([equation({ updated: "L" }, loss, rowLoss.after)]),
    {
      kind: "list",
      items: [
        course(`For ${subject.name} the loss`, rowLoss),
        ...(rowCount === 1 ? [] : [course(`Over all ${rowCount} rows the mean loss`, meanLoss)]),
      ],
    },
  ]);
}
