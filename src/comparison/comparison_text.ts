// A comparison as lines for a terminal: the table, how the answers range, the losses as a chart.
// Why the ranges come after the table: with hundreds of runs they are what stays on the screen.

import { type Comparison, experimentNames, isCounted, type RunMark } from "./comparison.ts";
import type { ComparisonSet } from "./comparison_files.ts";
import { rangeLines } from "./comparison_ranges.ts";
import { drawnLosses, seriesOf, tellingRuns } from "./telling_runs.ts";
import { fittingScale, terminalChart } from "../chart/terminal_chart.ts";
import { LOSS_THRESHOLDS } from "../sweep/figures.ts";
import { comparisonTable, numberColumn } from "./comparison_table.ts";
import { shownQueries } from "./shown_parts.ts";
import { shortenedApart } from "../text/cut_apart.ts";
import { followingNote } from "./settings_apart.ts";
import { wrapped } from "../text/lines.ts";
import { inColumn } from "../text/number_words.ts";
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

/** The text of comparisons, each of several below its question; a run that stands alone has no chart. */
export function comparisonsText(
  { comparisons, gaps }: ComparisonSet,
  options: ComparisonTextOptions,
): string {
  if (comparisons.length === 1) return comparisonText(comparisons[0], options);
  const { columns, emphasize } = options;
  const several = comparisons.filter(({ runs }) => runs.length > 1);
  const alone = comparisons.filter(({ runs }) => runs.length === 1);
  const heading = (words: string): string =>
    `${wrapped(words, columns).map((line) => emphasize("bold", line)).join("\n")}\n`;
  const parts = several.map((comparison) =>
    heading(comparison.question) + comparisonText(comparison, options)
  );
  if (alone.length > 0) {
    const lines = fittingTable(aloneTable(alone), options);
    parts.push(
      heading(`${counted(alone.length, "run")} of which no other asks the same`) +
        lines.map((line) => `${line}\n`).join(""),
    );
  }
  const others = markLines(gaps, options).slice(1);
  if (others.length > 0) parts.push(others.map((line) => `${line}\n`).join(""));
  const count = comparisons.reduce((sum, { runs }) => sum + runs.filter(isCounted).length, 0);
  const head = `${counted(count, "run")} that ask ${comparisons.length} different things: each with its like`;
  return `${wrapped(head, columns).join("\n")}\n\n${parts.join("\n")}`;
}

/** Runs that have nothing to be compared with. */
function aloneTable(comparisons: readonly Comparison[]): readonly TextColumn[] {
  const runs = comparisons.map(({ runs }) => runs[0]);
  const text = (heading: string, texts: readonly string[]): TextColumn => ({
    heading,
    align: "left",
    texts,
    leastWidth: 12,
    cut: shortenedApart,
  });
  return [
    text("run", runs.map(({ label }) => label)),
    text("asks", comparisons.map(({ question }) => question)),
    ...(runs.some(({ mark }) => mark !== null)
      ? [text("mark", runs.map(({ mark }) => mark?.text ?? ""))]
      : []),
    numberColumn("final loss", inColumn(runs.map(({ finalLoss }) => finalLoss), 4)),
  ];
}

function fittingTable(
  table: readonly TextColumn[],
  { columns, emphasize }: ComparisonTextOptions,
): readonly string[] {
  return tableLines(table, columns, emphasize) ?? turnedTableLines(table, columns, emphasize);
}

/** The whole text, with its final line feed. */
export function comparisonText(comparison: Comparison, options: ComparisonTextOptions): string {
  return [
    headline(comparison, options),
    "",
    ...runLines(comparison, options),
    ...markLines(comparison.runs, options),
    "",
    ...rangeLines(comparison, options),
    ...chartLines(comparison, options),
  ].map((line) => `${line}\n`).join("");
}

function headline(comparison: Comparison, { columns, emphasize }: ComparisonTextOptions): string {
  const { runs, keys } = comparison;
  const names = experimentNames(comparison);
  const counting = runs.filter(isCounted);
  const divergedCount = counting.filter(({ status }) => status === "diverged").length;
  const shownNames = names.length <= 3 ? names.join(", ") : `${names.length} experiments`;
  if (names.length === 0) return emphasize("bold", `${counted(runs.length, "result")}, none to compare`);
  if (counting.length === 0) {
    const which = runs.length === 1 ? "which does not count" : "none of which counts";
    return emphasize("bold", `${counted(runs.length, "run")} of ${shownNames}, ${which}`);
  }
  const count = emphasize("bold", `${counted(counting.length, "run")} of ${shownNames}`);
  const status = divergedCount === 0 ? "all completed" : `${divergedCount} diverged`;
  const settings = keys.length > 0
    ? `${keys.length} setting${keys.length === 1 ? " differs" : "s differ"}`
    : "no setting differs";
  const otherCount = runs.length - counting.length;
  const others = otherCount === 0 ? "" : `; ${otherCount} more ${otherCount === 1 ? "does" : "do"} not count`;
  return runs.length === 1 && others === ""
    ? count
    : wrapped(`${count}: ${status}, ${settings}${others}`, columns).join("\n");
}

/** What is marked, and why, after an empty line; nothing where nothing is. */
export function markLines(
  rows: readonly { readonly label: string; readonly mark?: RunMark | null }[],
  { columns, emphasize }: Pick<ComparisonTextOptions, "columns" | "emphasize">,
): readonly string[] {
  const marked = rows.flatMap(({ label, mark = null }) => mark === null ? [] : [{ label, mark }]);
  if (marked.length === 0) return [];
  const lines = marked.flatMap(({ label, mark: { text, why, isCounted } }) => {
    const [first, ...rest] = wrapped(`${label}  ${text}${why === "" ? "" : `: ${why}`}`, columns - 2, "  ");
    // Painted after it is wrapped, which counts characters; a mark that is broken in two stays as it is.
    const at = first.indexOf(text, label.length);
    const painted = at < 0
      ? first
      : first.slice(0, at) + emphasize(isCounted ? "yellow" : "red", text) + first.slice(at + text.length);
    return [painted, ...rest].map((line) => `  ${line}`);
  });
  const leftOut = marked.filter(({ mark }) => !mark.isCounted).length;
  const head = leftOut === 0
    ? "marked"
    : `marked; ${leftOut} of them ${leftOut === 1 ? "is" : "are"} left out of ranges and charts`;
  return ["", ...wrapped(head, columns).map((line) => emphasize("bold", line)), ...lines];
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

/** What the short headings mean, and what has no column. */
function legendLines(comparison: Comparison, options: ComparisonTextOptions): readonly string[] {
  const { runs } = comparison;
  const under = `<${LOSS_THRESHOLDS[0]}: first logged epoch with a loss under it`;
  const parts = "differs at: first epoch whose loss differs from the first run's";
  const text = runs.length > 1 ? `${under}; ${parts}` : under;
  const { following, heldOutNote, judgedNote } = comparison;
  return [text, judgedNote, heldOutNote, followingNote(following), shownQueries(comparison).note].flatMap((
    note,
  ) => note === null ? [] : wrapped(note, options.columns).map((line) => options.emphasize("dim", line)));
}

function chartLines(comparison: Comparison, options: ComparisonTextOptions): readonly string[] {
  const { runs } = comparison;
  const shown = tellingRuns(runs, CHART_RUNS);
  if (shown.length === 0) return [];
  const size = { width: Math.min(options.columns, CHART_WIDTH), height: CHART_HEIGHT };
  const drawableCount = runs.filter((run) => run.losses.length > 0 && isCounted(run)).length;
  const drawn = drawnLosses(shown);
  return drawn.flatMap((which, index) => {
    const series = seriesOf(comparison, shown, which);
    const chart = terminalChart({ series, scale: fittingScale(series), ...size }, options.paintChart);
    const quantity = drawn.length === 1 ? "loss" : `${which} loss`;
    const heading = shown.length < drawableCount
      ? `${quantity}: ${shown.length} of ${drawableCount} runs, the first, the best, the worst and some in between`
      : quantity;
    const lines = wrapped(heading, options.columns).map((line) => options.emphasize("bold", line));
    return [...(index === 0 ? [] : [""]), ...lines, ...chart];
  });
}
