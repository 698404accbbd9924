// The statistics of a sweep as lines for a terminal or a pipe: the answers first, then the losses, then the settings.
// What must not change: no line is wider than the terminal, and names from a file cannot steer it.

import { sparkline, unitBar } from "../../chart/terminal_blocks.ts";
import {
  type GroupSummary,
  outputsByName,
  type OutputSummary,
  type QuerySummary,
  type SweepSummary,
  type TrialsSummary,
} from "../../sweep/summary.ts";
import { aligned, wrapped } from "../../text/lines.ts";
import { answersInColumn, inWords, percentage } from "../../text/number_words.ts";
import { tableLines, type TextColumn, turnedTableLines } from "../../text/text_table.ts";
import type { Emphasize } from "../../text/terminal_style.ts";
import { visible } from "../../text/visible_text.ts";
import { cellCount, shortened } from "../../text/width.ts";
import { counted } from "../../text/words.ts";
import type { Experiment } from "../../experiment/experiment.ts";
import { figureWords } from "./luck_words.ts";
import { judgedLines } from "./judged_text.ts";
import { keyName, settingArguments, valueWords } from "./setting_arguments.ts";
import { atText, histogramLines, quantileLines } from "./spread_text.ts";

/** How to write the lines. */
export interface SweepTextOptions {
  /** Columns of the terminal. */
  readonly columns: number;
  readonly emphasize: Emphasize;
  /** A figure of the user's for some answers, by `answerName`: where among the trials does it lie? */
  readonly at: ReadonlyMap<string, number>;
}

/** Queries and groups that are shown on a terminal; `summary.json` has all. */
export const MOST_QUERIES = 8;
const MOST_GROUPS = 24;

/** The whole text, with its final line feed. */
export function sweepText(experiment: Experiment, summary: SweepSummary, options: SweepTextOptions): string {
  const isAsked = (query: QuerySummary): boolean =>
    [...outputsByName(query).keys()].some((name) => options.at.has(name));
  const shown = summary.queries.filter((query, index) => index < MOST_QUERIES || isAsked(query));
  const hiddenCount = summary.queries.length - shown.length;
  return [
    headline(summary, options),
    "",
    ...shown.flatMap((query) => [...queryLines(query, options), ""]),
    ...(hiddenCount === 0 ? [] : [`… ${hiddenCount} more queries in summary.json`, ""]),
    ...lossLines(summary, options),
    ...judgedLines(experiment, summary, options),
    ...groupLines(summary, options),
    ...notableLines(summary, options),
  ].join("\n") + "\n";
}

function headline({ trialCount, divergedCount }: TrialsSummary, { emphasize }: SweepTextOptions): string {
  const trials = emphasize("bold", counted(trialCount, "trial"));
  if (divergedCount === 0) return `${trials}, ${trialCount === 1 ? "completed" : "all completed"}`;
  const share = percentage(divergedCount / trialCount);
  return `${trials}, ${emphasize("yellow", `${divergedCount} diverged (${share})`)}`;
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
  const texts = [1, 3, 5].map((quantile) =>
    answersInColumn(shown.map(({ quantiles }) => quantiles[quantile]))
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

function lossLines({ finalLoss, thresholds, bands }: SweepSummary, options: SweepTextOptions): string[] {
  const { columns, emphasize } = options;
  if (finalLoss === null) return [];
  const under = thresholds.map(({ threshold, share, medianEpoch }) =>
    `under ${threshold}: ${percentage(share)}` +
    (medianEpoch === null ? "" : `, half of those by epoch ${Math.round(medianEpoch)}`)
  );
  return [
    emphasize("bold", "final loss"),
    ...quantileLines(finalLoss, "losses", options),
    ...under.flatMap((text) => indented(wrapped(text, columns - 2), columns)),
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
  const [first, last] = [inWords(medians[0]), inWords(medians[medians.length - 1])];
  const width = Math.min(48, columns - first.length - last.length - 4);
  const curve = emphasize("cyan", sparkline(medians, width, "logarithmic"));
  return [
    emphasize(
      "dim",
      shortened(`  median loss from epoch 0 to ${bands[bands.length - 1].epoch}`, columns, cellCount),
    ),
    `  ${first} ${curve} ${last}`,
  ];
}

/** A column of the table of groups; what matters least is left out first where there is no room. */
interface GroupColumn {
  readonly title: string;
  /** Columns of lower rank go first; those of rank 9 stay. */
  readonly rank: number;
  readonly cellOf: (group: GroupSummary) => string;
}

/** One line a combination of the other keys. */
function groupLines(summary: SweepSummary, { columns, emphasize }: SweepTextOptions): string[] {
  const { groups, divergedCount } = summary;
  if (groups.length === 0) return [];
  const shown = groups.slice(0, MOST_GROUPS);
  let table = groupColumns(groups[0], divergedCount > 0);
  const widthOf = ({ title, cellOf }: GroupColumn): number =>
    Math.max(cellCount(title), ...shown.map((group) => cellCount(cellOf(group))));
  const tooWide = (): boolean => table.reduce((sum, column) => sum + widthOf(column) + 2, 0) > columns;
  while (tooWide() && table.some(({ rank }) => rank < 9)) {
    const lowest = Math.min(...table.map(({ rank }) => rank));
    table = table.filter(({ rank }) => rank !== lowest);
  }
  const line = (cells: readonly string[]): string =>
    shortened(
      cells.map((cell, index) => aligned(cell, widthOf(table[index]) + 2, "right")).join("").trimEnd(),
      columns,
      cellCount,
    );
  return [
    emphasize("bold", "by setting"),
    emphasize("dim", line(table.map(({ title }) => title))),
    ...shown.map((group) => line(table.map(({ cellOf }) => cellOf(group)))),
    ...(shown.length < groups.length ? [`  … ${groups.length - shown.length} more in summary.json`] : []),
    "",
  ];
}

function groupColumns(first: GroupSummary, hasDiverged: boolean): GroupColumn[] {
  const last = first.thresholds.length - 1;
  return [
    ...Object.keys(first.settings).map((key): GroupColumn => ({
      title: visible(keyName(key, [])),
      rank: 9,
      cellOf: ({ settings }) => visible(valueWords(settings[key])),
    })),
    ...(hasDiverged
      ? [{ title: "diverged", rank: 5, cellOf: (group: GroupSummary) => String(group.divergedCount) }]
      : []),
    ...first.judged.map(({ name }, index): GroupColumn => ({
      title: figureWords(name).replace("validation", "val."),
      rank: name === "accuracy" ? 2 : 8,
      cellOf: ({ judged }) => {
        const { spread } = judged[index];
        return spread === null ? "none" : inWords(spread.mean);
      },
    })),
    {
      title: "median loss",
      rank: 4,
      cellOf: ({ finalLoss }) => finalLoss === null ? "none" : inWords(finalLoss.quantiles[3]),
    },
    ...first.thresholds.map(({ threshold }, index): GroupColumn => ({
      title: `under ${threshold}`,
      rank: index === last ? 6 : 3,
      cellOf: ({ thresholds }) => percentage(thresholds[index].share),
    })),
    { title: "", rank: 1, cellOf: ({ thresholds }) => unitBar(thresholds[last].share, 16) },
  ];
}

function notableLines({ notable }: SweepSummary, { columns, emphasize }: SweepTextOptions): string[] {
  if (notable === null) return [];
  const rows = (["best", "median", "worst"] as const).map((kind) => ({ kind, ...notable[kind] }));
  const width = Math.max(...rows.map(({ finalLoss }) => cellCount(inWords(finalLoss))));
  const hint = "trials by final loss; put the settings after the file to run one alone";
  return [
    ...wrapped(hint, columns).map((line) => emphasize("dim", line)),
    ...rows.flatMap(({ kind, finalLoss, settings }) => {
      const start = `${kind.padEnd(6)}  ${aligned(inWords(finalLoss), width, "left")} `;
      return indented(wrapped([start, ...settingArguments(settings).split(" ")], columns - 2), columns);
    }),
  ];
}
