// Draws losses by epoch: one line for each run, bands for the spread of a sweep, names at the ends of the lines.
// Why: how a network learned is seen at a glance; a logarithmic scale shows what the linear one flattens at the bottom.

import { axisTextSize, bottomAxis, bottomAxisHeight, leftAxis, leftAxisWidth, type Plot } from "./axis.ts";
import {
  chartDocument,
  type ChartFrame,
  coordinate,
  element,
  group,
  type Markup,
  stack,
  text,
} from "./svg.ts";
import { fill, type Ink, lineStyle, stroke } from "./palette.ts";
import { inFull } from "../text/number_words.ts";
import { areaPath, linePath, thinned } from "./path.ts";
import { linearScale, logScale, type Scale } from "./scale.ts";
import { spread } from "./label_room.ts";
import { shortened, textWidth } from "../text/width.ts";
import { logTicks, niceInterval, niceLogInterval, type Tick, ticks } from "./ticks.ts";

/** The loss after an epoch. A loss that is not finite leaves a gap. */
export interface LossPoint {
  /** How many epochs came before. */
  readonly epoch: number;
  /** The mean over all rows, at least 0. */
  readonly loss: number;
}

/** One line. */
export interface LossSeries {
  /** Stands at the end of the line; empty for none. */
  readonly label: string;
  /** In rising order of epoch. */
  readonly points: readonly LossPoint[];
}

/** The losses between two quantiles of a sweep at an epoch. */
export interface LossBandPoint {
  /** How many epochs came before. */
  readonly epoch: number;
  /** The lower quantile. */
  readonly low: number;
  /** The upper quantile. */
  readonly high: number;
}

/** One shaded band, as "middle 90%". */
export interface LossBand {
  /** Stands at the end of its upper edge; empty for none. */
  readonly label: string;
  /** In rising order of epoch. */
  readonly points: readonly LossBandPoint[];
}

/** What a loss chart shows. */
export interface LossChartData {
  /** In the order in which colours are given out. */
  readonly series: readonly LossSeries[];
  /** From wide to narrow: each is drawn over the one before. */
  readonly bands?: readonly LossBand[];
  /** A logarithmic axis leaves out losses of 0 and below. */
  readonly scale: "linear" | "logarithmic";
}

/** A label at the right, beside what it names. */
interface EndLabel {
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly ink: Ink;
}

/** How far end labels stand from each other, middle to middle. */
const labelHeight = 14;

/** How far they stand from the plot. */
const labelDistance = 14;

/**
 * Losses by epoch as SVG text.
 *
 * @param frame id, text alternatives and size; 420 × 260 by default.
 * @param data lines, bands and the kind of axis.
 *
 * @example Two runs
 * ```ts
 * const svg = lossChart({ id: "loss", title: "Loss by epoch", description: "Both runs learn" }, {
 *   series: [
 *     { label: "seed 1", points: [{ epoch: 0, loss: 0.3 }, { epoch: 10, loss: 0.1 }] },
 *     { label: "seed 2", points: [{ epoch: 0, loss: 0.2 }, { epoch: 10, loss: 0.05 }] },
 *   ],
 *   scale: "logarithmic",
 * });
 * if (!svg.includes(">seed 2</text>")) throw new Error("wrong");
 * ```
 */
export function lossChart(frame: ChartFrame, data: LossChartData): string {
  const { width = 420, height = 260 } = frame;
  const [low, high, yTicks] = lossAxis(data);
  const [firstEpoch, lastEpoch] = epochInterval(data);
  const labels = [...data.series, ...data.bands ?? []].map(({ label }) => label);
  const labelRoom = Math.min(
    width * 0.35,
    Math.max(...labels.map((label) => textWidth(label, axisTextSize)), 0),
  );
  const plot: Plot = {
    left: leftAxisWidth(yTicks),
    top: 30,
    // At least half of the last epoch's label, which stands centred under the end of the axis.
    right: width -
      Math.max(labelRoom + labelDistance + 4, textWidth(inFull(lastEpoch), axisTextSize) / 2 + 2),
    bottom: height - bottomAxisHeight,
  };
  const x = linearScale([firstEpoch, lastEpoch], [plot.left, plot.right]);
  const y = (data.scale === "linear" ? linearScale : logScale)([low, high], [plot.bottom, plot.top]);
  const xTicks = ticks(firstEpoch, lastEpoch, Math.max(2, Math.floor((plot.right - plot.left) / 60)));
  const ends = lineEnds(data.series, x, y);
  return chartDocument(frame, { width, height }, [
    leftAxis(plot, y, yTicks, { name: data.scale === "linear" ? "loss" : "loss, logarithmic scale" }, "grid"),
    bottomAxis(plot, x, xTicks, { name: "epoch" }, "no grid"),
    bandShapes(data.bands ?? [], plot, x, y, low),
    lineShapes(data.series, plot, x, y),
    group({}, ends.map(({ x, y, ink }) => element("circle", { ...fill(ink), cx: x, cy: y, r: 2.5 }))),
    endLabels([...ends, ...bandEnds(data.bands ?? [], x, y)], plot, width),
  ]);
}

function lossAxis({ series, bands = [], scale }: LossChartData): readonly [number, number, readonly Tick[]] {
  let [least, most] = [Infinity, -Infinity];
  const take = (loss: number) => {
    if (!Number.isFinite(loss) || (scale === "logarithmic" && loss <= 0)) return;
    least = Math.min(least, loss);
    most = Math.max(most, loss);
  };
  for (const { points } of series) for (const { loss } of points) take(loss);
  for (const { points } of bands) for (const { low, high } of points) [low, high].forEach(take);
  if (scale === "linear") {
    const [low, high] = niceInterval(Math.min(0, least), most, 5);
    return [low, high, ticks(low, high, 5)];
  }
  const [low, high] = niceLogInterval(least, most);
  return [low, high, logTicks(low, high, 8)];
}

function epochInterval({ series, bands = [] }: LossChartData): readonly [number, number] {
  let [first, last] = [Infinity, -Infinity];
  for (const { points } of [...series, ...bands]) {
    for (const { epoch } of points) {
      first = Math.min(first, epoch);
      last = Math.max(last, epoch);
    }
  }
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

function bandShapes(bands: readonly LossBand[], plot: Plot, x: Scale, y: Scale, low: number): Markup {
  const areas = bands.map(({ points }) => {
    const shown = thinned(points, plot.right - plot.left, ({ epoch }) => x(epoch), ({ high }) => y(high));
    return element("path", {
      ...fill(lineStyle(0).ink),
      // A quantile of 0 has no place on a logarithmic axis: its band ends at the bottom of the plot.
      d: areaPath(shown.map((point) => ({
        x: x(point.epoch),
        top: y(point.high),
        bottom: y(Math.max(point.low, low)),
      }))),
    });
  });
  return group({ "fill-opacity": 0.18 }, areas);
}

/** The last point of every line that has a place in the plot. */
function lineEnds(series: readonly LossSeries[], x: Scale, y: Scale): readonly EndLabel[] {
  return series.flatMap(({ label, points }, index) => {
    for (let place = points.length - 1; place >= 0; place--) {
      const end = { x: x(points[place].epoch), y: y(points[place].loss) };
      if (Number.isFinite(end.y)) return [{ label, ...end, ink: lineStyle(index).ink }];
    }
    return [];
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

/** Labels at the right, moved apart; those for which there is no room are counted in one more. */
function endLabels(ends: readonly EndLabel[], plot: Plot, width: number): Markup {
  const wanted = ends.filter(({ label }) => label !== "");
  const [top, bottom] = [plot.top - labelHeight, plot.bottom + labelHeight / 2];
  const capacity = Math.floor((bottom - top) / labelHeight);
  const shown = wanted.length <= capacity ? wanted : wanted.slice(0, capacity - 1);
  const middles = spread(shown.map(({ y }) => ({ middle: y, size: labelHeight })), top, bottom - labelHeight);
  const left = plot.right + labelDistance;
  const measure = (content: string) => textWidth(content, axisTextSize);
  const lines = shown.map(({ label, ink }, index) =>
    element(
      "text",
      { ...fill(ink), x: left, y: middles[index] + 4 },
      text(shortened(label, width - left, measure)),
    )
  );
  if (shown.length < wanted.length) {
    const note = text(`and ${wanted.length - shown.length} more`);
    lines.push(element("text", { ...fill("muted"), x: left, y: bottom - labelHeight / 2 + 4 }, note));
  }
  // A thin line leads from the end of a curve to a label that had to move.
  const leaders = shown.map(({ x, y, ink }, index) => {
    if (Math.abs(middles[index] - y) < 3) return text("");
    const d = `M${coordinate(x + 4)},${coordinate(y)}L${coordinate(left - 2)},${coordinate(middles[index])}`;
    return element("path", { ...stroke(ink), d });
  });
  return stack([
    group({ "stroke-width": 0.75 }, leaders),
    group({ "font-size": axisTextSize }, lines),
  ]);
}
