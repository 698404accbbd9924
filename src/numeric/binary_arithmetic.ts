// What exp, log1p, sigmoid and their kin are made of: arithmetic, and powers of two as a double's own exponent.
// What must not change: `nearest` of numbers is right for every finite one; a reading that is off for large ones says so.
import type { Arithmetic } from "./arithmetic.ts";
import { exponentOf, powerOfTwo, significandOf } from "./binary.ts";

/** What is made of binary arithmetic. */
type MadeOfIt = "exp" | "expm1" | "log1p" | "sigmoid" | "tanh";

/** Arithmetic with powers of two. */
export interface BinaryArithmetic<V> extends Omit<Arithmetic<V>, MadeOfIt> {
  /** The nearest integer, ties to even. */
  nearest(x: V): V;
  /**
   * x times 2^-n, where neither x nor the product is 0, subnormal or infinite.
   *
   * @param n an integer; beyond ±{@linkcode EXPONENT_CUT} it counts as that.
   */
  scaledDown(x: V, n: V): V;
  /** The exponent of a double, of `exponentOf`: the k with 2^k <= x < 2^(k + 1) where x is positive and normal. */
  exponent(x: V): V;
  /** x 2^-k in [1, 2), of `significandOf`. */
  significand(x: V): V;
}

/**
 * Where the exponent of a power of two is cut: e^-690 is far below the last bit of 1, and 2^995 times a number below 2^18
 * does not overflow yet.
 */
export const EXPONENT_CUT = 995;

/** 1.5 * 2^52: (ROUNDER + x) - ROUNDER is x rounded to the nearest integer, ties to even, for |x| below 2^51. */
export const ROUNDER = 6755399441055744;

const TWO_TO_51 = 2251799813685248;
/** The bits of its fraction are 0: an integer set in their place is added to it. */
export const TWO_TO_52 = 4503599627370496;

/** The operations of JavaScript. */
export const binaryNumbers: BinaryArithmetic<number> = {
  constant: (value) => value,
  named: (_name, value) => value,
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  squareRoot: (a) => Math.sqrt(a),
  greater: (a, b) => a < b ? b : a,
  lesser: (a, b) => b < a ? b : a,
  maximum: (a, b) => Math.max(a, b),
  oneWhereGreater: (a, b) => a > b ? 1 : 0,
  nearest: (x) => Math.abs(x) < TWO_TO_51 ? (ROUNDER + x) - ROUNDER : nearestOfLarge(x),
  scaledDown(x, n) {
    const low = EXPONENT_CUT < n ? EXPONENT_CUT : n;
    return x * powerOfTwo(low < -EXPONENT_CUT ? EXPONENT_CUT : -low);
  },
  exponent: exponentOf,
  significand: significandOf,
};

/** Apart, so that the way that nearly every number takes stays short. */
function nearestOfLarge(x: number): number {
  const size = Math.abs(x);
  if (!(size < TWO_TO_52)) return x; // from 2^52 on every double is an integer
  const nearest = (size + TWO_TO_52) - TWO_TO_52;
  return x < 0 ? -nearest : nearest;
}
