// How the answers and figures of runs range: least, greatest, and what lies between, for a terminal.
// What must not change: runs that do not count are in no range.

import { type ComparedRun, type Comparison, isCounted, judgedNamesIn } from "./comparison.ts";
import { numberColumn } from "./comparison_table.ts";
import { judgedWords } from "./judged_figures.ts";
import { shownQueries } from "./shown_parts.ts";
import { inColumn, NONE } from "../text/number_words.ts";
import type { Emphasize } from "../text/terminal_style.ts";
import { tableLines, type TextColumn, turnedTableLines } from "../text/text_table.ts";

/** How each answer, the final loss and what judges rows range over the runs. */
export function rangeLines(
  comparison: Comparison,
  { columns: width, emphasize }: { readonly columns: number; readonly emphasize: Emphasize },
): readonly string[] {
  const runs = comparison.runs.filter(isCounted);
  if (runs.length < 2) return [];
  // Losses of several measures have no range.
  const isOneLoss = !comparison.keys.includes("training.loss");
  const figures = figureRanges(runs).filter(({ name }) => isOneLoss || !name.endsWith("loss"));
  const rows = [...answerRanges(comparison, runs.length), ...figures];
  if (rows.length === 0) return [];
  const hasLabels = comparison.queries.some(({ labels }) => labels.length > 0);
  const text = (heading: string, texts: readonly string[], leastWidth?: number): TextColumn => ({
    heading,
    align: "left",
    texts,
    leastWidth,
  });
  const columns: TextColumn[] = [
    text("range over the runs", rows.map(({ name }) => name), 10),
    ...["least", "greatest", "spread"].map((heading, index) =>
      numberColumn(heading, rows.map(({ numbers }) => numbers[index]))
    ),
    ...(hasLabels ? [text("labels", rows.map(({ labels }) => labels), 8)] : []),
    ...(rows.some(({ missing }) => missing !== "") ? [text("", rows.map(({ missing }) => missing), 8)] : []),
  ];
  return [...tableLines(columns, width, emphasize) ?? turnedTableLines(columns, width, emphasize), ""];
}

/** One line of the table. */
interface RangeRow {
  readonly name: string;
  /** Least, greatest, spread. */
  readonly numbers: readonly string[];
  readonly labels: string;
  /** How many runs have none; empty where all have one. */
  readonly missing: string;
}

function answerRanges(comparison: Comparison, runCount: number): readonly RangeRow[] {
  return shownQueries(comparison).shown.map(({ name, least, greatest, labels, answerCount }) => ({
    name,
    numbers: rangeTexts(least, greatest, 3, 1),
    labels: labels.map(({ label, count }) => `${label} ${count}`).join(", ") || NONE,
    missing: answerCount === runCount ? "" : `${runCount - answerCount} without an answer`,
  }));
}

/** The final loss, and what judges rows where some are held out. */
function figureRanges(runs: readonly ComparedRun[]): readonly RangeRow[] {
  const rangeOf = (name: string, values: readonly (number | null)[], decimals: number): RangeRow => {
    const there = values.filter((value) => value !== null);
    const [least, most] = there.length === 0
      ? [null, null]
      : [there.reduce((a, b) => Math.min(a, b)), there.reduce((a, b) => Math.max(a, b))];
    const lacking = runs.length - there.length;
    return {
      name,
      numbers: rangeTexts(least, most, decimals, 3),
      labels: "",
      missing: lacking === 0 ? "" : `${lacking} without it`,
    };
  };
  return [
    { ...rangeOf("final loss", runs.map(({ finalLoss }) => finalLoss), 4), missing: "" },
    ...judgedNamesIn(runs).map((name) =>
      rangeOf(judgedWords(name), runs.map(({ judged }) => judged.get(name) ?? null), 3)
    ),
  ];
}

/** Least, greatest and what lies between, with the same decimals. */
function rangeTexts(
  least: number | null,
  greatest: number | null,
  decimals: number,
  digits: number,
): readonly string[] {
  if (least === null || greatest === null) return [NONE, NONE, NONE];
  return inColumn([least, greatest, greatest - least], decimals, digits);
}
