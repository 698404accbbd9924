// Arithmetic that calculates nothing and keeps what is to be calculated, as a graph: the reading from which code, the formulas
// of a spreadsheet and ONNX are written.
// Why not the trees of `explain`: these are for people, who want a square and a size. Here each operation stays what it is,
// in the engine's order, and a value that is used twice is one node.

import type { Arithmetic, ValueName } from "../numeric/arithmetic.ts";
import type { BinaryArithmetic } from "../numeric/binary_arithmetic.ts";

/** What a value is made by. */
export type OperationName = Exclude<
  keyof Arithmetic<never> | keyof BinaryArithmetic<never>,
  "constant" | "named"
>;

/** An operation on values. */
export interface Operation {
  readonly kind: "operation";
  readonly name: OperationName | "whereNaN";
  readonly operands: readonly Value[];
  /** What people call its result, where the rule says so. */
  readonly label: string | null;
}

/** A value: a number, something that is given, or an operation. */
export type Value =
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "given"; readonly name: string }
  | Operation;

/** A value that is given, by its name in what is written. */
export function given(name: string): Value {
  return { kind: "given", name };
}

function operation(name: Operation["name"], ...operands: readonly Value[]): Operation {
  return { kind: "operation", name, operands, label: null };
}

/** `a` where that is a number, else `b`. */
export function whereNaN(a: Value, b: Value): Value {
  return operation("whereNaN", a, b);
}

/** Every operation as a node; a name becomes the label of the operation that it is given to. */
export const operations: Arithmetic<Value> & BinaryArithmetic<Value> = {
  constant: (value) => ({ kind: "constant", value }),
  named: (name: ValueName, value) =>
    value.kind === "operation" && typeof name === "string" ? { ...value, label: name } : value,
  add: (a, b) => operation("add", a, b),
  subtract: (a, b) => operation("subtract", a, b),
  multiply: (a, b) => operation("multiply", a, b),
  divide: (a, b) => operation("divide", a, b),
  squareRoot: (a) => operation("squareRoot", a),
  greater: (a, b) => operation("greater", a, b),
  lesser: (a, b) => operation("lesser", a, b),
  maximum: (a, b) => operation("maximum", a, b),
  oneWhereGreater: (a, b) => operation("oneWhereGreater", a, b),
  exp: (x) => operation("exp", x),
  expm1: (x) => operation("expm1", x),
  log1p: (x) => operation("log1p", x),
  sigmoid: (x) => operation("sigmoid", x),
  tanh: (x) => operation("tanh", x),
  nearest: (x) => operation("nearest", x),
  scaledDown: (x, n) => operation("scaledDown", x, n),
  exponent: (x) => operation("exponent", x),
  significand: (x) => operation("significand", x),
};

/** The operations that lead to some values, each after its operands and once. */
export function operationsOf(results: readonly Value[]): readonly Operation[] {
  const found = new Set<Operation>();
  const visit = (value: Value): void => {
    if (value.kind !== "operation" || found.has(value)) return;
    value.operands.forEach(visit);
    found.add(value);
  };
  results.forEach(visit);
  return [...found];
}

/** How often each value is used by the operations that lead to some results, and as a result. */
export function useCounts(results: readonly Value[]): ReadonlyMap<Value, number> {
  const counts = new Map<Value, number>();
  for (const value of [...operationsOf(results).flatMap(({ operands }) => operands), ...results]) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}
