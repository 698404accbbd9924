// Draws one number for each of several things on an axis that fits them: a row each, with its name, a dot and the number;
// where the number is the median of many, with lines that say how they are spread.
// Why not bars: a bar begins at 0, and beside it 0.965 and 0.990 look the same.

import {
  AXIS_TEXT_SIZE,
  type AxisName,
  axisName,
  BOTTOM_AXIS_HEIGHT,
  bottomAxis,
  fittedAxis,
  type Plot,
} from "./axis.ts";
import { fill, stroke } from "./palette.ts";
import type { SpreadAt } from "./range_chart.ts";
import { type Scale, type ScaleKind, scaleOf } from "./scale.ts";
import {
  type Attributes,
  chartDocument,
  type ChartFrame,
  coordinate,
  element,
  fittedText,
  group,
  type Markup,
} from "./svg.ts";
import { textWidth } from "../text/width.ts";
import type { Tick } from "./ticks.ts";

/** One row of a dot chart. */
export interface Dot {
  readonly label: string;
  /** Null where there is none. */
  readonly value: number | null;
  /** Of a median, how what it stands for is spread: a thin line for the middle 90%, a thick one for the middle half. */
  readonly spread?: SpreadAt["quantiles"] | null;
  /** Written at the end of the row: the number, and what it means. */
  readonly note: string;
}

/** What a dot chart shows. */
export interface DotChartData {
  /** From the top downwards. */
  readonly dots: readonly Dot[];
  /** What is measured. */
  readonly value: AxisName;
  /** Values at which the meaning changes; those beyond the axis are not drawn. */
  readonly boundaries: readonly number[];
  /** How the axis is divided; by default evenly. */
  readonly kind?: ScaleKind;
}

const ROW_HEIGHT = 19;
const TOP = 8;
const TICK_GAP = 8;

/**
 * A dot chart as SVG text, 420 wide by default and as high as its rows need.
 *
 * @example Two answers that are close to each other
 * ```ts
 * const svg = dotChart({ id: "answers", title: "Answers", description: "Two runs" }, {
 *   dots: [{ label: "seed 1", value: 0.965, note: "0.965 F" }, { label: "seed 2", value: 0.99, note: "0.990 F" }],
 *   value: { name: "output" },
 *   boundaries: [0.5],
 * });
 * if (!svg.includes(">0.970</text>") || svg.includes(">0.5</text>")) throw new Error("wrong");
 * ```
 */
export function dotChart(frame: ChartFrame, data: DotChartData): string {
  const { width = 420 } = frame;
  const { dots, kind = "linear" } = data;
  const height = frame.height ?? TOP + dots.length * ROW_HEIGHT + BOTTOM_AXIS_HEIGHT;
  const values = dots.flatMap(({ value, spread }) => spread ?? (value === null ? [] : [value]));
  const widest = (texts: readonly string[], most: number): number =>
    Math.min(most, Math.max(0, ...texts.map((label) => textWidth(label, AXIS_TEXT_SIZE))));
  const nameRoom = widest(dots.map(({ label }) => label), width * 0.35);
  const noteRoom = widest(dots.map(({ note }) => note), width * 0.3);
  const plot: Plot = {
    left: nameRoom + 18,
    top: TOP,
    right: width - noteRoom - 18,
    bottom: height - BOTTOM_AXIS_HEIGHT,
  };
  const [low, high, valueTicks] = axisIn(plot.right - plot.left, values, kind);
  const x = scaleOf(kind, [low, high], [plot.left, plot.right]);
  const y = (row: number): number => plot.top + (row + 0.5) * ROW_HEIGHT;
  const labels = (anchor: "start" | "end", at: number, of: (dot: Dot) => string, room: number) =>
    dots.map((dot, row) =>
      element(
        "text",
        { x: at, y: y(row) + 4, "text-anchor": anchor },
        fittedText(of(dot), room, AXIS_TEXT_SIZE),
      )
    );
  const hasSpreads = dots.some(({ spread }) => spread);
  return chartDocument(frame, { width, height }, [
    group(
      { ...stroke("grid"), "stroke-width": 1 },
      dots.map((_, row) =>
        element("path", {
          d: `M${coordinate(plot.left)},${coordinate(y(row))}H${coordinate(plot.right)}`,
        })
      ),
    ),
    bottomAxis(plot, x, valueTicks, axisName(data.value, kind), width),
    group(
      { ...stroke("ink"), "stroke-width": 1, "stroke-dasharray": "4 3" },
      data.boundaries.filter((value) => value > low && value < high).map((value) =>
        element("path", { d: `M${coordinate(x(value))},${coordinate(plot.top)}V${coordinate(plot.bottom)}` })
      ),
    ),
    ...spreadLines(dots, x, y),
    group(
      fill(hasSpreads ? "ink" : "series1"),
      dots.flatMap(({ value }, row) =>
        value === null ? [] : [element("circle", { cx: x(value), cy: y(row), r: 4 })]
      ),
    ),
    group(
      { ...fill("ink"), "font-size": AXIS_TEXT_SIZE },
      labels("end", plot.left - 12, ({ label }) => label, nameRoom),
    ),
    group(
      { ...fill("muted"), "font-size": AXIS_TEXT_SIZE },
      labels("start", plot.right + 12, ({ note }) => note, noteRoom),
    ),
  ]);
}

/** The axis with as many ticks as have room beside each other. */
function axisIn(room: number, values: readonly number[], kind: ScaleKind): ReturnType<typeof fittedAxis> {
  const axes = [5, 4, 3, 2].map((count) => fittedAxis(values, kind, { linear: count, logarithmic: count }));
  const widthOf = (ticks: readonly Tick[]): number =>
    ticks.reduce((sum, { label }) => sum + textWidth(label, AXIS_TEXT_SIZE) + TICK_GAP, 0);
  return axes.find(([, , ticks]) => widthOf(ticks) <= room) ?? axes[axes.length - 1];
}

/** The thin lines, and over them the thick ones. */
function spreadLines(dots: readonly Dot[], x: Scale, y: (row: number) => number): readonly Markup[] {
  const lines = (from: number, to: number, style: Attributes) =>
    group(
      { ...stroke("series1"), ...style },
      dots.flatMap(({ spread }, row) => {
        if (!spread) return [];
        const [left, right] = [from, to].map((at) => coordinate(x(spread[at])));
        return [element("path", { d: `M${left},${coordinate(y(row))}H${right}` })];
      }),
    );
  return [lines(0, 4, { "stroke-width": 1.5 }), lines(1, 3, { "stroke-width": 7, "stroke-opacity": 0.45 })];
}
