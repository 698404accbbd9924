// How numbers are spread, as lines for a terminal: a histogram one line high, and the quantiles under their names.
// Why from the 1% to the 99% quantile: one odd trial among ten thousand would squeeze all others into one bar.

import { fixed, shortest } from "../../text/decimal.ts";
import { aligned } from "../../text/lines.ts";
import { digitsApart, inWords, percentage, toDigits, withDecimals } from "../../text/number_words.ts";
import type { Emphasize } from "../../text/terminal_style.ts";
import {
  countsByBin,
  type Distribution,
  endOf,
  quantileAt,
  QUANTILES,
  shareAtMost,
} from "../../sweep/distribution.ts";

const BARS = "▁▂▃▄▅▆▇█";
const MOST_BARS = 48;
const FEWEST_BARS = 8;

/**
 * A histogram in one line, from the 1% to the 99% quantile, and a mark below it for a figure of the user's.
 *
 * @param columns of the terminal.
 * @returns lines that begin with two blanks.
 */
export function histogramLines(
  distribution: Distribution,
  { columns, emphasize, mark }: {
    readonly columns: number;
    readonly emphasize: Emphasize;
    readonly mark?: number;
  },
): string[] {
  const low = quantileAt(distribution, 0.01);
  const high = quantileAt(distribution, 0.99);
  const [lowText, highText] = alignedNumbers([low, high]);
  if (!(high > low)) return [`  nearly all are ${lowText}`];
  const room = columns - lowText.length - highText.length - 4;
  const barCount = Math.max(FEWEST_BARS, Math.min(MOST_BARS, room));
  const barOf = (value: number): number => {
    // Halved first: the difference of extreme numbers may be more than a double can hold.
    const share = (value / 2 - low / 2) / (high / 2 - low / 2);
    return Math.min(Math.max(Math.floor(share * barCount), 0), barCount - 1);
  };
  const counts = barCounts(distribution, { low, high, barCount, barOf });
  const most = Math.max(1, ...counts);
  const bars = counts.map((count) => count === 0 ? " " : BARS[Math.ceil(count / most * BARS.length) - 1])
    .join("");
  const lines = [`  ${lowText} ${emphasize("cyan", bars)} ${highText}`];
  if (mark !== undefined) {
    const arrow = mark < low ? "◀" : mark > high ? "▶" : "▲";
    const at = mark < low ? 0 : mark > high ? barCount - 1 : barOf(mark);
    lines.push(" ".repeat(lowText.length + 3 + at) + emphasize("yellow", arrow));
  }
  return lines;
}

/** Of more numbers the histogram of the summary is drawn, whether or not the numbers are at hand. */
export const MOST_COUNTED = 1_000_000;

/** How high each bar is: so many numbers, or of very many those in the summary's bin around its middle. */
function barCounts(
  { count, histogram, sorted }: Distribution,
  { low, high, barCount, barOf }: {
    readonly low: number;
    readonly high: number;
    readonly barCount: number;
    readonly barOf: (value: number) => number;
  },
): readonly number[] {
  const numbers = count <= MOST_COUNTED ? sorted() : null;
  if (numbers !== null) {
    const shown = numbers.subarray(
      endOf(numbers, (value) => value < low),
      endOf(numbers, (value) => value <= high),
    );
    return countsByBin(shown, barCount, barOf);
  }
  const { from, to, counts } = histogram;
  return Array.from({ length: barCount }, (_, bar) => {
    const share = (bar + 0.5) / barCount;
    const middle = low * (1 - share) + high * share;
    const bin = Math.floor((middle / 2 - from / 2) / (to / 2 - from / 2) * counts.length);
    return counts[Math.min(bin, counts.length - 1)];
  });
}

/**
 * The quantiles under their names, in as few lines as the columns allow, all about equally long.
 *
 * @param kind answers share a scale; losses differ by powers of ten, and their outermost quantiles say little.
 * @returns lines that begin with two blanks.
 */
export function quantileLines(
  { min, max, quantiles }: Distribution,
  kind: "answers" | "losses",
  { columns, emphasize }: { readonly columns: number; readonly emphasize: Emphasize },
): string[] {
  const shown = QUANTILES.map((share, index) => ({ share, value: quantiles[index] }))
    .filter(({ share }) => kind === "answers" || (share >= 0.05 && share <= 0.95));
  const names = ["min", ...shown.map(({ share }) => quantileName(share)), "max"];
  const values = [min, ...shown.map(({ value }) => value), max];
  const texts = kind === "answers" ? alignedNumbers(values) : values.map(inWords);
  const width = Math.max(...names.map((name, index) => Math.max(name.length, texts[index].length))) + 2;
  const most = Math.max(1, Math.floor((columns - 2) / width));
  const perLine = Math.ceil(names.length / Math.ceil(names.length / most));
  const lines: string[] = [];
  for (let from = 0; from < names.length; from += perLine) {
    const row = (cells: readonly string[]): string =>
      "  " + cells.slice(from, from + perLine).map((cell) => aligned(cell, width, "right")).join("").slice(2);
    lines.push(emphasize("dim", row(names)), row(texts));
  }
  return lines;
}

/** `median`, `95%` */
export function quantileName(share: number): string {
  return share === 0.5 ? "median" : `${Math.round(share * 100)}%`;
}

/** Where a figure lies among the numbers, in words. */
export function atText({ sorted, min, max }: Distribution, figure: number): string {
  const text = shortest(figure);
  if (figure < min) return `${text} is below all answers`;
  if (figure > max) return `${text} is above all answers`;
  const share = shareAtMost(sorted()!, figure);
  return `${text} is at the ${ordinal(Math.round(share * 100))} percentile: ${
    percentage(share)
  } of the answers are no higher`;
}

function ordinal(number: number): string {
  const isTeen = number % 100 >= 11 && number % 100 <= 13;
  const ending = isTeen ? "th" : ["th", "st", "nd", "rd"][number % 10] ?? "th";
  return `${number}${ending}`;
}

/** Numbers with equally many decimals, as few as keep their spread visible; each on its own where sizes differ. */
function alignedNumbers(values: readonly number[]): readonly string[] {
  const spread = values[values.length - 1] - values[0];
  if (!values.every(Number.isInteger) && values.every((value) => Math.abs(value) < 1000)) {
    for (let decimals = 3; decimals <= 6; decimals++) {
      if (Number(fixed(spread, decimals)) >= 10 / Number(`1e${decimals}`)) {
        return values.map((value) => withDecimals(value, decimals));
      }
    }
  }
  const digits = digitsApart(values[0], values[values.length - 1]);
  return values.map((value) => toDigits(value, digits));
}
