// The figures kept of each trial, NaN where there is none.
// Why so few: millions of trials must fit on a disk, and any trial is soon run again in full.
// Why figure by figure and not trial by trial: statistics ask for one figure of all trials at a time.

import { outputNamesOf } from "../dataset/dataset.ts";
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

/** How many answers a trial gives. */
export interface AnswerShape {
  readonly queryCount: number;
  /** Numbers of each answer. */
  readonly outputCount: number;
}

/** How many answers the trials of an experiment give. */
export function answerShapeOf({ dataset, queries }: Pick<Experiment, "dataset" | "queries">): AnswerShape {
  return { queryCount: queries.length, outputCount: outputNamesOf(dataset.target).length };
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
export function figureCount({ queryCount, outputCount }: AnswerShape): number {
  return FIGURE.outputs + queryCount * outputCount;
}

/** Bytes that are kept of each trial: its figures as doubles, and the bin of its loss at each epoch of the bands. */
export function trialBytes(shape: AnswerShape, bandEpochCount: number): number {
  return figureCount(shape) * 8 + bandEpochCount * 2;
}
