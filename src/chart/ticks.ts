// Chooses round values for an axis, and their labels.
// Why: d3's ticks call Math.log10 and Math.pow, which differ between engines. Here a tick is a whole number times a power of
// ten, read as the decimal literal it is: its value is the closest double and its label never shows float dust.

import { type Decimal, decimalText, inFull } from "../text/number_words.ts";

/** A marked value on an axis. */
export interface Tick {
  /** The double closest to what its label says. */
  readonly value: number;
  /** With a true minus sign and superscript exponents: for people, not for programs. */
  readonly label: string;
}

/** Beyond this whole number two neighbouring ticks may be one double. */
const LARGEST_WHOLE = 1e15;

/**
 * The multiples of 1, 2 or 5 times a power of ten between two values.
 *
 * @param low, high the ends, in either order; ticks on the ends are included.
 * @param count how many steps at most; there is at most one tick more, and at least one step where doubles allow.
 * @returns rising ticks; none if an end is not finite, one if the ends are equal.
 */
export function ticks(low: number, high: number, count: number): readonly Tick[] {
  const [from, to] = low <= high ? [low, high] : [high, low];
  if (!Number.isFinite(from) || !Number.isFinite(to)) return [];
  if (from === to) return [{ value: from, label: inFull(from) }];
  const step = niceStep(from, to, count);
  if (step === undefined) return [from, to].map((value) => ({ value, label: inFull(value) }));
  const multiples: Decimal[] = [];
  for (let factor = firstMultiple(step, from); valueOfDecimal(scaled(step, factor)) <= to; factor++) {
    multiples.push(scaled(step, factor));
  }
  // One notation and one number of decimal places for the whole axis.
  const largest = Math.max(...multiples.map((decimal) => Math.abs(valueOfDecimal(decimal))));
  return labelled(multiples, largest === 0 || (largest >= 1e-4 && largest < 1e7));
}

/** The same between whole numbers, such as epochs and counts, of which there is nothing in between: no step is less than 1. */
export function wholeTicks(low: number, high: number, count: number): readonly Tick[] {
  return ticks(low, high, Math.min(count, Math.abs(high - low)));
}

/** The smallest interval between ticks that holds all values: an axis that starts and ends on a tick. */
export function niceInterval(low: number, high: number, count: number): readonly [low: number, high: number] {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  if (low === high) return low === 0 ? [0, 1] : niceInterval(Math.min(low, 0), Math.max(low, 0), count);
  const step = niceStep(low, high, count);
  if (step === undefined) return [low, high];
  const first = firstMultiple(step, low);
  const last = firstMultiple(step, high);
  const lower = valueOfDecimal(scaled(step, first)) === low ? first : first - 1;
  const [niceLow, niceHigh] = [valueOfDecimal(scaled(step, lower)), valueOfDecimal(scaled(step, last))];
  return Number.isFinite(niceLow) && Number.isFinite(niceHigh) ? [niceLow, niceHigh] : [low, high];
}

/**
 * Ticks for a logarithmic axis: powers of ten, thinned out where there are many; 1, 2 and 5 times each, or 1 and 3 times, where
 * there are few; evenly spaced values where not even those fit between the ends.
 *
 * @param low, high positive, low first.
 * @param count how many ticks at most.
 */
export function logTicks(low: number, high: number, count: number): readonly Tick[] {
  if (!(low > 0) || !(high >= low) || !Number.isFinite(high)) return [];
  const [first, last] = [floorExponent(low), floorExponent(high)];
  const decades = decimalsBetween(low, high, first, last, [1]);
  if (decades.length > count) {
    const every = Math.ceil(decades.length / count);
    // Counted from 10^0, so that 1 stays a tick whichever powers are left out.
    return logLabelled(decades.filter(({ exponent }) => exponent % every === 0));
  }
  for (const wholes of BETWEEN_DECADES) {
    const found = decimalsBetween(low, high, first, last, wholes);
    if (found.length <= count && found.length >= 2) return logLabelled(found);
  }
  if (decades.length >= 2) return logLabelled(decades);
  return ticks(low, high, count - 1);
}

/** What powers of ten are taken times where they are few, the finest first; each is evenly spaced on a logarithmic axis. */
const BETWEEN_DECADES = [[1, 2, 5], [1, 3]];

/** The smallest interval with ends of 1, 2 or 5 times a power of ten around two positive values. */
export function niceLogInterval(low: number, high: number): readonly [low: number, high: number] {
  if (!(low > 0) || !(high >= low) || !Number.isFinite(high)) return [0.1, 1];
  const below = decimalsBetween(0, low, floorExponent(low) - 1, floorExponent(low), [1, 2, 5]);
  const above = decimalsBetween(high, Infinity, floorExponent(high), floorExponent(high) + 1, [1, 2, 5]);
  const niceLow = below.length > 0 ? valueOfDecimal(below[below.length - 1]) : low;
  const niceHigh = above.length > 0 ? valueOfDecimal(above[0]) : high;
  if (niceLow < niceHigh) return [niceLow, niceHigh];
  return [Math.max(niceLow / 10, 5e-324), Math.min(niceHigh * 10, 1e308)]; // one round value: a decade each way
}

/** The smallest of 1, 2, 5 × 10^k of which at most `count` fit between the ends; undefined where doubles are too coarse. */
function niceStep(low: number, high: number, count: number): Decimal | undefined {
  const most = Math.max(1, Math.floor(count));
  const wanted = high / most - low / most; // never overflows, as high - low might
  if (!(wanted > 0) || !Number.isFinite(wanted)) return undefined;
  let exponent = floorExponent(wanted);
  if (exponent < SMALLEST_EXPONENT) return undefined;
  let whole = 1;
  const least = wanted * (1 - 1e-12); // from -7.2 to -6.8 are four steps of 0.1, though the doubles are a hair farther apart
  while (valueOfDecimal({ whole, exponent }) < least) {
    if (whole === 5) exponent++;
    whole = whole === 1 ? 2 : whole === 2 ? 5 : 1;
  }
  const step = { whole, exponent };
  const largest = Math.max(Math.abs(low), Math.abs(high)) / valueOfDecimal(step);
  return largest < LARGEST_WHOLE && Number.isFinite(valueOfDecimal(step)) ? step : undefined;
}

/** The double closest to a decimal number. Reading a decimal literal is pinned down by ECMAScript, Math.pow is not. */
function valueOfDecimal({ whole, exponent }: Decimal): number {
  return Number(`${whole}e${exponent}`);
}

/** Below it doubles lose digits, and the multiples of a step are no longer where a division finds them. */
const SMALLEST_EXPONENT = -300;

/** k with 10^k ≤ value < 10^(k+1), for a positive finite value. */
function floorExponent(value: number): number {
  let exponent = 0;
  while (valueOfDecimal({ whole: 1, exponent }) > value) exponent--;
  while (valueOfDecimal({ whole: 1, exponent: exponent + 1 }) <= value) exponent++;
  return exponent;
}

function scaled(step: Decimal, factor: number): Decimal {
  return { whole: step.whole * factor, exponent: step.exponent };
}

/** The factor of the first multiple at or above a value; the quotient may be off by one, so its neighbours are tried. */
function firstMultiple(step: Decimal, value: number): number {
  let factor = Math.floor(value / valueOfDecimal(step)) - 1;
  while (valueOfDecimal(scaled(step, factor)) < value) factor++;
  return factor;
}

function decimalsBetween(
  low: number,
  high: number,
  firstExponent: number,
  lastExponent: number,
  wholes: readonly number[],
): readonly Decimal[] {
  const found: Decimal[] = [];
  for (let exponent = firstExponent; exponent <= lastExponent; exponent++) {
    for (const whole of wholes) {
      const value = valueOfDecimal({ whole, exponent });
      if (value >= low && value <= high && value > 0 && value < Infinity) found.push({ whole, exponent });
    }
  }
  return found;
}

/** One notation, but each power of ten with its own decimal places. */
function logLabelled(decimals: readonly Decimal[]): readonly Tick[] {
  return labelled(decimals, decimals.every(({ exponent }) => exponent >= -4 && exponent <= 5));
}

function labelled(decimals: readonly Decimal[], isPlain: boolean): readonly Tick[] {
  const notation = isPlain ? "plain" : "power";
  return decimals.map((decimal) => ({
    value: valueOfDecimal(decimal),
    label: decimalText(decimal, notation),
  }));
}
