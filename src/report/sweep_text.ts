// The statistics of a sweep as lines for a terminal or a pipe: the answers first, then the losses.
// What must not change: its figures are those of summary.json, rounded for reading.

import type { Query } from "../dataset/dataset.ts";
import { fixed } from "../numeric/decimal.ts";
import { valueText } from "../sweep/plan.ts";
import { type Distribution, QUANTILES, shareAtMost } from "../sweep/distribution.ts";
import type { QuerySummary, SweepSummary, TrialsSummary } from "../sweep/summary.ts";
import type { Settings } from "../experiment/variant.ts";
import { cellCount } from "./chart/text_size.ts";

/** How text is emphasized; a pipe leaves it as it is. */
export type Emphasize = (style: "bold" | "dim" | "cyan" | "yellow", text: string) => string;

/** How to write the lines. */
export interface SweepTextOptions {
  /** Columns of the terminal. */
  readonly columns: number;
  readonly emphasize: Emphasize;
  /** A figure of the user's for some queries: where among the trials does it lie? */
  readonly at: ReadonlyMap<Query["name"], number>;
}

/** The whole text, with its final line feed. */
export function sweepText(summary: SweepSummary, options: SweepTextOptions): string {
  return [
    headline(summary),
    "",
    ...summary.queries.flatMap((query) => queryLines(query, options)),
    ...lossLines(summary, options),
    ...groupLines(summary, options),
    ...notableLines(summary),
  ].join("\n") + "\n";
}

function headline({ trialCount, divergedCount }: TrialsSummary): string {
  const trials = `${trialCount} trial${trialCount === 1 ? "" : "s"}`;
  return divergedCount === 0 ? `${trials}, all completed` : `${trials}, ${divergedCount} diverged`;
}

function queryLines({ name, outputs, labels }: QuerySummary, options: SweepTextOptions): string[] {
  const { emphasize } = options;
  if (outputs === null) return [`${emphasize("bold", name)}  no answer`, ""];
  const shares = labels.filter(({ count }) => count > 0).map(({ label, share }) =>
    `${label} ${percent(share)}`
  );
  const lines = [
    `${emphasize("bold", name)}  median ${emphasize("cyan", fixed(outputs.quantiles[3], 3))}` +
    `  mean ${fixed(outputs.mean, 3)} ± ${fixed(outputs.sd, 3)}${
      shares.length === 0 ? "" : `  ${shares.join("  ")}`
    }`,
    `  ${histogramLine(outputs, options)}`,
    ...quantileLines(outputs, options),
  ];
  const figure = options.at.get(name);
  if (figure !== undefined) lines.push(`  ${emphasize("yellow", atText(outputs, figure))}`);
  return [...lines, ""];
}

/** Where a figure lies among the answers, in words. */
export function atText(outputs: Distribution, figure: number): string {
  const share = shareAtMost(outputs.sorted, figure);
  if (share === 0) return `${figure} is below all trials`;
  if (share === 1 && figure > outputs.max) return `${figure} is above all trials`;
  return `${figure} is at the ${ordinal(Math.round(share * 100))} percentile: ${
    percent(share)
  } of the trials are at most that`;
}

function ordinal(number: number): string {
  const isTeen = number % 100 >= 11 && number % 100 <= 13;
  const ending = isTeen ? "th" : ["th", "st", "nd", "rd"][number % 10] ?? "th";
  return `${number}${ending}`;
}

const BARS = "▁▂▃▄▅▆▇█";

/** A histogram in one line: the height of a bar is the count of its bin. */
function histogramLine({ histogram }: Distribution, { columns, emphasize }: SweepTextOptions): string {
  const width = columns < 70 ? 20 : 40;
  const merge = histogram.counts.length / width;
  const counts = Array.from({ length: width }, (_, bar) => {
    let sum = 0;
    for (let at = 0; at < merge; at++) sum += histogram.counts[bar * merge + at];
    return sum;
  });
  const most = Math.max(...counts);
  const bars = counts.map((count) => count === 0 ? " " : BARS[Math.max(0, Math.ceil(count / most * 8) - 1)])
    .join("");
  return `${numberText(histogram.from)} ${emphasize("cyan", bars)} ${numberText(histogram.to)}`;
}

function quantileLines(
  { min, max, quantiles }: Distribution,
  { columns, emphasize }: SweepTextOptions,
): string[] {
  const cells = [
    ["min", min] as const,
    ...QUANTILES.map((share, index) =>
      [share === 0.5 ? "median" : percentName(share), quantiles[index]] as const
    ),
    ["max", max] as const,
  ].map(([name, value]) => ({ name, text: numberText(value) }));
  const width = Math.max(...cells.flatMap(({ name, text }) => [name.length, text.length])) + 2;
  const perLine = Math.max(1, Math.floor((columns - 2) / width));
  const lines: string[] = [];
  for (let from = 0; from < cells.length; from += perLine) {
    const some = cells.slice(from, from + perLine);
    lines.push("  " + emphasize("dim", some.map(({ name }) => name.padStart(width)).join("").slice(2)));
    lines.push("  " + some.map(({ text }) => text.padStart(width)).join("").slice(2));
  }
  return lines;
}

function lossLines(summary: SweepSummary, { emphasize }: SweepTextOptions): string[] {
  const { finalLoss } = summary;
  if (finalLoss === null) return [];
  const under = summary.thresholds.map(({ threshold, share, medianEpoch }) =>
    `  under ${threshold}: ${percent(share)}${
      medianEpoch === null ? "" : `, half of those by epoch ${Math.round(medianEpoch)}`
    }`
  );
  return [
    `${emphasize("bold", "final loss")}  median ${emphasize("cyan", numberText(finalLoss.quantiles[3]))}` +
    `  5% under ${numberText(finalLoss.quantiles[1])}  5% over ${numberText(finalLoss.quantiles[5])}`,
    ...under,
    "",
  ];
}

/** One line a combination of the other keys. */
function groupLines(summary: SweepSummary, { columns, emphasize }: SweepTextOptions): string[] {
  if (summary.groups.length === 0) return [];
  const keys = Object.keys(summary.groups[0].settings);
  const names = keys.map((key) => key.slice(key.lastIndexOf(".") + 1));
  const header = [
    ...names,
    "diverged",
    "median loss",
    ...summary.thresholds.map(({ threshold }) => `under ${threshold}`),
  ];
  const rows = summary.groups.map((group) => [
    ...keys.map((key) => valueText(group.settings[key])),
    String(group.divergedCount),
    group.finalLoss === null ? "" : numberText(group.finalLoss.quantiles[3]),
    ...group.thresholds.map(({ share }) => percent(share)),
  ]);
  const widths = header.map((title, column) =>
    Math.max(cellCount(title), ...rows.map((row) => cellCount(row[column])))
  );
  const line = (cells: readonly string[]): string =>
    cells.map((cell, column) => " ".repeat(widths[column] - cellCount(cell)) + cell).join("  ").slice(
      0,
      columns,
    );
  return [emphasize("dim", line(header)), ...rows.map(line), ""];
}

function notableLines({ notable }: SweepSummary): string[] {
  if (notable === null) return [];
  return (["best", "median", "worst"] as const).map((kind) => {
    const { settings, finalLoss } = notable[kind];
    return `${kind.padEnd(6)} loss ${numberText(finalLoss)}  ${settingsText(settings)}`;
  });
}

/** Settings as they are typed on a command line: `seed=599`. */
export function settingsText(settings: Settings): string {
  return Object.entries(settings).map(([key, value]) => {
    const text = typeof value === "object" ? JSON.stringify(value) : String(value);
    return `${key.slice(key.lastIndexOf(".") + 1)}=${text}`;
  }).join(" ");
}

/** A number with three decimals, or with three digits where that says more. */
function numberText(value: number): string {
  const size = Math.abs(value);
  if (value === 0 || (size >= 0.1 && size < 1000)) {
    return Number.isInteger(value) ? String(value) : fixed(value, 3);
  }
  return String(Number(value.toPrecision(3)));
}

function percent(share: number): string {
  return `${fixed(share * 100, 1)}%`;
}

function percentName(share: number): string {
  return `${Math.round(share * 100)}%`;
}
