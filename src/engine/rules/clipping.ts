// How gradients that are too large are cut: each way one entry, over any arithmetic.
// What must not change: it comes after penalties and before the optimizer; squares are summed in draw order, over weights
// and biases alike.
import type { Arithmetic } from "../../numeric/arithmetic.ts";

/** A way to cut gradients. */
export interface Clipping {
  /** As an experiment file spells it. */
  readonly name: string;
  /** What it does to the gradients. */
  readonly words: string;
  /** What it does, over an arithmetic. */
  over<V>(o: Arithmetic<V>): ClippingFunctions<V>;
}

/** What a clipping does, over some arithmetic. */
export interface ClippingFunctions<V> {
  /** Where it looks at all gradients of a step before the first parameter moves: what it makes of the sum of their squares. */
  factor?(sumOfSquares: V): V;
  /**
   * The gradient that is learned from.
   *
   * @param factor what `factor` gave, or 1.
   */
  clip(gradient: V, factor: V): V;
}

/** Added to the norm, so that a gradient of 0 is no division by 0: PyTorch's. */
const LEAST_NORM = 1e-6;

/** All gradients are made shorter together where their norm is above a limit. */
export function clipNorm(limit: number): Clipping {
  return {
    name: "clip_norm",
    words:
      "all gradients are made shorter together where their norm, the root of the sum of their squares, is above " +
      "clip_norm",
    over: (o) => ({
      factor: (sumOfSquares) => {
        const norm = o.named("norm", o.squareRoot(sumOfSquares));
        const share = o.divide(o.named("clip_norm", o.constant(limit)), o.add(norm, o.constant(LEAST_NORM)));
        return o.named("factor", o.lesser(share, o.constant(1)));
      },
      clip: (gradient, factor) => o.multiply(gradient, factor),
    }),
  };
}

/** Each gradient is cut to a limit on either side of 0. */
export function clipValue(limit: number): Clipping {
  return {
    name: "clip_value",
    words: "a gradient beyond clip_value on either side of 0 is cut to it",
    over: (o) => ({
      clip(gradient) {
        const belowLimit = o.lesser(gradient, o.named("clip_value", o.constant(limit)));
        return o.greater(belowLimit, o.constant(-limit));
      },
    }),
  };
}
