// Holds what a program gives against what it must be: numbers, and the lists that they come in.
// Why one place: whatever takes a count or a rate refuses it in the same words, before anything is computed from it. Plain
// JavaScript has no types that would refuse "2", which compares like a number and adds like a text.
// What is of another kind is a TypeError, a number outside a RangeError; where a count must be, so is what is no number.

/**
 * What was found, for a message: a text in quotes, so that it is not taken for the number in it; of a thing its kind.
 *
 * @example
 * ```ts
 * import { shown } from "./required_numbers.ts";
 * if ([NaN, "2", null, new Set()].map(shown).join() !== 'NaN,"2",null,Set') throw new Error("wrong");
 * ```
 */
export function shown(found: unknown): string {
  if (typeof found === "string") return JSON.stringify(found);
  return Object(found) === found ? kindOf(found) : String(found);
}

/** `Array`, `Set`, `Float32Array`: what a thing calls itself, also one of another window. */
function kindOf(found: unknown): string {
  return Object.prototype.toString.call(found).slice(8, -1);
}

/** @throws TypeError unless it is a list, typed or not, whatever is in it. */
export function requireList(name: string, found: unknown): void {
  if (typeof found === "object" && Number.isInteger((found as ArrayLike<unknown> | null)?.length)) return;
  throw new TypeError(`${name} must be a list: found ${shown(found)}`);
}

/** @throws TypeError unless it is a number, of which NaN is one. */
export function requireNumber(name: string, found: unknown): void {
  if (typeof found !== "number") throw new TypeError(`${name} must be a number: found ${shown(found)}`);
}

/** @throws RangeError unless a number is an integer of at least `least`. */
export function requireInteger(name: string, found: number, least: number): void {
  if (!Number.isSafeInteger(found) || found < least) {
    throw new RangeError(`${name} must be an integer of at least ${least}: found ${shown(found)}`);
  }
}

/** @throws RangeError unless there are just so many of what is wanted, TypeError for what is no list. */
export function requireLength(
  name: string,
  found: ArrayLike<unknown>,
  count: number,
  wanted = "numbers",
): void {
  requireList(name, found);
  if (found.length !== count) {
    throw new RangeError(`${name} must be ${count} ${wanted}: found ${found.length}`);
  }
}

/** @throws TypeError unless it is a Float64Array, which holds the very numbers that are put into it, RangeError for another length. */
export function requireDoubles(name: string, found: Float64Array, count: number): void {
  if (kindOf(found) !== "Float64Array") {
    throw new TypeError(`${name} must be a Float64Array: found ${shown(found)}`);
  }
  requireLength(name, found, count);
}

/** @throws RangeError unless all are numbers, of which NaN is one, TypeError for what is no list. */
export function requireNumbers(name: string, values: ArrayLike<number>): void {
  requireList(name, values);
  for (let index = 0; index < values.length; index++) {
    if (typeof values[index] === "number") continue;
    throw new RangeError(`${name} must be numbers: found ${shown(values[index])}`);
  }
}

/** @throws RangeError where there is not one answer to each row, or one of either is no number; TypeError for no list. */
export function requireOneEach(truth: ArrayLike<number>, answers: ArrayLike<number>): void {
  requireAsMany(truth, answers);
  requireNumbers("answers", answers);
}

/** @throws RangeError where there is not one answer to each row, of whatever kind, or a row has no number; TypeError for no list. */
export function requireAsMany(truth: ArrayLike<number>, answers: ArrayLike<unknown>): void {
  requireList("truth", truth);
  requireList("answers", answers);
  if (truth.length !== answers.length) {
    throw new RangeError(`there must be one answer a row: found ${answers.length} for ${truth.length} rows`);
  }
  requireNumbers("truth", truth);
}

/** @throws RangeError unless a number is above 0. */
export function requireAbove0(name: string, found: number): void {
  if (!(typeof found === "number" && found > 0)) {
    throw new RangeError(`${name} must be above 0: found ${shown(found)}`);
  }
}

/** @throws RangeError unless a number is at least 0. */
export function requireAtLeast0(name: string, found: unknown): void {
  if (!(typeof found === "number" && found >= 0)) {
    throw new RangeError(`${name} must be at least 0: found ${shown(found)}`);
  }
}
