// What a large weight costs beside the loss: each penalty one entry, over any arithmetic.
// What must not change: penalties change the gradient of weights alone, after the mean over a batch and before the optimizer;
// the logged loss knows nothing of them.
import type { Arithmetic } from "../../numeric/arithmetic.ts";

/** A penalty on weights. */
export interface Penalty {
  /** As an experiment file spells it. */
  readonly name: string;
  /** What it does to a gradient. */
  readonly words: string;
  /** Gives, over an arithmetic, the gradient of a weight with the penalty's own slope added. */
  over<V>(o: Arithmetic<V>): (gradient: V, weight: V) => V;
}

/** l2 / 2 times the square of each weight: pulls it towards 0 the harder the larger it is. */
export function l2(strength: number): Penalty {
  return {
    name: "l2",
    words: "l2 times the weight is added, so that the step pulls it towards 0; biases are left alone",
    over: (o) => (gradient, weight) => {
      const pull = o.multiply(o.named("l2", o.constant(strength)), weight);
      return o.named("with_l2", o.add(gradient, pull));
    },
  };
}

/** l1 times the size of each weight: pulls it towards 0 with the same force wherever it stands, and not at 0. */
export function l1(strength: number): Penalty {
  return {
    name: "l1",
    words: "l1 times the weight's sign is added, so that the step pulls it towards 0; biases are left alone",
    over: (o) => (gradient, weight) => {
      const zero = o.constant(0);
      const sign = o.subtract(o.oneWhereGreater(weight, zero), o.oneWhereGreater(zero, weight));
      const pull = o.multiply(o.named("l1", o.constant(strength)), o.named("sign", sign));
      return o.named("with_l1", o.add(gradient, pull));
    },
  };
}
