// Charts of one line for the terminal (a sparkline, a bar, a histogram's bars), and what all charts there share.
// Why: a number beside a bar is seen before it is read. Colour is the caller's choice (NO_COLOR, a pipe), so every chart
// is told apart without it; and a name from a stranger's file must not carry escape sequences onto the screen.

import { shortest } from "../text/decimal.ts";
import type { HistogramBin } from "./histogram.ts";
import { fullLabel } from "../text/number_label.ts";
import { linearScale, logScale } from "./scale.ts";
import { legalText } from "./svg.ts";
import { cellCount } from "../text/width.ts";

/** What a part of a terminal chart is: a line by its number, a filled or empty part of a bar, an axis, a label. */
export type TerminalInk =
  | { readonly part: "series"; readonly index: number }
  | { readonly part: "filled" | "empty" | "axis" | "label" };

/** Colours a piece of a chart; must not change how many cells it takes on the screen. */
export type Paint = (content: string, ink: TerminalInk) => string;

/** No colours: a `Paint` that leaves every piece as it is. */
export function unpainted(content: string): string {
  return content;
}

/**
 * A text on one line without control characters.
 *
 * @example An escape sequence loses its escape
 * ```ts
 * if (printable("a\u001b[31m\nb") !== "a\ufffd[31m b") throw new Error("wrong");
 * ```
 */
export function printable(content: string): string {
  return legalText(content).replace(/[\t\n\r\u2028\u2029]/g, " ");
}

/**
 * A text with blanks before it, so that it takes at least so many terminal cells.
 *
 * @example
 * ```ts
 * if (rightAligned("字", 4) !== "  字") throw new Error("wrong");
 * ```
 */
export function rightAligned(content: string, cells: number): string {
  return " ".repeat(Math.max(0, cells - cellCount(content))) + content;
}

const risingBlocks = "▁▂▃▄▅▆▇█";
const wideningBlocks = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/**
 * A line of blocks as high as the values, from the lowest to the highest of them.
 *
 * @param values in their order; one that has no place on the scale is a blank.
 * @param width how many characters at most; more values than that are left out evenly, first and last stay.
 * @param scale logarithmic shows how a loss falls that is near 0.
 *
 * @example A falling loss
 * ```ts
 * if (sparkline([8, 4, 2, 1], 4, "logarithmic") !== "█▆▃▁") throw new Error("wrong");
 * ```
 */
export function sparkline(
  values: readonly number[],
  width: number,
  scale: "linear" | "logarithmic" = "linear",
): string {
  const count = Math.min(values.length, Math.max(1, Math.floor(width)));
  const shown: number[] = [];
  for (let place = 0; place < count; place++) {
    const part = count === 1 ? 1 : place / (count - 1);
    shown.push(values[Math.round(part * (values.length - 1))]);
  }
  const drawable = shown.filter((value) => Number.isFinite(value) && (scale === "linear" || value > 0));
  if (drawable.length === 0) return " ".repeat(count);
  const ends = [Math.min(...drawable), Math.max(...drawable)] as const;
  const height = (scale === "linear" ? linearScale : logScale)(ends, [0, risingBlocks.length - 1]);
  return shown.map((value) => {
    const level = Math.round(height(value));
    return Number.isFinite(level) ? risingBlocks[level] : " ";
  }).join("");
}

/**
 * A bar for a number from 0 to 1, always as wide as asked for.
 *
 * @param value outside of [0, 1] it is drawn as the nearer end, and empty if it is not a number.
 * @param width in characters.
 * @param paint colours the filled and the empty part.
 *
 * @example Five eighths of four characters are two and a half
 * ```ts
 * if (unitBar(0.625, 4) !== "██▌·") throw new Error("wrong");
 * ```
 */
export function unitBar(value: number, width: number, paint: Paint = unpainted): string {
  const filled = blocks(value, width);
  const empty = "·".repeat(width - filled.length);
  return (filled === "" ? "" : paint(filled, { part: "filled" })) +
    (empty === "" ? "" : paint(empty, { part: "empty" }));
}

/** Full blocks and at most one part of a block; anything above 0 shows as at least an eighth. */
function blocks(value: number, width: number): string {
  if (!(value > 0)) return "";
  const eighths = Math.max(1, Math.round(8 * width * Math.min(1, value)));
  return "█".repeat(Math.floor(eighths / 8)) + wideningBlocks[eighths % 8];
}

/**
 * A histogram with one line a bin: its lower end, a bar, its count.
 *
 * @param bins rising.
 * @param width of the longest bar in characters.
 * @param paint colours labels, axis and bars.
 * @returns lines without line ends.
 *
 * @example Two bins
 * ```ts
 * const lines = terminalHistogram([{ low: 0, high: 0.5, count: 1 }, { low: 0.5, high: 1, count: 4 }], 4);
 * if (lines.join("\n") !== "0.0 │█ 1\n0.5 │████ 4") throw new Error(lines.join("\n"));
 * ```
 */
export function terminalHistogram(
  bins: readonly HistogramBin[],
  width: number,
  paint: Paint = unpainted,
): readonly string[] {
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const labels = alignedLabels(bins.map(({ low }) => low));
  return bins.map(({ count }, index) => {
    const bar = blocks(count / most, width);
    const drawn = bar === "" ? " " : `${paint(bar, { part: "filled" })} `;
    return paint(labels[index], { part: "label" }) + paint(" │", { part: "axis" }) +
      drawn + paint(shortest(count), { part: "label" });
  });
}

/** Labels with the same number of decimal places, so that their points stand under each other. */
function alignedLabels(values: readonly number[]): readonly string[] {
  const labels = values.map(fullLabel);
  const places = labels.map((label) => label.split(".")[1]?.length ?? 0);
  const most = Math.max(0, ...places);
  const isPlain = labels.every((label) => /^[−,.\d]+$/.test(label)) && most <= 6;
  const padded = labels.map((label, index) => {
    if (!isPlain || most === 0) return label;
    return label + (places[index] === 0 ? "." : "") + "0".repeat(most - places[index]);
  });
  const width = Math.max(0, ...padded.map((label) => label.length));
  return padded.map((label) => rightAligned(label, width));
}
