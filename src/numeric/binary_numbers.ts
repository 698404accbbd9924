// Binary arithmetic over numbers: what exp, sigmoid and tanh are made of when JavaScript itself calculates.
// What must not change: `nearest` is right for every finite number, as the instruction of WebAssembly is.
import { type BinaryArithmetic, EXPONENT_CUT, ROUNDER } from "./arithmetic.ts";
import { powerOfTwo } from "./binary.ts";

const TWO_TO_51 = 2251799813685248;
const TWO_TO_52 = 4503599627370496;

/** The operations of JavaScript. */
export const binaryNumbers: BinaryArithmetic<number> = {
  constant: (value) => value,
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  squareRoot: (a) => Math.sqrt(a),
  greater: (a, b) => a < b ? b : a,
  lesser: (a, b) => b < a ? b : a,
  oneWhereGreater: (a, b) => a > b ? 1 : 0,
  nearest: (x) => Math.abs(x) < TWO_TO_51 ? (ROUNDER + x) - ROUNDER : nearestOfLarge(x),
  scaledDown(x, n) {
    const low = EXPONENT_CUT < n ? EXPONENT_CUT : n;
    return x * powerOfTwo(low < -EXPONENT_CUT ? EXPONENT_CUT : -low);
  },
};

/** Apart, so that the way that nearly every number takes stays short. */
function nearestOfLarge(x: number): number {
  const size = Math.abs(x);
  if (!(size < TWO_TO_52)) return x; // from 2^52 on every double is an integer
  const nearest = (size + TWO_TO_52) - TWO_TO_52;
  return x < 0 ? -nearest : nearest;
}
