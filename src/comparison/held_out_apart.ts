// Whether runs that are compared hold out the same rows.
// Why: a validation loss of other rows is another measure, and a table sets them side by side as if it were one.

import type { Row } from "../dataset/dataset.ts";
import type { Experiment } from "../experiment/experiment.ts";

/** What is said below a table of runs; null where all that hold out rows hold out the same, in any order. */
export function heldOutNote(experiments: readonly Experiment[]): string | null {
  const heldOut = experiments.flatMap(({ dataset: { validation } }) =>
    validation === null ? [] : [validation.rows]
  );
  if (heldOut.length < 2) return null;
  const [first, ...others] = heldOut.map(rowTexts);
  return others.every((rows) => rows.size === first.size && [...rows].every((row) => first.has(row)))
    ? null
    : "the runs hold out different rows, so their validation figures do not judge the same rows";
}

function rowTexts(rows: readonly Row[]): ReadonlySet<string> {
  return new Set(rows.map(({ name, values, targets }) => JSON.stringify([name, values, targets])));
}
