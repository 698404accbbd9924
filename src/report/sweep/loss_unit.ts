// In which unit the losses of a sweep are: numbers are learned shifted and scaled, and so are the errors that a loss is made of.
// Why said: a loss of 0.3 is small where the target is in standard deviations, and nothing where it is a price.

import type { ColumnRequest } from "../../dataset/dataset.ts";
import { haveOneUnit } from "../../sweep/measures.ts";
import type { SweepPlan } from "../../sweep/plan.ts";
import { asWritten } from "../../text/number_words.ts";
import { listed } from "../../text/words.ts";

/** Targets that are named. */
const MOST_NAMED = 6;

/** `losses are those of price in standard deviations, …`; null where they are in the units of the table, of no numbers at all, or in a unit for each trial. */
export function lossUnitWords(plan: Pick<SweepPlan, "experiment" | "keys">): string | null {
  const { target } = plan.experiment.dataset;
  if (target?.kind !== "numbers" || !haveOneUnit(plan)) return null;
  const { columns } = target;
  if (columns.every(({ scale }) => scale === 1)) return null;
  const words = listed(columns.map(learnedWords), MOST_NAMED);
  return `losses are those of ${words}, not in units of the table`;
}

function learnedWords({ name, scale }: ColumnRequest): string {
  if (scale === "std") return `${name} in standard deviations`;
  if (scale === "range") return `${name} as a share of its range`;
  return scale === 1 ? `${name} as it is` : `${name} divided by ${asWritten(scale)}`;
}
