// What people are shown of a comparison: which of its answers, and its settings as texts.
// Why apart from the table: the playground shows its pinned runs in a table of its own, and loads no other.

import { type Comparison, isCounted } from "./comparison.ts";
import { settingTextsOf } from "./comparison_names.ts";
import { type ShownAnswers, shownAnswers } from "./shown_answers.ts";

/** The queries whose answers stand in tables, each with its index among all. */
export function shownQueries(
  { queries, runs }: Comparison,
): ShownAnswers<Comparison["queries"][number] & { readonly index: number }> {
  const counting = runs.filter((run) => isCounted(run) && run.status !== null);
  return shownAnswers(
    queries.map((query, index) => ({ ...query, index })),
    ({ index }) => counting.filter(({ answers }) => answers[index] !== null).length,
    { resultCount: counting.length, where: "predictions.csv of each run" },
  );
}

/** A setting that differs, as a text for each run. */
export function settingTextsIn({ keys, runs }: Comparison, index: number): readonly string[] {
  const first = runs.find(({ isFirst }) => isFirst)?.settings[index] ?? null;
  return settingTextsOf(keys[index], runs.map(({ settings }) => settings[index]), first);
}
