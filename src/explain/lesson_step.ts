// The end of the lesson: the step that every parameter makes, and the loss after it.
// Why the loss of all rows too: what helps one row may hurt the others.
import { chainOf } from "./chain.ts";
import { learningOf, lossFormula, updateEquation } from "./equations.ts";
import type { ExplainedParameter, Explanation } from "./explanation.ts";
import { equation, quantity } from "./expression.ts";
import { type Block, cutTable, type Inline, paragraph, type Section } from "./lesson_blocks.ts";

/** The step, and what it did. */
export function stepSections(explanation: Explanation): readonly Section[] {
  const { parameter } = explanation;
  return [
    parameter === null ? allUpdates(explanation) : oneUpdate(explanation, parameter),
    afterSection(explanation),
  ];
}

function allUpdates(explanation: Explanation): Section {
  const { parameters } = learningOf(explanation);
  const rowOf = ({ name, value, gradient, updated }: ExplainedParameter): readonly Inline[] => [
    { name },
    { number: value },
    { number: gradient },
    { number: updated },
  ];
  return {
    title: ["The step: every parameter moves a little downhill"],
    blocks: [
      ruleOfStep(explanation),
      ...cutTable(["parameter", "old", "gradient", "new"], parameters, rowOf, "parameters"),
      orderOfStep,
    ],
  };
}

function oneUpdate(explanation: Explanation, name: string): Section {
  const { parameter, neuron } = chainOf(explanation, name);
  return {
    title: ["The step: ", { name }, " moves a little downhill"],
    blocks: [
      ruleOfStep(explanation),
      { kind: "equations", equations: [updateEquation(parameter, neuron, learningOf(explanation))] },
      ...(neuron.bias.name === name ? [] : [orderOfStep]),
    ],
  };
}

function ruleOfStep(explanation: Explanation): Block {
  const { learningRate, rules: { optimizer } } = learningOf(explanation);
  return paragraph(
    { formula: optimizer.formula },
    ", and ",
    { name: "learning_rate" },
    " is ",
    { number: learningRate },
    ":",
  );
}

const orderOfStep: Block = paragraph(
  "The program multiplies ",
  { name: "learning_rate" },
  " by ",
  { formula: { text: "∂L/∂sum", tex: "\\partial L / \\partial s" } },
  " first and then by the input. That order decides the last digit.",
);

function afterSection(explanation: Explanation): Section {
  const { yPredAfter, rowLoss, meanLoss } = learningOf(explanation);
  const { rowCount } = explanation.state;
  const loss = lossFormula(explanation, quantity({ updated: "y_pred" }, yPredAfter));
  const before: Inline[] = ["For ", { user: explanation.subject.name }, " the loss goes from "];
  return {
    title: ["After the step"],
    blocks: [
      paragraph("With all parameters moved at once, the network answers ", { number: yPredAfter }, "."),
      { kind: "equations", equations: [equation({ updated: "L" }, loss, rowLoss.after)] },
      {
        kind: "list",
        items: [
          [...before, { number: rowLoss.before }, " to ", { number: rowLoss.after }, "."],
          ...(rowCount === 1 ? [] : [[
            `Over all ${rowCount} rows the mean loss goes from `,
            { number: meanLoss.before },
            " to ",
            { number: meanLoss.after },
            ".",
          ]]),
        ],
      },
    ],
  };
}
