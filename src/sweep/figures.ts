// The figures kept of each trial, NaN where there is none.
// Why so few: millions of trials must fit on a disk, and any trial is soon run again in full.
// Why figure by figure and not trial by trial: statistics ask for one figure of all trials at a time.

import { classLabelsOf, outputNamesOf } from "../dataset/dataset.ts";
import type { Experiment } from "../experiment/experiment.ts";

/** A trial's first logged epoch under each of these losses is kept. */
export const LOSS_THRESHOLDS: readonly number[] = [0.1, 0.01];

/** The number of each figure of a trial. */
export const FIGURE = {
  /** The loss of the final parameters; NaN where the trial diverged or has no rows. */
  finalLoss: 0,
  /** The epoch whose loss was not finite; NaN for a completed trial. */
  divergedAtEpoch: 1,
  /** The first of the epochs under each loss threshold; NaN where none was logged. */
  firstEpochUnder: 2,
  /** The first of the outputs, query by query; NaN where there is no finite answer. */
  outputs: 4,
} as const;

/** How many answers a trial gives, and how many figures judge it. */
export interface AnswerShape {
  readonly queryCount: number;
  /** Numbers of each answer. */
  readonly outputCount: number;
  /** Figures of rows, learned and held out; 0 where none are held out. */
  readonly judgedCount: number;
}

/** How many answers the trials of an experiment give, and how many figures judge them. */
export function answerShapeOf(experiment: Pick<Experiment, "dataset" | "queries">): AnswerShape {
  return {
    queryCount: experiment.queries.length,
    outputCount: outputNamesOf(experiment.dataset.target).length,
    judgedCount: judgedNames(experiment).length,
  };
}

/** What a figure of rows is called: of those learned `accuracy`, of those held out `validation_loss` and `validation_accuracy`. */
export type JudgedName = "accuracy" | "validation_loss" | "validation_accuracy";

/** The figures of rows in their order; none where no rows are held out. */
export function judgedNames({ dataset }: Pick<Experiment, "dataset">): readonly JudgedName[] {
  if (dataset.validation === null) return [];
  const hasClasses = classLabelsOf(dataset.target).length > 0;
  return hasClasses ? ["accuracy", "validation_loss", "validation_accuracy"] : ["validation_loss"];
}

/** The number of the figure that judges rows, which follow all answers. */
export function judgedFigure({ queryCount, outputCount }: AnswerShape, index: number): number {
  return FIGURE.outputs + queryCount * outputCount + index;
}

/** The number of the figure that holds an output of a query. */
export function outputFigure(
  { outputCount }: Pick<AnswerShape, "outputCount">,
  query: number,
  output = 0,
): number {
  return FIGURE.outputs + query * outputCount + output;
}

/** What an output of a query is called: the query alone where it is the only one, else `query.output`. */
export function answerName(query: string, outputNames: readonly string[], output: number): string {
  return outputNames.length === 1 ? query : `${query}.${outputNames[output]}`;
}

/** The name and the figure of every output of every query, in the order of the figures. */
export function answerFigures(
  { dataset, queries }: Pick<Experiment, "dataset" | "queries">,
): readonly { readonly name: string; readonly query: number; readonly figure: number }[] {
  const names = outputNamesOf(dataset.target);
  return queries.flatMap(({ name }, query) =>
    names.map((_, output) => ({
      name: answerName(name, names, output),
      query,
      figure: outputFigure({ outputCount: names.length }, query, output),
    }))
  );
}

/** Figures of a trial. */
export function figureCount(shape: AnswerShape): number {
  return judgedFigure(shape, shape.judgedCount);
}

/** Bytes that are kept of each trial: its figures as doubles, and the bin of its loss at each epoch of the bands. */
export function trialBytes(shape: AnswerShape, bandEpochCount: number): number {
  return figureCount(shape) * 8 + bandEpochCount * 2;
}
