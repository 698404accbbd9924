// The data as the network sees it: raw values, shifted and scaled, with the target, the answer and the error.
// Why both values: most surprises come from a shift or a scale that nobody looked at.

import { targetNamesOf } from "../../dataset/dataset.ts";
import { type Column, inputsOf, standardize } from "../../dataset/standardize.ts";
import { topologyOf } from "../../experiment/experiment.ts";
import { FeedforwardPass } from "../../engine/feedforward.ts";
import type { Outcome } from "../../run/outcome.ts";
import { type Block, type Cell, headings, paragraph } from "../../document/page.ts";
import { asOutput, asWritten, inWords, withDecimals } from "../../text/number_words.ts";
import { cutNote, listed, withUnit } from "../../text/words.ts";
import { MOST_FEATURES, MOST_ROWS } from "./answers.ts";

/** The rows as a table; none where there are no rows. */
export function rowBlocks(outcome: Outcome): readonly Block[] {
  const { experiment, features, parameters } = outcome;
  const { rows, target } = experiment.dataset;
  if (rows.length === 0) return [paragraph("There are no rows.")];
  const shown = rows.slice(0, MOST_ROWS);
  const shownFeatures = features.slice(0, MOST_FEATURES);
  const isChanged = shownFeatures.some(({ shift, scale }) => shift !== 0 || scale !== 1);
  const inputs = isChanged
    ? shownFeatures.map((feature, index) =>
      inputTexts(shown.map(({ values }) => standardize(feature, values[index])))
    )
    : [];
  const titles = [
    ...shownFeatures.map(({ name, unit }) => withUnit(name, unit)),
    ...(isChanged ? shownFeatures.map(inputTitle) : []),
    ...targetNamesOf(target),
    ...(parameters === null ? [] : ["output", "error"]),
  ];
  const cells = shown.map(({ name, values, targets }, row): Cell[] => [
    name,
    ...shownFeatures.map((_, index) => asWritten(values[index])),
    ...inputs.map((column) => column[row]),
    ...targets.map(asWritten),
  ]);
  if (parameters !== null) {
    const outputs = outputsOf(outcome, parameters, shown);
    cells.forEach((row, index) =>
      row.push(asOutput(outputs[index]), withDecimals(shown[index].targets[0] - outputs[index], 3))
    );
  }
  const caption = [captionOf(outcome, shown.length, shownFeatures.length)];
  const columns = [...headings("text", "row"), ...headings("number", ...titles)];
  return [{ kind: "table", caption, columns, rows: cells }];
}

/** Whole numbers as they are; others with as many decimals as show three digits of the largest. */
function inputTexts(inputs: readonly number[]): readonly string[] {
  if (inputs.every(Number.isInteger)) return inputs.map(asWritten);
  let largest = inputs.reduce((most, input) => Math.max(most, Math.abs(input)), 0);
  let decimals = 0;
  for (; decimals < 8 && largest < 100; largest *= 10) decimals++;
  return inputs.map((input) => withDecimals(input, decimals));
}

function outputsOf(
  { experiment, features }: Outcome,
  parameters: Float64Array,
  rows: readonly { readonly values: readonly number[] }[],
): readonly number[] {
  const pass = new FeedforwardPass(topologyOf(experiment));
  const inputs = inputsOf(features, rows);
  return rows.map((_, row) => {
    pass.run(parameters, inputs, row * features.length);
    return pass.outputs[0];
  });
}

/** What is computed from the raw value: `weight − 135`, `(weight − 135) / 12`. */
function inputTitle({ name, shift, scale }: Column): string {
  const shifted = shift === 0 ? name : `${name} ${shift < 0 ? "+" : "−"} ${inWords(Math.abs(shift))}`;
  if (scale === 1) return shift === 0 ? `${name} as it is` : shifted;
  return `${shift === 0 ? name : `(${shifted})`} / ${inWords(scale)}`;
}

function captionOf(
  { experiment, features, parameters }: Outcome,
  shown: number,
  shownFeatures: number,
): string {
  const { rows, target } = experiment.dataset;
  const sentences = ["The rows, in the order in which they are learned, and what the network sees of them."];
  if (target?.kind === "coded" && target.classes.length <= 6) {
    const classes = target.classes.map(({ label, value }) => `${label} is ${asWritten(value)}`);
    sentences.push(`In column ${target.name}, ${listed(classes)}.`);
  }
  if (parameters !== null) sentences.push("The error is the target minus the network's output.");
  return sentences.join(" ") + cutNote([
    { shown, count: rows.length, what: "rows" },
    { shown: shownFeatures, count: features.length, what: "features" },
  ]);
}
