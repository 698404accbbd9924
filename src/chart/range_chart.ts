// Draws for each of several settings how a figure is spread: a thin line for the middle 90%, a thick one for the middle
// half, a dot for the median.
// Why the settings are evenly spaced: values of a sweep may be rates, layers or names, and all stay legible.

import { AXIS_TEXT_SIZE, axisName, fittedAxis, kindFor, leftAxis, type Plot, plotBeside } from "./axis.ts";
import { chartDocument, type ChartFrame, coordinate, element, fittedText, group } from "./svg.ts";
import { fill, stroke } from "./palette.ts";
import { extentOf, scaleOf } from "./scale.ts";
import { textWidth } from "../text/width.ts";

/** How a figure is spread at one setting: five quantiles, all the same where there is one value only. */
export interface SpreadAt {
  /** The setting, as "0.1". */
  readonly label: string;
  /** The quantiles at 5, 25, 50, 75 and 95%. */
  readonly quantiles: readonly [p05: number, p25: number, median: number, p75: number, p95: number];
}

/** What a range chart shows. */
interface RangeChartData {
  /** From left to right. */
  readonly spreads: readonly SpreadAt[];
  /** What is set, as "learning_rate". */
  readonly setting: string;
  /** What is measured, as "final loss". */
  readonly figure: string;
}

/**
 * A range chart as SVG text, 420 × 240 by default; its axis is logarithmic where the values span a factor of 20.
 *
 * @example Two learning rates
 * ```ts
 * const svg = rangeChart({ id: "rates", title: "Final loss by rate", description: "0.5 is better" }, {
 *   spreads: [
 *     { label: "0.1", quantiles: [0.01, 0.02, 0.03, 0.04, 0.09] },
 *     { label: "0.5", quantiles: [0.001, 0.002, 0.003, 0.004, 0.009] },
 *   ],
 *   setting: "learning_rate",
 *   figure: "final loss",
 * });
 * if (!svg.includes(">0.5</text>") || !svg.includes("logarithmic")) throw new Error("wrong");
 * ```
 */
export function rangeChart(frame: ChartFrame, data: RangeChartData): string {
  const { width = 420, height = 240 } = frame;
  const values = data.spreads.flatMap(({ quantiles }) => [quantiles[0], quantiles[4]]);
  const kind = kindFor(values);
  const [low, high, yTicks] = fittedAxis(values, kind, { linear: 5, logarithmic: 7 });
  const plot = plotBeside(yTicks, width, height);
  const y = scaleOf(kind, [low, high], [plot.bottom, plot.top]);
  const step = (plot.right - plot.left) / data.spreads.length;
  const x = (index: number) => plot.left + step * (index + 0.5);
  const bar = (index: number, from: number, to: number) =>
    element("path", { d: `M${coordinate(x(index))},${coordinate(y(from))}V${coordinate(y(to))}` });
  const thick = Math.min(10, step * 0.4);
  return chartDocument(frame, { width, height }, [
    leftAxis(plot, y, yTicks, axisName({ name: data.figure }, kind), "grid"),
    settingLabels(data, plot, step, x),
    group(
      { ...stroke("series1"), "stroke-width": 1.5 },
      data.spreads.map(({ quantiles }, index) => bar(index, quantiles[0], quantiles[4])),
    ),
    group(
      { ...stroke("series1"), "stroke-width": thick, "stroke-opacity": 0.45 },
      data.spreads.map(({ quantiles }, index) => bar(index, quantiles[1], quantiles[3])),
    ),
    group(
      fill("ink"),
      data.spreads.map(({ quantiles }, index) =>
        element("circle", { cx: x(index), cy: y(quantiles[2]), r: 3.5 })
      ),
    ),
  ]);
}

/** Under every setting, or under every k-th where they are many, what it is. */
function settingLabels(data: RangeChartData, plot: Plot, step: number, x: (index: number) => number) {
  const widest = Math.min(80, extentOf(data.spreads.map(({ label }) => textWidth(label, AXIS_TEXT_SIZE)))[1]);
  const every = Math.max(1, Math.ceil((widest + 8) / step));
  const labels = data.spreads.flatMap(({ label }, index) =>
    index % every === 0
      ? [element("text", { x: x(index), y: plot.bottom + 17 }, fittedText(label, 80, AXIS_TEXT_SIZE))]
      : []
  );
  return group({ "font-size": AXIS_TEXT_SIZE }, [
    group({ ...fill("muted"), "text-anchor": "middle" }, labels),
    element(
      "text",
      { ...fill("ink"), x: plot.right, y: plot.bottom + 34, "text-anchor": "end" },
      fittedText(data.setting, plot.right, AXIS_TEXT_SIZE),
    ),
  ]);
}
