// Holds numbers that a program gives against what they must be.
// Why one place: whatever takes a count or a rate refuses it in the same words, before anything is computed from it. Plain
// JavaScript has no types that would refuse "2", which compares like a number and adds like a text.

/** What was found, for a message: a text in quotes, so that it is not taken for the number in it. */
export function shown(found: unknown): string {
  return typeof found === "string" ? JSON.stringify(found) : String(found);
}

/** @throws RangeError unless a number is an integer of at least `least`. */
export function requireInteger(name: string, found: number, least: number): void {
  if (!Number.isSafeInteger(found) || found < least) {
    throw new RangeError(`${name} must be an integer of at least ${least}: found ${shown(found)}`);
  }
}

/** @throws RangeError unless there are just so many numbers. */
export function requireLength(name: string, { length }: ArrayLike<number>, count: number): void {
  if (length !== count) throw new RangeError(`${name} must be ${count} numbers: found ${length}`);
}

/** @throws RangeError unless all are numbers, of which NaN is one. */
export function requireNumbers(name: string, values: ArrayLike<number>): void {
  for (let index = 0; index < values.length; index++) {
    if (typeof values[index] === "number") continue;
    throw new RangeError(`${name} must be numbers: found ${shown(values[index])}`);
  }
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
