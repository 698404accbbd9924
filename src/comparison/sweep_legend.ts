// What the headings and cells of compared sweeps mean, in one line below their table.
// What must not change: nothing is explained that the table does not have.

import { listed } from "../text/words.ts";
import { bestNamesIn } from "./best_settings.ts";
import { goalsIn, luckKindsIn, type NamedSweep, queryOf } from "./compared_sweeps.ts";
import { answersNote, isOfClasses, shownQueries } from "./sweep_table.ts";

/** What the columns of goals mean, for people. */
function goalLegend(sweeps: readonly NamedSweep[]): readonly string[] {
  const goals = goalsIn(sweeps);
  const threshold = goals.find(({ kind }) => kind === "loss under");
  return [
    ...(goals.some(({ kind }) => kind === "rows right")
      ? ["all right: share of the trials that answer every row rightly"]
      : []),
    ...(threshold === undefined
      ? []
      : [`${threshold.brief.replace("under ", "<")}: share of the trials that logged a loss under it`]),
  ];
}

/** What the headings and cells of the table mean. */
export function sweepLegend(sweeps: readonly NamedSweep[]): string {
  const note = answersNote(sweeps);
  return [
    ...goalLegend(sweeps),
    ...answersLegend(sweeps),
    ...(bestNamesIn(sweeps).length === 0
      ? []
      : ["best setting's: the mean of its trials, slightly optimistic, as the held-out rows chose it"]),
    ...(luckKindsIn(sweeps).length > 0 ? ["luck: share of the variance of the validation loss"] : []),
    ...(note === null ? [] : [note]),
  ].join("; ");
}

/** What the cells of answers are; nothing where none are shown. */
function answersLegend(sweeps: readonly NamedSweep[]): readonly string[] {
  const queries = shownQueries(sweeps).shown.flatMap((name) =>
    sweeps.map((sweep) => queryOf(sweep, name)).filter((query) => query !== null)
  );
  const parts = [
    ...(queries.some((query) => !isOfClasses(query)) ? ["median (5%–95%)"] : []),
    ...(queries.some(({ labels }) => labels.length > 0) ? ["the most frequent label"] : []),
  ];
  return parts.length === 0 ? [] : [`answers: ${listed(parts)}`];
}
