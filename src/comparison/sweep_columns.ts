// Sweeps side by side as columns for programs: every figure in full, and for sorting.
// Why apart from the table: a person reads `0.966 (0.947–0.969) F 99%` in a cell, a program wants three numbers.

import type { Distribution } from "../sweep/distribution.ts";
import { bestMeanCalled, bestNamesIn } from "./best_settings.ts";
import type { NamedGap } from "./comparison.ts";
import {
  answerNames,
  differingSettings,
  goalsIn,
  judgedCalled,
  judgedNamesIn,
  labelNames,
  LUCK_FIGURE,
  luckIn,
  luckKindsIn,
  type NamedSweep,
  outputCalled,
  quantileOf,
  queryNames,
  queryOf,
  shareOf,
  shareReached,
} from "./compared_sweeps.ts";
import {
  type ComparisonColumn,
  type ComparisonValue,
  settingValue,
  withUniqueKeys,
} from "./comparison_table.ts";

/**
 * Every column in full, for programs and for sorting.
 *
 * @param gaps results without figures, which come last.
 */
export function sweepColumns(
  sweeps: readonly NamedSweep[],
  gaps: readonly NamedGap[] = [],
): readonly ComparisonColumn[] {
  const [result, ...columns] = filledColumns(sweeps);
  const marks = [...sweeps, ...gaps].map(({ mark = null }) => mark?.text ?? null);
  return withUniqueKeys([
    { ...result, values: [...result.values, ...gaps.map(({ label }) => label)] },
    { key: "mark", values: marks },
    ...columns.map((column) => ({ ...column, values: [...column.values, ...gaps.map(() => null)] })),
  ]);
}

function filledColumns(sweeps: readonly NamedSweep[]): readonly ComparisonColumn[] {
  const column = (key: string, valueOf: (sweep: NamedSweep) => ComparisonValue): ComparisonColumn => ({
    key,
    values: sweeps.map(valueOf),
  });
  const quantiles = (key: string, spreadOf: (sweep: NamedSweep) => Distribution | null): ComparisonColumn[] =>
    [0.05, 0.5, 0.95].map((share) =>
      column(
        `${key}.p${String(share * 100).padStart(2, "0")}`,
        (sweep) => quantileOf(spreadOf(sweep), share),
      )
    );
  return [
    column("result", ({ label }) => label),
    ...[...differingSettings(sweeps)].map(([key, values]) => ({ key, values: values.map(settingValue) })),
    column("trials", ({ summary }) => summary.trialCount),
    column("diverged", ({ summary }) => summary.divergedCount),
    ...quantiles("final_loss", ({ summary }) => summary.finalLoss),
    ...goalsIn(sweeps).map((goal) =>
      column(
        goal.kind === "rows right" ? "share_all_rows_right" : `share_${goal.brief.replace(" ", "_")}`,
        (sweep) => shareReached(sweep, goal),
      )
    ),
    ...judgedNamesIn(sweeps).flatMap((name) => quantiles(name, (sweep) => judgedCalled(sweep, name))),
    ...bestNamesIn(sweeps).map((name) =>
      column(`${name}.best_setting`, (sweep) => bestMeanCalled(sweep, name))
    ),
    ...luckKindsIn(sweeps).map((kind) =>
      column(`${LUCK_FIGURE}.${kind}_luck`, (sweep) => luckIn(sweep, kind))
    ),
    ...queryNames(sweeps).flatMap((name) => [
      ...answerNames(sweeps, name).flatMap((answer) =>
        quantiles(answer, (sweep) => outputCalled(queryOf(sweep, name), answer))
      ),
      ...labelNames(sweeps, name).map((label) =>
        column(`${name}.${label}`, (sweep) => shareOf(queryOf(sweep, name), label))
      ),
    ]),
  ];
}
