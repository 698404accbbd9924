// Several runs side by side as a page: what was set differently, what came out, and their losses over each other.
// What must not change: runs stay in the order in which they were given; the page follows from the comparison alone.

import type { ComparedRun, Comparison } from "./comparison.ts";
import { seriesOf, tellingRuns } from "./telling_runs.ts";
import { lossChart } from "../chart/loss_chart.ts";
import { terminalChart } from "../chart/terminal_chart.ts";
import { briefLabels } from "./comparison_names.ts";
import { comparisonTable } from "./comparison_table.ts";
import { htmlPage } from "../document/html_page.ts";
import {
  type Block,
  type Cell,
  type Figure,
  filled,
  headings,
  type Page,
  paragraph,
  section,
} from "../document/page.ts";
import { LOSS_THRESHOLDS } from "../sweep/figures.ts";
import { asOutput, inColumn, inWords, NONE } from "../text/number_words.ts";
import { counted, cutNote, listed } from "../text/words.ts";
import { tableOf } from "./comparison_files.ts";

/** More lines than this in one chart cannot be kept apart. */
const MOST_LINES = 8;
/** Rows of a table; the command prints all. */
const MOST_ROWS = 200;
/** Queries whose answers are drawn. */
const MOST_QUERIES = 6;

/** A comparison as an HTML page. */
export function comparisonHtml(comparison: Comparison): string {
  return htmlPage(comparisonReport(comparison));
}

/** A comparison as a report, to be rendered as HTML or Markdown. */
export function comparisonReport(comparison: Comparison): Page {
  const { runs, keys } = comparison;
  const names = [...new Set(runs.map(({ name }) => name))];
  const diverged = runs.filter(({ status }) => status === "diverged");
  const sections = [
    section("runs", "Runs", [runTable(comparison)]),
    section("learning", "How they learned", lossBlocks(comparison)),
    section("answers", "Answers", answerBlocks(comparison)),
  ];
  const settings = keys.length === 0 ? "No setting differs." : `What differs: ${listed(keys, 12)}.`;
  return {
    kind: "Comparison",
    title: `${counted(runs.length, "run")} of ${
      names.length <= 3 ? listed(names) : `${names.length} experiments`
    }`,
    description: "",
    blocks: [
      ...(diverged.length === 0 ? [] : [divergedBlock(diverged, runs.length)]),
      paragraph(settings),
      ...filled(sections),
    ],
  };
}

function divergedBlock(diverged: readonly ComparedRun[], runCount: number): Block {
  const labels = briefLabels(diverged.map(({ label }) => label));
  const named = labels.length <= 6 ? ` (${listed(labels)})` : "";
  return {
    kind: "alert",
    words: [
      { strong: `${diverged.length} of ${counted(runCount, "run")} diverged` },
      `${named}: the loss or the parameters were no longer finite numbers, so there is no answer.`,
    ],
  };
}

/** The table of the terminal. */
function runTable(comparison: Comparison): Block {
  const { runs } = comparison;
  const { columns, rows } = tableOf(comparisonTable(comparison, { isOnlyChanged: false, isBrief: true }));
  const shown = rows.slice(0, MOST_ROWS);
  const notes = [
    `<${LOSS_THRESHOLDS[0]} is the first logged epoch with a loss under it`,
    ...(runs.length > 1 ? ["differs at is the first epoch whose loss differs from the first run's"] : []),
  ];
  const note = cutNote([{ shown: shown.length, count: rows.length, what: "runs" }]);
  const caption = `Settings that differ, and what came out; ${notes.join("; ")}.${note}`;
  return { kind: "table", caption: [caption], columns, rows: shown };
}

function lossBlocks(comparison: Comparison): readonly Block[] {
  const { runs } = comparison;
  const shown = tellingRuns(runs, MOST_LINES).filter(({ losses }) => losses.length > 1);
  if (shown.length === 0) return [];
  const series = seriesOf(comparison, shown);
  const drawableCount = runs.filter(({ losses }) => losses.length > 1).length;
  const which = shown.length < drawableCount
    ? `The losses of ${shown.length} of ${drawableCount} runs: the first, the best, the worst and some in between.`
    : "The loss after each logged epoch.";
  const hasLogarithm = series.some(({ points }) => points.some(({ loss }) => loss > 0));
  const scales = hasLogarithm ? ["linear", "logarithmic"] as const : ["linear"] as const;
  const figures = scales.map((scale): Figure => ({
    id: `losses-${scale}`,
    caption: [scale === "linear" ? which : "The same on a logarithmic scale."],
    draw: (frame) =>
      lossChart({
        ...frame,
        title: `Loss by epoch, ${scale} scale`,
        description: `One line a run: ${listed(series.map(({ label }) => label))}`,
        height: 280,
      }, { series, scale }),
    lines: () => terminalChart({ series, scale, width: 72, height: 16 }),
  }));
  return [{ kind: "figures", figures }];
}

function answerBlocks(comparison: Comparison): readonly Block[] {
  const { runs, queries } = comparison;
  if (queries.length === 0) return [];
  const shown = runs.slice(0, MOST_ROWS);
  const drawn = queries.slice(0, MOST_QUERIES);
  const outputs = runs.flatMap(({ answers }) => answers.map((answer) => answer?.output ?? null));
  const hasBars = outputs.every((output) => output === null || (output >= 0 && output <= 1));
  const labels = briefLabels(runs.map(({ label }) => label));
  const answerTables = drawn.map(({ name }, index) =>
    section(`query-${index + 1}`, name, [{
      kind: "table",
      caption: [`What the runs answer for ${name}.`],
      columns: [
        ...headings("text", "run"),
        ...headings("number", "output"),
        ...headings("bar", ...(hasBars ? ["0 to 1"] : [])),
        ...headings("text", "label"),
      ],
      rows: shown.map(({ answers }, row): readonly Cell[] => {
        const output = answers[index]?.output ?? null;
        const bar: Cell = output === null ? NONE : { bar: output, side: output >= 0.5 ? "high" : "low" };
        return [labels[row], asOutput(output), ...(hasBars ? [bar] : []), answers[index]?.label ?? NONE];
      }),
    }])
  );
  return [rangeTable(comparison), ...answerTables];
}

function rangeTable({ runs, queries }: Comparison): Block {
  const shown = queries.slice(0, MOST_ROWS);
  return {
    kind: "table",
    caption: [`The range of the answers over ${counted(runs.length, "run")}.`],
    columns: [
      ...headings("text", "query"),
      ...headings("number", "least", "greatest", "spread"),
      ...headings("text", "labels"),
    ],
    rows: shown.map(({ name, least, greatest, labels }) => {
      const spread = least === null || greatest === null ? NONE : inWords(greatest - least);
      const given = labels.map(({ label, count }) => `${label} ${count}`).join(", ") || NONE;
      return [name, ...inColumn([least, greatest]), spread, given];
    }),
  };
}
