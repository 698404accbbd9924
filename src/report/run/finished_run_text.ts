// What `run` shows on a terminal when it is done: the log, the loss as a chart, the answers with a bar, the verdict.
// What must not change: losses are the lines of `log.txt`, and an answer with one output begins as it does there.

import type { Outcome } from "../../run/outcome.ts";
import { verdictOf } from "../../run/verdict.ts";
import { verdictSentences, verdictWords } from "../../run/verdict_words.ts";
import { unitBar } from "../../chart/terminal_blocks.ts";
import { fittingScale, terminalChart } from "../../chart/terminal_chart.ts";
import { aligned, wrapped } from "../../text/lines.ts";
import { cellCount } from "../../text/width.ts";
import type { Emphasize } from "../../text/terminal_style.ts";
import { answerTableLines, outputTitles } from "./answer_table.ts";
import { lossSeries } from "./loss_series.ts";
import { outputSpanOf, shareOf } from "./output_span.ts";
import type { RunTextOptions } from "./run_text.ts";

type FinishedRunOptions = Pick<RunTextOptions, "columns" | "paintChart"> & {
  /** By default nothing is emphasized. */
  readonly emphasize?: Emphasize;
};

/** A longer log shows its ends only. */
const MOST_LOG_LINES = 24;
/** How many lines each end has: with the chart between them, all fits on a screen. */
const END_LINES = 5;
const CHART_HEIGHT = 10;
const CHART_WIDTH = 72;
const BAR_WIDTH = 24;

/**
 * The text of a finished run, with its final line feed.
 *
 * @param log `log.txt`: the losses, then a line for each query.
 */
export function finishedRunText(outcome: Outcome, log: string, options: FinishedRunOptions): string {
  const lines = log.split("\n").slice(0, -1);
  const answerCount = outcome.predictions.length;
  // What the verdict says below is not said twice.
  const said = verdictWords(verdictOf(outcome)).supervision === null ? 0 : 1;
  const epochs = lines.slice(0, lines.length - answerCount - said);
  return [
    ...shortenedLog(epochs),
    ...chartLines(outcome, options),
    ...answerLines(outcome, lines.slice(lines.length - answerCount), options),
    ...verdictLines(outcome, options),
  ].map((line) => `${line}\n`).join("");
}

/** Whether it learned, after a blank line. */
function verdictLines(
  outcome: Outcome,
  { columns, emphasize = asItIs }: FinishedRunOptions,
): readonly string[] {
  const sentences = verdictSentences(verdictOf(outcome));
  if (sentences.length === 0) return [];
  const lines = sentences.flatMap((sentence) => wrapped(sentence, Math.max(20, columns), "  "));
  return ["", ...lines.map((line) => emphasize("bold", line))];
}

const asItIs: Emphasize = (_style, text) => text;

function shortenedLog(lines: readonly string[]): readonly string[] {
  if (lines.length <= MOST_LOG_LINES) return lines;
  const hidden = `… ${lines.length - 2 * END_LINES} more lines in log.txt`;
  return [...lines.slice(0, END_LINES), hidden, ...lines.slice(-END_LINES)];
}

function chartLines(outcome: Outcome, { columns, paintChart }: FinishedRunOptions): readonly string[] {
  if (outcome.losses.length < 2 || columns < 30) return [];
  const series = lossSeries(outcome);
  const scale = fittingScale(series);
  const width = Math.min(columns, CHART_WIDTH);
  const title = paintChart(scale === "linear" ? "loss" : "loss, logarithmic scale", { part: "axis" });
  return ["", title, ...terminalChart({ series, scale, width, height: CHART_HEIGHT }, paintChart), ""];
}

/**
 * Each answer as the log has it, with a bar where outputs have bounds and the terminal has room; several outputs as a
 * table.
 */
function answerLines(
  outcome: Outcome,
  lines: readonly string[],
  { columns, paintChart, emphasize = asItIs }: FinishedRunOptions,
): readonly string[] {
  const { experiment, predictions } = outcome;
  if (outputTitles(experiment).length > 1 && predictions.length > 0) {
    return answerTableLines(outcome, predictions, columns, emphasize);
  }
  const span = outputSpanOf(experiment);
  const textWidth = lines.reduce((widest, line) => Math.max(widest, cellCount(line)), 0);
  const room = Math.min(BAR_WIDTH, columns - textWidth - 2);
  if (span === null || room < 6) return lines;
  return lines.map((line, index) => {
    const { outputs } = predictions[index];
    if (outputs === null) return line;
    return aligned(line, textWidth + 2, "left") + unitBar(shareOf(span, outputs[0]), room, paintChart);
  });
}
