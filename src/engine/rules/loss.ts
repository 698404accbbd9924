// How wrong the network is, as one number that training brings down: each loss one entry, over any arithmetic.
// What must not change: the loss of a row is the mean over its outputs, but for the cross-entropy of classes, which is one
// number a row; over rows it is summed from row 0 upwards and divided once at the end.
import type { Arithmetic } from "../../numeric/arithmetic.ts";
import { onNumbers } from "../../numeric/numbers.ts";
import { requireOneEach } from "../../numeric/required_numbers.ts";
import type { Formula } from "./activation_contract.ts";
import { powersOver, totalOf } from "./softmax.ts";

/** What every loss has. */
export interface NamedLoss {
  /** As an experiment file spells it. */
  readonly name: string;
  /** What the loss over all rows is called: "mean squared error". */
  readonly title: string;
  /** What the loss of one answer is: "the square of the difference". */
  readonly words: string;
}

/** The loss of one output and its slope, over some arithmetic. */
export interface AnswerFunctions<V> {
  /** The loss of one output, at least 0. */
  value(yTrue: V, yPred: V): V;
  /** Its derivative with respect to yPred. */
  slope(yTrue: V, yPred: V): V;
}

/** A loss of each answer, whatever activation gave it; the loss of a row is the mean over its outputs. */
export interface AnswerLoss extends NamedLoss {
  /** How people write the loss of one answer, t the target and y the output. */
  readonly formula: Formula;
  /** What 1 less the loss, as a part of that of always answering the mean, is called; only where it has a name. */
  readonly explained?: string;
  /** The loss and its slope over an arithmetic. */
  over<V>(o: Arithmetic<V>): AnswerFunctions<V>;
}

/** The loss of one row and its slopes, over some arithmetic. */
export interface RowFunctions<V> {
  /** The loss of one row, from its targets and the weighted sums of the output layer. */
  value(yTrue: readonly V[], sums: readonly V[]): V;
  /** dL/dsum of each output. */
  deltas(yTrue: readonly V[], yPred: readonly V[]): V[];
}

/** A loss with the one output activation that its slopes cancel with. */
export interface MatchedForm {
  /** How people write the loss of one row. */
  readonly formula: Formula;
  /** The loss and its slopes over an arithmetic. */
  overRow<V>(o: Arithmetic<V>): RowFunctions<V>;
}

/** A loss that is made for some output activations, such as cross-entropy for softmax. */
export interface MatchedLoss extends NamedLoss {
  /** What it is for each of them, by the activation's name. */
  readonly forms: Readonly<Record<string, MatchedForm>>;
}

/** What training makes small. */
export type Loss = AnswerLoss | MatchedLoss;

/** The name of a loss, as an experiment file spells it. */
export type LossName = "mse" | "mae" | "huber" | "cross_entropy";

const mse: AnswerLoss = {
  name: "mse",
  title: "mean squared error",
  words: "the square of the difference",
  formula: { text: "(t − y)²", tex: "(t - y)^2" },
  explained: "R²",
  over: (o) => ({
    value(yTrue, yPred) {
      const difference = o.subtract(yTrue, yPred);
      return o.multiply(difference, difference);
    },
    slope: (yTrue, yPred) => o.multiply(o.constant(-2), o.subtract(yTrue, yPred)),
  }),
};

const mae: AnswerLoss = {
  name: "mae",
  title: "mean absolute error",
  words: "the size of the difference",
  formula: { text: "|t − y|", tex: "|t - y|" },
  over: (o) => ({
    value: (yTrue, yPred) => sizeOf(o, o.subtract(yTrue, yPred)),
    slope: (yTrue, yPred) => o.subtract(o.oneWhereGreater(yPred, yTrue), o.oneWhereGreater(yTrue, yPred)),
  }),
};

const huber: AnswerLoss = {
  name: "huber",
  title: "Huber loss",
  words: "half the square of a difference up to 1, and the size of a larger one less a half",
  formula: {
    text: "(t − y)² / 2 where |t − y| is at most 1, else |t − y| − 1/2",
    tex: "\\tfrac{1}{2}(t - y)^2 \\text{ where } |t - y| \\le 1 \\text{, else } |t - y| - \\tfrac{1}{2}",
  },
  over: (o) => ({
    value(yTrue, yPred) {
      const size = o.named("d", sizeOf(o, o.subtract(yTrue, yPred)));
      const cut = o.named("cut", o.lesser(size, o.constant(1)));
      return o.multiply(cut, o.subtract(size, o.multiply(o.constant(0.5), cut)));
    },
    slope: (yTrue, yPred) => o.greater(o.lesser(o.subtract(yPred, yTrue), o.constant(1)), o.constant(-1)),
  }),
};

/** −log y of the right class, from the sums: log(e^z1 + e^z2 + …) − z of the right class. */
const ofClasses: MatchedForm = {
  formula: { text: "−log y of the right class", tex: "-\\ln y_c" },
  overRow: (o) => ({
    value(yTrue, sums) {
      const { largest, restOfPowers } = powersOver(o)(sums);
      const right = totalOf(o, yTrue.map((t, k) => o.multiply(t, sums[k])));
      return o.add(o.log1p(restOfPowers), o.subtract(largest, right));
    },
    deltas: differences(o),
  }),
};

/** −t log y − (1 − t) log (1 − y) of each output, from its sum z: max(z, 0) − z t + log(1 + e^−|z|). */
const ofYesAndNo: MatchedForm = {
  formula: { text: "−t · log y − (1 − t) · log(1 − y)", tex: "-t \\ln y - (1 - t) \\ln(1 - y)" },
  overRow: (o) => ({
    value(yTrue, sums) {
      const zero = o.constant(0);
      const terms = sums.map((z, k) => {
        const overBoth = o.log1p(o.exp(o.subtract(zero, sizeOf(o, z))));
        return o.named("L", o.add(o.subtract(o.greater(z, zero), o.multiply(z, yTrue[k])), overBoth));
      });
      return overOutputs(o, totalOf(o, terms), sums.length);
    },
    deltas: (yTrue, yPred) =>
      differences(o)(yTrue, yPred).map((difference) => overOutputs(o, difference, yPred.length)),
  }),
};

const crossEntropy: MatchedLoss = {
  name: "cross_entropy",
  title: "cross-entropy",
  words: "the surprise at the right answer",
  forms: { softmax: ofClasses, sigmoid: ofYesAndNo },
};

/** y − t of each output: the slope of a loss that is made for its activation. */
function differences<V>(o: Arithmetic<V>): RowFunctions<V>["deltas"] {
  return (yTrue, yPred) => yPred.map((y, k) => o.subtract(y, yTrue[k]));
}

/** |x| */
function sizeOf<V>(o: Arithmetic<V>, x: V): V {
  return o.greater(x, o.subtract(o.constant(0), x));
}

/** Every loss by name, in the order in which they are listed to users. */
export const losses: Readonly<Record<LossName, Loss>> = {
  mse,
  mae,
  huber,
  cross_entropy: crossEntropy,
};

/** The names of all losses, in the order in which they are listed to users. */
export const lossNames = Object.keys(losses) as readonly LossName[];

/** What the output layer made of a row, a value an output. */
export interface Outputs<V> {
  /** The weighted sums, biases included. */
  readonly sums: readonly V[];
  /** The activations, which are the network's answers. */
  readonly activations: readonly V[];
}

/** Whether a loss is made for its output activations: an output then has no slope of its own, only dL/dsum. */
export function isMatchedLoss(loss: Loss): loss is MatchedLoss {
  return "forms" in loss;
}

/** The form of a loss for an output activation; null for a loss of each answer. */
export function formFor(loss: Loss, outputName: string): MatchedForm | null {
  return isMatchedLoss(loss) ? loss.forms[outputName] : null;
}

/** The loss of one row, whose outputs an activation of this name gave. */
export function lossOfRow<V>(
  o: Arithmetic<V>,
  loss: Loss,
  outputName: string,
  yTrue: readonly V[],
  { sums, activations }: Outputs<V>,
): V {
  if (isMatchedLoss(loss)) return loss.forms[outputName].overRow(o).value(yTrue, sums);
  const { value } = loss.over(o);
  const terms = activations.map((yPred, k) => value(yTrue[k], yPred));
  return overOutputs(o, totalOf(o, terms), terms.length);
}

/** dL/dy of each output of a row. */
export function lossSlopesOfRow<V>(
  o: Arithmetic<V>,
  loss: AnswerLoss,
  yTrue: readonly V[],
  yPred: readonly V[],
): V[] {
  const { slope } = loss.over(o);
  return yPred.map((answer, k) => overOutputs(o, slope(yTrue[k], answer), yPred.length));
}

/** A sum over outputs, or the part of it that one output has, as a mean; with one output it is that already. */
export function overOutputs<V>(o: Arithmetic<V>, sum: V, outputCount: number): V {
  return outputCount === 1 ? sum : o.divide(sum, o.constant(outputCount));
}

/**
 * Mean squared error: the mean over all rows of (truth - answer)².
 *
 * @param truth targets, shape [rowCount].
 * @param answers network outputs, shape [rowCount], each in [0, 1] for a sigmoid output.
 * @returns the loss, at least 0; the sum runs from row 0 upwards and is divided once; NaN when there is no row.
 * @throws RangeError where there are not as many answers as rows, or one of either is no number; TypeError for what is no list.
 *
 * @example Always answering 0 on two of each class
 * ```ts
 * import { meanSquaredError } from "@seedbed/seedbed";
 * if (meanSquaredError([1, 0, 0, 1], [0, 0, 0, 0]) !== 0.5) throw new Error("wrong");
 * ```
 */
export function meanSquaredError(truth: ArrayLike<number>, answers: ArrayLike<number>): number {
  requireOneEach(truth, answers);
  const { value } = onNumbers(mse, (o) => mse.over(o));
  let sum = 0;
  for (let row = 0; row < truth.length; row++) sum += value(truth[row], answers[row]);
  return sum / truth.length;
}
