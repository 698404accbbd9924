// exp, log, sigmoid and tanh to 1400 binary places, made of exact integers: what the fast formulas are measured against.
// A bigint n stands for n / 2^1400, so that even the smallest double is a whole number of units.
import { decompose } from "../../src/numeric/binary.ts";

/** Binary places of a fixed-point number. */
export const PLACES = 1400n;
/** The number 1. */
export const ONE = 1n << PLACES;
/** Places that e^r is computed to before it is scaled by 2^k: 200 correct bits of every result are plenty. */
const SHORT_PLACES = 256n;
const SHORT_ONE = 1n << SHORT_PLACES;
const LN2 = naturalLogarithmOf2();

/** A finite double, exactly. */
export function toFixedPoint(x: number): bigint {
  const { significand, exponent } = decompose(x);
  const magnitude = significand << (PLACES + BigInt(exponent));
  return x < 0 ? -magnitude : magnitude;
}

/** e^x with a relative error below 2^-200. */
export function expOf(x: bigint): bigint {
  const k = (x + (LN2 >> 1n)) / LN2 - (x < 0n ? 1n : 0n);
  const r = (x - k * LN2) >> (PLACES - SHORT_PLACES);
  let sum = SHORT_ONE;
  let term = SHORT_ONE;
  for (let n = 1n; term !== 0n; n++) {
    term = term * r / (n * SHORT_ONE);
    sum += term;
  }
  const shift = PLACES - SHORT_PLACES + k;
  return shift >= 0n ? sum << shift : sum >> -shift;
}

/** ln x for a double `near` it: one step of Newton's method, after which about the square of its error is left. */
export function logNear(x: bigint, near: number): bigint {
  return toFixedPoint(near) - (expOf(toFixedPoint(near)) - x) * ONE / x;
}

/** 1 / (1 + e^-x). */
export function sigmoidOf(x: bigint): bigint {
  return ONE * ONE / (ONE + expOf(-x));
}

/** (1 - e^-2x) / (1 + e^-2x), with an absolute error below 2^-190. */
export function tanhOf(x: bigint): bigint {
  const e = expOf(-2n * x);
  return (ONE - e) * ONE / (ONE + e);
}

/** |found - exact| as a double. */
export function absoluteError(found: number, exact: bigint): number {
  return toNumber(distance(toFixedPoint(found), exact));
}

/** |found - exact| / |exact|. */
export function relativeError(found: number, exact: bigint): number {
  return toNumber(distance(toFixedPoint(found), exact) * ONE / distance(exact, 0n));
}

/** |found - exact| in units of the last place of `found`. */
export function errorInUlps(found: number, exact: bigint): number {
  const ulp = 1n << (PLACES + BigInt(decompose(found).exponent));
  return toNumber(distance(toFixedPoint(found), exact) * ONE / ulp);
}

function distance(a: bigint, b: bigint): bigint {
  return a < b ? b - a : a - b;
}

/** The nearest double of a number below 1000. */
function toNumber(fixed: bigint): number {
  return Number(fixed >> (PLACES - 1000n)) / Number(1n << 1000n);
}

/** ln 2 = sum over n from 1 of 1 / (n 2^n). */
function naturalLogarithmOf2(): bigint {
  let sum = 0n;
  for (let n = 1n; n <= PLACES; n++) sum += (ONE >> n) / n;
  return sum;
}
