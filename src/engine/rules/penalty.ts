// What a large weight costs beside the loss: each penalty one entry, over any arithmetic.
// What must not change: penalties change the gradient of weights alone, after the mean over a batch and before the optimizer;
// the logged loss knows nothing of them.
import type { Arithmetic } from "../../numeric/arithmetic.ts";

/** A penalty on weights. */
export interface Penalty {
  /** Gives, over an arithmetic, the gradient of a weight with the penalty's own slope added. */
  over<V>(o: Arithmetic<V>): (gradient: V, weight: V) => V;
}
