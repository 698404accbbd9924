// Softmax: what an output layer of classes makes of its sums, shares that add up to 1.
// What must not change: the largest sum is taken from all of them first, so that nothing overflows; powers are summed from
// output 0 upwards.
import type { Arithmetic } from "../../numeric/arithmetic.ts";
import type { LayerActivation } from "./activation_contract.ts";

/** The powers of the sums of a layer, none of them above 1. */
export interface Powers<V> {
  /** The largest sum. */
  readonly largest: V;
  /** e^(sum − largest) of each output. */
  readonly powers: readonly V[];
  /** Their total without that of the largest sum, the first one among equals, which is 1. */
  readonly restOfPowers: V;
}

/** What the largest sum is called in formulas, and the total of all powers. */
export const LARGEST = "largest";
export const TOTAL = "total";

/** What the power of a sum is called there: e1. @param k the output, from 0. */
export function powerName(k: number): string {
  return `e${k + 1}`;
}

/** The powers of a layer's sums over an arithmetic. */
export function powersOver<V>(o: Arithmetic<V>): (sums: readonly V[]) => Powers<V> {
  return (sums) => {
    const one = o.constant(1);
    const largest = o.named(LARGEST, sums.reduce((a, b) => o.greater(a, b)));
    const powers = sums.map((sum, k) => o.named(powerName(k), o.exp(o.subtract(sum, largest))));
    let isFound = o.constant(0);
    const others = powers.map((power, k) => {
      const isLargest = o.subtract(one, o.oneWhereGreater(largest, sums[k]));
      const isOther = o.subtract(one, o.multiply(isLargest, o.subtract(one, isFound)));
      isFound = o.greater(isFound, isLargest);
      return o.multiply(power, isOther);
    });
    return { largest, powers, restOfPowers: o.named("rest", totalOf(o, others)) };
  };
}

/** Values summed from the first one upwards. */
export function totalOf<V>(o: Arithmetic<V>, values: readonly V[]): V {
  return values.reduce((sum, value) => o.add(sum, value));
}

/** Each output is its share of all powers. */
export const softmax: LayerActivation = {
  name: "softmax",
  range: [0, 1],
  formula: {
    text: "softmax(s) = e^s / (e^s1 + e^s2 + …)",
    tex: "\\mathrm{softmax}(s_k) = \\frac{e^{s_k}}{e^{s_1} + e^{s_2} + \\cdots}",
  },
  overLayer: (o) => (sums) => {
    const { powers } = powersOver(o)(sums);
    const total = o.named(TOTAL, totalOf(o, powers));
    return powers.map((power) => o.divide(power, total));
  },
};
