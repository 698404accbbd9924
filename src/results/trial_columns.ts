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
import type { SweepPlan } from "../sweep/plan.ts";
import { shortest } from "../text/decimal.ts";
import { answerColumns, uniqueNames } from "./answer_columns.ts";
import { csvLine } from "./csv_text.ts";

/** A column of what came of trials: a number is a figure, the status and a label follow from figures. */
export type TrialColumn =
  & { readonly name: string }
  & (
    | { readonly kind: "status" }
    | { readonly kind: "number"; readonly figure: number }
    | { readonly kind: "label"; readonly query: number }
  );

/** The columns of what came of trials, after those of the swept keys. */
export function trialColumns({ experiment }: Pick<SweepPlan, "experiment">): readonly TrialColumn[] {
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
