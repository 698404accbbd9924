// e^x - 1, accurate also next to 0, where e^x in a double has lost what distinguishes it from 1.
// Why not Math.expm1: ECMAScript leaves its accuracy open. Here only + - * / and powers of two reach the result.
//
//   x = k ln 2 + r,  3/4 <= e^r <= 3/2,  e^x - 1 = 2^k ((1 - 2^-k) + r + r²/2 + r³ (C3 + C4 r + … + C12 r⁹))
//
// Why k is not that of exp: with r from ln(3/4) to ln(3/2) the sum in parentheses is never far smaller than its terms.
import { type BinaryArithmetic, binaryNumbers } from "./binary_arithmetic.ts";
import { LN2_HIGH, LN2_LOW, ninthDegree, timesPowerOfTwo } from "./exp.ts";
import { INVERSE_LN2 } from "./sigmoid.ts";

/** ln(3/2) / ln 2 - 1/2: how far k is moved from the nearest integer. */
const SHIFT = 0.08496250072115618;

// Fitted so that the largest error, relative to e^r - 1, is least: below 2^-58 with the coefficients rounded.
const C3_TO_12 = [
  0.16666666666666663,
  0.04166666666666821,
  0.008333333333337172,
  0.0013888888887944341,
  0.00019841269832330153,
  2.4801589700706447e-05,
  2.7557317008813356e-06,
  2.755459165271781e-07,
  2.507518140496149e-08,
  2.2036416675903594e-09,
];

/** e^x - 1 over an arithmetic: see {@linkcode expm1}. */
export function expm1Over<V>(o: BinaryArithmetic<V>): (x: V) => V {
  return (x) => {
    const one = o.constant(1);
    // Beyond it the result is -1 or Infinity for good.
    const cut = o.greater(o.lesser(x, o.constant(800)), o.constant(-38));
    const k = o.nearest(o.subtract(o.multiply(cut, o.constant(INVERSE_LN2)), o.constant(SHIFT)));
    const high = o.subtract(cut, o.multiply(k, o.constant(LN2_HIGH)));
    const low = o.multiply(k, o.constant(LN2_LOW));
    const r = o.subtract(high, low);
    const r2 = o.multiply(r, r);
    const cubic = o.multiply(o.multiply(r2, r), ninthDegree(o, C3_TO_12, r, r2));
    const curved = o.add(o.multiply(r2, o.constant(0.5)), o.subtract(cubic, low));
    // What rounding takes from 1 - 2^-k and from its sum with `high` is added with the small terms.
    const minusPower = o.scaledDown(one, k);
    const whole = o.subtract(one, minusPower);
    const wholeRest = o.subtract(o.subtract(one, whole), minusPower);
    const sum = o.add(whole, high);
    const sumRest = o.subtract(high, o.subtract(sum, whole));
    const scaled = o.add(sum, o.add(sumRest, o.add(wholeRest, curved)));
    return timesPowerOfTwo(o, scaled, k);
  };
}

const expm1OfNumbers = expm1Over(binaryNumbers);

/**
 * e^x - 1, wrong by less than 1 unit in the last place (0.9 at most).
 *
 * The result is Infinity above 709.782712893384 and -1 below -37.42994775023705; expm1(-0) is 0; NaN stays NaN.
 *
 * @example A number whose e^x is 1 to 16 digits
 * ```ts
 * import { expm1 } from "@seedbed/seedbed";
 * if (expm1(1e-20) !== 1e-20 || expm1(-Infinity) !== -1) throw new Error("wrong");
 * ```
 */
export function expm1(x: number): number {
  return expm1OfNumbers(x);
}
