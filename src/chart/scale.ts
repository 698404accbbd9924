// Maps values to positions: d3-scale's linear scale, and a logarithmic one on top of it.
// Why not d3's own logarithmic scale: its logarithm is Math.log, which differs between engines.

// @ts-types="npm:@types/d3-scale@4.0.9"
import { scaleLinear } from "npm:d3-scale@4.0.3";
import { log } from "../numeric/log.ts";

/** From a value to a position in user units. NaN where the value has no position; a line breaks there. */
export type Scale = (value: number) => number;

/** Two ends, in the order in which the positions run. */
export type Interval = readonly [from: number, to: number];

/** A scale on which equal differences have equal lengths. A domain of one value sits in the middle of the range. */
export function linearScale(domain: Interval, range: Interval): Scale {
  // Halved where the difference of the ends would overflow.
  const unit = isFinite(domain[1] - domain[0]) ? 1 : 0.5;
  const scale = scaleLinear(domain.map((end) => end * unit), range);
  return (value) => isFinite(value) ? scale(value * unit) : NaN;
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
