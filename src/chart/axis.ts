// Draws axes: labels at round values, faint lines across the plot, and a name with its unit at the end of each.
// Why: no frame and no axis line, since the data marks its own bounds; the name of the vertical axis lies flat above it,
// where it can be read without turning one's head.

import { fill, stroke } from "./palette.ts";
import { extentOf, type Scale, type ScaleKind } from "./scale.ts";
import { coordinate, element, group, type Markup, stack, text } from "./svg.ts";
import { textWidth } from "../text/width.ts";
import { withUnit } from "../text/words.ts";
import { logTicks, niceInterval, niceLogInterval, type Tick, ticks } from "./ticks.ts";

/** What an axis shows. */
export interface AxisName {
  /** As in "weight". */
  readonly name: string;
  /** As in "lb"; no unit is written without one. */
  readonly unit?: string;
}

/** The rectangle in which the data is drawn, in user units. */
export interface Plot {
  /** The x of the left edge. */
  readonly left: number;
  /** The y of the upper edge, smaller than that of the lower one. */
  readonly top: number;
  /** The x of the right edge. */
  readonly right: number;
  /** The y of the lower edge. */
  readonly bottom: number;
}

/** The size of the text along an axis. */
export const axisTextSize = 12;

/** How far tick labels stand from the plot. */
const gap = 6;

/**
 * The room that the labels of a vertical axis need to the left of the plot.
 *
 * @example
 * ```ts
 * if (leftAxisWidth([{ value: 1, label: "1.0" }]) < 20) throw new Error("wrong");
 * ```
 */
export function leftAxisWidth(ticks: readonly Tick[]): number {
  return gap + 4 + Math.max(0, ...ticks.map(({ label }) => textWidth(label, axisTextSize)));
}

/** The plot of a chart with a vertical axis at its left and a horizontal one under it. */
export function plotBeside(yTicks: readonly Tick[], width: number, height: number): Plot {
  return { left: leftAxisWidth(yTicks), top: 30, right: width - 12, bottom: height - bottomAxisHeight };
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

/** Whether faint lines run across the plot at the ticks. */
export type GridLines = "grid" | "no grid";

/**
 * A vertical axis at the left of the plot, its name above it.
 *
 * @example
 * ```ts
 * const plot = { left: 40, top: 20, right: 140, bottom: 120 };
 * const axis = leftAxis(plot, (value) => 120 - value, [{ value: 0, label: "0" }], { name: "loss" }, "grid");
 * if (!axis.includes(">loss</text>")) throw new Error("wrong");
 * ```
 */
export function leftAxis(
  plot: Plot,
  scale: Scale,
  ticks: readonly Tick[],
  name: AxisName,
  grid: GridLines,
): Markup {
  const lines = ticks.map(({ value }) => {
    const y = scale(value);
    return element("path", { d: `M${plot.left},${coordinate(y)}H${plot.right}` });
  });
  const labels = ticks.map(({ value, label }) =>
    element("text", { x: plot.left - gap, y: scale(value) + 4 }, text(label))
  );
  const title = element(
    "text",
    { ...fill("ink"), x: Math.min(plot.left, 4), y: 14, "font-size": axisTextSize },
    text(withUnit(name.name, name.unit)),
  );
  return stack([
    group({ ...stroke("grid"), "stroke-width": 1 }, grid === "grid" ? lines : []),
    group({ ...fill("muted"), "font-size": axisTextSize, "text-anchor": "end" }, labels),
    title,
  ]);
}

/**
 * A horizontal axis under the plot, its name below its right end.
 *
 * @example
 * ```ts
 * const plot = { left: 40, top: 20, right: 140, bottom: 120 };
 * const axis = bottomAxis(plot, (value) => 40 + value, [{ value: 0, label: "0" }], { name: "epoch" }, "no grid");
 * if (!axis.includes(">epoch</text>")) throw new Error("wrong");
 * ```
 */
export function bottomAxis(
  plot: Plot,
  scale: Scale,
  ticks: readonly Tick[],
  name: AxisName,
  grid: GridLines,
): Markup {
  const length = grid === "grid" ? plot.top : plot.bottom + 4;
  const lines = ticks.map(({ value }) => {
    const x = scale(value);
    return element("path", { d: `M${coordinate(x)},${plot.bottom}V${length}` });
  });
  const labels = ticks.map(({ value, label }) =>
    element("text", { x: scale(value), y: plot.bottom + gap + 11 }, text(label))
  );
  const title = element("text", {
    ...fill("ink"),
    x: plot.right,
    y: plot.bottom + gap + 28,
    "font-size": axisTextSize,
    "text-anchor": "end",
  }, text(withUnit(name.name, name.unit)));
  return stack([
    group({ ...stroke("grid"), "stroke-width": 1 }, lines),
    group({ ...fill("muted"), "font-size": axisTextSize, "text-anchor": "middle" }, labels),
    title,
  ]);
}

/** The room that a horizontal axis with its name needs under the plot. */
export const bottomAxisHeight = 40;
