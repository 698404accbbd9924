// Maps values to positions: d3-scale's linear scale, and a logarithmic one upon it.
// Why not d3's own logarithmic scale: its logarithm is Math.log, which differs between engines. The one here is good to 1e-12,
// as a position is rounded to a hundredth; the correctly rounded one would be ten times the work for nothing.

// @ts-types="npm:@types/d3-scale@4.0.9"
import { scaleLinear } from "npm:d3-scale@4.0.3";

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
  const scale = scaleLinear(domain.map((end) => end * unit), range);
  return (value) => isFinite(value) ? scale(value * unit) : NaN;
}

/**
 * A scale on which equal ratios have equal lengths. Values of 0 and below have no position.
 *
 * @param domain two positive numbers.
 *
 * @example Half of the way down
 * ```ts
 * if (Math.abs(logScale([1, 100], [200, 0])(10) - 100) > 1e-9) throw new Error("wrong");
 * if (!Number.isNaN(logScale([1, 100], [200, 0])(0))) throw new Error("wrong");
 * ```
 */
export function logScale(domain: Interval, range: Interval): Scale {
  const linear = linearScale([log2(domain[0]), log2(domain[1])], range);
  return (value) => value > 0 ? linear(log2(value)) : NaN;
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

const squareRootOf2 = 1.4142135623730951;
const bits = new DataView(new ArrayBuffer(8));

/** The logarithm to base 2 of a positive number, NaN for others, wrong by less than 1e-12: its exponent, and a series for the rest. */
function log2(value: number): number {
  if (!(value > 0)) return NaN;
  if (value < 2.2250738585072014e-308) return log2(value * 18014398509481984) - 54; // 2^54 lifts a subnormal number
  if (value === Infinity) return Infinity;
  bits.setFloat64(0, value);
  const high = bits.getUint32(0);
  bits.setUint32(0, (high & 0xfffff) | 0x3ff00000);
  const mantissa = bits.getFloat64(0); // in [1, 2)
  const s = (mantissa - squareRootOf2) / (mantissa + squareRootOf2); // at most 0.172 in size
  const z = s * s;
  const series =
    ((((((z / 15 + 1 / 13) * z + 1 / 11) * z + 1 / 9) * z + 1 / 7) * z + 1 / 5) * z + 1 / 3) * z + 1;
  return (high >>> 20) - 1022.5 + 2.8853900817779268 * s * series;
}
