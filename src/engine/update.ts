// How the parameters move after a batch, written once over any arithmetic: for numbers, WebAssembly, a card's
// registers and formulas alike.
// The order is pinned: mean over the rows of the batch, l2, l1, clipping, optimizer; parameters in draw order.
import type { Arithmetic } from "../numeric/arithmetic.ts";
import type { Cells } from "./cells.ts";
import type { Learning } from "./learning.ts";

/** What the cells of a parameter hold; from 0 on what the optimizer remembers of it. */
export const PARAMETER_CELL = {
  /** The sum of its gradients over the rows of the batch; -0 before the first row, which changes no sum. */
  gradient: -2,
  /** The parameter itself. */
  value: -1,
} as const;

/**
 * How far from a parameter a cell of it lies: behind the block of all parameters there is one more for each number that the
 * optimizer remembers, and at `gradients`, counted from the first parameter, that of the sums.
 */
export function placeOfCell(cell: number, gradients: number, blockSize: number): number {
  return cell === PARAMETER_CELL.gradient ? gradients : (cell - PARAMETER_CELL.value) * blockSize;
}

/** The kinds of parameters, in draw order. */
const PARAMETER_KINDS = ["weights", "biases"] as const;

/** Weights are penalized, biases are not. */
export type ParameterKind = typeof PARAMETER_KINDS[number];

/** All parameters with what is learned about them, over some arithmetic. */
export interface LearningParameters<V> {
  /** Goes through weights or biases, in whatever order is quick; cells are those of a parameter, see `PARAMETER_CELL`. */
  each(which: ParameterKind, visit: (cells: Cells<V>) => void): void;
  /** Goes through them in draw order, for what is summed over all. */
  inDrawOrder(which: ParameterKind, visit: (cells: Cells<V>) => void): void;
  /** What the optimizer remembers of the steps. */
  readonly ofSteps: Cells<V>;
  /** Room for one number while a step is made. */
  readonly scratch: Cells<V>;
}

/**
 * Moves all parameters, in place, and empties the sums of their gradients.
 *
 * @param learningRate the step is this times the gradient.
 * @param rowCount how many rows the batch had.
 */
export type Update<V> = (parameters: LearningParameters<V>, learningRate: V, rowCount: number) => void;

/** What a way of learning does after a batch, over an arithmetic. */
export function updateOver<V>(o: Arithmetic<V>, { optimizer, penalties, clipping }: Learning): Update<V> {
  const { beginStep, update } = optimizer.over(o);
  const penalized = penalties.map((penalty) => penalty.over(o));
  const clipped = clipping?.over(o);

  /** The mean over the batch with the penalties. */
  function gradientOf(cells: Cells<V>, which: ParameterKind, rowCount: number): V {
    const sum = cells.get(PARAMETER_CELL.gradient);
    let gradient = rowCount === 1 ? sum : o.named("mean", o.divide(sum, o.constant(rowCount)));
    if (which === "biases") return gradient;
    for (const withPenalty of penalized) gradient = withPenalty(gradient, cells.get(PARAMETER_CELL.value));
    return gradient;
  }

  return (parameters, learningRate, rowCount) => {
    const { ofSteps, scratch } = parameters;
    let factor = o.constant(1);
    const isClippedTogether = clipped?.factor !== undefined;
    if (isClippedTogether) {
      scratch.set(0, o.constant(0));
      for (const which of PARAMETER_KINDS) {
        parameters.inDrawOrder(which, (cells) => {
          const gradient = gradientOf(cells, which, rowCount);
          cells.set(PARAMETER_CELL.gradient, gradient);
          scratch.set(0, o.add(scratch.get(0), o.multiply(gradient, gradient)));
        });
      }
      factor = clipped.factor!(o.named("squares", scratch.get(0)));
    }
    const ofStep = beginStep?.(ofSteps, learningRate) ?? [];
    for (const which of PARAMETER_KINDS) {
      parameters.each(which, (cells) => {
        const whole = isClippedTogether
          ? cells.get(PARAMETER_CELL.gradient)
          : gradientOf(cells, which, rowCount);
        const gradient = o.named("gradient", clipped === undefined ? whole : clipped.clip(whole, factor));
        const moved = update(cells.get(PARAMETER_CELL.value), gradient, learningRate, cells, ofStep);
        cells.set(PARAMETER_CELL.value, moved);
        cells.set(PARAMETER_CELL.gradient, o.constant(-0));
      });
    }
  };
}
