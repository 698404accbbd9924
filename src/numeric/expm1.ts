// e^x - 1, accurate also next to 0, where e^x in a double has lost what distinguishes it from 1.
// Why not Math.expm1: ECMAScript leaves its accuracy open. Here only + - * / and powers of two reach the result.
//
//   x = k ln 2 + r,  3/4 <= e^r <= 3/2,  e^x - 1 = 2^k ((1 - 2^-k) + r + r²/2 + r³ (C3 + C4 r + … + C12 r⁹))
//
// Why k is not that of exp: with r from ln(3/4) to ln(3/2) the sum in parentheses is never far smaller than its terms.
import { type BinaryArithmetic, binaryNumbers } from "./binary_arithmetic.ts";
import { LN2_HIGH, LN2_LOW } from "./exp.ts";
import { INVERSE_LN2 } from "./sigmoid.ts";

/** ln(3/2) / ln 2 - 1/2: how far k is moved from the nearest integer. */
const SHIFT = 0.08496250072115618;

// Fitted so that the largest error, relative to e^r - 1, is least: below 2^-58 with the coefficients rounded.
const C3 = 0.16666666666666663;
const C4 = 0.04166666666666821;
const C5 = 0.008333333333337172;
const C6 = 0.0013888888887944341;
const C7 = 0.00019841269832330153;
const C8 = 2.4801589700706447e-05;
const C9 = 2.7557317008813356e-06;
const C10 = 2.755459165271781e-07;
const C11 = 2.507518140496149e-08;
const C12 = 2.2036416675903594e-09;

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
    const r4 = o.multiply(r2, r2);
    const line = (c0: number, c1: number): V => o.add(o.constant(c0), o.multiply(o.constant(c1), r));
    const c3To6 = o.add(line(C3, C4), o.multiply(line(C5, C6), r2));
    const c7To10 = o.add(line(C7, C8), o.multiply(line(C9, C10), r2));
    const polynomial = o.add(c3To6, o.multiply(r4, o.add(c7To10, o.multiply(r4, line(C11, C12)))));
    const cubic = o.multiply(o.multiply(r2, r), polynomial);
    const curved = o.add(o.multiply(r2, o.constant(0.5)), o.subtract(cubic, low));
    // What rounding takes from 1 - 2^-k and from its sum with `high` is added with the small terms.
    const minusPower = o.scaledDown(one, k);
    const whole = o.subtract(one, minusPower);
    const wholeRest = o.subtract(o.subtract(one, whole), minusPower);
    const sum = o.add(whole, high);
    const sumRest = o.subtract(high, o.subtract(sum, whole));
    const scaled = o.add(sum, o.add(sumRest, o.add(wholeRest, curved)));
    // Two halves, because 2^k alone may be no normal double; the first product is exact, so there is one rounding.
    const half = o.nearest(o.multiply(k, o.constant(0.5)));
    const power = (n: V): V => o.scaledDown(one, o.subtract(o.constant(0), n));
    return o.multiply(o.multiply(scaled, power(half)), power(o.subtract(k, half)));
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
 * import { expm1 } from "./expm1.ts";
 * if (expm1(1e-20) !== 1e-20 || expm1(-Infinity) !== -1) throw new Error("wrong");
 * ```
 */
export function expm1(x: number): number {
  return expm1OfNumbers(x);
}
