// The header line of `trials.csv`.
// Why it is not written beside the lines: workers write those, and what asks an experiment for its format would bring
// the settings and their schema to each of them.

import { formatOf } from "../experiment/config.ts";
import { judgedNames, LOSS_THRESHOLDS } from "../sweep/figures.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import { answerColumns, headerNames } from "./answer_columns.ts";
import { csvLine } from "./csv_text.ts";

/** The header line of `trials.csv`. */
export function trialsHeader({ experiment, keys }: SweepPlan): string {
  const format = formatOf(experiment);
  const { target } = experiment.dataset;
  const names = [
    ...keys,
    "status",
    "final_loss",
    ...LOSS_THRESHOLDS.map((threshold) => `first_epoch_under_${threshold}`),
    "diverged_at_epoch",
    ...judgedNames(experiment),
    ...experiment.queries.flatMap(({ name }) =>
      answerColumns(target, format, name).map((column) => column.name)
    ),
  ];
  return csvLine(headerNames(format, names));
}
