// How Python spells functions and statements.
// What must not change: a function of Python's own gives the bits of ours, as the exact square root alone does.

import { type Language, snakeCased } from "./language.ts";

export const python: Language = {
  functionName: (name) => name === "squareRoot" ? "math.sqrt" : snakeCased(name),
  statement: (name, text) => `${name} = ${text}`,
};
