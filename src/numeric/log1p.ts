// ln (1 + x), accurate also next to 0, where 1 + x in a double has lost most of x.
// Why not Math.log1p: ECMAScript leaves its accuracy open. Here only + - * / and the parts of a double reach the result.
//
//   1 + x = 2^k (1 + f),  sqrt(1/2) <= 1 + f <= sqrt(2),  s = f / (2 + f)
//   ln (1 + x) = k ln 2 + f - (f²/2 - s (f²/2 + R)),  R = s² (L3 + L5 s² + … + L17 s¹⁴)
//
// The sum is that of FreeBSD's and Sun's log1p; the coefficients are fitted anew.
import { type BinaryArithmetic, binaryNumbers } from "./binary_arithmetic.ts";
import { LN2_HIGH, LN2_LOW } from "./exp.ts";

const SQRT_OF_HALF = 0.7071067811865476;

// R = 2 (s²/3 + s⁴/5 + s⁶/7 + …), fitted so that the largest error of ln (1 + f) is least: below 2^-61 of it.
const L3 = 0.6666666666666666;
const L5 = 0.4000000000000624;
const L7 = 0.2857142856908736;
const L9 = 0.22222222646569725;
const L11 = 0.18181775683960238;
const L13 = 0.1538708994023372;
const L15 = 0.13250136772402402;
const L17 = 0.1325115788590041;

/** ln (1 + x) over an arithmetic: see {@linkcode log1p}. NaN where x is infinite or at most -1. */
export function log1pOver<V>(o: BinaryArithmetic<V>): (x: V) => V {
  return (x) => {
    const one = o.constant(1);
    // 1 + x, and what rounding takes from it (Knuth).
    const u = o.add(one, x);
    const xRounded = o.subtract(u, one);
    const rest = o.add(o.subtract(one, o.subtract(u, xRounded)), o.subtract(x, xRounded));
    // The quotient is 2^-k, exactly; it is infinite where u is not above 0, from which NaN follows.
    const v = o.multiply(o.greater(u, o.constant(0)), o.constant(SQRT_OF_HALF));
    const k = o.add(o.exponent(v), one);
    const power = o.divide(o.multiply(o.significand(v), o.constant(0.5)), v);
    // f in two parts; for k = 0 it is x, exactly.
    const m = o.multiply(u, power);
    const fOfU = o.subtract(m, one);
    const fOfRest = o.multiply(rest, power);
    const f = o.add(fOfU, fOfRest);
    const fRest = o.subtract(fOfRest, o.subtract(f, fOfU));

    const s = o.divide(f, o.add(o.constant(2), f));
    const s2 = o.multiply(s, s);
    const s4 = o.multiply(s2, s2);
    const line = (c0: number, c1: number): V => o.add(o.constant(c0), o.multiply(o.constant(c1), s2));
    const l3To9 = o.add(line(L3, L5), o.multiply(line(L7, L9), s4));
    const l11To17 = o.add(line(L11, L13), o.multiply(line(L15, L17), s4));
    const r = o.multiply(s2, o.add(l3To9, o.multiply(o.multiply(s4, s4), l11To17)));
    const halfSquare = o.multiply(o.multiply(f, f), o.constant(0.5));

    const kLn2 = o.multiply(k, o.constant(LN2_HIGH));
    const sum = o.add(kLn2, f);
    const sumRest = o.subtract(f, o.subtract(sum, kLn2));
    const small = o.add(sumRest, o.add(o.multiply(k, o.constant(LN2_LOW)), o.divide(fRest, m)));
    const lessCurved = o.add(o.multiply(s, o.add(halfSquare, r)), small);
    return o.subtract(sum, o.subtract(halfSquare, lessCurved));
  };
}

const log1pOfNumbers = log1pOver(binaryNumbers);

/**
 * ln (1 + x), wrong by less than 1 unit in the last place (0.9 at most).
 *
 * log1p(-1) is -Infinity, log1p(Infinity) is Infinity, log1p(-0) is 0; x below -1 and NaN give NaN.
 *
 * @example A number that 1 + x loses
 * ```ts
 * import { log1p } from "@seedbed/seedbed";
 * if (log1p(1e-20) !== 1e-20 || log1p(1) !== 0.6931471805599453) throw new Error("wrong");
 * ```
 */
export function log1p(x: number): number {
  const number = +x; // a text is the number in it, as for exp: 1 + "1" would be "11"
  if (number === -1) return -Infinity;
  return number === Infinity ? number : log1pOfNumbers(number);
}
