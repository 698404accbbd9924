// Maps values to positions: linear and logarithmic scales.
// Why: d3-scale takes 6 ms to load, and its logarithm is Math.log10, which differs between engines; the linear scale here
// does the same arithmetic as d3's (a test compares the bits), the logarithmic one uses the program's own log10.

import { log10 } from "../../numeric/log.ts";

/** From a value to a position in user units. NaN where the value has no position; a line breaks there. */
export type Scale = (value: number) => number;

/** Two ends, in the order in which the positions run. */
export type Interval = readonly [from: number, to: number];

/**
 * A scale on which equal differences have equal lengths. A domain of one value sits in the middle of the range.
 *
 * @example From epochs to pixels
 * ```ts
 * if (linearScale([0, 1000], [40, 240])(500) !== 140) throw new Error("wrong");
 * ```
 */
export function linearScale(domain: Interval, range: Interval): Scale {
  // Halved where the difference of the ends would overflow.
  const unit = isFinite(domain[1] - domain[0]) ? 1 : 0.5;
  const from = domain[0] * unit;
  const span = domain[1] * unit - from;
  return (value) => {
    const part = span === 0 ? 0.5 : (value * unit - from) / span;
    return isFinite(value) ? range[0] * (1 - part) + range[1] * part : NaN;
  };
}

/**
 * A scale on which equal ratios have equal lengths. Values of 0 and below have no position.
 *
 * @param domain two positive numbers.
 *
 * @example A tenth of the way down
 * ```ts
 * if (logScale([1, 100], [200, 0])(10) !== 100) throw new Error("wrong");
 * if (!Number.isNaN(logScale([1, 100], [200, 0])(0))) throw new Error("wrong");
 * ```
 */
export function logScale(domain: Interval, range: Interval): Scale {
  const linear = linearScale([log10(domain[0]), log10(domain[1])], range);
  return (value) => value > 0 ? linear(log10(value)) : NaN;
}
