// Charts of one line for the terminal, made of blocks: a sparkline, a bar, a histogram's bars.
// Why: a number beside a bar is seen before it is read.

import { shortest } from "../text/decimal.ts";
import { aligned } from "../text/lines.ts";
import { inFull } from "../text/number_words.ts";
import { type Paint, unpainted } from "../text/terminal_style.ts";
import type { HistogramBin } from "./histogram.ts";
import { extentOf, type ScaleKind, scaleOf } from "./scale.ts";

const RISING_BLOCKS = "▁▂▃▄▅▆▇█";
const wideningBlocks = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/**
 * A line of blocks as high as the values, from the lowest to the highest of them.
 *
 * @param values in their order; one that is not on the scale is a blank.
 * @param width how many characters at most; more values than that are left out evenly, first and last stay.
 * @param scale logarithmic shows how a loss falls that is near 0.
 */
export function sparkline(
  values: readonly number[],
  width: number,
  scale: ScaleKind = "linear",
): string {
  const count = Math.min(values.length, Math.max(1, Math.floor(width)));
  const shown: number[] = [];
  for (let index = 0; index < count; index++) {
    const part = count === 1 ? 1 : index / (count - 1);
    shown.push(values[Math.round(part * (values.length - 1))]);
  }
  const drawable = shown.filter((value) => Number.isFinite(value) && (scale === "linear" || value > 0));
  if (drawable.length === 0) return " ".repeat(count);
  const height = scaleOf(scale, extentOf(drawable), [0, RISING_BLOCKS.length - 1]);
  return shown.map((value) => {
    const level = Math.round(height(value));
    return Number.isFinite(level) ? RISING_BLOCKS[level] : " ";
  }).join("");
}

/**
 * A bar for a number from 0 to 1, always as wide as asked for.
 *
 * @param value outside of [0, 1] it is drawn as the nearer end, and empty if it is not a number.
 * @param width in characters.
 * @param paint colours the filled and the empty part.
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
 * A histogram with one line a bin, without line ends: its lower end, a bar, its count.
 *
 * @param bins rising.
 * @param width of the longest bar in characters.
 */
export function terminalHistogram(bins: readonly HistogramBin[], width: number): readonly string[] {
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const labels = alignedLabels(bins.map(({ low }) => low));
  return bins.map(({ count }, index) => {
    return `${labels[index]} │${blocks(count / most, width)} ${shortest(count)}`;
  });
}

/** Labels with the same number of decimal places, so that their points are aligned. */
function alignedLabels(values: readonly number[]): readonly string[] {
  const labels = values.map(inFull);
  const decimals = labels.map((label) => label.split(".")[1]?.length ?? 0);
  const most = Math.max(0, ...decimals);
  const isPlain = labels.every((label) => /^[−,.\d]+$/.test(label)) && most <= 6;
  const padded = labels.map((label, index) => {
    if (!isPlain || most === 0) return label;
    return label + (decimals[index] === 0 ? "." : "") + "0".repeat(most - decimals[index]);
  });
  const width = Math.max(0, ...padded.map((label) => label.length));
  return padded.map((label) => aligned(label, width, "right"));
}
