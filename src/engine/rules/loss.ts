// How wrong the network is, as one number that training brings down: each loss one entry, over any arithmetic.
// What must not change: the loss of a row is the mean over its outputs; over rows it is summed from row 0 upwards and
// divided once at the end.
import type { Arithmetic } from "../../numeric/arithmetic.ts";
import { onNumbers } from "../../numeric/numbers.ts";
import type { Formula } from "./activation_contract.ts";

/** What every loss has. */
export interface NamedLoss {
  /** As an experiment file spells it. */
  readonly name: string;
  /** What the loss over all rows is called: "mean squared error". */
  readonly title: string;
  /** What the loss of one answer is: "the square of the difference". */
  readonly words: string;
  /** How people write the loss of one row, t the target and y the output. */
  readonly formula: Formula;
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

/** A loss that is made for one activation, such as cross-entropy for softmax: their slopes cancel. */
export interface MatchedLoss extends NamedLoss {
  /** The name of the output activation that it is made for. */
  readonly activation: string;
  /** The loss and its slopes over an arithmetic. */
  overRow<V>(o: Arithmetic<V>): RowFunctions<V>;
}

/** What training makes small. */
export type Loss = AnswerLoss | MatchedLoss;

/** The name of a loss, as an experiment file spells it. */
export type LossName = "mse";

const mse: AnswerLoss = {
  name: "mse",
  title: "mean squared error",
  words: "the square of the difference",
  formula: { text: "(t − y)²", tex: "(t - y)^2" },
  over: (o) => ({
    value(yTrue, yPred) {
      const difference = o.subtract(yTrue, yPred);
      return o.multiply(difference, difference);
    },
    slope: (yTrue, yPred) => o.multiply(o.constant(-2), o.subtract(yTrue, yPred)),
  }),
};

/** Every loss by name, in the order in which they are listed to users. */
export const losses: Readonly<Record<LossName, Loss>> = { mse };

/** The names of all losses, in the order in which they are listed to users. */
export const lossNames = Object.keys(losses) as readonly LossName[];

/** What the output layer made of a row, a value an output. */
export interface Outputs<V> {
  /** The weighted sums, biases included. */
  readonly sums: readonly V[];
  /** The activations, which are the network's answers. */
  readonly activations: readonly V[];
}

/** The loss of one row. */
export function lossOfRow<V>(
  o: Arithmetic<V>,
  loss: Loss,
  yTrue: readonly V[],
  { sums, activations }: Outputs<V>,
): V {
  if ("overRow" in loss) return loss.overRow(o).value(yTrue, sums);
  const { value } = loss.over(o);
  const terms = activations.map((yPred, k) => value(yTrue[k], yPred));
  return overOutputs(o, terms.reduce((sum, term) => o.add(sum, term)), terms.length);
}

/** A sum over outputs, or the part of it that one output has, as a mean; with one output it is that already. */
export function overOutputs<V>(o: Arithmetic<V>, sum: V, outputCount: number): V {
  return outputCount === 1 ? sum : o.divide(sum, o.constant(outputCount));
}

/**
 * Mean squared error: the mean over all rows of (yTrue - yPred)².
 *
 * @param yTrue targets, shape [rowCount].
 * @param yPred network outputs, shape [rowCount], each in [0, 1] for a sigmoid output.
 * @returns the loss, at least 0; the sum runs from row 0 upwards and is divided once; NaN when there is no row.
 * @throws RangeError when the lengths differ.
 *
 * @example Always answering 0 on two of each class
 * ```ts
 * import { meanSquaredError } from "./loss.ts";
 * if (meanSquaredError([1, 0, 0, 1], [0, 0, 0, 0]) !== 0.5) throw new Error("wrong");
 * ```
 */
export function meanSquaredError(yTrue: ArrayLike<number>, yPred: ArrayLike<number>): number {
  if (yTrue.length !== yPred.length) {
    throw new RangeError(`yPred must have ${yTrue.length} rows as yTrue has: found ${yPred.length}`);
  }
  const { value } = onNumbers(mse, (o) => mse.over(o));
  let sum = 0;
  for (let row = 0; row < yTrue.length; row++) sum += value(yTrue[row], yPred[row]);
  return sum / yTrue.length;
}
