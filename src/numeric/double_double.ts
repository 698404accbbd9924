// Numbers of about 106 bits: the unevaluated sum high + low of two doubles, |low| at most half a last place of high.
// Dekker's and Knuth's exact sums and products, which need + - * / only; log is rounded correctly with them.
// Source: T. J. Dekker, A floating-point technique for extending the available precision, 1971.

/** The number high + low. */
export interface DoubleDouble {
  /** The number rounded to a double. */
  readonly high: number;
  /** What `high` leaves over. */
  readonly low: number;
}

/** 2^27 + 1: multiplying by it parts a double into two halves of 26 bits, whose products are exact. */
const SPLITTER = 134217729;

/** a + b, exactly (Knuth). */
export function exactSum(a: number, b: number): DoubleDouble {
  const high = a + b;
  const bRounded = high - a;
  return { high, low: (a - (high - bRounded)) + (b - bRounded) };
}

/** a * b, exactly (Dekker), for |a| and |b| below 2^996 and a product that is not close to underflow. */
export function exactProduct(a: number, b: number): DoubleDouble {
  const high = a * b;
  const aScaled = SPLITTER * a;
  const aHigh = aScaled - (aScaled - a);
  const aLow = a - aHigh;
  const bScaled = SPLITTER * b;
  const bHigh = bScaled - (bScaled - b);
  const bLow = b - bHigh;
  return { high, low: ((aHigh * bHigh - high) + aHigh * bLow + aLow * bHigh) + aLow * bLow };
}

/** a + b, for a and b that do not nearly cancel. */
export function sum(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const { high, low } = exactSum(a.high, b.high);
  return normalized(high, low + (a.low + b.low));
}

/** a * b. */
export function product(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const { high, low } = exactProduct(a.high, b.high);
  return normalized(high, low + (a.high * b.low + a.low * b.high));
}

/** a / b. */
export function quotient(a: number, b: DoubleDouble): DoubleDouble {
  const high = a / b.high;
  const taken = exactProduct(high, b.high);
  const left = ((a - taken.high) - taken.low) - high * b.low;
  return normalized(high, left / b.high);
}

/** high + low with the overlap of the two carried upwards, for |high| at least |low| (Dekker). */
export function normalized(high: number, low: number): DoubleDouble {
  const rounded = high + low;
  return { high: rounded, low: low - (rounded - high) };
}
