// Draws how often each range of values came out, with values of interest marked above.
// Why: a sweep answers a query with thousands of outputs; where they lie, and on which side of one half, is the answer.

import {
  AXIS_TEXT_SIZE,
  type AxisName,
  BOTTOM_AXIS_HEIGHT,
  bottomAxis,
  leftAxis,
  leftAxisWidth,
  type Plot,
} from "./axis.ts";
import { type HistogramMarker, MARKER_ROW_HEIGHT, markerShapes, placedMarkers } from "./histogram_markers.ts";
import { fill, fillAndStroke, type Ink, stroke } from "./palette.ts";
import { linearScale, type Scale } from "./scale.ts";
import {
  chartDocument,
  type ChartFrame,
  coordinate,
  element,
  group,
  type Markup,
  stack,
  TEXT_SIZE,
  titledText,
} from "./svg.ts";
import { fitted, textWidth } from "../text/width.ts";
import { niceInterval, type Tick, ticks, wholeTicks } from "./ticks.ts";

/** How many values lie from low (included) to high. */
export interface HistogramBin {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** Where one answer ends and the other begins; bins are coloured by the side on which they lie. */
interface HistogramSplit {
  /** On the axis, as 0.5; it belongs to the answer above. */
  readonly value: number;
  readonly below: string;
  readonly above: string;
}

/** What a histogram shows. */
export interface HistogramData {
  /** Rising, next to each other, all of the same width. */
  readonly bins: readonly HistogramBin[];
  /** What was measured. */
  readonly value: AxisName;
  /** What was counted, as "trials". */
  readonly counted: string;
  /** Values to mark, in any order. */
  readonly markers: readonly HistogramMarker[];
  readonly split?: HistogramSplit;
}

/** A histogram as SVG text, 420 wide and 220 high by default, and higher for rows of markers. */
export function histogram(frame: ChartFrame, data: HistogramData): string {
  const { width = 420 } = frame;
  const [low, high] = data.bins.length === 0
    ? [0, 1]
    : [data.bins[0].low, data.bins[data.bins.length - 1].high];
  const [, most] = niceInterval(0, Math.max(1, ...data.bins.map(({ count }) => count)), MOST_TICKS);
  const yTicks = wholeTicks(0, most, MOST_TICKS);
  const xTicks = ticks(low, high, 5);
  // The label of a tick at the very end is centred under it.
  const endLabel = xTicks[xTicks.length - 1]?.value === high ? xTicks[xTicks.length - 1].label : "";
  const margin = Math.max(14, textWidth(endLabel, AXIS_TEXT_SIZE) / 2 + 2);
  const [left, right] = [leftAxisWidth(yTicks), width - margin];
  const x = linearScale([low, high], [left, right]);
  const placed = placedMarkers(data.markers.filter(({ value }) => value >= low && value <= high), x, width);
  const rowCount = Math.max(0, ...placed.map(({ row }) => row + 1)) + (data.split === undefined ? 0 : 1);
  const height = frame.height ?? 220 + Math.max(0, rowCount - 1) * MARKER_ROW_HEIGHT;
  const plot: Plot = {
    left,
    right,
    top: 30 + rowCount * MARKER_ROW_HEIGHT,
    bottom: height - BOTTOM_AXIS_HEIGHT,
  };
  const y = linearScale([0, most], [plot.bottom, plot.top]);
  const names = splitNames(data.split, plot, x, [low, high]);
  frame.onPlot?.({ plot, x: [low, high], y: [0, most] });
  return chartDocument(frame, { width, height }, [
    leftAxis(plot, y, ticksFor(plot, most), { name: data.counted }, "grid"),
    bottomAxis(plot, x, xTicks, data.value, width),
    bars(data, x, y),
    markerShapes(
      placed,
      plot,
      data.split === undefined ? plot.top : plot.top - MARKER_ROW_HEIGHT,
      names.map(({ from, to }) => [from, to]),
    ),
    splitShapes(data.split, names, plot, x, [low, high]),
  ]);
}

/** Counts beside the plot, and how far from each other they are at least. */
const MOST_TICKS = 4;
const TICK_ROOM = 20;

/** Fewer counts where labels of markers leave the plot little height. */
function ticksFor({ top, bottom }: Plot, most: number): readonly Tick[] {
  return wholeTicks(0, most, Math.max(1, Math.min(MOST_TICKS, Math.floor((bottom - top) / TICK_ROOM))));
}

function bars({ bins, split }: HistogramData, x: Scale, y: Scale): Markup {
  const isBelow = ({ low, high }: HistogramBin) => split !== undefined && low / 2 + high / 2 < split.value;
  const draw = (part: readonly HistogramBin[], ink: Ink) =>
    group(
      fill(ink),
      part.filter(({ count }) => count > 0).map(({ low, high, count }) => {
        const [left, right] = [x(low), x(high)];
        const space = right - left > 4 ? 0.5 : 0;
        return element("rect", {
          x: left + space,
          y: y(count),
          width: Math.max(right - left - 2 * space, 0.5),
          height: y(0) - y(count),
        });
      }),
    );
  const isDrawn = (bin: HistogramBin) => Number.isFinite(x(bin.low)) && Number.isFinite(x(bin.high));
  const drawn = bins.filter(isDrawn);
  return stack([
    draw(drawn.filter(isBelow), "series1"),
    draw(drawn.filter((bin) => !isBelow(bin)), split === undefined ? "series1" : "series2"),
  ]);
}

/** The name of an answer above the plot. */
interface SplitName {
  readonly ink: Ink;
  readonly label: Markup;
  readonly x: number;
  readonly anchor: "start" | "end";
  /** From where to where it reaches. */
  readonly from: number;
  readonly to: number;
}

/** The names of the two answers on both sides of the line between them; the one name where the line lies outside. */
function splitNames(
  split: HistogramSplit | undefined,
  plot: Plot,
  x: Scale,
  [low, high]: readonly [low: number, high: number],
): readonly SplitName[] {
  if (split === undefined) return [];
  const name = (ink: Ink, anchor: "start" | "end", at: number, content: string, room: number): SplitName => {
    const shown = fitted(content, room, TEXT_SIZE);
    // Bold letters are wider.
    const size = 1.1 * textWidth(shown, TEXT_SIZE) + 2;
    const [from, to] = anchor === "start" ? [at - 2, at + size] : [at - size, at + 2];
    return { ink, label: titledText(content, shown), x: at, anchor, from, to };
  };
  if (split.value <= low || split.value >= high) {
    const room = (plot.right - plot.left) / 3;
    return [
      split.value >= high
        ? name("series1", "start", plot.left, split.below, room)
        : name("series2", "start", plot.left, split.above, room),
    ];
  }
  const middle = middleOf(split, plot, x);
  return [
    name("series1", "end", middle - 6, `← ${split.below}`, middle - plot.left - 6),
    name("series2", "start", middle + 6, `${split.above} →`, plot.right - middle - 6),
  ];
}

function middleOf({ value }: HistogramSplit, plot: Plot, x: Scale): number {
  return Math.max(plot.left, Math.min(plot.right, x(value)));
}

/** The line between the two answers where it lies inside, and their names. */
function splitShapes(
  split: HistogramSplit | undefined,
  names: readonly SplitName[],
  plot: Plot,
  x: Scale,
  [low, high]: readonly [low: number, high: number],
): Markup {
  if (split === undefined) return "" as Markup;
  const labels = names.map(({ ink, label, x: at, anchor }) =>
    element(
      "text",
      { ...fillAndStroke(ink, "paper"), x: at, y: plot.top - 6, "text-anchor": anchor },
      label,
    )
  );
  const line = split.value <= low || split.value >= high ? [] : [
    element("path", {
      "stroke-width": 1,
      ...stroke("muted"),
      "stroke-dasharray": "3 3",
      d: `M${coordinate(middleOf(split, plot, x))},${plot.bottom}V${plot.top - MARKER_ROW_HEIGHT}`,
    }),
  ];
  return group(
    { "font-weight": 600, "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke" },
    [...line, ...labels],
  );
}
