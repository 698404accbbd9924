// The figures kept of each trial, NaN where there is none.
// Why so few: millions of trials must fit on a disk, and any trial is soon run again in full.
// Why figure by figure and not trial by trial: statistics ask for one figure of all trials at a time.

import { classLabelsOf, outputNamesOf } from "../dataset/dataset.ts";
import { keepsBest } from "../engine/supervisor.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { DEFAULT_GOALS } from "../experiment/goals.ts";

/** Losses for which a run says when it first logged one below, and a trial where its sweep names no others. */
export const LOSS_THRESHOLDS = DEFAULT_GOALS.lossThresholds;

/**
 * The number of each figure that every trial has. Those after them depend on the experiment, and {@linkcode trialColumns} finds
 * them by name: the first epoch under each further loss threshold, every output of every query, query by query, what judges
 * a trial, and whether all rows are right.
 */
export const FIGURE = {
  /** The loss of the final parameters; NaN where the trial diverged or has no rows. */
  finalLoss: 0,
  /** The epoch whose loss was not finite; NaN for a completed trial. */
  divergedAtEpoch: 1,
  /** The first of the epochs under each loss threshold; NaN where none was logged. */
  firstEpochUnder: 2,
} as const;

/** Which figures a trial has: its thresholds, how many answers it gives, and how many figures judge it. */
export interface AnswerShape {
  /** Falling; each has a figure. */
  readonly lossThresholds: readonly number[];
  /** Whether there is a figure that is 1 where every learned row is answered rightly, and else 0. */
  readonly hasRowsRight: boolean;
  readonly queryCount: number;
  /** Numbers of each answer. */
  readonly outputCount: number;
  /** Figures of rows, learned and held out, and of where the trial ended; see {@linkcode namedFigures}. */
  readonly judgedCount: number;
}

/** Which figures the trials of an experiment have. */
export function answerShapeOf(
  experiment: Pick<Experiment, "dataset" | "queries" | "goals" | "training" | "sweep">,
): AnswerShape {
  return {
    lossThresholds: experiment.goals.lossThresholds,
    hasRowsRight: experiment.goals.allRowsRight,
    queryCount: experiment.queries.length,
    outputCount: outputNamesOf(experiment.dataset.target).length,
    judgedCount: namedFigures(experiment).length,
  };
}

/** What a figure of rows is called that a trial has at its end: of those learned `accuracy`, the others of those held out. */
export type JudgedName = "accuracy" | "validation_loss" | "validation_accuracy" | "validation_macro_f1";

/** What one is called that a run has after each logged epoch. */
export type EpochName = Exclude<JudgedName, "validation_macro_f1">;

/** The figures of rows after an epoch, in their order; none where no rows are held out. */
export function epochNames({ dataset }: Pick<Experiment, "dataset">): readonly EpochName[] {
  if (dataset.validation === null) return [];
  const hasClasses = classLabelsOf(dataset.target).length > 0;
  return hasClasses ? ["accuracy", "validation_loss", "validation_accuracy"] : ["validation_loss"];
}

/** The figures of rows at the end of a trial, in their order; none where no rows are held out. */
export function judgedNames(experiment: Pick<Experiment, "dataset" | "goals">): readonly JudgedName[] {
  return [...epochNames(experiment), ...(experiment.goals.macroF1 ? ["validation_macro_f1"] as const : [])];
}

/** What a figure of a trial's end is called: the last epoch that it made, and the logged one whose parameters are its result. */
export type EndName = "last_epoch" | "best_epoch";

const END_NAMES: readonly EndName[] = ["last_epoch", "best_epoch"];

/** Whether a figure is one of a trial's end. */
export function isEndName(name: string): name is EndName {
  return END_NAMES.some((end) => end === name);
}

/** The figures of ends in their order; none where every trial makes all its epochs. */
export function endNames(
  { training: { stop }, sweep }: Pick<Experiment, "training" | "sweep">,
): readonly EndName[] {
  const isSwept = (key: string): boolean => sweep?.axes.flat().some((swept) => swept.key === key) ?? false;
  if (keepsBest({ stop }) || isSwept("training.stop.patience")) return END_NAMES;
  return stop !== null || isSwept("training.stop.loss_under") ? ["last_epoch"] : [];
}

/** A figure that has a name of its own. */
export type NamedFigure = JudgedName | EndName;

/** The figures that judge a trial, in their order: those of its rows, then those of its end. */
export function namedFigures(
  experiment: Pick<Experiment, "dataset" | "goals" | "training" | "sweep">,
): readonly NamedFigure[] {
  return [...judgedNames(experiment), ...endNames(experiment)];
}

/** The number of the first of the outputs, query by query; NaN where there is no finite answer. */
export function firstOutput({ lossThresholds }: Pick<AnswerShape, "lossThresholds">): number {
  return FIGURE.firstEpochUnder + lossThresholds.length;
}

/** The number of a figure that judges a trial, by its place in {@linkcode namedFigures}; these follow all answers. */
export function judgedFigure(shape: AnswerShape, index: number): number {
  return firstOutput(shape) + shape.queryCount * shape.outputCount + index;
}

/** The number of the figure that says whether all rows are right, which is the last where there is one. */
export function rowsRightFigure(shape: AnswerShape): number {
  return judgedFigure(shape, shape.judgedCount);
}

/** The number of the figure that holds an output of a query. */
export function outputFigure(
  shape: Pick<AnswerShape, "outputCount" | "lossThresholds">,
  query: number,
  output = 0,
): number {
  return firstOutput(shape) + query * shape.outputCount + output;
}

/** What an output of a query is called: the query alone where it is the only one, else `query.output`. */
export function answerName(query: string, outputNames: readonly string[], output: number): string {
  return outputNames.length === 1 ? query : `${query}.${outputNames[output]}`;
}

/** The name and the figure of every output of every query, in the order of the figures. */
export function answerFigures(
  { dataset, queries, goals }: Pick<Experiment, "dataset" | "queries" | "goals">,
): readonly { readonly name: string; readonly query: number; readonly figure: number }[] {
  const names = outputNamesOf(dataset.target);
  return queries.flatMap(({ name }, query) =>
    names.map((_, output) => ({
      name: answerName(name, names, output),
      query,
      figure: outputFigure({ outputCount: names.length, ...goals }, query, output),
    }))
  );
}

/** Figures of a trial. */
export function figureCount(shape: AnswerShape): number {
  return rowsRightFigure(shape) + (shape.hasRowsRight ? 1 : 0);
}

/** Bytes that are kept of each trial: its figures as doubles, and the bin of its loss at each epoch of the bands. */
export function trialBytes(shape: AnswerShape, bandEpochCount: number): number {
  return figureCount(shape) * 8 + bandEpochCount * 2;
}
