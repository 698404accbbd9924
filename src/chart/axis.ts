// Draws axes: labels at round values, faint lines across the plot, and a name with its unit at the end of each.
// Why: no frame and no axis line, since the data marks its own bounds; the name of the vertical axis is above it, where
// it can be read without turning the page.

import { fill, stroke } from "./palette.ts";
import { extentOf, type Interval, type Scale, type ScaleKind } from "./scale.ts";
import { coordinate, element, fittedText, group, type Markup, stack, text } from "./svg.ts";
import { textWidth } from "../text/width.ts";
import { withUnit } from "../text/words.ts";
import { logTicks, niceInterval, niceLogInterval, type Tick, ticks } from "./ticks.ts";

/** What an axis shows, as "weight" in "lb". */
export interface AxisName {
  readonly name: string;
  readonly unit?: string;
}

/** The rectangle in which the data is drawn, in user units; y runs downwards. */
export interface Plot {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The size of the text along an axis. */
export const AXIS_TEXT_SIZE = 12;

/** The room that a horizontal axis with its name needs under the plot. */
export const BOTTOM_AXIS_HEIGHT = 40;

/** How far tick labels are from the plot. */
export const GAP = 6;

/** The room that the labels of a vertical axis need to the left of the plot. */
export function leftAxisWidth(ticks: readonly Tick[]): number {
  return GAP + 4 + Math.max(0, ...ticks.map(({ label }) => textWidth(label, AXIS_TEXT_SIZE)));
}

/** The plot of a chart with a vertical axis at its left and a horizontal one under it. */
export function plotBeside(yTicks: readonly Tick[], width: number, height: number): Plot {
  return { left: leftAxisWidth(yTicks), top: 30, right: width - 12, bottom: height - BOTTOM_AXIS_HEIGHT };
}

/**
 * The ends and the ticks of a vertical axis; a linear one holds 0.
 *
 * @param values what is drawn; what has no position on the axis is left out.
 * @param counts how many ticks at most, on either kind of axis.
 */
export function niceAxis(
  values: Iterable<number>,
  kind: ScaleKind,
  counts: Readonly<Record<ScaleKind, number>>,
): readonly [low: number, high: number, ticks: readonly Tick[]] {
  if (kind === "linear") {
    const [least, most] = extentOf(values);
    const [low, high] = niceInterval(Math.min(0, least), most, counts.linear);
    return [low, high, ticks(low, high, counts.linear)];
  }
  const [low, high] = niceLogInterval(...extentOf([...values].filter((value) => value > 0)));
  return [low, high, logTicks(low, high, counts.logarithmic)];
}

/**
 * The ends of an axis for marks whose place counts and not their height, as accuracies of 0.965 and 0.990: it holds 0 only
 * where the values are spread over at least half of the way from there.
 */
export function fittedInterval(values: Iterable<number>, count: number): Interval {
  const [least, most] = extentOf(values);
  const reach = Math.max(Math.abs(least), Math.abs(most));
  const holdsZero = most - least >= reach / 2;
  return holdsZero
    ? niceInterval(Math.min(0, least), Math.max(0, most), count)
    : niceInterval(least, most, count);
}

/** Positive values that span a factor of so much are told apart by factors. */
const WIDE_FACTOR = 20;

/** The kind of axis on which values such as losses can be told apart. */
export function kindFor(values: readonly number[]): ScaleKind {
  const [least, most] = extentOf(values);
  return least > 0 && most / least >= WIDE_FACTOR ? "logarithmic" : "linear";
}

/** What is written at an axis, which says so where it is divided by factors. */
export function axisName(value: AxisName, kind: ScaleKind): AxisName {
  return kind === "linear" ? value : { ...value, name: `${value.name}, logarithmic scale` };
}

/** The ends and the ticks of an axis as `fittedInterval` has it, where it is linear. */
export function fittedAxis(
  values: readonly number[],
  kind: ScaleKind,
  counts: Readonly<Record<ScaleKind, number>>,
): readonly [low: number, high: number, ticks: readonly Tick[]] {
  if (kind === "logarithmic") return niceAxis(values, kind, counts);
  const [low, high] = fittedInterval(values, counts.linear);
  return [low, high, ticks(low, high, counts.linear)];
}

/**
 * A vertical axis at the left of the plot, its name above it; the grid is faint lines across the plot at the ticks.
 *
 * @param nameEnd how far to the right its name may reach.
 */
export function leftAxis(
  plot: Plot,
  scale: Scale,
  ticks: readonly Tick[],
  name: AxisName,
  grid: "grid" | "no grid",
  nameEnd: number = plot.right,
): Markup {
  const lines = ticks.map(({ value }) =>
    element("path", { d: `M${plot.left},${coordinate(scale(value))}H${plot.right}` })
  );
  const labels = ticks.map(({ value, label }) =>
    element("text", { x: plot.left - GAP, y: scale(value) + 4 }, text(label))
  );
  const x = Math.min(plot.left, 4);
  const title = element(
    "text",
    { ...fill("ink"), x, y: 14, "font-size": AXIS_TEXT_SIZE },
    fittedText(withUnit(name.name, name.unit), nameEnd - x, AXIS_TEXT_SIZE),
  );
  return stack([
    group({ ...stroke("grid"), "stroke-width": 1 }, grid === "grid" ? lines : []),
    group({ ...fill("muted"), "font-size": AXIS_TEXT_SIZE, "text-anchor": "end" }, labels),
    title,
  ]);
}

/**
 * A horizontal axis under the plot, its name below its right end. A label that would cover the one before it is left out.
 *
 * @param width of the chart, out of which no label reaches.
 */
export function bottomAxis(
  plot: Plot,
  scale: Scale,
  ticks: readonly Tick[],
  name: AxisName,
  width: number,
): Markup {
  const lines = ticks.map(({ value }) =>
    element("path", { d: `M${coordinate(scale(value))},${plot.bottom}V${plot.bottom + 4}` })
  );
  let free = -Infinity;
  const labels = ticks.flatMap(({ value, label }) => {
    const half = textWidth(label, AXIS_TEXT_SIZE) / 2;
    const x = Math.max(half, Math.min(width - half, scale(value)));
    if (x - half < free) return [];
    free = x + half + GAP;
    return [element("text", { x, y: plot.bottom + GAP + 11 }, text(label))];
  });
  const title = element("text", {
    ...fill("ink"),
    x: plot.right,
    y: plot.bottom + GAP + 28,
    "font-size": AXIS_TEXT_SIZE,
    "text-anchor": "end",
  }, fittedText(withUnit(name.name, name.unit), plot.right, AXIS_TEXT_SIZE));
  return stack([
    group({ ...stroke("grid"), "stroke-width": 1 }, lines),
    group({ ...fill("muted"), "font-size": AXIS_TEXT_SIZE, "text-anchor": "middle" }, labels),
    title,
  ]);
}
