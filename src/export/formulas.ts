// Formulas from graphs of operations, in any language that writes + - * / between operands: code and spreadsheets.
// What must not change: parentheses keep the engine's order of operations, since (a + b) + c and a + (b + c) differ in bits.

import { type Operation, operationsOf, useCounts, type Value } from "./operations.ts";

/** A primitive operation that is a function of its own in the code. */
export type Primitive = Exclude<Operation["name"], "add" | "subtract" | "multiply" | "divide">;

/** How a language spells what formulas are made of. */
export interface Spelling {
  /** A number that stands in a formula. */
  number(value: number): string;
  /** An operation that has no sign between its operands. */
  call(name: Primitive, operands: readonly string[]): string;
  /** Longer formulas are cut: so nothing nests deeper than a compiler takes. */
  readonly mostCharacters: number;
}

const INFIX: Readonly<
  Record<Exclude<Operation["name"], Primitive>, { readonly sign: string; readonly rank: number }>
> = {
  add: { sign: "+", rank: 1 },
  subtract: { sign: "-", rank: 1 },
  multiply: { sign: "*", rank: 2 },
  divide: { sign: "/", rank: 2 },
};
const HIGHEST_RANK = 3;

/** A text in a formula; what is ranked lower goes into parentheses. */
interface Part {
  readonly text: string;
  readonly rank: number;
}

/**
 * Writes formulas: what is used twice, has a name or is long gets a place of its own, all else stands in the formula that
 * uses it.
 *
 * @param place puts a value somewhere, and says how it is called from there on.
 */
export function formulasOf(
  results: readonly Value[],
  spelling: Spelling,
  place: (operation: Operation, text: string) => string,
): readonly string[] {
  const counts = useCounts(results);
  const parts = new Map<Value, Part>();
  for (const operation of operationsOf(results)) {
    const part = formulaOf(operation, parts, spelling);
    const isPlaced = operation.label !== null || counts.get(operation)! > 1 ||
      part.text.length > spelling.mostCharacters;
    const isOnlyResult = results.length === 1 && operation === results[0];
    const placed = (): Part => ({ text: place(operation, part.text), rank: HIGHEST_RANK });
    parts.set(operation, isPlaced && !isOnlyResult ? placed() : part);
  }
  return results.map((value) => partOf(value, parts, spelling).text);
}

function partOf(value: Value, parts: ReadonlyMap<Value, Part>, spelling: Spelling): Part {
  switch (value.kind) {
    case "constant":
      return { text: spelling.number(value.value), rank: value.value < 0 ? 0 : HIGHEST_RANK };
    case "given":
      return { text: value.name, rank: HIGHEST_RANK };
    case "operation":
      return parts.get(value)!;
  }
}

function formulaOf({ name, operands }: Operation, parts: ReadonlyMap<Value, Part>, spelling: Spelling): Part {
  const written = operands.map((operand) => partOf(operand, parts, spelling));
  if (!isInfix(name)) {
    return { text: spelling.call(name, written.map(({ text }) => text)), rank: HIGHEST_RANK };
  }
  const infix = INFIX[name];
  const [left, right] = written;
  // What is calculated first on the right needs parentheses even at the same rank.
  const before = left.rank < infix.rank ? `(${left.text})` : left.text;
  const after = right.rank <= infix.rank ? `(${right.text})` : right.text;
  return { text: `${before} ${infix.sign} ${after}`, rank: infix.rank };
}

function isInfix(name: Operation["name"]): name is Exclude<Operation["name"], Primitive> {
  return Object.hasOwn(INFIX, name);
}
