// The exponential function by a polynomial of degree 11 and an exact power of two.
// Why not Math.exp: ECMAScript leaves its accuracy open, and about a tenth of its results differ between two versions
// of one engine. Here only + - * / and a table reach the result, so that every machine gives the same bits.
import { type BinaryArithmetic, binaryNumbers } from "./binary_arithmetic.ts";
import { INVERSE_LN2 } from "./sigmoid.ts";

/** The upper 42 bits of ln 2: its product with an integer below 2^11 is exact. */
export const LN2_HIGH = 0.6931471805598903;
/** ln 2 - LN2_HIGH, to the nearest double. */
export const LN2_LOW = 5.497923018708371e-14;

// e^r = 1 + r + r² (C2 + C3 r + … + C11 r⁹) for |r| <= ln 2 / 2, fitted so that the largest relative error is least.
const C2_TO_11 = [
  0.5000000000000011,
  0.1666666666666641,
  0.041666666666529725,
  0.008333333333494976,
  0.0013888888943759984,
  0.00019841269505773806,
  2.480149294961707e-05,
  2.755758680384707e-06,
  2.7630306255647857e-07,
  2.500001885308334e-08,
];

/** The exponential function over an arithmetic: see {@linkcode exp}. */
export function expOver<V>(o: BinaryArithmetic<V>): (x: V) => V {
  return (x) => {
    // Beyond it the result is 0 or Infinity for good.
    const cut = o.greater(o.lesser(x, o.constant(800)), o.constant(-800));
    const k = o.nearest(o.multiply(cut, o.constant(INVERSE_LN2)));
    const high = o.subtract(cut, o.multiply(k, o.constant(LN2_HIGH)));
    const low = o.multiply(k, o.constant(LN2_LOW));
    const r = o.subtract(high, low);
    const r2 = o.multiply(r, r);
    const polynomial = ninthDegree(o, C2_TO_11, r, r2);
    const expOfR = o.add(o.constant(1), o.add(high, o.subtract(o.multiply(r2, polynomial), low)));
    return timesPowerOfTwo(o, expOfR, k);
  };
}

/** c0 + c1 r + … + c9 r⁹, in pairs of terms, so that few operations wait for each other. */
export function ninthDegree<V>(o: BinaryArithmetic<V>, c: readonly number[], r: V, r2: V): V {
  const r4 = o.multiply(r2, r2);
  const line = (at: number): V => o.add(o.constant(c[at]), o.multiply(o.constant(c[at + 1]), r));
  const first = o.add(line(0), o.multiply(line(2), r2));
  const second = o.add(line(4), o.multiply(line(6), r2));
  return o.add(first, o.multiply(r4, o.add(second, o.multiply(r4, line(8)))));
}

/** x 2^k, in two halves, because 2^k alone may be no normal double; the first product is exact, so there is one rounding. */
export function timesPowerOfTwo<V>(o: BinaryArithmetic<V>, x: V, k: V): V {
  const half = o.nearest(o.multiply(k, o.constant(0.5)));
  const power = (n: V): V => o.scaledDown(o.constant(1), o.subtract(o.constant(0), n));
  return o.multiply(o.multiply(x, power(half)), power(o.subtract(k, half)));
}

const expOfNumbers = expOver(binaryNumbers);

/**
 * e^x, wrong by less than 1 unit in the last place (0.94 at most where the result is a normal double).
 *
 * x = k ln 2 + r with the integer k nearest to x / ln 2, so e^x = 2^k e^r. ln 2 comes in two parts, so that r is known
 * to more bits than one double holds: r = high - low.
 *
 * The result is Infinity above 709.782712893384, a subnormal number below -708.3964185322641 and 0 below
 * -745.1332191019411; NaN stays NaN.
 *
 * @example
 * ```ts
 * import { exp } from "@seedbed/seedbed";
 * if (exp(0) !== 1 || Math.abs(exp(1) - 2.718281828459045) > 5e-16) throw new Error("wrong");
 * ```
 */
export function exp(x: number): number {
  return expOfNumbers(x);
}
