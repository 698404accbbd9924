// How good the answers of runs side by side are: the figures of their rows, learned and held out, and what they are called.
// Why not the names of a sweep alone: a run has its scores, and R² says of numbers what accuracy says of classes.
// What must not change: errors in raw units stand beside each other only where all runs have the same units.

import { classLabelsOf } from "../dataset/dataset.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { figureWords } from "../sweep/figure_words.ts";
import type { Outcome } from "../run/outcome.ts";
import { answersOf } from "../run/row_answers.ts";
import { differIn, numbersScores, scoresOfRows } from "../run/scores.ts";
import { accuracyOf, verdictOf } from "../run/verdict.ts";
import { type JudgedName, judgedNames } from "../sweep/figures.ts";
import { listed } from "../text/words.ts";

/** Scores of numbers that are held out, in their order. */
const NUMBER_SCORES = ["validation_r2", "validation_mae"] as const;

/** The names of the figures that some of the runs have; none where none holds rows out. */
export function judgedFigureNames(experiments: readonly Experiment[]): readonly string[] {
  const columns = experiments.map(heldOutColumns).filter(({ length }) => length > 0);
  const isOneUnit = new Set(columns.map((one) => JSON.stringify(one))).size === 1;
  const scores = NUMBER_SCORES.filter((score) => score !== "validation_mae" || isOneUnit);
  const names = experiments.flatMap((experiment) => [
    ...judgedNames(experiment),
    ...(judgesClasses(experiment) ? ["validation_macro_f1"] : []),
    ...scoreNames(experiment).filter(([, , score]) => scores.includes(score)).map(([name]) => name),
  ]);
  return [...new Set(names)];
}

/**
 * The figures of a run.
 *
 * @param names those that some of the runs have.
 */
export function judgedFigures(
  outcome: Outcome,
  names: readonly string[],
): ReadonlyMap<string, number | null> {
  if (names.length === 0) return new Map(); // and its rows need no answers
  const { training, validation } = verdictOf(outcome);
  const heldOut = answersOf(outcome)?.validation ?? null;
  const ofRows: Readonly<Record<JudgedName, number | null>> = {
    accuracy: accuracyOf(training),
    validation_loss: validation?.loss ?? null,
    validation_accuracy: accuracyOf(validation),
    validation_macro_f1: heldOut === null
      ? null
      : scoresOfRows(outcome.experiment, heldOut).classes?.macroF1 ?? null,
  };
  const figures = new Map<string, number | null>([...Object.entries(ofRows), ...heldOutScores(outcome)]);
  return new Map(names.map((name) => [name, figures.get(name) ?? null]));
}

/** What a figure is called in a heading: `validation loss`, `validation R²`, `validation MAE of price`. */
export function judgedWords(name: string): string {
  const [figure, ...column] = name.split(".");
  return column.length === 0 ? figureWords(figure) : `${figureWords(figure)} of ${column.join(".")}`;
}

/** What a short heading means; null where there is none. */
export function judgedNote(names: readonly string[], experiments: readonly Experiment[]): string | null {
  if (!names.some((name) => name.startsWith("validation_mae"))) return null;
  const units = experiments.flatMap(heldOutColumns).map(({ name, unit }) => unit ?? `the unit of ${name}`);
  return `MAE: mean absolute error, in ${listed([...new Set(units)], 3)}`;
}

/** Whether answers for rows held out are classes: a run shows the macro F1 of these whether or not it is a goal of sweeps. */
function judgesClasses({ dataset: { target, validation } }: Experiment): boolean {
  return validation !== null && classLabelsOf(target).length > 1;
}

/** The columns of numbers of which rows are held out. */
function heldOutColumns(
  { dataset: { target, validation } }: Experiment,
): readonly { readonly name: string; readonly unit: string | null }[] {
  return target?.kind !== "numbers" || validation === null
    ? []
    : target.columns.map(({ name, unit }) => ({ name, unit }));
}

/** Each score of each column, under a name of its own; of a single column under that of the score. */
function scoreNames(
  experiment: Experiment,
): readonly (readonly [name: string, column: number, score: typeof NUMBER_SCORES[number]])[] {
  const columns = heldOutColumns(experiment);
  return NUMBER_SCORES.flatMap((score) =>
    columns.map(({ name }, column) =>
      [columns.length === 1 ? score : `${score}.${name}`, column, score] as const
    )
  );
}

function heldOutScores(outcome: Outcome): readonly (readonly [name: string, value: number | null])[] {
  const { target } = outcome.experiment.dataset;
  const answers = answersOf(outcome)?.validation ?? null;
  if (target?.kind !== "numbers" || answers === null) return [];
  const scores = numbersScores(target, answers);
  return scoreNames(outcome.experiment).map(([name, column, score]) => [
    name,
    score === "validation_mae" ? scores[column].mae : differIn(answers, column) ? scores[column].r2 : null,
  ]);
}
