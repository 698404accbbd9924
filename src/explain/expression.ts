// The arithmetic of an explanation as small trees, so that one tree gives the formula, the numbers put in, and the
// result: w1·x1 + b1, then 1·(−2) + 0, then −2.
// What must not change: `evaluate` calculates in the engine's order, so a test can hold each formula to its bits.
import type { Arithmetic, ValueName } from "../numeric/arithmetic.ts";
import { numbers } from "../numeric/numbers.ts";

/**
 * What a quantity is called.
 *
 * A plain text is a name such as w1, x1, h1, sum_h1, y_pred, L or learning_rate. `of` and `by` name the derivative of one
 * quantity with respect to another; `slopeOf` that of an activation function at a weighted sum; `updated` a quantity
 * after the step; `signOf` the sign of another; `oneMinus` what is left of 1; `feature` a column of the user's, and
 * `predicted` what the network answers for one.
 */
export type QuantityName =
  | string
  | { readonly of: string; readonly by: string }
  | { readonly slopeOf: string; readonly at: string }
  | { readonly updated: string }
  | { readonly signOf: string }
  | { readonly oneMinus: string }
  | { readonly feature: string }
  | { readonly predicted: string };

/** A name with the number it stands for. */
export interface Quantity {
  readonly kind: "quantity";
  readonly name: QuantityName;
  readonly value: number;
}

/** A piece of arithmetic. */
export type Expression =
  | Quantity
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "negative"; readonly of: Expression }
  | { readonly kind: "sum"; readonly terms: readonly Expression[] }
  | { readonly kind: "difference"; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "product"; readonly factors: readonly Expression[] }
  | { readonly kind: "quotient"; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "square"; readonly base: Expression }
  /** Without its sign. */
  | { readonly kind: "size"; readonly of: Expression }
  /** 1 where left is greater than right, else 0. */
  | { readonly kind: "comparison"; readonly left: Expression; readonly right: Expression }
  | FunctionCall;

/** A function of other expressions, by its name. */
export interface FunctionCall {
  readonly kind: "call";
  readonly name: string;
  readonly operands: readonly Expression[];
  /** What the function gives for the operands' numbers. */
  readonly calculate: (...operands: number[]) => number;
}

/** What a comparison of two numbers said. */
export interface Condition {
  readonly left: QuantityName | number;
  /** Whether left is greater than right. */
  readonly isGreater: boolean;
  readonly right: QuantityName | number;
}

/** What a quantity is, by which formula, and what comes out. */
export interface Equation {
  readonly left: QuantityName;
  /** Null where there is nothing to calculate. */
  readonly formula: Expression | null;
  /** The engine's own number. */
  readonly value: number;
  /** Which of two numbers is the greater, where that decides the value; else null. */
  readonly condition: Condition | null;
  /**
   * True where the engine multiplies the same factors in another order, so that `formula` may differ from `value` in
   * the last digits.
   */
  readonly isReordered: boolean;
}

/** A named number. */
export function quantity(name: QuantityName, value: number): Quantity {
  return { kind: "quantity", name, value };
}

/** A number without a name. */
export function constant(value: number): Expression {
  return { kind: "constant", value };
}

/** Terms added from the first to the last; a single term stands for itself. */
export function sum(...terms: readonly Expression[]): Expression {
  return terms.length === 1 ? terms[0] : { kind: "sum", terms };
}

/** Factors multiplied from the first to the last. */
export function product(...factors: readonly Expression[]): Expression {
  return { kind: "product", factors };
}

/** The first minus the second. */
export function difference(left: Expression, right: Expression): Expression {
  return { kind: "difference", left, right };
}

/** A function by its name. */
export function call(
  name: string,
  calculate: FunctionCall["calculate"],
  ...operands: readonly Expression[]
): Expression {
  return { kind: "call", name, operands, calculate };
}

/** Arithmetic that calculates nothing and writes down what is to be calculated, in the engine's order. */
export const expressions: Arithmetic<Expression> = {
  constant,
  named: (_name: ValueName, value) => value,
  add: (a, b) => a.kind === "sum" ? sum(...a.terms, b) : sum(a, b),
  subtract: (a, b) => isZero(a) ? { kind: "negative", of: b } : difference(a, b),
  multiply: (a, b) => a === b ? { kind: "square", base: a } : product(a, b),
  divide: (left, right) => ({ kind: "quotient", left, right }),
  squareRoot: (a) => call("√", numbers.squareRoot, a),
  greater: (a, b) =>
    b.kind === "negative" && b.of === a ? { kind: "size", of: a } : ofAll("max", numbers.greater, a, b),
  maximum: (a, b) => ofAll("max", numbers.maximum, a, b),
  lesser: (a, b) => ofAll("min", numbers.lesser, a, b),
  oneWhereGreater: (left, right) => ({ kind: "comparison", left, right }),
  exp: (x) => call("exp", numbers.exp, x),
  expm1: (x) => call("expm1", numbers.expm1, x),
  log1p: (x) => call("log1p", numbers.log1p, x),
  sigmoid: (x) => call("sigmoid", numbers.sigmoid, x),
  tanh: (x) => call("tanh", numbers.tanh, x),
};

/** The greatest or the least of several expressions, from the first to the last. */
function ofAll(
  name: string,
  ofTwo: (a: number, b: number) => number,
  a: Expression,
  b: Expression,
): Expression {
  const first = a.kind === "call" && a.name === name ? a.operands : [a];
  return call(name, (...operands) => operands.reduce((one, other) => ofTwo(one, other)), ...first, b);
}

function isZero(expression: Expression): boolean {
  return expression.kind === "constant" && expression.value === 0;
}

/** An equation in the engine's order. */
export function equation(left: QuantityName, formula: Expression | null, value: number): Equation {
  return { left, formula, value, condition: null, isReordered: false };
}

/** The quantities that an expression is made of, from left to right, each as often as it occurs. */
export function quantitiesIn(expression: Expression): readonly Quantity[] {
  switch (expression.kind) {
    case "quantity":
      return [expression];
    case "constant":
      return [];
    case "negative":
    case "size":
      return quantitiesIn(expression.of);
    case "square":
      return quantitiesIn(expression.base);
    case "sum":
      return expression.terms.flatMap(quantitiesIn);
    case "product":
      return expression.factors.flatMap(quantitiesIn);
    case "call":
      return expression.operands.flatMap(quantitiesIn);
    case "difference":
    case "quotient":
    case "comparison":
      return [...quantitiesIn(expression.left), ...quantitiesIn(expression.right)];
  }
}

/** What an expression comes to, calculated in the order in which it is written. */
export function evaluate(expression: Expression): number {
  switch (expression.kind) {
    case "quantity":
    case "constant":
      return expression.value;
    case "negative":
      return 0 - evaluate(expression.of);
    case "sum":
      return expression.terms.map(evaluate).reduce((total, term) => total + term);
    case "difference":
      return evaluate(expression.left) - evaluate(expression.right);
    case "product":
      return expression.factors.map(evaluate).reduce((total, factor) => total * factor);
    case "quotient":
      return evaluate(expression.left) / evaluate(expression.right);
    case "square": {
      const base = evaluate(expression.base);
      return base * base;
    }
    case "size": {
      const value = evaluate(expression.of);
      return numbers.greater(value, 0 - value);
    }
    case "comparison":
      return numbers.oneWhereGreater(evaluate(expression.left), evaluate(expression.right));
    case "call":
      return expression.calculate(...expression.operands.map(evaluate));
  }
}
