// The step in the lesson: from the gradient of the row to the new parameters.
// Why one parameter in full: the table of all says what came out, and its equations say how.
import { immediateStepOf } from "../engine/learning.ts";
import { type Block, type Formula, paragraph, type Section, section, type Words } from "../document/page.ts";
import { inFull } from "../text/number_words.ts";
import { listed } from "../text/words.ts";
import { teachingOf } from "./explained_parts.ts";
import type { ExplainedParameter, Explanation } from "./explanation.ts";
import { formula, type LessonColumn, type LessonWriter, named } from "./lesson_pieces.ts";
import { NAMED_ROWS } from "./lesson_state.ts";
import { textNotation } from "./spellings.ts";
import { memoryNames, partName, stepEquations } from "./step_equations.ts";

/** The step of every parameter, or of the one that is wanted in full. */
export function stepSection(explanation: Explanation, writer: LessonWriter): Section {
  const { parameter } = explanation;
  const { parameters } = teachingOf(explanation);
  const shown = parameters.find(({ name }) => name === parameter);
  const isImmediate = immediateStepOf(teachingOf(explanation).rules) !== null;
  const title: Words = ["The step: ", shown === undefined ? "every parameter" : named(shown.name)];
  const blocks = isImmediate ? immediateStep(explanation, shown, writer) : shown === undefined
    ? [
      ...batchStep(explanation, parameters[0], writer),
      ...writer.table(["For every parameter:"], columnsOf(explanation), parameters, "parameter"),
    ]
    : batchStep(explanation, shown, writer);
  return section("step", [...title, " moves a little downhill"], blocks);
}

/** Plain gradient descent, a row a step. */
function immediateStep(
  explanation: Explanation,
  parameter: ExplainedParameter | undefined,
  writer: LessonWriter,
): readonly Block[] {
  const { parameters, learningRate, rules: { optimizer } } = teachingOf(explanation);
  const rate = writer.number(learningRate);
  const rule: Words = [
    ...optimizer.formulas.map(formula),
    ", and ",
    named("learning_rate"),
    " is ",
    rate,
    ":",
  ];
  // A reader who multiplies the other way round gets another last digit.
  const order = writer.blanks !== null ? [] : [paragraph(
    "The program multiplies ",
    named("learning_rate"),
    " by ",
    formula({ text: "∂L/∂sum", tex: "\\partial L / \\partial s" }),
    " first and then by the input. That order decides the last digit.",
  )];
  if (parameter === undefined) {
    return [...writer.table(rule, columnsOf(explanation), parameters, "parameter"), ...order];
  }
  const { ofParameter } = stepEquations(explanation, parameter);
  return [paragraph(...rule), writer.equations(ofParameter), ...(parameter.isWeight ? order : [])];
}

/** A step through a batch, penalties, cuts and an optimizer with a memory, for one parameter. */
function batchStep(
  explanation: Explanation,
  parameter: ExplainedParameter,
  writer: LessonWriter,
): readonly Block[] {
  const learning = teachingOf(explanation);
  const { rules: { optimizer }, step, learningRate } = learning;
  const { ofStep, ofParameter } = stepEquations(explanation, parameter);
  const stages = stagesOf(explanation);
  return [
    ...(stages.length === 0 ? [] : [
      paragraph("What becomes of a gradient before a parameter moves, in this order:"),
      { kind: "list", items: stages } as const,
    ]),
    paragraph(
      `${stages.length === 0 ? "The" : "Then the"} optimizer, ${optimizer.name}, takes the gradient:`,
    ),
    { kind: "list", items: optimizer.formulas.map((line) => [breakable(line)]) },
    paragraph(
      named("learning_rate"),
      " is ",
      writer.number(learningRate),
      `, and this is step ${inFull(step.number)}.`,
    ),
    ...(ofStep.length === 0 ? [] : [paragraph("For all parameters alike:"), writer.equations(ofStep)]),
    ...(step.rows.length > 1 ? partsBlocks(explanation, parameter, writer) : []),
    paragraph("For ", named(parameter.name), ":"),
    writer.equations(ofParameter),
  ];
}

/** A long formula, whose line may end outside of parentheses. */
function breakable({ text, tex }: Formula): Formula {
  return { text: text.replace(/\([^()]*\)/g, (inner) => inner.replaceAll(" ", "\u00a0")), tex };
}

/** What stands between the gradient of a row and the optimizer, in order. */
function stagesOf(explanation: Explanation): readonly Words[] {
  const { rules: { penalties, clipping }, step: { rows } } = teachingOf(explanation);
  const mean: Words = [
    `the mean over the ${inFull(rows.length)} rows of the step: ${listed(rows, NAMED_ROWS)}`,
  ];
  const changes = [...penalties, ...(clipping === null ? [] : [clipping])];
  return [
    ...(rows.length > 1 ? [mean] : []),
    ...changes.map(({ words }) => [words]),
  ];
}

/** The gradients of a parameter for each row of the step. */
function partsBlocks(
  explanation: Explanation,
  { name }: ExplainedParameter,
  writer: LessonWriter,
): readonly Block[] {
  const learning = teachingOf(explanation);
  const { rows, parts: { gradients } } = learning.step;
  if (explanation.parameter === null && writer.blanks === null) {
    return [paragraph(
      named("g1"),
      ", ",
      named("g2"),
      ", … are ",
      named({ of: "L", by: name }),
      " for the rows of the step, in their order: ",
      { code: `--parameter ${name}` },
      " lists them.",
    )];
  }
  const places = rows.map((_, place) => place);
  return writer.table(
    [
      named({ of: "L", by: name }),
      ` for each row of the step; ${explanation.subject.name}'s is the one worked out above:`,
    ],
    [
      { title: "name", of: (place) => named(partName(learning, place)) },
      { title: "row", of: (place) => rows[place] },
      {
        title: "gradient",
        of: (place) => gradients[place],
        asks: (place) => rows[place] === explanation.subject.name ? { of: "L", by: name } : null,
      },
    ],
    places,
    "row",
  );
}

function columnsOf(explanation: Explanation): readonly LessonColumn<ExplainedParameter>[] {
  const learning = teachingOf(explanation);
  const { rules: { penalties, clipping }, step: { rows } } = learning;
  const isBatch = rows.length > 1;
  const isChanged = penalties.length > 0 || clipping !== null;
  const memory = memoryNames(learning).map((name, cell): LessonColumn<ExplainedParameter> => ({
    title: named(name),
    of: ({ memory: { after } }) => after[cell],
    asks: ({ name: parameter }) => `${textNotation.name(name)} of ${parameter}`,
  }));
  return [
    { title: "parameter", of: ({ name }) => named(name) },
    { title: "old", of: ({ value }) => value },
    {
      title: isBatch || isChanged ? "of this row" : "gradient",
      of: ({ gradient }) => gradient,
      asks: ({ name }) => ({ of: "L", by: name }),
    },
    ...(isBatch ? [{ title: "mean", of: ({ meanGradient }: ExplainedParameter) => meanGradient }] : []),
    ...(isChanged
      ? [{
        title: "gradient",
        of: ({ learnedGradient }: ExplainedParameter) => learnedGradient,
        asks: ({ name }: ExplainedParameter) => `gradient of ${name}`,
      }]
      : []),
    ...memory,
    { title: "new", of: ({ updated }) => updated, asks: ({ name }) => ({ updated: name }) },
  ];
}
