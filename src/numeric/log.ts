// The natural logarithm, correctly rounded: the double nearest to ln x, which needs no further definition.
// Why so much care: starting parameters are drawn with it and must equal NumPy's bit for bit.
//
//   x = m 2^k,  sqrt(1/2) <= m < sqrt(2),  s = (m - 1) / (m + 1),  ln x = 2 (s + s³/3 + s⁵/5 + …) + k ln 2
//
// first with about 64 bits; in the one case of some hundreds where these do not tell how to round, with 320 bits.
import { productRest, sumRest } from "./rest.ts";
import { LN2_HIGH, LN2_LOW } from "./exp.ts";
import { powerOfTwo } from "./binary.ts";

const SQRT2 = Math.sqrt(2);
/** 1/3 in two parts. */
const THIRD = 1 / 3;
const THIRD_REST = 1.850371707708594e-17;
/** 1/27, 1/25, … 1/5: the factors of s^22, s^20, … 1 in what follows s³/3. */
const FACTORS: readonly number[] = Array.from({ length: 12 }, (_, index) => 1 / (27 - 2 * index));
/** Bound on the relative error of the short way; the terms from s⁵/5 on, in doubles, cause it: about 2^-63.5. */
const RELATIVE_ERROR = powerOfTwo(-62);

/**
 * ln x, correctly rounded.
 *
 * ln 0 is -Infinity, ln Infinity is Infinity; a negative x and NaN give NaN.
 *
 * @example
 * ```ts
 * import { log } from "@seedbed/seedbed";
 * if (log(1) !== 0 || log(10) !== 2.302585092994046) throw new Error("wrong");
 * ```
 */
export function log(x: number): number {
  let m = +x; // a text is the number in it, as for exp: "1" + 1 would be "11"
  if (m === 0) return -Infinity;
  if (!(m > 0)) return NaN;
  if (m === Infinity) return m;

  let k = 0;
  for (; m < SQRT2 / 2; k--) m *= 2;
  for (; m >= SQRT2; k++) m /= 2;

  // The short way. Each number of some 106 bits is the unevaluated sum of two doubles, the second of which is what the
  // first leaves over: s is the quotient, s2 its square, half is s + s³/3 + s⁵/5 + …
  const divisor = m + 1;
  const quotient = (m - 1) / divisor;
  const product = quotient * divisor;
  const missing = (m - 1 - product - productRest(quotient, divisor, product)) -
    quotient * sumRest(m, 1, divisor);
  const s = quotient + missing / divisor;
  const sLow = missing / divisor - (s - quotient);

  const square = s * s;
  const squareRest = productRest(s, s, square) + 2 * (s * sLow);
  const s2 = square + squareRest;
  const s2Low = squareRest - (s2 - square);

  let fifthOn = 0; // 1/5 + s²/7 + … + s^22/27; what follows is below 2^-60 of it
  for (let index = 0; index < 12; index++) fifthOn = FACTORS[index] + s2 * fifthOn;
  const tail = s2 * fifthOn;
  const third = THIRD + tail;
  const thirdRest = sumRest(THIRD, tail, third) + THIRD_REST;
  const thirdOn = third + thirdRest;
  const thirdOnLow = thirdRest - (thirdOn - third);

  const cube = s * s2;
  const cubeLow = productRest(s, s2, cube) + (s * s2Low + sLow * s2);
  const addend = cube * thirdOn;
  const addendLow = productRest(cube, thirdOn, addend) + (cube * thirdOnLow + cubeLow * thirdOn);
  const sum = s + addend;
  const sumLow = sumRest(s, addend, sum) + (sLow + addendLow);
  const half = sum + sumLow;
  const halfLow = sumLow - (half - sum);

  const kLn2 = k * LN2_HIGH;
  const nearly = kLn2 + 2 * half;
  const nearlyRest = sumRest(kLn2, 2 * half, nearly) + (k * LN2_LOW + 2 * halfLow);
  const high = nearly + nearlyRest;
  const low = nearlyRest - (high - nearly);
  const error = Math.abs(high) * RELATIVE_ERROR;
  const rounded = high + (low + error);
  return rounded === high + (low - error) ? rounded : logLong(m, k);
}

/** Bits after the point of the long way. */
export const FIXED_BITS = 320;
// From here on a bigint n stands for the fixed-point number n / 2^320.
const ONE = 1n << BigInt(FIXED_BITS);

let ln2Fixed: bigint | undefined;

/** ln 2 of the long way: times 2^320, as an integer. */
export function fixedLn2(): bigint {
  return ln2Fixed ??= 2n * inverseTanh(ONE / 3n);
}

/** ln (m 2^k) by 320 bits, rounded once. */
function logLong(m: number, k: number): number {
  const mFixed = BigInt(m * powerOfTwo(53)) << BigInt(FIXED_BITS - 53);
  const fixed = 2n * inverseTanh((mFixed - ONE) * ONE / (mFixed + ONE)) + BigInt(k) * fixedLn2();
  return Number(fixed) * powerOfTwo(-FIXED_BITS); // a bigint becomes the nearest double, and the product is exact
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
