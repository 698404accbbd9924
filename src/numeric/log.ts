// The natural logarithm, correctly rounded: the double nearest to ln x, which needs no further definition.
// Why so much care: starting parameters are drawn with it and must equal NumPy's bit for bit.
//
//   x = m 2^k,  sqrt(1/2) <= m < sqrt(2),  s = (m - 1) / (m + 1),  ln x = 2 (s + s³/3 + s⁵/5 + …) + k ln 2
//
// first with about 64 bits; in the one case of some hundreds where these do not tell how to round, with 320 bits.
import { type DoubleDouble, exactSum, normalized, product, quotient, sum } from "./double_double.ts";
import { LN2_HIGH, LN2_LOW } from "./exp.ts";
import { powerOfTwo } from "./binary.ts";

const SQRT2 = Math.sqrt(2);
const LN10 = 2.302585092994046;
const THIRD = quotient(1, { high: 3, low: 0 });
/** Bound on the relative error of the short way; the terms from s⁵/5 on, in doubles, cause it: about 2^-63.5. */
const RELATIVE_ERROR = powerOfTwo(-62);

/**
 * ln x, correctly rounded.
 *
 * ln 0 is -Infinity, ln Infinity is Infinity; a negative x and NaN give NaN.
 *
 * @example
 * ```ts
 * import { log } from "./log.ts";
 * if (log(1) !== 0 || log(10) !== 2.302585092994046) throw new Error("wrong");
 * ```
 */
export function log(x: number): number {
  if (x === 0) return -Infinity;
  if (!(x > 0)) return NaN;
  if (x === Infinity) return x;

  let m = x;
  let k = 0;
  for (; m < SQRT2 / 2; k--) m *= 2;
  for (; m >= SQRT2; k++) m /= 2;

  const { high, low } = logShort(m, k);
  const error = Math.abs(high) * RELATIVE_ERROR;
  const rounded = high + (low + error);
  return rounded === high + (low - error) ? rounded : logLong(m, k);
}

/**
 * The decimal logarithm, ln x / ln 10 with one rounding more: for the axis of a chart, not for results. log10(1000) is
 * 2.9999999999999996.
 *
 * @example
 * ```ts
 * import { log10 } from "./log.ts";
 * if (log10(100) !== 2) throw new Error("wrong");
 * ```
 */
export function log10(x: number): number {
  return log(x) / LN10;
}

/** ln (m 2^k) with a relative error of at most {@linkcode RELATIVE_ERROR}. */
function logShort(m: number, k: number): DoubleDouble {
  const s = quotient(m - 1, exactSum(m, 1));
  const s2 = product(s, s);
  let fifthOn = 0; // 1/5 + s²/7 + … + s^22/27; what follows is below 2^-60 of it
  for (let n = 27; n >= 5; n -= 2) fifthOn = 1 / n + s2.high * fifthOn;
  const thirdOn = sum(THIRD, { high: s2.high * fifthOn, low: 0 });
  const half = sum(s, product(product(s, s2), thirdOn));
  return sum(normalized(k * LN2_HIGH, k * LN2_LOW), { high: 2 * half.high, low: 2 * half.low });
}

// From here on a bigint n stands for the fixed-point number n / 2^320.
const ONE = 1n << 320n;

/** ln (m 2^k) by 320 bits, rounded once. */
function logLong(m: number, k: number): number {
  const mFixed = BigInt(m * powerOfTwo(53)) << 267n;
  const ln2 = 2n * inverseTanh(ONE / 3n);
  const fixed = 2n * inverseTanh((mFixed - ONE) * ONE / (mFixed + ONE)) + BigInt(k) * ln2;
  return Number(fixed) * powerOfTwo(-320); // a bigint becomes the nearest double, and the product is exact
}

/** s + s³/3 + s⁵/5 + … until the terms vanish. */
function inverseTanh(s: bigint): bigint {
  const s2 = s * s / ONE;
  let total = 0n;
  let power = s;
  for (let n = 1n; power !== 0n; n += 2n) {
    total += power / n;
    power = power * s2 / ONE;
  }
  return total;
}
