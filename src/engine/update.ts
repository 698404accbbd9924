// How the parameters move after a batch, written once over any arithmetic: for numbers, WebAssembly and formulas alike.
// The order is pinned: mean over the rows of the batch, l2, l1, clipping, optimizer; parameters in draw order.
import type { Arithmetic } from "../numeric/arithmetic.ts";
import type { Cells } from "./cells.ts";
import type { Learning } from "./learning.ts";

/** What the cells of a parameter hold. */
export const PARAMETER_CELL = {
  /** The sum of its gradients over the rows of the batch; -0 before the first row, which changes no sum. */
  gradient: -1,
  /** The parameter itself. */
  value: 0,
  /** From here on what the optimizer remembers of it. */
  memory: 1,
} as const;

/** All parameters with what is learned about them, over some arithmetic. */
export interface LearningParameters<V> {
  /** Goes through weights or biases in draw order; the cells are those of one parameter, see `PARAMETER_CELL`. */
  each(which: "weights" | "biases", visit: (cells: Cells<V>) => void): void;
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
export function update<V>(
  o: Arithmetic<V>,
  { optimizer, penalties, clipping }: Learning,
  parameters: LearningParameters<V>,
  learningRate: V,
  rowCount: number,
): void {
  const { ofSteps, scratch } = parameters;
  const { beginStep, update } = optimizer.over(o);
  const penalized = penalties.map((penalty) => penalty.over(o));
  const clipped = clipping?.over(o);
  const isClippedByNorm = clipping !== null && clipping.needsNorm;
  const everyParameter = (visit: (cells: Cells<V>, isWeight: boolean) => void): void => {
    parameters.each("weights", (cells) => visit(cells, true));
    parameters.each("biases", (cells) => visit(cells, false));
  };

  /** The mean over the batch with the penalties. */
  const gradientOf = (cells: Cells<V>, isWeight: boolean): V => {
    const sum = cells.get(PARAMETER_CELL.gradient);
    const mean = rowCount === 1 ? sum : o.named("mean", o.divide(sum, o.constant(rowCount)));
    if (!isWeight || penalized.length === 0) return mean;
    const weight = cells.get(PARAMETER_CELL.value);
    return penalized.reduce((gradient, withPenalty) => withPenalty(gradient, weight), mean);
  };

  let factor = o.constant(1);
  if (isClippedByNorm) {
    scratch.set(0, o.constant(0));
    everyParameter((cells, isWeight) => {
      const gradient = gradientOf(cells, isWeight);
      cells.set(PARAMETER_CELL.gradient, gradient);
      scratch.set(0, o.add(scratch.get(0), o.multiply(gradient, gradient)));
    });
    factor = clipped!.factor(o.named("squares", scratch.get(0)));
  }
  const ofStep = beginStep?.(ofSteps, learningRate) ?? [];
  everyParameter((cells, isWeight) => {
    const whole = isClippedByNorm ? cells.get(PARAMETER_CELL.gradient) : gradientOf(cells, isWeight);
    const gradient = o.named("gradient", clipped === undefined ? whole : clipped.clip(whole, factor));
    const memory: Cells<V> = {
      get: (index) => cells.get(PARAMETER_CELL.memory + index),
      set: (index, value) => cells.set(PARAMETER_CELL.memory + index, value),
    };
    const moved = update(cells.get(PARAMETER_CELL.value), gradient, learningRate, memory, ofStep);
    cells.set(PARAMETER_CELL.value, moved);
    cells.set(PARAMETER_CELL.gradient, o.constant(-0));
  });
}
