// What `run` and `show` print about a sweep: the statistics for people, or the same for programs.
// Why one for both: a stored sweep must read as it did when it was run.

import type { JsonObject } from "../experiment/config.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { paint, terminalColumns } from "../host/terminal.ts";
import { sweepText } from "../report/sweep/sweep_text.ts";
import { summaryJson } from "../results/summary_json.ts";
import { shareAtMost } from "../sweep/distribution.ts";
import type { SweepSummary } from "../sweep/summary.ts";
import { outputsByName } from "../sweep/trial_statistics.ts";

/**
 * The statistics of a sweep for a person.
 *
 * @param at the user's figures for some answers, by `answerName`.
 */
export function sweepOutput(
  experiment: Experiment,
  summary: SweepSummary,
  at: ReadonlyMap<string, number>,
): string {
  return sweepText(experiment, summary, { columns: terminalColumns(), emphasize: paint, at });
}

/**
 * The same for programs.
 *
 * @param at the user's figures for some answers, by `answerName`.
 */
export function sweepJson(
  experiment: Experiment,
  summary: SweepSummary,
  at: ReadonlyMap<string, number>,
): JsonObject {
  const spreads = new Map(summary.queries.flatMap((query) => [...outputsByName(query)]));
  const figures = [...at].map(([name, figure]) => {
    const spread = spreads.get(name);
    return [name, {
      figure,
      share_at_most: spread === undefined ? null : shareAtMost(spread.sorted()!, figure),
    }] as const;
  });
  return {
    ...(at.size === 0 ? {} : { at: Object.fromEntries(figures) }),
    ...summaryJson(experiment, summary),
  };
}
