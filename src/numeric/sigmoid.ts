// The logistic sigmoid and tanh, each as ONE quotient made of + - * / and a power of two, over any arithmetic.
// These very operations, in this order, are numerics version 1: changing one bit of a constant or of an order changes
// every result ever published.

// With t = x / ln 2 rounded once, n = round(t) and f = t - n, so that |f| <= 1/2 and e^x = 2^n * 2^f:
//
//   2^f = (Q + P) / (Q - P)     P = f ((z + P1) z + P0) is odd in f,  Q = (Q2 z + Q1) z + Q0 is even,  z = f^2
//
//   sigmoid(x) = 1 / (1 + e^-x) = (Q + P) / ((Q + P) + 2^-n (Q - P))
import { type BinaryArithmetic, binaryNumbers } from "./binary_arithmetic.ts";

/** 1 / ln 2, to the nearest double. */
export const INVERSE_LN2 = 1.4426950408889634;
/** P = f ((z + P1) z + P0), the odd part of the quotient for 2^f; the fit's relative error is below 2^-57. */
const P0 = 65546.02729135567;
/** See {@linkcode P0}. */
const P1 = 874.686521167277;
/** Q = (Q2 z + Q1) z + Q0, the even part of the quotient for 2^f. */
export const Q0 = 189125.85704642296;
/** See {@linkcode Q0}. */
export const Q1 = 10095.985815158901;
/** See {@linkcode Q0}. */
export const Q2 = 43.29857573333714;

/** The sigmoid over an arithmetic: see {@linkcode sigmoid}. NaN where x is infinite. */
export function sigmoidOver<V>(o: BinaryArithmetic<V>): (x: V) => V {
  const { oddPart, evenPart } = partsOver(o);
  return (x) => {
    const t = o.multiply(x, o.constant(INVERSE_LN2));
    const n = o.nearest(t);
    const f = o.subtract(t, n); // NaN where t is infinite
    const z = o.multiply(f, f);
    const p = oddPart(f, z);
    const q = evenPart(z);
    const numerator = o.add(q, p);
    return o.divide(numerator, o.add(numerator, o.scaledDown(o.subtract(q, p), n)));
  };
}

/** The hyperbolic tangent over an arithmetic: see {@linkcode tanh}. NaN where x is infinite. */
export function tanhOver<V>(o: BinaryArithmetic<V>): (x: V) => V {
  const { oddPart, evenPart } = partsOver(o);
  return (x) => {
    const t = o.multiply(x, o.constant(2 * INVERSE_LN2));
    const n = o.nearest(t);
    const f = o.subtract(t, n);
    const z = o.multiply(f, f);
    const p = oddPart(f, z);
    const q = evenPart(z);
    const one = o.constant(1);
    const s = o.scaledDown(one, n);
    const less = o.subtract(one, s);
    const more = o.add(one, s);
    return o.divide(
      o.add(o.multiply(q, less), o.multiply(p, more)),
      o.add(o.multiply(q, more), o.multiply(p, less)),
    );
  };
}

/** P at f with z = f², and Q at z. */
function partsOver<V>(o: BinaryArithmetic<V>): { oddPart: (f: V, z: V) => V; evenPart: (z: V) => V } {
  return {
    oddPart: (f, z) => o.multiply(f, o.add(o.multiply(o.add(z, o.constant(P1)), z), o.constant(P0))),
    evenPart: (z) =>
      o.add(o.multiply(o.add(o.multiply(o.constant(Q2), z), o.constant(Q1)), z), o.constant(Q0)),
  };
}

const sigmoidOfNumbers = sigmoidOver(binaryNumbers);
const tanhOfNumbers = tanhOver(binaryNumbers);

/**
 * The logistic sigmoid 1 / (1 + e^-x), in [0, 1].
 *
 * The absolute error is below 2^-52 everywhere. The relative error is below 3 * 2^-53 for x of at least 0 and below
 * (1.2 |x| + 4) 2^-53 for x in [-690, 0), where the rounding of x / ln 2 shows. Further down the result falls no more
 * but stays a positive number below 1e-298, until sigmoid(-Infinity) is 0; sigmoid(Infinity) is 1. These limits also
 * stand for finite x whose x / ln 2 overflows. NaN stays NaN.
 *
 * @example The neuron with weights 0 and 1, bias 4 and inputs 2 and 3
 * ```ts
 * import { sigmoid } from "@seedbed/seedbed";
 * if (Math.abs(sigmoid(0 * 2 + 1 * 3 + 4) - 0.9990889488055994) > 1e-15) throw new Error("wrong");
 * ```
 */
export function sigmoid(x: number): number {
  const a = sigmoidOfNumbers(x);
  return Number.isNaN(a) ? limit(x, 0) : a;
}

/**
 * The hyperbolic tangent, in [-1, 1]: (1 - e^-2x) / (1 + e^-2x) with the quotient for e^-2x = 2^-n (Q - P) / (Q + P)
 * put in and s = 2^-n:
 *
 *   tanh(x) = (Q (1 - s) + P (1 + s)) / (Q (1 + s) + P (1 - s))
 *
 * The relative error is below 6 * 2^-53 where |x| is at least 1e-300, the absolute error below 2^-51 everywhere.
 * tanh(-Infinity) is -1, tanh(Infinity) is 1, and so for finite x whose 2x / ln 2 overflows; tanh(-0) is 0; NaN stays
 * NaN.
 *
 * @example
 * ```ts
 * import { tanh } from "@seedbed/seedbed";
 * if (Math.abs(tanh(1) - 0.7615941559557649) > 3e-16) throw new Error("wrong");
 * ```
 */
export function tanh(x: number): number {
  const a = tanhOfNumbers(x);
  return Number.isNaN(a) ? limit(x, -1) : a;
}

/** What a curve that rises from `lowest` to 1 tends to when x is too large to be divided by ln 2; NaN for what is no number. */
function limit(x: number, lowest: number): number {
  if (x < 0) return lowest;
  return x > 0 ? 1 : NaN;
}
