// How the parts of arithmetic are spelled, for a terminal and in TeX.
// What must not change: names in plain text are those of the classic program, sum_h1 and y_pred, and can be searched for;
// Markdown reads a text before TeX does, so nothing in TeX may look like Markdown to it.
import { type Notation, SHOWN_TERMS } from "./notation.ts";

/** Unicode for a terminal: w1, ∂L/∂w1, 2·(−3), 5.31e−4. */
export const textNotation: Notation = {
  times: "·",
  timesApart: " · ",
  minus: "−",
  ellipsis: "…",
  shownTerms: SHOWN_TERMS,
  number: (text) => text,
  name(name) {
    if (typeof name === "string") return name;
    if ("of" in name) return `∂${name.of}/∂${name.by}`;
    if ("slopeOf" in name) return `${name.slopeOf}′(${name.at})`;
    if ("updated" in name) return `new ${name.updated}`;
    if ("signOf" in name) return `sign(${name.signOf})`;
    if ("oneMinus" in name) return `(1 − ${name.oneMinus})`;
    return "predicted" in name ? `predicted ${name.predicted}` : name.feature;
  },
  call(functionName, argument) {
    if (functionName === "exp") return `e^(${argument})`;
    if (functionName === "expm1") return `(e^(${argument}) − 1)`;
    if (functionName === "log1p") return `ln(1 + ${argument})`;
    // On a pocket calculator the other key is the logarithm to base 10.
    return `${functionName === "log" ? "ln" : functionName}(${argument})`;
  },
  quotient: (left, right, isCompound) =>
    `${isCompound.left ? `(${left})` : left} / ${isCompound.right ? `(${right})` : right}`,
  grouped: (inner) => `(${inner})`,
  squared: (base) => `${base}²`,
  size: (inner) => `|${inner}|`,
  because: (left, isGreater, right) => `, as ${left} ${isGreater ? ">" : "≤"} ${right}`,
};

/** TeX that GitHub, KaTeX and MathJax read alike; the user's names lose every ASCII sign. */
export const texNotation: Notation = {
  times: " \\cdot ",
  timesApart: " \\cdot ",
  minus: "-",
  ellipsis: "\\dots",
  shownTerms: SHOWN_TERMS,
  number: (text) =>
    text.replace("∞", "\\infty").replace("NaN", "\\mathrm{NaN}").replace(/e(.+)/, " \\cdot 10^{$1}")
      .replaceAll("−", "-"),
  name(name) {
    if (typeof name === "string") return texName(name);
    if ("of" in name) return `\\frac{\\partial ${texName(name.of)}}{\\partial ${texName(name.by)}}`;
    if ("slopeOf" in name) return `${texFunction(name.slopeOf)}'(${texName(name.at)})`;
    if ("updated" in name) return `${texName(name.updated)}^{\\mathrm{new}}`;
    if ("signOf" in name) return `\\mathrm{sign}(${texName(name.signOf)})`;
    if ("oneMinus" in name) return `(1 - ${texName(name.oneMinus)})`;
    // All that means something to TeX or Markdown is ASCII.
    const column = "predicted" in name ? name.predicted : name.feature;
    const plain = column.replace(/[!-/:-@[-`{-~\s]+/g, " ").trim() || "value";
    return `\\text{${"predicted" in name ? "predicted " : ""}${plain}}`;
  },
  call(functionName, argument) {
    if (functionName === "exp") return `e^{${argument}}`;
    if (functionName === "expm1") return `(e^{${argument}} - 1)`;
    if (functionName === "log1p") return `\\ln(1 + ${argument})`;
    if (functionName === "log") return `\\ln(${argument})`;
    return functionName === "√" ? `\\sqrt{${argument}}` : `${texFunction(functionName)}(${argument})`;
  },
  quotient: (left, right) => `\\frac{${left}}{${right}}`,
  grouped: (inner) => `(${inner})`,
  squared: (base) => `${base}^2`,
  size: (inner) => `\\lvert ${inner} \\rvert`,
  because: (left, isGreater, right) => `\\quad (${left} ${isGreater ? ">" : "\\le"} ${right})`,
};

/** gelu_tanh → \text{gelu tanh}: an underscore would be an index. */
function texFunction(name: string): string {
  return name.includes("_") ? `\\text{${name.replaceAll("_", " ")}}` : `\\mathrm{${name}}`;
}

/**
 * w1 → w_1, sum_h1 → s_{h_1}, y_pred → y_{\mathrm{pred}}.
 *
 * An underscore always follows a letter: between brackets Markdown might take it for emphasis.
 */
function texName(name: string): string {
  // Names of layers have dots, and a word of the user's may be part of one: its signs are lost.
  if (name.startsWith("sum_") && name.includes(".")) return `s_{${texName(name.slice("sum_".length))}}`;
  if (name.includes(".")) return `\\text{${name.replace(/[!-\-/:-@[-`{-~\s]+/g, " ").trim()}}`;
  const [base, power] = name.split("^");
  if (power !== undefined) return `${texName(base)}^{${power}}`;
  const [stem, below] = name.split("_");
  if (stem === "sum" && below !== undefined) return `s_{${texName(below)}}`;
  if (below !== undefined) {
    return stem.length === 1 ? `${stem}_{\\mathrm{${below}}}` : `\\text{${name.replaceAll("_", " ")}}`;
  }
  const [, word, number] = /^([a-zA-Z]+)(\d*)$/.exec(name) ?? [];
  if (word === undefined) return name;
  const index = number === "" ? "" : `_${number.length === 1 ? number : `{${number}}`}`;
  return word.length === 1 || word in GREEK ? (GREEK[word] ?? word) + index : `\\mathrm{${word}${index}}`;
}

/** Names that people write as a letter. */
const GREEK: Readonly<Record<string, string>> = { beta: "\\beta", rho: "\\rho", epsilon: "\\varepsilon" };
