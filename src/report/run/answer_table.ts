// The answers of a network with several outputs as columns for a terminal: each output by its name, and the label.
// Why a table where one output has a bar: how close the second best comes is read across, not from the best alone.

import { outputNamesOf, targetNamesOf } from "../../dataset/dataset.ts";
import type { Outcome, Prediction } from "../../run/outcome.ts";
import type { Experiment } from "../../experiment/experiment.ts";
import { answersInColumn, NONE } from "../../text/number_words.ts";
import type { Emphasize } from "../../text/terminal_style.ts";
import { tableLines, type TextColumn, turnedTableLines } from "../../text/text_table.ts";
import { withUnit } from "../../text/words.ts";

/** What each output is called over a column: a class, or a number with its unit. */
export function outputTitles({ dataset: { target } }: Experiment): readonly string[] {
  const isNumbers = target?.kind === "numbers" &&
    (target.columns.length > 1 || target.columns[0].unit !== null);
  if (isNumbers) return target.columns.map(({ name, unit }) => withUnit(name, unit));
  return target?.kind === "classes" ? outputNamesOf(target) : ["output"];
}

/** Outputs that have a column each; of more classes only the best two are shown. */
export const MOST_OUTPUTS = 12;

/** The indices of the two largest of some numbers, the larger first. */
export function bestTwo(outputs: readonly number[]): readonly [number, number] {
  const order = outputs.map((_, index) => index).sort((a, b) => outputs[b] - outputs[a] || a - b);
  return [order[0], order[1]];
}

/** The answers to some queries as lines, within a terminal's width. */
export function answerTableLines(
  { experiment }: Outcome,
  predictions: readonly Prediction[],
  columns: number,
  emphasize: Emphasize,
): readonly string[] {
  const { target } = experiment.dataset;
  const text = (heading: string, texts: readonly string[]): TextColumn => ({
    heading,
    align: "left",
    texts,
    leastWidth: 8,
  });
  const table = [
    text("query", predictions.map(({ name }) => name)),
    ...(target?.kind === "classes"
      ? [text(targetNamesOf(target)[0], predictions.map(({ label }) => label ?? "no answer"))]
      : []),
    ...outputColumns(experiment, predictions),
  ];
  return tableLines(table, columns, emphasize) ?? turnedTableLines(table, columns, emphasize);
}

function outputColumns(experiment: Experiment, predictions: readonly Prediction[]): readonly TextColumn[] {
  const titles = outputTitles(experiment);
  if (titles.length <= MOST_OUTPUTS || experiment.dataset.target?.kind !== "classes") {
    return titles.map((heading, index) => ({
      heading,
      align: "right",
      texts: answersInColumn(predictions.map(({ outputs }) => outputs?.[index] ?? null)),
    }));
  }
  const words = ["its output", "next best"].map((heading, rank): TextColumn => ({
    heading,
    align: "right",
    texts: predictions.map(({ outputs }) => {
      if (outputs === null) return NONE;
      const index = bestTwo(outputs)[rank];
      const [output] = answersInColumn([outputs[index]]);
      return rank === 0 ? output : `${titles[index]} ${output}`;
    }),
  }));
  return words;
}
