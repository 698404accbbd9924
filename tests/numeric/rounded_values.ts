// Values of functions rounded once to the nearest double, as MPFR gives them.
import vectors from "../vectors/elementary.json" with { type: "json" };

/** The functions that there are values of. */
export type RoundedFunction = keyof typeof vectors.functions;

/** Places x of a function, with its correctly rounded value at each. */
export function roundedValues(name: RoundedFunction): (readonly [x: number, rounded: number])[] {
  return vectors.functions[name].map(([x, rounded]) => [Number(x), Number(rounded)]);
}
