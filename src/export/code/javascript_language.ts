// How JavaScript spells functions, statements and texts.
// What must not change: no text of the user's ends the `<script>` of a page into which a module is pasted.

import { stringLiteral } from "./code_plan.ts";
import type { Language } from "./language.ts";

export const javaScript: Language = {
  functionName: (name) => name === "squareRoot" ? "Math.sqrt" : name,
  statement: (name, text) => `const ${name} = ${text};`,
};

/** A text of the user's as a string of JavaScript: a page would read `</script`, `<script` and `<!--` as its own. */
export function javaScriptString(text: string): string {
  return stringLiteral(text).replace(/<(?=[!/s])/gi, "\\x3C");
}
