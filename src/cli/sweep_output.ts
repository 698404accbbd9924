// What `run` and `show` print about a sweep: the statistics for people, or the same for programs.
// Why one for both: a stored sweep must read as it did when it was run.

import type { Experiment } from "../experiment/experiment.ts";
import { paint, terminalColumns } from "../host/terminal.ts";
import { sweepText } from "../report/sweep/sweep_text.ts";
import { jsonText } from "../results/json_text.ts";
import { summaryJson } from "../results/summary_json.ts";
import { shareAtMost } from "../sweep/distribution.ts";
import type { SweepSummary } from "../sweep/summary.ts";
import { outputsByName } from "../sweep/trial_statistics.ts";

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
  if (json === null) {
    return sweepText(experiment, summary, { columns: terminalColumns(), emphasize: paint, at });
  }
  const spreads = new Map(summary.queries.flatMap((query) => [...outputsByName(query)]));
  const figures = [...at].map(([name, figure]) => {
    const spread = spreads.get(name);
    return [name, {
      figure,
      share_at_most: spread === undefined ? null : shareAtMost(spread.sorted()!, figure),
    }] as const;
  });
  return jsonText({
    ...json,
    ...(at.size === 0 ? {} : { at: Object.fromEntries(figures) }),
    ...summaryJson(experiment, summary),
  });
}
