// What `run` and `show` print about a sweep: the statistics for people, or the same for programs.
// Why one for both: a stored sweep must read as it did when it was run.

import { outputNamesOf } from "../dataset/dataset.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { paint, terminalColumns } from "../host/terminal.ts";
import { sweepText } from "../report/sweep/sweep_text.ts";
import { jsonText } from "../results/json_text.ts";
import { summaryJson } from "../results/summary_json.ts";
import { type Distribution, shareAtMost } from "../sweep/distribution.ts";
import { answerName } from "../sweep/figures.ts";
import type { SweepSummary } from "../sweep/summary.ts";

/** How a sweep is printed. */
interface SweepOutputOptions {
  /** The user's figures for some answers, by `answerName`. */
  readonly at: ReadonlyMap<string, number>;
  /** What comes before the statistics in JSON; null for text. */
  readonly json: { readonly [key: string]: string } | null;
}

/** The statistics of a sweep as they are printed. */
export function sweepOutput(
  experiment: Experiment,
  summary: SweepSummary,
  { at, json }: SweepOutputOptions,
): string {
  if (json === null) return sweepText(summary, { columns: terminalColumns(), emphasize: paint, at });
  const outputNames = outputNamesOf(experiment.dataset.target);
  const outputCalled = (name: string): Distribution | null =>
    summary.queries.flatMap((query) =>
      query.outputs?.filter((_, output) => answerName(query.name, outputNames, output) === name) ?? []
    )[0] ?? null;
  const figures = [...at].map(([name, figure]) => {
    const outputs = outputCalled(name);
    return [name, {
      figure,
      share_at_most: outputs === null ? null : shareAtMost(outputs.sorted()!, figure),
    }] as const;
  });
  return jsonText({
    ...json,
    ...(at.size === 0 ? {} : { at: Object.fromEntries(figures) }),
    ...summaryJson(experiment, summary),
  });
}
