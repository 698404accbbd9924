// A comparison as lines for a terminal: the table, how the answers range, the losses as a chart.
// Why the ranges come after the table: with hundreds of runs they are what stays on the screen.

import type { Comparison } from "./comparison.ts";
import { seriesOf, tellingRuns } from "./telling_runs.ts";
import { fittingScale, terminalChart } from "../chart/terminal_chart.ts";
import { LOSS_THRESHOLDS } from "../sweep/figures.ts";
import { comparisonTable, numberColumn } from "./comparison_table.ts";
import { wrapped } from "../text/lines.ts";
import { inColumn, NONE } from "../text/number_words.ts";
import type { Emphasize, Paint } from "../text/terminal_style.ts";
import { tableLines, type TextColumn, turnedTableLines } from "../text/text_table.ts";
import { counted } from "../text/words.ts";

/** How to write the lines. */
export interface ComparisonTextOptions {
  /** Columns of the terminal. */
  readonly columns: number;
  readonly emphasize: Emphasize;
  readonly paintChart: Paint;
  /** Leave out every column that is the same for all runs. */
  readonly isOnlyChanged: boolean;
}

/** Lines that the chart has room for, and characters at most. */
const CHART_HEIGHT = 14;
const CHART_WIDTH = 100;
/** More lines than this cannot be kept apart. */
const CHART_RUNS = 6;

/** The whole text, with its final line feed. */
export function comparisonText(comparison: Comparison, options: ComparisonTextOptions): string {
  return [
    headline(comparison, options),
    "",
    ...runLines(comparison, options),
    "",
    ...rangeLines(comparison, options),
    ...chartLines(comparison, options),
  ].map((line) => `${line}\n`).join("");
}

function headline({ runs, keys }: Comparison, { columns, emphasize }: ComparisonTextOptions): string {
  const names = [...new Set(runs.map(({ name }) => name))];
  const divergedCount = runs.filter(({ status }) => status === "diverged").length;
  const shownNames = names.length <= 3 ? names.join(", ") : `${names.length} experiments`;
  const count = emphasize("bold", `${counted(runs.length, "run")} of ${shownNames}`);
  const status = divergedCount === 0 ? "all completed" : `${divergedCount} diverged`;
  const settings = keys.length > 0
    ? `${keys.length} setting${keys.length === 1 ? " differs" : "s differ"}`
    : "no setting differs";
  return runs.length === 1 ? count : wrapped(`${count}: ${status}, ${settings}`, columns).join("\n");
}

function runLines(comparison: Comparison, options: ComparisonTextOptions): readonly string[] {
  const { columns: width, emphasize, isOnlyChanged } = options;
  // The ids go first, then long headings, then the ends of long texts; what is still too wide is turned.
  const full = comparisonTable(comparison, { isOnlyChanged, isBrief: false });
  const brief = comparisonTable(comparison, { isOnlyChanged, isBrief: true });
  const lines = tableLines(full, width, emphasize, "whole") ?? tableLines(brief, width, emphasize) ??
    turnedTableLines(brief, width, emphasize);
  return [...lines, ...legendLines(comparison, options)];
}

/** What the short headings mean. */
function legendLines({ runs }: Comparison, options: ComparisonTextOptions): readonly string[] {
  const under = `<${LOSS_THRESHOLDS[0]}: first logged epoch with a loss under it`;
  const parts = "differs at: first epoch whose loss differs from the first run's";
  const text = runs.length > 1 ? `${under}; ${parts}` : under;
  return wrapped(text, options.columns).map((line) => options.emphasize("dim", line));
}

/** How the final loss and each answer range over the runs. */
function rangeLines({ runs, queries }: Comparison, options: ComparisonTextOptions): readonly string[] {
  if (runs.length < 2) return [];
  const losses = runs.flatMap(({ finalLoss }) => finalLoss === null ? [] : [finalLoss]);
  const leastLoss = losses.length === 0 ? null : losses.reduce((a, b) => Math.min(a, b));
  const mostLoss = losses.length === 0 ? null : losses.reduce((a, b) => Math.max(a, b));
  const rows = [
    ...queries.map(({ name, least, greatest, labels, answerCount }) => ({
      name,
      numbers: rangeTexts(least, greatest, 3, 1),
      labels: labels.map(({ label, count }) => `${label} ${count}`).join(", ") || NONE,
      missing: answerCount === runs.length ? "" : `${runs.length - answerCount} without an answer`,
    })),
    { name: "final loss", numbers: rangeTexts(leastLoss, mostLoss, 4, 3), labels: "", missing: "" },
  ];
  const hasLabels = queries.some(({ labels }) => labels.length > 0);
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
  const { columns: width, emphasize } = options;
  return [...tableLines(columns, width, emphasize) ?? turnedTableLines(columns, width, emphasize), ""];
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

function chartLines(comparison: Comparison, options: ComparisonTextOptions): readonly string[] {
  const { runs } = comparison;
  const shown = tellingRuns(runs, CHART_RUNS);
  if (shown.length === 0) return [];
  const series = seriesOf(comparison, shown);
  const size = { width: Math.min(options.columns, CHART_WIDTH), height: CHART_HEIGHT };
  const chart = terminalChart({ series, scale: fittingScale(series), ...size }, options.paintChart);
  const drawableCount = runs.filter((run) => run.losses.length > 0).length;
  const which = shown.length < drawableCount
    ? `loss: ${shown.length} of ${drawableCount} runs, the first, the best, the worst and some in between`
    : "loss";
  return [...wrapped(which, options.columns).map((line) => options.emphasize("bold", line)), ...chart];
}
