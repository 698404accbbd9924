// The logistic sigmoid and tanh, each as ONE quotient made of + - * / and a power of two.
// These very operations, in this order, are numerics version 1: the WebAssembly kernel emits them again from the
// constants below, and changing one bit of a constant or of an order changes every result ever published.

// With t = x / ln 2 rounded once, k = -round(t) and f = t + k, so that |f| <= 1/2 and e^x = 2^-k * 2^f:
//
//   2^f = (Q + P) / (Q - P)     P = f ((z + P1) z + P0) is odd in f,  Q = (Q2 z + Q1) z + Q0 is even,  z = f^2
//
//   sigmoid(x) = 1 / (1 + e^-x) = (Q + P) / ((Q + P) + 2^k (Q - P))
import { powerOfTwo } from "./binary.ts";

/** 1 / ln 2, to the nearest double. */
export const INVERSE_LN2 = 1.4426950408889634;
/** 1.5 * 2^52: (ROUNDER + t) - ROUNDER is t rounded to the nearest integer, ties to even, for |t| below 2^51. */
export const ROUNDER = 6755399441055744;
/**
 * |k| is cut here, where e^-|x| is far below the last bit of 1 and 2^k * Q does not overflow yet (Q < 2^18).
 * Cutting k and not x keeps the comparison off the longest chain of operations: 2^k is needed late.
 */
export const EXPONENT_CUT = 995;
/** P = f ((z + P1) z + P0), the odd part of the quotient for 2^f; the fit's relative error is below 2^-57. */
export const P0 = 65546.02729135567;
/** See {@linkcode P0}. */
export const P1 = 874.686521167277;
/** Q = (Q2 z + Q1) z + Q0, the even part of the quotient for 2^f. */
export const Q0 = 189125.85704642296;
/** See {@linkcode Q0}. */
export const Q1 = 10095.985815158901;
/** See {@linkcode Q0}. */
export const Q2 = 43.29857573333714;

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
 * import { sigmoid } from "./sigmoid.ts";
 * if (Math.abs(sigmoid(0 * 2 + 1 * 3 + 4) - 0.9990889488055994) > 1e-15) throw new Error("wrong");
 * ```
 */
export function sigmoid(x: number): number {
  const t = x * INVERSE_LN2;
  if (!Number.isFinite(t)) return limit(x, 0);
  const k = negatedNearest(t);
  const f = t + k;
  const z = f * f;
  const p = f * ((z + P1) * z + P0);
  const q = (Q2 * z + Q1) * z + Q0;
  const numerator = q + p;
  return numerator / (numerator + (q - p) * powerOfTwo(cut(k)));
}

/**
 * The hyperbolic tangent, in [-1, 1]: (1 - e^-2x) / (1 + e^-2x) with the quotient for e^-2x = 2^k (Q - P) / (Q + P)
 * put in and s = 2^k:
 *
 *   tanh(x) = (Q (1 - s) + P (1 + s)) / (Q (1 + s) + P (1 - s))
 *
 * The relative error is below 6 * 2^-53 where |x| is at least 1e-300, the absolute error below 2^-51 everywhere.
 * tanh(-Infinity) is -1, tanh(Infinity) is 1, and so for finite x whose 2x / ln 2 overflows; tanh(-0) is 0; NaN stays
 * NaN.
 *
 * @example
 * ```ts
 * import { tanh } from "./sigmoid.ts";
 * if (Math.abs(tanh(1) - 0.7615941559557649) > 3e-16) throw new Error("wrong");
 * ```
 */
export function tanh(x: number): number {
  const t = x * (2 * INVERSE_LN2);
  if (!Number.isFinite(t)) return limit(x, -1);
  const k = negatedNearest(t);
  const f = t + k;
  const z = f * f;
  const p = f * ((z + P1) * z + P0);
  const q = (Q2 * z + Q1) * z + Q0;
  const s = powerOfTwo(cut(k));
  const less = 1 - s;
  const more = 1 + s;
  return (q * less + p * more) / (q * more + p * less);
}

/** -t rounded to the nearest integer, ties to even, for every finite t: without this f would not be small beyond 2^51. */
function negatedNearest(t: number): number {
  const size = Math.abs(t);
  if (size < 2251799813685248) return (ROUNDER - t) - ROUNDER;
  if (size >= 4503599627370496) return -t; // from 2^52 on every double is an integer
  const nearest = (size + 4503599627370496) - 4503599627370496;
  return t < 0 ? nearest : -nearest;
}

/** k held within ±{@linkcode EXPONENT_CUT}. */
function cut(k: number): number {
  const belowCut = EXPONENT_CUT < k ? EXPONENT_CUT : k;
  return belowCut < -EXPONENT_CUT ? -EXPONENT_CUT : belowCut;
}

/** What a curve that rises from `lowest` to 1 tends to when x is too large to be divided by ln 2. */
function limit(x: number, lowest: number): number {
  if (Number.isNaN(x)) return x;
  return x < 0 ? lowest : 1;
}
