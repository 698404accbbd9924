// How good a trained network is on some rows, in the field's figures: what `evaluation.json` and the reports say.
// What must not change: the figures are those of src/judging, in the order of the rows; what is not defined is null.

import { classLabelsOf, type NumbersTarget } from "../dataset/dataset.ts";
import { outputActivations } from "../engine/rules/output.ts";
import { meanSquaredError } from "../engine/rules/loss.ts";
import { type Experiment, requireExperiment } from "../experiment/experiment.ts";
import { accuracy, type ClassScores, confusionMatrix, macroF1, scoresOf } from "../judging/class_scores.ts";
import { meanAbsoluteError, rSquared } from "../judging/number_scores.ts";
import { areaUnderCurve, calibration, type CalibrationBin, logLoss } from "../judging/probability_scores.ts";
import { requireMade } from "../numeric/required_objects.ts";
import type { RowAnswers } from "./row_answers.ts";

/** The scores of answers that are classes. */
export interface ClassesScores {
  /** The classes, in their order. */
  readonly labels: readonly string[];
  /** The share of the rows that is answered rightly. */
  readonly accuracy: number;
  /** Shape [classCount][classCount]: a line a class of rows, a column an answer. */
  readonly confusion: readonly (readonly number[])[];
  /** Shape [classCount]. */
  readonly scores: readonly ClassScores[];
  /** The mean of the F1 of all classes. */
  readonly macroF1: number;
  /**
   * In nats; null where outputs are no probabilities. It is that of the outputs as shares of their sum: `logLoss` of the
   * outputs themselves cuts them before it divides, which may be seen in last digits.
   */
  readonly logLoss: number | null;
  /** Of two classes alone: the area under the ROC curve; null for more, and where one of them has no rows. */
  readonly auc: number | null;
  /** Of two classes alone: what became of the rows, by their probability of the second; null where outputs are none. */
  readonly calibration: readonly CalibrationBin[] | null;
}

/** The scores of answers that are numbers, of one column. */
export interface NumbersScores {
  /** The column. */
  readonly name: string;
  /** Mean squared error, in its raw unit squared; null where it is beyond all doubles. */
  readonly mse: number | null;
  /** Mean absolute error, in its raw unit; null where it is beyond all doubles. */
  readonly mae: number | null;
  /** The share of the variance that is explained; null for fewer than two rows, and where it is beyond all doubles. */
  readonly r2: number | null;
}

/** The scores of all answers to some rows. */
export interface Scores {
  /** How many rows. */
  readonly rowCount: number;
  /** The loss that training makes small, of these rows; null where it is not finite. */
  readonly loss: number | null;
  /** Null without classes. */
  readonly classes: ClassesScores | null;
  /** One a column; none for classes, and where answers are not finite. */
  readonly numbers: readonly NumbersScores[];
}

/**
 * The scores of the answers to some rows, of which there is at least one.
 *
 * @example A network that learned OR answers all rows rightly
 * ```ts
 * import { answersOf, parseExperiment, runExperiment, scoresOfRows } from "@seedbed/seedbed";
 * const outcome = runExperiment(parseExperiment(`
 * name: or
 * dataset:
 *   features: [{ name: a }, { name: b }]
 *   target: { name: either, classes: { "no": 0, "yes": 1 } }
 *   rows: [{ a: 0, b: 0, either: "no" }, { a: 0, b: 1, either: "yes" }, { a: 1, b: 1, either: "yes" }]
 * `));
 * const { classes } = scoresOfRows(outcome.experiment, answersOf(outcome)!.training!);
 * if (classes?.accuracy !== 1 || classes.auc !== 1) throw new Error("wrong");
 * ```
 */
export function scoresOfRows(experiment: Experiment, answers: RowAnswers): Scores {
  requireExperiment(experiment);
  requireMade("answers", "answersOf", answers, "rows", "outputs");
  const { target } = experiment.dataset;
  return {
    rowCount: answers.rows.length,
    loss: orNull(answers.loss),
    classes: answers.classes === null ? null : classesScores(experiment, answers, answers.classes),
    numbers: target?.kind === "numbers" ? numbersScores(target, answers) : [],
  };
}

function classesScores(
  experiment: Experiment,
  { outputs }: RowAnswers,
  { truth, answers }: NonNullable<RowAnswers["classes"]>,
): ClassesScores {
  const labels = classLabelsOf(experiment.dataset.target);
  const confusion = confusionMatrix(truth, answers, labels.length);
  const scores = scoresOf(confusion);
  const probabilities = probabilitiesOf(experiment, outputs);
  const of1 = labels.length === 2 ? probabilities?.map(([, second]) => second) ?? null : null;
  return {
    labels,
    accuracy: accuracy(truth, answers),
    confusion,
    scores,
    macroF1: macroF1(scores),
    logLoss: probabilities === null ? null : logLoss(truth, probabilities),
    auc: of1 === null ? null : orNull(areaUnderCurve(truth, of1)),
    calibration: of1 === null ? null : calibration(truth, of1),
  };
}

/**
 * The probability of each class for each row: outputs from 0 to 1 as shares of their sum, or one output between classes
 * that are 0 and 1; null where outputs mean something else.
 */
function probabilitiesOf(
  { dataset: { target }, network }: Experiment,
  outputs: readonly (readonly number[])[],
): readonly (readonly number[])[] | null {
  const [low, high] = outputActivations[network.output].range;
  if (low < 0 || high > 1 || !outputs.every((answer) => answer.every(Number.isFinite))) return null;
  if (target?.kind === "classes") return outputs.map(sharesOf);
  const isYesOrNo = target?.kind === "coded" && target.classes.map(({ value }) => value).join() === "0,1";
  return isYesOrNo ? outputs.map(([output]) => [1 - output, output]) : null;
}

/** Numbers as shares of their sum; equal shares where all are 0. */
function sharesOf(numbers: readonly number[]): readonly number[] {
  let sum = 0;
  for (const number of numbers) sum += number;
  return numbers.map((number) => sum > 0 ? number / sum : 1 / numbers.length);
}

/** The figures of each column of numbers. */
export function numbersScores(
  { columns }: NumbersTarget,
  { rows, outputs }: RowAnswers,
): readonly NumbersScores[] {
  return columns.map(({ name }, index) => {
    const truth = rows.map(({ targets }) => targets[index]);
    const answers = outputs.map((answer) => answer[index]);
    return {
      name,
      mse: orNull(meanSquaredError(truth, answers)),
      mae: orNull(meanAbsoluteError(truth, answers)),
      r2: orNull(rSquared(truth, answers)),
    };
  });
}

/** Whether rows differ in a column of numbers: else there is no variance of which R² could be a share. */
export function differIn({ rows }: RowAnswers, output: number): boolean {
  return rows.some(({ targets }) => targets[output] !== rows[0].targets[output]);
}

/** A figure that is not defined, or beyond all doubles, is null. */
export function orNull(number: number): number | null {
  return Number.isFinite(number) ? number : null;
}
