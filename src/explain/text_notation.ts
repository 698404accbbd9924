// Arithmetic as a terminal shows it.
// Why names stay plain, sum_h1 and y_pred: they are those of the classic program, and can be searched for.
import type { Notation } from "./notation.ts";

/** Unicode for a terminal: w1, ∂L/∂w1, 2·(−3), 5.31e−4. */
export const textNotation: Notation = {
  times: "·",
  timesApart: " · ",
  minus: "−",
  ellipsis: "…",
  number: (text) => text,
  name(name) {
    if (typeof name === "string") return name;
    if ("of" in name) return `∂${name.of}/∂${name.by}`;
    if ("slopeOf" in name) return `${name.slopeOf}′(${name.at})`;
    return "updated" in name ? `new ${name.updated}` : name.feature;
  },
  call: (functionName, argument) => `${functionName}(${argument})`,
  quotient: (left, right, isCompound) =>
    `${isCompound.left ? `(${left})` : left} / ${isCompound.right ? `(${right})` : right}`,
  grouped: (inner) => `(${inner})`,
  squared: (base) => `${base}²`,
  because: (name, isAboveZero) => `, as ${name} ${isAboveZero ? ">" : "≤"} 0`,
};
