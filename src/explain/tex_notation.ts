// Arithmetic as TeX.
// What must not change: Markdown reads a text before TeX does, so nothing here may look like Markdown to it.
import type { Notation } from "./notation.ts";

/** TeX that GitHub, KaTeX and MathJax read alike; nothing of the user's gets in that is a sign in ASCII. */
export const texNotation: Notation = {
  times: " \\cdot ",
  timesApart: " \\cdot ",
  minus: "-",
  ellipsis: "\\dots",
  number: (text) =>
    text.replace("∞", "\\infty").replace("NaN", "\\mathrm{NaN}").replace(/e(.+)/, " \\cdot 10^{$1}")
      .replaceAll("−", "-"),
  name(name) {
    if (typeof name === "string") return texName(name);
    if ("of" in name) return `\\frac{\\partial ${texName(name.of)}}{\\partial ${texName(name.by)}}`;
    if ("slopeOf" in name) return `\\mathrm{${name.slopeOf}}'(${texName(name.at)})`;
    if ("updated" in name) return `${texName(name.updated)}^{\\mathrm{new}}`;
    // All that means something to TeX or Markdown is ASCII.
    const plain = name.feature.replace(/[!-/:-@[-`{-~\s]+/g, " ").trim();
    return `\\text{${plain === "" ? "value" : plain}}`;
  },
  call: (functionName, argument) => `\\mathrm{${functionName}}(${argument})`,
  quotient: (left, right) => `\\frac{${left}}{${right}}`,
  grouped: (inner) => `(${inner})`,
  squared: (base) => `${base}^2`,
  because: (name, isAboveZero) => `\\quad (${name} ${isAboveZero ? ">" : "\\le"} 0)`,
};

/**
 * w1 → w_1, sum_h1 → s_{h_1}, y_pred → y_{\mathrm{pred}}.
 *
 * An underscore always follows a letter: between brackets Markdown might take it for emphasis.
 */
function texName(name: string): string {
  const [stem, index] = name.split("_");
  if (name === "learning_rate") return "\\text{learning rate}";
  if (stem === "sum" && index !== undefined) return `s_{${texName(index)}}`;
  if (index !== undefined) return `${stem}_{\\mathrm{${index}}}`;
  const [, letter, number] = /^([a-z])(\d+)$/.exec(name) ?? [];
  if (letter === undefined) return name;
  return `${letter}_${number.length === 1 ? number : `{${number}}`}`;
}
