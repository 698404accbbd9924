// Draws losses, or other numbers, by epoch: one line for each run, bands for the spread of a sweep, names at the ends of the lines.
// Why: how a network learned is seen at a glance; a logarithmic scale shows what the linear one flattens at the bottom.

import {
  AXIS_TEXT_SIZE,
  axisName,
  BOTTOM_AXIS_HEIGHT,
  bottomAxis,
  GAP,
  leftAxis,
  leftAxisWidth,
  niceAxis,
  type Plot,
} from "./axis.ts";
import type { LoggedLoss } from "../engine/training_run.ts";
import { END_LABEL_DISTANCE, type EndLabel, endLabels, SWATCH_WIDTH } from "./label_room.ts";
import { chartDocument, type ChartFrame, coordinate, element, group, type Markup, text } from "./svg.ts";
import { fill, lineStyle, stroke } from "./palette.ts";
import { inFull } from "../text/number_words.ts";
import { areaPath, linePath, thinned } from "./path.ts";
import { extentOf, type Interval, linearScale, type Scale, type ScaleKind, scaleOf } from "./scale.ts";
import { textWidth } from "../text/width.ts";
import { wholeTicks } from "./ticks.ts";

/** One line. */
export interface LossSeries {
  /** Written at the end of the line; empty for none. */
  readonly label: string;
  /** In rising order of epoch; a loss that is not finite leaves a gap. */
  readonly points: readonly LoggedLoss[];
}

/** One shaded band between two quantiles of a sweep, as "middle 90%". */
interface LossBand {
  /** Written at the end of its upper edge; empty for none. */
  readonly label: string;
  /** In rising order of epoch. */
  readonly points: readonly { readonly epoch: number; readonly low: number; readonly high: number }[];
}

/** What a loss chart shows. */
export interface LossChartData {
  /** In the order in which colours are given out. */
  readonly series: readonly LossSeries[];
  /** From wide to narrow: each is drawn over the one before. */
  readonly bands?: readonly LossBand[];
  /** A logarithmic axis leaves out losses of 0 and below. */
  readonly scale: ScaleKind;
  /** What is drawn, as the vertical axis calls it; `loss` by default, empty where the words beside it say so. */
  readonly quantity?: string;
  /** The epoch at which a run stands that is looked at on its way, marked by a line of the class `cursor`, for a page to move. */
  readonly stand?: number;
  /** An epoch that is marked by a line across, with a word; none by default. */
  readonly mark?: { readonly epoch: number; readonly label: string };
}

/** Losses by epoch as SVG text, 420 × 260 by default. */
export function lossChart(frame: ChartFrame, data: LossChartData): string {
  const { width = 420, height = 260 } = frame;
  const { quantity = "loss" } = data;
  const [low, high, yTicks] = lossAxis(data);
  const [firstEpoch, lastEpoch] = epochInterval(data);
  const labels = [...data.series, ...data.bands ?? []].map(({ label }) => label);
  const labelRoom = Math.min(
    width * 0.35,
    Math.max(...labels.map((label) => textWidth(label, AXIS_TEXT_SIZE)), 0),
  );
  const swatch = data.series.some(({ label }, index) => label !== "" && lineStyle(index).dashes !== undefined)
    ? SWATCH_WIDTH
    : 0;
  const plot: Plot = {
    left: leftAxisWidth(yTicks),
    // The name of the axis, or half of a label.
    top: quantity === "" ? 8 : 30,
    // At least half of the last epoch's label, which is centred under the end of the axis.
    right: width -
      Math.max(
        labelRoom + swatch + END_LABEL_DISTANCE + 4,
        textWidth(inFull(lastEpoch), AXIS_TEXT_SIZE) / 2 + 2,
      ),
    bottom: height - BOTTOM_AXIS_HEIGHT,
  };
  const x = linearScale([firstEpoch, lastEpoch], [plot.left, plot.right]);
  const y = scaleOf(data.scale, [low, high], [plot.bottom, plot.top]);
  frame.onPlot?.({ plot, x: [firstEpoch, lastEpoch], y: [low, high] });
  const xTicks = wholeTicks(firstEpoch, lastEpoch, Math.max(2, Math.floor((plot.right - plot.left) / 60)));
  const ends = lineEnds(data.series, x, y);
  return chartDocument(frame, { width, height }, [
    leftAxis(
      plot,
      y,
      yTicks,
      quantity === "" ? { name: "" } : axisName({ name: quantity }, data.scale),
      "grid",
    ),
    bottomAxis(plot, x, xTicks, { name: "epoch" }, width),
    bandShapes(data.bands ?? [], plot, x, y, low),
    standShapes(data.stand, plot, x),
    ...(data.mark === undefined ? [] : [markShapes(data.mark, plot, x)]),
    lineShapes(data.series, plot, x, y),
    group({}, ends.map(({ x, y, ink }) => element("circle", { ...fill(ink), cx: x, cy: y, r: 2.5 }))),
    endLabels([...ends, ...bandEnds(data.bands ?? [], x, y)], plot, width),
  ]);
}

function lossAxis({ series, bands = [], scale }: LossChartData): ReturnType<typeof niceAxis> {
  const losses = [
    ...series.flatMap(({ points }) => points.map(({ loss }) => loss)),
    ...bands.flatMap(({ points }) => points.flatMap(({ low, high }) => [low, high])),
  ];
  return niceAxis(losses, scale, { linear: 5, logarithmic: 8 });
}

function epochInterval({ series, bands = [] }: LossChartData): Interval {
  const points = [...series, ...bands].flatMap<{ readonly epoch: number }>(({ points }) => points);
  const [first, last] = extentOf(points.map(({ epoch }) => epoch));
  return first <= last ? [first, last] : [0, 1];
}

function lineShapes(series: readonly LossSeries[], plot: Plot, x: Scale, y: Scale): Markup {
  const lines = series.map(({ points }, index) => {
    const { ink, dashes } = lineStyle(index);
    const shown = thinned(points, plot.right - plot.left, ({ epoch }) => x(epoch), ({ loss }) => y(loss));
    const path = linePath(shown.map(({ epoch, loss }) => [x(epoch), y(loss)]));
    return element("path", { ...stroke(ink), "stroke-dasharray": dashes, d: path });
  });
  return group({ "stroke-width": 1.75, "stroke-linecap": "round", "stroke-linejoin": "round" }, lines);
}

/** A dashed line from top to bottom, with how far it is to the last epoch. */
function standShapes(epoch: number | undefined, plot: Plot, x: Scale): Markup {
  if (epoch === undefined || x(epoch) < plot.left || x(epoch) > plot.right) return "" as Markup;
  const d = `M${coordinate(x(epoch))},${coordinate(plot.top)}V${coordinate(plot.bottom)}`;
  const style = { ...stroke("ink"), "stroke-width": 1, "stroke-dasharray": "2 3" };
  return element("path", { ...style, class: "stroke-ink cursor", "data-length": plot.right - x(epoch), d });
}

/** A dashed line from top to bottom, and its word beside the top. */
function markShapes({ epoch, label }: NonNullable<LossChartData["mark"]>, plot: Plot, x: Scale): Markup {
  const at = x(epoch);
  const hasRoom = at + GAP + textWidth(label, AXIS_TEXT_SIZE) <= plot.right;
  const line = { x1: at, y1: plot.top, x2: at, y2: plot.bottom, "stroke-dasharray": "2 3" };
  const beside = {
    x: hasRoom ? at + GAP : at - GAP,
    y: plot.top + 10,
    "text-anchor": hasRoom ? "start" : "end",
  };
  return group({}, [
    element("line", { ...stroke("muted"), ...line }),
    element("text", { ...fill("muted"), ...beside, "font-size": AXIS_TEXT_SIZE }, text(label)),
  ]);
}

function bandShapes(bands: readonly LossBand[], plot: Plot, x: Scale, y: Scale, low: number): Markup {
  const areas = bands.map(({ points }) => {
    const shown = thinned(points, plot.right - plot.left, ({ epoch }) => x(epoch), ({ high }) => y(high));
    return element("path", {
      ...fill(lineStyle(0).ink),
      // A quantile of 0 has no position on a logarithmic axis: its band ends at the bottom of the plot.
      d: areaPath(shown.map((point) => ({
        x: x(point.epoch),
        top: y(point.high),
        bottom: y(Math.max(point.low, low)),
      }))),
    });
  });
  return group({ "fill-opacity": 0.18 }, areas);
}

/** The last point of every line that lies in the plot. */
function lineEnds(series: readonly LossSeries[], x: Scale, y: Scale): readonly EndLabel[] {
  return series.flatMap(({ label, points }, index) => {
    const last = [...points].reverse().find(({ loss }) => Number.isFinite(y(loss)));
    if (last === undefined) return [];
    return [{ label, x: x(last.epoch), y: y(last.loss), ...lineStyle(index) }];
  });
}

/** The upper edge of every band at its last epoch. */
function bandEnds(bands: readonly LossBand[], x: Scale, y: Scale): readonly EndLabel[] {
  return bands.flatMap(({ label, points }) => {
    const last = points[points.length - 1];
    if (last === undefined || !Number.isFinite(y(last.high))) return [];
    return [{ label, x: x(last.epoch), y: y(last.high), ink: "muted" }];
  });
}
