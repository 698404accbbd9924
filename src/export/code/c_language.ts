// How C spells functions, statements and texts.
// What must not change: names of functions begin with pinned_, since a compiler knows those of its own library.

import type { CodeFunction } from "./functions.ts";
import { bodyOf, type Language } from "./language.ts";

export const c: Language = {
  functionName: (name) => name === "squareRoot" ? "sqrt" : `pinned_${name}`,
  statement: (name, text) => `const double ${name} = ${text};`,
};

/** A text of the user's as a string of C: a question mark might begin a trigraph. */
export function cString(text: string): string {
  return JSON.stringify(text).replaceAll("?", "\\?");
}

/** A function of the file. */
export function cFunction({ name, isOfLayer, results }: CodeFunction): string {
  const { statements, results: given } = bodyOf(results, c, ["x", "y", name]);
  const body = statements.map((line) => `    ${line}\n`).join("");
  if (!isOfLayer) {
    return `static double ${c.functionName(name)}(double x) {\n${body}    return ${given[0]};\n}\n`;
  }
  const stores = given.map((text, index) => `    y[${index}] = ${text};\n`).join("");
  return `static void ${c.functionName(name)}(const double *x, double *y) {\n${body}${stores}}\n`;
}
