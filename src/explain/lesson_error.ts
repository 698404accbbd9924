// The error in the lesson: what would be right, how wrong the answer is, and how fast that changes with it.
// Why two ways: a loss that is made for its output has no slopes by the answers, which cancel with those of the output.
import {
  type Block,
  type Formula,
  paragraph,
  type Piece,
  type Section,
  section,
  type Words,
} from "../document/page.ts";
import { formFor, isMatchedLoss } from "../engine/rules/loss.ts";
import { isOfWholeLayer, isScaled, outputNeuronsOf, teachingOf } from "./explained_parts.ts";
import { outputEquations, targetEquation } from "./equations.ts";
import type { ExplainedAnswer, ExplainedNeuron, Explanation } from "./explanation.ts";
import {
  lossEquations,
  lossSlopeEquation,
  matchedDeltaEquation,
  surpriseEquation,
} from "./loss_equations.ts";
import { formula, type LessonWriter, moreIn, named } from "./lesson_pieces.ts";

/** Of more outputs than this the first stand for all. */
const OUTPUTS_IN_FULL = 6;

/** The target, the loss and its slopes. */
export function errorSection(explanation: Explanation, writer: LessonWriter): Section {
  // In the order of the page, in which a worksheet numbers what it asks for.
  return section("error", "The error", [
    ...targetBlocks(explanation, writer),
    ...lossBlocks(explanation, writer),
    ...lossSlopes(explanation, shownOutputs(explanation, writer), writer),
  ]);
}

/** How fast the loss changes: with the answers, or at once with their sums where it is made for them. */
export function lossSlopes(
  answer: ExplainedAnswer,
  shown: readonly ExplainedNeuron[],
  writer: LessonWriter,
): readonly Block[] {
  const { rules: { loss } } = teachingOf(answer);
  return isMatchedLoss(loss) ? slopesBySum(answer, shown, writer) : slopesByOutput(answer, shown, writer);
}

/** What would be right; the loss in words stands at the end of the last sentence. */
export function targetBlocks(explanation: ExplainedAnswer, writer: LessonWriter): readonly Block[] {
  const { outputs } = explanation;
  const { targets, rawTargets, targetLabel, targetName } = teachingOf(explanation);
  const lossIs = lossWords(explanation);
  if (explanation.isOfClasses) {
    const right = targets.findIndex(({ value }) => value === 1);
    return [paragraph(
      `The right answer is ${targetLabel} (${targetName}): the target `,
      named(targets[right].name),
      " is 1",
      ...(targets.length === 1 ? [] : [", all others are 0"]),
      ". ",
      ...lossIs,
    )];
  }
  const scaled = outputs.map((output, index) => ({ output, index })).filter(({ output }) => isScaled(output));
  if (targets.length === 1 && scaled.length === 0) {
    const target: Piece = ` (${targetName}${targetLabel === null ? "" : ` ${targetLabel}`})`;
    const rightAnswer = [
      "The right answer is ",
      named("y_true"),
      " = ",
      writer.number(targets[0].value),
      target,
      ". ",
    ];
    return [paragraph(...rightAnswer, ...lossIs)];
  }
  if (scaled.length > 0) {
    return [
      paragraph("The right answer, in the units that the network learns:"),
      writer.equations(
        outputs.slice(0, writer.atMost(OUTPUTS_IN_FULL)).map((output, index) =>
          targetEquation(output, targets[index], rawTargets[index])
        ),
      ),
      paragraph(...lossIs),
    ];
  }
  const each = outputs.slice(0, writer.atMost(OUTPUTS_IN_FULL)).flatMap(({ of }, index): Words => [
    index === 0 ? "" : ", ",
    named(targets[index].name),
    " = ",
    writer.number(targets[index].value),
    ` (${of})`,
  ]);
  const rest = outputs.length > writer.atMost(OUTPUTS_IN_FULL) ? ", …" : "";
  return [paragraph("The right answers are ", ...each, `${rest}. `, ...lossIs)];
}

/** The loss in words: "The loss L is the square of the difference:" */
function lossWords(explanation: ExplainedAnswer): Words {
  const { rules: { loss } } = teachingOf(explanation);
  const isMean = !isOfWholeLayer(explanation) && explanation.outputs.length > 1;
  const form = formFor(loss, outputNeuronsOf(explanation)[0].activation.name);
  const written: Words = form === null ? [] : [", ", formula(form.formula)];
  const mean = isMean ? ", as the mean over the outputs" : "";
  const fromSums = form === null || isOfWholeLayer(explanation)
    ? ""
    : ". The program takes it from the sums, so that no digit is lost where an output is close to 0 or 1";
  return [`The loss L is ${loss.words}`, ...written, `${mean}${fromSums}:`];
}

/** The loss in formulas. */
export function lossBlocks(explanation: ExplainedAnswer, writer: LessonWriter): readonly Block[] {
  const surprise = surpriseEquation(explanation);
  const known = new Set(outputEquations(outputNeuronsOf(explanation)).map(({ left }) => left));
  const equations = lossEquations(explanation).filter(({ left }) => !known.has(left));
  const parts = equations.slice(0, -1);
  const most = writer.atMost(OUTPUTS_IN_FULL);
  const shown = [...parts.slice(0, most), equations[equations.length - 1]];
  const more = parts.length > most ? [moreIn("--json", parts.length - most, "output")] : [];
  if (surprise === null) return [writer.equations(shown), ...more];
  return [
    writer.equations([surprise]),
    paragraph(
      "The program takes it from the sums, so that no digit is lost where a share is close to 0 or 1; ",
      named("rest"),
      " is the total without the largest sum's own 1:",
    ),
    writer.equations(shown),
  ];
}

function slopesByOutput(
  explanation: ExplainedAnswer,
  shown: readonly ExplainedNeuron[],
  writer: LessonWriter,
): readonly Block[] {
  const [{ output: { name } }] = shown;
  return [
    paragraph(named({ of: "L", by: name }), " says how fast L grows when ", named(name), " grows:"),
    ...ofOutputs(explanation, shown, (neuron) => lossSlopeEquation(explanation, neuron), writer),
  ];
}

function slopesBySum(
  explanation: ExplainedAnswer,
  shown: readonly ExplainedNeuron[],
  writer: LessonWriter,
): readonly Block[] {
  const neurons = outputNeuronsOf(explanation);
  const [{ sum: { name }, activation }] = shown;
  return [
    paragraph(
      named({ of: "L", by: name }),
      " says how fast L grows when ",
      named(name),
      ` grows. The loss is made for ${activation.name}: in the product of their slopes all cancels but `,
      differenceText(neurons.length > 1),
      ...(isOfWholeLayer(explanation) || neurons.length === 1
        ? [":"]
        : [", here divided by the number of outputs:"]),
    ),
    ...ofOutputs(explanation, shown, (neuron) => matchedDeltaEquation(explanation, neuron), writer),
  ];
}

/** What an output misses its target by. */
export function differenceText(areSeveral: boolean): Formula {
  return areSeveral
    ? formula({ text: "y − t", tex: "y - t" })
    : formula({ text: "y_pred − y_true", tex: "y_{\\mathrm{pred}} - y_{\\mathrm{true}}" });
}

/** Of many outputs the first and, of classes, the right one. */
function shownOutputs(explanation: Explanation, writer: LessonWriter): readonly ExplainedNeuron[] {
  const { targets } = teachingOf(explanation);
  const right = explanation.isOfClasses ? targets.findIndex(({ value }) => value === 1) : 0;
  const most = writer.atMost(OUTPUTS_IN_FULL);
  const last = Math.max(most - 1, right);
  return outputNeuronsOf(explanation).filter((_, index) => index < most - 1 || index === last);
}

function ofOutputs(
  explanation: ExplainedAnswer,
  shown: readonly ExplainedNeuron[],
  equationOf: (neuron: ExplainedNeuron) => ReturnType<typeof lossSlopeEquation>,
  writer: LessonWriter,
): readonly Block[] {
  const more = writer.blanks === null ? outputNeuronsOf(explanation).length - shown.length : 0;
  return [
    writer.equations(shown.map(equationOf)),
    ...(more > 0 ? [moreIn("--json", more, "output")] : []),
  ];
}
