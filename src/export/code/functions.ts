// Which functions the layers of a network call, from the same rules as the engine: each as a graph of operations.
// What must not change: infinite sums get the limits of `numeric/sigmoid.ts`, so that the bits are the plain trainer's.

import type { Activation } from "../../engine/rules/activation_contract.ts";
import { expOver } from "../../numeric/exp.ts";
import { expm1Over } from "../../numeric/expm1.ts";
import { log1pOver } from "../../numeric/log1p.ts";
import { sigmoidOver, tanhOver } from "../../numeric/sigmoid.ts";
import { given, operations as o, operationsOf, type Value, whereNaN } from "../operations.ts";

/** A function that is written out. */
export interface CodeFunction {
  readonly name: string;
  /** Whether it takes the sums of a whole layer and gives as many values. */
  readonly isOfLayer: boolean;
  /** What it gives; the argument is called x, of a whole layer x[0], x[1], …, where a language counts from 0. */
  readonly results: readonly Value[];
}

const X = given("x");

/** sigmoid and tanh are NaN where x / ln 2 overflows; there they are `least` or 1, and NaN where x is. */
function withLimits(value: Value, least: number): Value {
  return whereNaN(value, o.lesser(o.greater(X, o.constant(least)), o.constant(1)));
}

/** The functions of the arithmetic that are made of simpler operations; log1p as a network asks it, of numbers from 0 up. */
const MADE: Readonly<Record<string, () => Value>> = {
  exp: () => expOver(o)(X),
  expm1: () => expm1Over(o)(X),
  log1p: () => log1pOver(o)(X),
  sigmoid: () => withLimits(sigmoidOver(o)(X), 0),
  tanh: () => withLimits(tanhOver(o)(X), -1),
};

/** What an activation is called by: a function of its own, or one that the arithmetic has already. */
export interface Called {
  readonly name: string;
  readonly isOfLayer: boolean;
}

/** The functions of some layers, each after those that it calls, and what each layer calls. */
export interface Functions {
  readonly functions: readonly CodeFunction[];
  readonly calledBy: readonly Called[];
}

/**
 * What the layers of a network call.
 *
 * @param layers from the first hidden one up, with their sizes.
 * @param first the number of the first of several values.
 */
export function functionsOf(
  layers: readonly { readonly activation: Activation; readonly outputCount: number }[],
  first: 0 | 1,
): Functions {
  const functions = new Map<string, CodeFunction>();
  const add = (name: string, isOfLayer: boolean, results: readonly Value[]): void => {
    if (functions.has(name)) return;
    for (const { name: needed } of operationsOf(results)) {
      if (Object.hasOwn(MADE, needed)) add(needed, false, [MADE[needed]()]);
    }
    functions.set(name, { name, isOfLayer, results });
  };
  const calledBy = layers.map(({ activation, outputCount }): Called => {
    if (!("over" in activation)) {
      const sums = Array.from({ length: outputCount }, (_, index) => given(`x[${first + index}]`));
      add(activation.name, true, activation.overLayer(o)(sums));
      return { name: activation.name, isOfLayer: true };
    }
    const value = activation.over(o).value(X);
    const isCall = value.kind === "operation" && Object.hasOwn(MADE, value.name) && value.operands[0] === X;
    if (isCall) add(value.name, false, [MADE[value.name]()]);
    else add(activation.name, false, [value]);
    return { name: isCall ? value.name : activation.name, isOfLayer: false };
  });
  return { functions: [...functions.values()], calledBy };
}
