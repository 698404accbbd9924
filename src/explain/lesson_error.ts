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
import { formFor } from "../engine/rules/loss.ts";
import { isOfWholeLayer, isScaled, outputNeuronsOf, teachingOf } from "./explained_parts.ts";
import { outputEquations, targetEquation } from "./equations.ts";
import type { ExplainedNeuron, Explanation } from "./explanation.ts";
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
  const { rules: { loss } } = teachingOf(explanation);
  const slopes = "forms" in loss ? slopesBySum(explanation, writer) : slopesByOutput(explanation, writer);
  return section("error", "The error", [
    ...targetBlocks(explanation, writer),
    ...lossBlocks(explanation, writer),
    ...slopes,
  ]);
}

/** What would be right; the loss in words stands at the end of the last sentence. */
function targetBlocks(explanation: Explanation, writer: LessonWriter): readonly Block[] {
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
        outputs.slice(0, OUTPUTS_IN_FULL).map((output, index) =>
          targetEquation(output, targets[index], rawTargets[index])
        ),
      ),
      paragraph(...lossIs),
    ];
  }
  const each = outputs.slice(0, OUTPUTS_IN_FULL).flatMap(({ of }, index): Words => [
    index === 0 ? "" : ", ",
    named(targets[index].name),
    " = ",
    writer.number(targets[index].value),
    ` (${of})`,
  ]);
  const rest = outputs.length > OUTPUTS_IN_FULL ? ", …" : "";
  return [paragraph("The right answers are ", ...each, `${rest}. `, ...lossIs)];
}

/** "The loss L is the square of the difference:" */
function lossWords(explanation: Explanation): Words {
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

function lossBlocks(explanation: Explanation, writer: LessonWriter): readonly Block[] {
  const surprise = surpriseEquation(explanation);
  const known = new Set(outputEquations(outputNeuronsOf(explanation)).map(({ left }) => left));
  const equations = lossEquations(explanation).filter(({ left }) => !known.has(left));
  const parts = equations.slice(0, -1);
  const shown = [...parts.slice(0, OUTPUTS_IN_FULL), equations[equations.length - 1]];
  const more = parts.length > OUTPUTS_IN_FULL
    ? [moreIn("--json", parts.length - OUTPUTS_IN_FULL, "outputs")]
    : [];
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

function slopesByOutput(explanation: Explanation, writer: LessonWriter): readonly Block[] {
  const neurons = outputNeuronsOf(explanation);
  const [{ output: { name } }] = neurons;
  return [
    paragraph(named({ of: "L", by: name }), " says how fast L grows when ", named(name), " grows:"),
    ...ofOutputs(explanation, (neuron) => lossSlopeEquation(explanation, neuron), writer),
  ];
}

function slopesBySum(explanation: Explanation, writer: LessonWriter): readonly Block[] {
  const neurons = outputNeuronsOf(explanation);
  const [{ sum: { name }, activation }] = neurons;
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
    ...ofOutputs(explanation, (neuron) => matchedDeltaEquation(explanation, neuron), writer),
  ];
}

/** What an output misses its target by. */
export function differenceText(areSeveral: boolean): Formula {
  return areSeveral
    ? formula({ text: "y − t", tex: "y - t" })
    : formula({ text: "y_pred − y_true", tex: "y_{\\mathrm{pred}} - y_{\\mathrm{true}}" });
}

function ofOutputs(
  explanation: Explanation,
  equationOf: (neuron: ExplainedNeuron) => ReturnType<typeof lossSlopeEquation>,
  writer: LessonWriter,
): readonly Block[] {
  const neurons = outputNeuronsOf(explanation);
  const { targets } = teachingOf(explanation);
  // Of many outputs the first and, of classes, the right one.
  const right = explanation.isOfClasses ? targets.findIndex(({ value }) => value === 1) : 0;
  const last = Math.max(OUTPUTS_IN_FULL - 1, right);
  const shown = neurons.filter((_, index) => index < OUTPUTS_IN_FULL - 1 || index === last);
  const more = neurons.length - shown.length;
  return [
    writer.equations(shown.map(equationOf)),
    ...(more > 0 ? [moreIn("--json", more, "outputs")] : []),
  ];
}
