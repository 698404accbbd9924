// The statistics of a sweep as lines for a terminal or a pipe. Of starts alone the answers come first; of folds what the rows
// held out say; where settings were chosen, which of them reach what, and only then the answers of all of them together, which are unlike each other.
// What must not change: no line is wider than the terminal, and names from a file cannot steer it.

import { sparkline } from "../../chart/terminal_blocks.ts";
import { quantileAt } from "../../sweep/distribution.ts";
import { planOf, type SweepPlan } from "../../sweep/plan.ts";
import type { SweepSummary } from "../../sweep/summary.ts";
import {
  outputsByName,
  type OutputSummary,
  type QuerySummary,
  type TrialsSummary,
} from "../../sweep/trial_statistics.ts";
import { aligned, wrapped } from "../../text/lines.ts";
import { answersInColumn, inWords, percentage } from "../../text/number_words.ts";
import { tableLines, type TextColumn, turnedTableLines } from "../../text/text_table.ts";
import type { Emphasize } from "../../text/terminal_style.ts";
import { visible } from "../../text/visible_text.ts";
import { cellCount, shortened } from "../../text/width.ts";
import { counted } from "../../text/words.ts";
import type { Experiment } from "../../experiment/experiment.ts";
import { judgedLines } from "./judged_text.ts";
import { bandLossWords, fewerTrialsWords, hasFewTrials } from "./band_words.ts";
import {
  everyEpochWords,
  goalSentences,
  hasUnlikeTrials,
  isCrossValidation,
  tellingGoals,
} from "./goal_words.ts";
import { heldOutSentences } from "./held_out_words.ts";
import { lossUnitWords } from "./loss_unit.ts";
import { columnsOf, settingArguments } from "./setting_arguments.ts";
import { settingLines } from "./setting_lines.ts";
import { shareMapLines } from "./share_maps.ts";
import { atText, histogramLines, quantileLines } from "./spread_text.ts";
import { toldTrials } from "./told_trials.ts";

/** How to write the lines. */
export interface SweepTextOptions {
  /** Columns of the terminal. */
  readonly columns: number;
  readonly emphasize: Emphasize;
  /** A figure of the user's for some answers, by `answerName`: where among the trials does it lie? */
  readonly at: ReadonlyMap<string, number>;
}

/** Queries that are shown on a terminal; `summary.json` has all. */
export const MOST_QUERIES = 8;

/** The whole text, with its final line feed. */
export function sweepText(experiment: Experiment, summary: SweepSummary, options: SweepTextOptions): string {
  const isAsked = (query: QuerySummary): boolean =>
    [...outputsByName(query).keys()].some((name) => options.at.has(name));
  const shown = summary.queries.filter((query, index) => index < MOST_QUERIES || isAsked(query));
  const hiddenCount = summary.queries.length - shown.length;
  const plan = planOf(experiment);
  const isUnlike = hasUnlikeTrials(plan);
  const isJudgedFirst = isCrossValidation(plan);
  const bySetting = settingLines(plan, summary, options);
  const judged = judgedLines(plan, summary, options);
  return [
    headline(summary, options),
    ...[...heldOutSentences(plan, summary), ...goalSentences(plan, summary)].flatMap((text) =>
      indented(wrapped(visible(text), options.columns - 2, "  "), options.columns)
    ),
    ...unitLines(plan, summary, options),
    "",
    ...(isUnlike ? [...shareMapLines(plan, summary, options), ...bySetting] : []),
    ...(isUnlike ? pooledLines(summary, options) : []),
    ...(isJudgedFirst ? judged : []),
    ...shown.flatMap((query) => [...queryLines(query, options), ""]),
    ...(hiddenCount === 0
      ? []
      : [`… ${counted(hiddenCount, "more query", "more queries")} in summary.json`, ""]),
    ...lossLines(experiment, summary, options),
    ...(isJudgedFirst ? [] : judged),
    ...(isUnlike ? [] : bySetting),
    ...notableLines(plan, summary, options),
  ].join("\n") + "\n";
}

function headline({ trialCount, divergedCount }: TrialsSummary, { emphasize }: SweepTextOptions): string {
  const trials = emphasize("bold", counted(trialCount, "trial"));
  if (divergedCount === 0) return `${trials}, ${trialCount === 1 ? "completed" : "all completed"}`;
  const share = percentage(divergedCount / trialCount);
  return `${trials}, ${emphasize("yellow", `${divergedCount} diverged (${share})`)}`;
}

/** In which unit the losses are, where it is not that of the table, and what tells errors in that one. */
function unitLines(
  plan: SweepPlan,
  { finalLoss }: SweepSummary,
  { columns, emphasize }: SweepTextOptions,
): string[] {
  const unit = lossUnitWords(plan);
  if (unit === null || finalLoss === null) return [];
  const { validation } = plan.experiment.dataset;
  const text = validation === null ? unit : `${unit}; ask tells the errors of held-out answers in these`;
  return indented(wrapped(visible(text), columns - 2), columns).map((line) => emphasize("dim", line));
}

/** Says that what follows is of trials that are unlike each other. */
function pooledLines({ trialCount }: SweepSummary, { columns, emphasize }: SweepTextOptions): string[] {
  const text = `all settings together, ${counted(trialCount, "trial")}:`;
  return [...wrapped(text, columns).map((line) => emphasize("dim", line)), ""];
}

function queryLines(query: QuerySummary, options: SweepTextOptions): string[] {
  const { name, outputs, labels } = query;
  const { columns, emphasize, at } = options;
  const title = shortened(visible(name), columns - 12, cellCount);
  if (outputs === null) return [`${emphasize("bold", title)}  no answer`];
  const shares = labels.filter(({ count }) => count > 0)
    .map(({ label, count, share }) => `${visible(label)} ${percentage(share)}${rareText(count, share)}`);
  const mark = at.get(name);
  const shareLines = shares.length === 0 ? [] : indented(wrapped(shares, columns - 2, "", "  "), columns);
  if (outputs.length > 1) {
    return [emphasize("bold", title), ...shareLines, ...severalOutputLines(query, outputs, options)];
  }
  return [
    emphasize("bold", title),
    ...shareLines,
    ...histogramLines(outputs[0], { columns, emphasize, mark }),
    ...quantileLines(outputs[0], "answers", options),
    ...(mark === undefined ? [] : indented(wrapped(atText(outputs[0], mark), columns - 2), columns)),
  ];
}

/** Outputs of a query that are shown on a terminal. */
const MOST_OUTPUTS = 20;

/** How each of several outputs is spread, one a line. */
function severalOutputLines(
  query: QuerySummary,
  outputs: readonly OutputSummary[],
  { columns, emphasize, at }: SweepTextOptions,
): string[] {
  const shown = outputs.slice(0, MOST_OUTPUTS);
  const texts = [0.05, 0.5, 0.95].map((share) =>
    answersInColumn(shown.map((output) => quantileAt(output, share)))
  );
  const table: readonly TextColumn[] = [
    { heading: "output", align: "left", texts: shown.map((output) => visible(output.name)), leastWidth: 8 },
    ...["5%", "median", "95%"].map((heading, index): TextColumn => ({
      heading,
      align: "right",
      texts: texts[index],
    })),
  ];
  const marks = [...outputsByName(query)].flatMap(([answer, output]) => {
    const mark = at.get(answer);
    return mark === undefined ? [] : wrapped(`${visible(output.name)}: ${atText(output, mark)}`, columns - 2);
  });
  const lines = tableLines(table, columns - 2, emphasize) ?? turnedTableLines(table, columns - 2, emphasize);
  const more = outputs.length > shown.length
    ? [`… ${outputs.length - shown.length} more in summary.json`]
    : [];
  return [...lines, ...more, ...marks].map((line) => `  ${line}`);
}

/** A percentage hides how few they are. */
function rareText(count: number, share: number): string {
  return share < 0.001 ? ` (${count})` : "";
}

function indented(lines: readonly string[], columns: number): string[] {
  return lines.map((line) => shortened(`  ${line}`, columns, cellCount));
}

function lossLines(experiment: Experiment, summary: SweepSummary, options: SweepTextOptions): string[] {
  const { columns, emphasize } = options;
  const { finalLoss, bands, trialCount } = summary;
  if (finalLoss === null) return [];
  const thresholds = tellingGoals(experiment, summary).filter(({ kind }) => kind === "loss under");
  const everyEpoch = thresholds.length === 0 ? null : everyEpochWords(experiment);
  const under = thresholds.map(({ brief, countIn, epochIn }) => {
    const epoch = epochIn(summary);
    return `${brief}: ${percentage(countIn(summary) / trialCount)}` +
      (epoch === null ? "" : `, half of those by epoch ${Math.round(epoch)}`);
  });
  return [
    emphasize("bold", "final loss"),
    ...quantileLines(finalLoss, "losses", options),
    ...under.flatMap((text) => indented(wrapped(text, columns - 2), columns)),
    ...(everyEpoch === null ? [] : indented(wrapped(everyEpoch, columns - 2), columns))
      .map((line) => emphasize("dim", line)),
    ...curveLines(bands, options),
    "",
  ];
}

/** The median loss by epoch, on a logarithmic scale. */
function curveLines(
  bands: SweepSummary["bands"],
  { columns, emphasize }: SweepTextOptions,
): string[] {
  if (bands.length < 2) return [];
  const medians = bands.map(({ median }) => median);
  const [first, last] = [medians[0], medians[medians.length - 1]].map(bandLossWords);
  const width = Math.min(48, columns - first.length - last.length - 4);
  const curve = emphasize("cyan", sparkline(medians, width, "logarithmic"));
  const isBetween = hasFewTrials(bands) && bands.some(({ count }) => count % 2 === 0);
  const title = [
    `median loss from epoch 0 to ${bands[bands.length - 1].epoch}`,
    ...[fewerTrialsWords(bands)].filter((words) => words !== ""),
    ...(isBetween ? ["between two trials the lower"] : []),
  ].join("; ");
  return [
    ...indented(wrapped(title, columns - 2), columns).map((line) => emphasize("dim", line)),
    `  ${first} ${curve} ${last}`,
  ];
}

function notableLines(
  plan: SweepPlan,
  summary: SweepSummary,
  { columns, emphasize }: SweepTextOptions,
): string[] {
  const told = toldTrials(plan, summary);
  if (told === null) return [];
  const { trials } = told;
  const { experiment } = plan;
  const width = Math.max(...trials.map(({ loss }) => cellCount(inWords(loss))));
  const nameWidth = Math.max(...trials.map(({ name }) => name.length));
  const hint = `trials ${
    told.areEqual ? "with the same" : "by"
  } ${told.loss}; to repeat one, run the result's config.json with its settings`;
  return [
    ...wrapped(hint, columns).map((line) => emphasize("dim", line)),
    ...trials.flatMap(({ name, loss, settings }) => {
      const start = `${name.padEnd(nameWidth)}  ${aligned(inWords(loss), width, "left")} `;
      const words = settingArguments(settings, columnsOf(experiment)).split(" ");
      return indented(wrapped([start, ...words], columns - 2), columns);
    }),
  ];
}
