// Draws what a network answers along one feature, and where rows and queries lie beside the curve.
// Why: with one feature a decision map is a line; the distance from a row's mark to the curve is the error of that row.

import { AXIS_TEXT_SIZE, type AxisName, bottomAxis, leftAxis, plotBeside } from "./axis.ts";
import { chartDocument, type ChartFrame, coordinate, element, group, text } from "./svg.ts";
import { type MapMark, markLabels, markShapes } from "./map_marks.ts";
import { END_LABEL_DISTANCE, endLabels, SWATCH_WIDTH } from "./label_room.ts";
import { lineStyle, stroke } from "./palette.ts";
import { linePath } from "./path.ts";
import { extentOf, type Interval, linearScale, type Scale } from "./scale.ts";
import { textWidth } from "../text/width.ts";
import { niceInterval, ticks } from "./ticks.ts";

/** What a response curve shows. */
interface ResponseCurveData {
  /** The feature. */
  readonly x: AxisName;
  /** A curve for each output: values of the feature, rising, with the output there. A label stands at its end. */
  readonly curves: readonly {
    readonly label: string;
    readonly points: readonly (readonly [value: number, output: number])[];
  }[];
  /** What the outputs are called; `output` by default. */
  readonly output?: AxisName;
  /** Rows at their target, queries at their answer. */
  readonly marks: readonly MapMark[];
  /** Outputs that the vertical axis holds at least, so that several curves have one scale. */
  readonly holds?: Interval;
  /** Outputs at which the answer changes. */
  readonly boundaries: readonly number[];
}

/**
 * A response curve as SVG text, 420 × 280 by default.
 *
 * @example A step
 * ```ts
 * const svg = responseCurve({ id: "curve", title: "Output by weight", description: "Rises" }, {
 *   x: { name: "weight", unit: "lb" },
 *   curves: [{ label: "", points: [[100, 0.1], [140, 0.9]] }],
 *   marks: [{ kind: "row", label: "Alice", x: 133, y: 1, shape: 1 }],
 *   boundaries: [0.5],
 * });
 * if (!svg.includes(">weight (lb)</text>") || !svg.includes(">Alice</text>")) throw new Error("wrong");
 * ```
 */
export function responseCurve(frame: ChartFrame, data: ResponseCurveData): string {
  const { width = 420, height = 280 } = frame;
  const outputs = [
    ...data.holds ?? [],
    ...data.curves.flatMap(({ points }) => points.map(([, output]) => output)),
    ...data.marks.map(({ y }) => y),
  ];
  const [low, high] = niceInterval(...extentOf(outputs), 5);
  const yTicks = ticks(low, high, 5);
  const [{ points: [first, ...rest] }] = data.curves;
  const [from, to] = [first[0], (rest.at(-1) ?? first)[0]];
  const labelWidths = data.curves.map(({ label }) => textWidth(label, AXIS_TEXT_SIZE));
  const swatch = data.curves.some((_, index) => lineStyle(index).dashes !== undefined) ? SWATCH_WIDTH : 0;
  const labelRoom = Math.min(width * 0.35, Math.max(...labelWidths) + swatch);
  const whole = plotBeside(yTicks, width, height);
  const plot = labelRoom === 0 ? whole : { ...whole, right: width - labelRoom - END_LABEL_DISTANCE - 4 };
  const x = linearScale([from, to], [plot.left, plot.right]);
  const y = linearScale([low, high], [plot.bottom, plot.top]);
  frame.onPlot?.({ plot, x: [from, to], y: [low, high] });
  const marks = data.marks.map((mark) => ({ ...mark, x: x(mark.x), y: y(mark.y) }))
    .filter((mark) => mark.x >= plot.left && mark.x <= plot.right && Number.isFinite(mark.y));
  const lines = data.boundaries.filter((level) => level > low && level < high).map((level) =>
    element("path", { d: `M${coordinate(plot.left)},${coordinate(y(level))}H${coordinate(plot.right)}` })
  );
  return chartDocument(frame, { width, height }, [
    leftAxis(plot, y, yTicks, data.output ?? { name: "output" }, "grid"),
    bottomAxis(plot, x, ticks(from, to, 6), data.x, width),
    group({ ...stroke("ink"), "stroke-width": 1, "stroke-dasharray": "4 3" }, lines),
    ...data.curves.map(({ points }, index) =>
      element("path", {
        ...stroke(lineStyle(index).ink),
        "stroke-width": 2,
        "stroke-linejoin": "round",
        "stroke-dasharray": lineStyle(index).dashes,
        d: linePath(points.map(([value, output]) => [x(value), y(output)])),
      })
    ),
    labelRoom === 0 ? text("") : endLabels(
      data.curves.flatMap(({ label, points }, index) => {
        const [value, output] = points[points.length - 1];
        const end = { label, x: x(value), y: y(output), ...lineStyle(index) };
        return Number.isFinite(end.x) && Number.isFinite(end.y) ? [end] : [];
      }),
      plot,
      width,
    ),
    markShapes(marks),
    markLabels(marks, plot, (atX, atY) => {
      const above = data.curves.filter(({ points }) => atY < heightAt(points, x, y, atX)).length;
      return above + data.boundaries.filter((level) => atY < y(level)).length;
    }),
  ]);
}

/** Where a curve is at a position across, in user units; beyond its ends as at them. */
function heightAt(
  points: readonly (readonly [value: number, output: number])[],
  x: Scale,
  y: Scale,
  at: number,
): number {
  const found = points.findIndex(([value]) => x(value) >= at);
  const next = found < 0 ? points.length - 1 : found;
  const [[from, low], [to, high]] = [points[Math.max(0, next - 1)], points[next]];
  const share = to > from ? Math.max(0, Math.min(1, (at - x(from)) / (x(to) - x(from)))) : 1;
  return y(low * (1 - share) + high * share);
}
