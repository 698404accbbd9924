// What differs between the languages in which a network is written, and what they have in common: numbers and bodies.
// What must not change: a number is written as the same double, and never as a whole number, which C divides otherwise.

import { shortest } from "../../text/decimal.ts";
import { wrapped } from "../../text/lines.ts";
import { formulasOf, type Primitive, type Spelling } from "../formulas.ts";
import { operationsOf, type Value } from "../operations.ts";

/** How a language spells what function bodies are made of. */
export interface Language {
  /** How a function is called, whether written out or a primitive. */
  functionName(name: string): string;
  /** A statement that gives a value a name. */
  statement(name: string, text: string): string;
  /** How a number stands in a formula; by default as {@linkcode numberLiteral} writes it. */
  number?(value: number): string;
}

/** The name of a function where names are written with underscores: `where_nan` for `whereNaN`. */
export function snakeCased(name: string): string {
  return name.replace("NaN", "Nan").replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
}

/** A number as the same double in Python, C and JavaScript: always with a point or an exponent, as 1 / 2 is 0 in C. */
export function numberLiteral(value: number): string {
  const text = shortest(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** How long lines are, where they can be cut. */
const LINE_LENGTH = 100;

/** A list of numbers: on one line where it fits, else on lines of their own. */
export function numberList(values: readonly number[], open: string, close: string, indent = ""): string {
  const pieces = values.map(numberLiteral);
  const length = pieces.reduce((sum, piece) => sum + piece.length + 2, indent.length + open.length);
  if (length <= LINE_LENGTH) return open + pieces.join(", ") + close;
  return `${open}\n${numberLines(values, `${indent}  `)}\n${indent}${close}`;
}

/** Numbers with a comma behind each, on lines with a margin. */
export function numberLines(values: readonly number[], margin: string): string {
  return pieceLines(values.map(numberLiteral), margin);
}

/** Pieces of a list with a comma behind each, on lines with a margin. */
export function pieceLines(pieces: readonly string[], margin: string): string {
  const lines = wrapped(pieces.map((piece) => `${piece},`), LINE_LENGTH - margin.length);
  return lines.map((line) => margin + line).join("\n");
}

/** A body: statements, and what is given back. */
export interface Body {
  readonly statements: readonly string[];
  readonly results: readonly string[];
}

/**
 * Writes a function's body, in which a value's place is a statement.
 *
 * @param taken names that mean something else already.
 */
export function bodyOf(results: readonly Value[], language: Language, taken: readonly string[]): Body {
  const names = new Set(taken);
  const statements: string[] = [];
  const spelling: Spelling = {
    number: language.number ?? numberLiteral,
    call: (name, operands) => `${language.functionName(name)}(${operands.join(", ")})`,
    mostCharacters: 60,
  };
  const written = formulasOf(results, spelling, ({ label }, text) => {
    const name = freeName(label, names);
    statements.push(language.statement(name, text));
    return name;
  });
  return { statements, results: written };
}

/** The label of a value, or t1, t2, …. */
function freeName(label: string | null, names: Set<string>): string {
  let name = label ?? "t1";
  for (let count = 2; names.has(name); count++) name = label === null ? `t${count}` : `${label}_${count}`;
  names.add(name);
  return name;
}

/** A primitive with the text of its function. */
export type WrittenPrimitive = readonly [name: Primitive, text: string];

/** The texts of the primitives that functions call, in the order in which they are given. */
export function primitivesOf(
  functions: readonly { readonly results: readonly Value[] }[],
  primitives: readonly WrittenPrimitive[],
): readonly string[] {
  const used = new Set(functions.flatMap(({ results }) => operationsOf(results).map(({ name }) => name)));
  return primitives.filter(([name]) => used.has(name)).map(([, text]) => text.slice(1));
}
