// Reads a rule of the engine as the formulas of one case: what the rule gives a name becomes an equation of its own, and where
// it asks which of two numbers is the greater, the answer stands.
// What must not change: each formula keeps the engine's order, and nothing is left out but what changes no bit, such as + 0.
import type { Arithmetic, ValueName } from "../numeric/arithmetic.ts";
import { numbers } from "../numeric/numbers.ts";
import {
  type Condition,
  constant,
  type Equation,
  equation,
  evaluate,
  type Expression,
  expressions,
  quantitiesIn,
  quantity,
  type QuantityName,
} from "./expression.ts";

/** A rule as it is read. */
export interface Reading {
  /** The arithmetic to read it over. */
  readonly o: Arithmetic<Expression>;
  /** What was given a name so far. */
  readonly equations: readonly Equation[];
  /** What comparisons said so far. */
  readonly conditions: readonly Condition[];
}

/** @param nameOf what people call a quantity to which the rule gives a name. */
export function reading(nameOf: (name: string) => QuantityName = (name) => name): Reading {
  const equations: Equation[] = [];
  const conditions: Condition[] = [];

  function named(name: ValueName, value: Expression): Expression {
    if (typeof name !== "string") return quantity(name, evaluate(value));
    const left = nameOf(name);
    const result = quantity(left, evaluate(value));
    if (value.kind === "constant" || value.kind === "quantity" && value.name === left) return result;
    equations.push(equation(left, value, result.value));
    return result;
  }

  function oneWhereGreater(left: Expression, right: Expression): Expression {
    const isGreater = evaluate(left) > evaluate(right);
    const [leftSide, rightSide] = [sideOf(left), sideOf(right)];
    if (leftSide !== null && rightSide !== null) {
      conditions.push({ left: leftSide, isGreater, right: rightSide });
    }
    return constant(isGreater ? 1 : 0);
  }

  const o: Arithmetic<Expression> = {
    ...expressions,
    named,
    oneWhereGreater,
    add: (a, b) =>
      isNeutral(a, 0, b, numbers.add) ? b : isNeutral(b, 0, a, numbers.add) ? a : folded("add", a, b),
    subtract: (a, b) => isNeutral(b, 0, a, numbers.subtract) ? a : folded("subtract", a, b),
    multiply(a, b) {
      if (isNeutral(a, 1, b, numbers.multiply)) return b;
      if (isNeutral(b, 1, a, numbers.multiply)) return a;
      const product = folded("multiply", a, b);
      return isConstant(a, 0) || isConstant(b, 0) ? constant(evaluate(product)) : product;
    },
    greater: (a, b) => folded("greater", a, b),
    lesser: (a, b) => folded("lesser", a, b),
  };
  return { o, equations, conditions };
}

/** An operation on two constants, done; on anything else, written down. */
function folded(
  operation: "add" | "subtract" | "multiply" | "greater" | "lesser",
  a: Expression,
  b: Expression,
): Expression {
  const areConstant = a.kind === "constant" && b.kind === "constant";
  return areConstant ? constant(numbers[operation](a.value, b.value)) : expressions[operation](a, b);
}

/** Whether an operation with a constant leaves the other operand's very bits. */
function isNeutral(
  one: Expression,
  value: number,
  other: Expression,
  operation: (a: number, b: number) => number,
): boolean {
  if (!isConstant(one, value)) return false;
  const otherValue = evaluate(other);
  return Object.is(operation(otherValue, evaluate(one)), otherValue);
}

function isConstant(expression: Expression, value: number): boolean {
  return expression.kind === "constant" && expression.value === value;
}

function sideOf(expression: Expression): QuantityName | number | null {
  if (expression.kind === "quantity") return expression.name;
  return expression.kind === "constant" ? expression.value : null;
}

/**
 * Equations in which a number has one name: where it is given a second one and nothing else uses the first, the second takes
 * its place.
 *
 * @param formulas what uses the names besides the equations.
 */
export function withoutSecondNames(
  equations: readonly Equation[],
  formulas: readonly Expression[],
): readonly Equation[] {
  const all = [...equations.flatMap(({ formula }) => formula === null ? [] : [formula]), ...formulas];
  const used = all.flatMap(quantitiesIn).map(({ name }) => name);
  const found: Equation[] = [];
  for (const one of equations) {
    const { left, formula } = one;
    const last = found[found.length - 1];
    const isSecond = formula?.kind === "quantity" && formula.name === last?.left &&
      used.filter((name) => name === formula.name).length === 1;
    if (isSecond) found[found.length - 1] = { ...last, left };
    else found.push(one);
  }
  return found;
}

/** Those of some equations that formulas are made of, directly or through others. */
export function neededFor(
  formulas: readonly Expression[],
  equations: readonly Equation[],
): readonly Equation[] {
  const names = new Set(formulas.flatMap(quantitiesIn).map(({ name }) => name));
  return equations.toReversed().filter(({ left, formula }) => {
    const isNeeded = names.has(left);
    if (isNeeded && formula !== null) quantitiesIn(formula).forEach(({ name }) => names.add(name));
    return isNeeded;
  }).toReversed();
}
