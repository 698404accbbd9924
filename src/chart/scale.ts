// Maps values to positions, in equal differences or in equal ratios.
// What must not change: the linear scale has the bits of d3-scale's, which the tests ask. It is not d3-scale itself, see
// `path.ts`; and d3's logarithm is Math.log, which differs between engines.

import { log } from "../numeric/log.ts";

/** From a value to a position in user units. NaN where the value has no position; a line breaks there. */
export type Scale = (value: number) => number;

/** Two ends, in the order in which the positions run. */
export type Interval = readonly [from: number, to: number];

/** A scale on which equal differences have equal lengths. A domain of one value sits in the middle of the range. */
export function linearScale(domain: Interval, range: Interval): Scale {
  // Halved where the difference of the ends would overflow.
  const unit = isFinite(domain[1] - domain[0]) ? 1 : 0.5;
  const isRising = domain[0] <= domain[1];
  const [low, high] = isRising ? [domain[0] * unit, domain[1] * unit] : [domain[1] * unit, domain[0] * unit];
  const [atLow, atHigh] = isRising ? range : [range[1], range[0]];
  return (value) => {
    if (!isFinite(value)) return NaN;
    const share = high === low ? 0.5 : (value * unit - low) / (high - low);
    return atLow * (1 - share) + atHigh * share;
  };
}

/**
 * A scale on which equal ratios have equal lengths. Values of 0 and below have no position.
 *
 * @param domain two positive numbers.
 */
export function logScale(domain: Interval, range: Interval): Scale {
  const linear = linearScale([log(domain[0]), log(domain[1])], range);
  return (value) => value > 0 ? linear(log(value)) : NaN;
}

/** How an axis is divided: by equal differences or by equal ratios. */
export type ScaleKind = "linear" | "logarithmic";

/** A scale of either kind. */
export function scaleOf(kind: ScaleKind, domain: Interval, range: Interval): Scale {
  return (kind === "linear" ? linearScale : logScale)(domain, range);
}

/** The least and the greatest of some values, those that are not finite left out; [∞, −∞] for none. */
export function extentOf(values: Iterable<number>): Interval {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (!isFinite(value)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return [least, most];
}
