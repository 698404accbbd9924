// Arithmetic over numbers: the reading that defines every result.
// What must not change: these are the operations of JavaScript and the pinned functions of this folder, nothing else.
import type { Arithmetic } from "./arithmetic.ts";
import { binaryNumbers } from "./binary_arithmetic.ts";
import { exp } from "./exp.ts";
import { expm1 } from "./expm1.ts";
import { log1p } from "./log1p.ts";
import { sigmoid, tanh } from "./sigmoid.ts";

/**
 * Arithmetic whose values are numbers.
 *
 * @example A hyperbola, written over any arithmetic, calculated
 * ```ts
 * import { type Arithmetic, numbers } from "@seedbed/seedbed";
 * const hyperbolaOver = <V>(o: Arithmetic<V>) => (x: V) => o.divide(o.constant(1), x);
 * if (hyperbolaOver(numbers)(4) !== 0.25) throw new Error("wrong");
 * ```
 */
export const numbers: Arithmetic<number> = { ...binaryNumbers, exp, expm1, log1p, sigmoid, tanh };

const readings = new WeakMap<object, unknown>();

/**
 * The functions of a rule over numbers, made once: a sweep makes trainers for ten thousand networks.
 *
 * @param over gives the rule's functions over an arithmetic.
 */
export function onNumbers<Functions>(
  rule: object,
  over: (o: Arithmetic<number>) => Functions,
): Functions {
  const known = readings.get(rule);
  if (known !== undefined) return known as Functions;
  const made = over(numbers);
  readings.set(rule, made);
  return made;
}
