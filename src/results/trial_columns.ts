// The columns of the trials, in `trials.csv` and `trials.parquet`: the swept keys, and what came of them.
// Why the header is not written beside the lines: workers write those, and what asks an experiment for its format would
// bring the settings and their schema to each of them.

import { formatOf } from "../experiment/config.ts";
import {
  answerShapeOf,
  FIGURE,
  judgedFigure,
  namedFigures,
  outputFigure,
  rowsRightFigure,
} from "../sweep/figures.ts";
import { requireExperiment } from "../experiment/experiment.ts";
import { requireMade } from "../numeric/required_objects.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import { shortest } from "../text/decimal.ts";
import { answerColumns, uniqueNames } from "./answer_columns.ts";
import { csvLine } from "./csv_text.ts";

/** A column of what came of trials: a number is a figure of them, the status and a label follow from figures. */
export type TrialColumn =
  & { readonly name: string }
  & (
    | { readonly kind: "status" }
    | { readonly kind: "number"; readonly figure: number }
    | { readonly kind: "label"; readonly query: number }
  );

/**
 * The columns of what came of trials, as `trials.csv` has them after those of the swept keys, and where each finds its numbers.
 *
 * An answer is called by its query, `Emily`, and where it has several outputs each by both, `Emily.apple`. Where there are such
 * figures, rows that are learned are judged by `all_rows_right` and `accuracy`, rows that are held out by `validation_loss` and
 * `validation_accuracy`, and a trial ends with `last_epoch` and `best_epoch`.
 *
 * @example The answers of all trials to one query
 * ```ts
 * import { columnOf, parseExperiment, sweepExperiment, trialColumns } from "@seedbed/seedbed";
 * const outcome = sweepExperiment(parseExperiment(`
 * name: same
 * dataset: { features: [{ name: x }], target: { name: y }, rows: [{ x: 0, y: 0 }, { x: 1, y: 1 }] }
 * queries: [{ name: half, x: 0.5 }]
 * sweep: { init.seed: 1..20 }
 * `));
 * const column = trialColumns(outcome.plan).find(({ name }) => name === "half");
 * if (column?.kind !== "number") throw new Error("wrong");
 * const answers = columnOf(outcome, column.figure);
 * if (answers.length !== 20 || !answers.every((answer) => answer > 0 && answer < 1)) throw new Error("wrong");
 * ```
 */
export function trialColumns(plan: Pick<SweepPlan, "experiment">): readonly TrialColumn[] {
  requireMade("a plan", "planOf", plan, "experiment");
  const { experiment } = plan;
  requireExperiment(experiment);
  const shape = answerShapeOf(experiment);
  const format = formatOf(experiment);
  const number = (name: string, figure: number): TrialColumn => ({ name, kind: "number", figure });
  return [
    { name: "status", kind: "status" },
    number("final_loss", FIGURE.finalLoss),
    ...shape.lossThresholds.map((threshold, index) =>
      number(`first_epoch_under_${shortest(threshold)}`, FIGURE.firstEpochUnder + index)
    ),
    number("diverged_at_epoch", FIGURE.divergedAtEpoch),
    ...(shape.hasRowsRight ? [number("all_rows_right", rowsRightFigure(shape))] : []),
    ...namedFigures(experiment).map((name, index) => number(name, judgedFigure(shape, index))),
    ...experiment.queries.flatMap(({ name: queryName }, query) =>
      answerColumns(experiment.dataset.target, format, queryName).map(({ name, output }): TrialColumn =>
        output === null ? { name, kind: "label", query } : number(name, outputFigure(shape, query, output))
      )
    ),
  ];
}

/** The header line of `trials.csv`. */
export function trialsHeader(plan: SweepPlan): string {
  const names = [...plan.keys, ...trialColumns(plan).map(({ name }) => name)];
  return csvLine(uniqueNames(names));
}
