// Holds the things that a program gives against what they must be: what another function gave, and options by their names.
// Why one place: whatever takes them refuses others in the same words. Plain JavaScript has no types that would, and a misspelt
// option would be left out without a word.

import { shown } from "./required_numbers.ts";

/** @throws TypeError unless a thing has these parts, as what `maker` gives has them. */
export function requireMade(what: string, maker: string, found: unknown, ...parts: readonly string[]): void {
  if (parts.every((part) => Object(found)[part] !== undefined)) return;
  throw new TypeError(`${what} must be as ${maker} gives it: found ${typeof found}`);
}

/** @throws TypeError for what is no object. */
export function requireObject(what: string, found: unknown): void {
  if (Object(found) !== found) throw new TypeError(`${what} must be an object: found ${shown(found)}`);
}

/** @throws TypeError for options that are no object, and for an option that is none of those that are known. */
export function requireOptions(options: unknown, known: readonly string[]): void {
  requireObject("options", options);
  const other = Object.keys(options as object).find((name) => !known.includes(name));
  if (other !== undefined) {
    throw new TypeError(`there is no option ${other}: known here: ${known.join(", ")}`);
  }
}
