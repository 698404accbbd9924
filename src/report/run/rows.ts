// The data as the network sees it: raw values, shifted and scaled, with the target, the answer and the error.
// Why both values: most surprises come from a shift or a scale that nobody looked at.

import { type ClassesTarget, indexOfLargest, type Row, targetNamesOf } from "../../dataset/dataset.ts";
import { type Column, standardize } from "../../dataset/standardize.ts";
import { answersOf } from "../../run/row_answers.ts";
import type { Outcome } from "../../run/outcome.ts";
import { type Block, type Cell, headings, paragraph } from "../../document/page.ts";
import { asOutput, asWritten, inWords, withDecimals } from "../../text/number_words.ts";
import { cutNote, listed, withUnit } from "../../text/words.ts";
import { featureCell, MOST_FEATURES, MOST_ROWS } from "./answers.ts";

/** The rows as a table; none where there are no rows. */
export function rowBlocks(outcome: Outcome): readonly Block[] {
  const { experiment, features } = outcome;
  const { rows } = experiment.dataset;
  if (rows.length === 0) return [paragraph("There are no rows.")];
  const shown = rows.slice(0, MOST_ROWS);
  const shownFeatures = features.slice(0, MOST_FEATURES);
  const isChanged = shownFeatures.some(({ shift, scale, missing }) =>
    shift !== 0 || scale !== 1 || missing !== undefined
  );
  const inputs = isChanged
    ? shownFeatures.map((feature) =>
      inputTexts(shown.map(({ values }) => standardize(feature, values[feature.index])))
    )
    : [];
  const outputs = answersOf(outcome)?.training?.outputs ?? null;
  const answers = answerColumns(outcome, shown, outputs);
  const titles = [
    ...shownFeatures.map(({ name, unit }) => withUnit(name, unit)),
    ...(isChanged ? shownFeatures.map(inputTitle) : []),
  ];
  const cells = shown.map(({ name, values }, row): Cell[] => [
    name,
    ...shownFeatures.map((feature) => featureCell(feature, values)),
    ...inputs.map((column) => column[row]),
    ...answers.map(({ cells }) => cells[row]),
  ]);
  const caption = [captionOf(outcome, shown.length, shownFeatures.length)];
  const columns = [
    ...headings("text", "row"),
    ...titles.flatMap((title) => headings(features[0].tokens === undefined ? "number" : "text", title)),
    ...answers.flatMap(({ kind, title }) => headings(kind, title)),
  ];
  return [{ kind: "table", caption, columns, rows: cells }];
}

/** A column of the table beside the features. */
interface AnswerColumn {
  readonly title: string;
  readonly kind: "text" | "number";
  readonly cells: readonly Cell[];
}

/** What the rows say, and what the network answers to them. */
function answerColumns(
  { experiment: { dataset: { target } } }: Outcome,
  rows: readonly Row[],
  outputs: readonly (readonly number[])[] | null,
): readonly AnswerColumn[] {
  if (target?.kind === "classes") return classColumns(target, rows, outputs);
  const names = targetNamesOf(target).slice(0, MOST_FEATURES);
  return names.flatMap((name, index): readonly AnswerColumn[] => {
    const of = names.length === 1 ? "" : ` ${name}`;
    const wanted = rows.map(({ targets }) => targets[index]);
    const column = (title: string, cells: readonly Cell[]): AnswerColumn => ({
      title,
      kind: "number",
      cells,
    });
    const unit = target?.kind === "numbers" ? target.columns[index].unit : null;
    if (outputs === null) return [column(withUnit(name, unit), wanted.map(asWritten))];
    return [
      column(withUnit(name, unit), wanted.map(asWritten)),
      column(`output${of}`, wanted.map((_, row) => asOutput(outputs[row][index]))),
      column(`error${of}`, wanted.map((value, row) => withDecimals(value - outputs[row][index], 3))),
    ];
  });
}

/** The class of each row beside the answer, which stands out where it is another, and the output of that answer. */
function classColumns(
  { name, labels }: ClassesTarget,
  rows: readonly Row[],
  outputs: readonly (readonly number[])[] | null,
): readonly AnswerColumn[] {
  const truths = {
    title: name,
    kind: "text",
    cells: rows.map(({ targets: [truth] }) => labels[truth]),
  } as const;
  if (outputs === null) return [truths];
  const answers = rows.map((_, row) => indexOfLargest(outputs[row]));
  return [
    truths,
    {
      title: "answer",
      kind: "text",
      cells: rows.map(({ targets: [truth] }, row) =>
        answers[row] === truth ? labels[truth] : { strong: labels[answers[row]] }
      ),
    },
    {
      title: "its output",
      kind: "number",
      cells: rows.map((_, row) => asOutput(outputs[row][answers[row]])),
    },
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
  { experiment, features, parameters }: Outcome,
  shown: number,
  shownFeatures: number,
): string {
  const { rows, target } = experiment.dataset;
  const order = experiment.training.shuffle === "none"
    ? "in the order in which they are learned"
    : "in the order of the file; each epoch learns them in another";
  const sentences = [`The rows, ${order}, and what the network sees of them.`];
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
    { shown: shownFeatures, count: features.length, what: "features" },
  ]);
}
