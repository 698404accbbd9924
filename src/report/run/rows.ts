// The data as the network sees it: raw values, shifted and scaled, with the target, the answer and the error.
// Why both values: most surprises come from a shift or a scale that nobody looked at.

import { type ClassesTarget, indexOfLargest, type Row, targetNamesOf } from "../../dataset/dataset.ts";
import { type Column, standardize } from "../../dataset/standardize.ts";
import { answersOf } from "../../run/row_answers.ts";
import type { Outcome } from "../../run/outcome.ts";
import { type ColumnMakers, type ItemColumn, itemTable } from "../../document/item_table.ts";
import { type Block, paragraph } from "../../document/page.ts";
import { asOutput, asWritten, inWords, withDecimals } from "../../text/number_words.ts";
import { cutNote, listed, withUnit } from "../../text/words.ts";
import { MOST_ROWS } from "./answers.ts";
import { featureColumns, MOST_FEATURES, type TableFeatures, tableFeaturesOf } from "./feature_columns.ts";

/** The rows as a table; none where there are no rows. */
export function rowBlocks(outcome: Outcome): readonly Block[] {
  const { rows } = outcome.experiment.dataset;
  if (rows.length === 0) return [paragraph("There are no rows.")];
  const shown = rows.slice(0, MOST_ROWS);
  const features = tableFeaturesOf(outcome);
  const inputs = features.shown.flatMap(({ input }) => input ?? []);
  const isChanged = inputs.some(({ shift, scale, missing }) =>
    shift !== 0 || scale !== 1 || missing !== undefined
  );
  const caption = captionOf(outcome, shown.length, features);
  const table = itemTable([caption], shown, (makers) => [
    makers.text("row", ({ name }) => name),
    ...featureColumns(features.shown, makers),
    ...(isChanged ? inputs.map((feature) => inputColumn(feature, shown, makers)) : []),
    ...answerColumns(outcome, makers),
  ]);
  return [table];
}

/** What the network sees of a feature. */
function inputColumn(
  feature: Column,
  rows: readonly Row[],
  { number }: ColumnMakers<Row>,
): ItemColumn<Row> {
  const inputs = inputTexts(rows.map(({ values }) => standardize(feature, values[feature.index])));
  return number(inputTitle(feature), (_, row) => inputs[row]);
}

/** What the rows say, and what the network answers to them. */
function answerColumns(outcome: Outcome, makers: ColumnMakers<Row>): readonly ItemColumn<Row>[] {
  const { target } = outcome.experiment.dataset;
  const outputs = answersOf(outcome)?.training?.outputs ?? null;
  if (target?.kind === "classes") return classColumns(target, outputs, makers);
  const { number } = makers;
  const names = targetNamesOf(target).slice(0, MOST_FEATURES);
  return names.flatMap((name, index): readonly ItemColumn<Row>[] => {
    const of = names.length === 1 ? "" : ` ${name}`;
    const unit = target?.kind === "numbers" ? target.columns[index].unit : null;
    const wanted = number(withUnit(name, unit), ({ targets }) => asWritten(targets[index]));
    if (outputs === null) return [wanted];
    return [
      wanted,
      number(`output${of}`, (_, row) => asOutput(outputs[row][index])),
      number(`error${of}`, ({ targets }, row) => withDecimals(targets[index] - outputs[row][index], 3)),
    ];
  });
}

/** The class of each row beside the answer, which stands out where it is another, and the output of that answer. */
function classColumns(
  { name, labels }: ClassesTarget,
  outputs: readonly (readonly number[])[] | null,
  { text, number }: ColumnMakers<Row>,
): readonly ItemColumn<Row>[] {
  const wanted = text(name, ({ targets: [truth] }) => labels[truth]);
  if (outputs === null) return [wanted];
  const answers = outputs.map(indexOfLargest);
  return [
    wanted,
    text("answer", ({ targets: [truth] }, row) => {
      const label = labels[answers[row]];
      return answers[row] === truth ? label : { strong: label };
    }),
    number("its output", (_, row) => asOutput(outputs[row][answers[row]])),
  ];
}

/** Whole numbers as they are; others with as many decimals as show three digits of the largest. */
function inputTexts(inputs: readonly number[]): readonly string[] {
  if (inputs.every(Number.isInteger)) return inputs.map(asWritten);
  let largest = inputs.reduce((most, input) => Math.max(most, Math.abs(input)), 0);
  let decimals = 0;
  for (; decimals < 8 && largest < 100; largest *= 10) decimals++;
  return inputs.map((input) => withDecimals(input, decimals));
}

/** What is computed from the raw value: `weight − 135`, `(weight − 135) / 12`. */
function inputTitle({ name, shift, scale }: Column): string {
  const shifted = shift === 0 ? name : `${name} ${shift < 0 ? "+" : "−"} ${inWords(Math.abs(shift))}`;
  if (scale === 1) return shift === 0 ? `${name} as it is` : shifted;
  return `${shift === 0 ? name : `(${shifted})`} / ${inWords(scale)}`;
}

function captionOf(
  { experiment, parameters }: Outcome,
  shown: number,
  features: TableFeatures,
): string {
  const { rows, target } = experiment.dataset;
  const order = experiment.training.shuffle === "none"
    ? "in the order of training"
    : "in the order of the file; each epoch takes them in a new order";
  const sentences = [`The rows, ${order}, and what the network sees of them.`];
  if (features.shown.some(({ column }) => column.labels !== null)) {
    sentences.push("Each word is an input of its own: 1 for the rows that have it, 0 for the others.");
  }
  if (target?.kind === "coded" && target.classes.length <= 6) {
    const classes = target.classes.map(({ label, value }) => `${label} is ${asWritten(value)}`);
    sentences.push(`In column ${target.name}, ${listed(classes)}.`);
  }
  if (parameters !== null && target?.kind === "classes") {
    sentences.push("An answer that is not the row's own class is bold.");
  } else if (parameters !== null) {
    sentences.push("The error is the target minus the network's output.");
  }
  return sentences.join(" ") + cutNote([
    { shown, count: rows.length, what: "rows" },
    features.cut,
  ]);
}
