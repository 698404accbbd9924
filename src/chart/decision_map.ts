// Draws what a network answers everywhere in the plane of two features, and where rows and queries lie in it.
// Why: this is the picture of what was learned. Few steps of colour, drawn as outlined regions, keep the file small and the
// edges smooth; the line at one half is where the answer changes.

import { AXIS_TEXT_SIZE, type AxisName, bottomAxis, leftAxis, type Plot, plotBeside } from "./axis.ts";
import type { Field } from "./contour.ts";
import { type FieldLevels, fieldShapes, linesBehind, valueIn } from "./field_shapes.ts";
import { type MapMark, markLabels, markShapes } from "./map_marks.ts";
import { fill, stepInks, stroke } from "./palette.ts";
import { linearScale } from "./scale.ts";
import {
  chartDocument,
  type ChartFrame,
  coordinate,
  element,
  fittedText,
  group,
  type Markup,
  stack,
  text,
} from "./svg.ts";
import { textWidth } from "../text/width.ts";
import { ticks } from "./ticks.ts";

/** One feature in raw units, and the part of it that the map shows. */
export interface MapAxis extends AxisName {
  readonly low: number;
  readonly high: number;
}

/** How finely a map is looked at. */
export interface MapGrid {
  /** Nodes across, at least 2. */
  readonly columnCount: number;
  /** Nodes upwards, at least 2. */
  readonly rowCount: number;
  /** Whether lines may ask for values between the nodes, about as many again: see {@linkcode Field.valueAt}. */
  readonly isAskedBetween: boolean;
}

/** What a decision map shows: a field with one feature across and one upwards. */
export interface DecisionMapData extends FieldLevels {
  readonly x: MapAxis;
  readonly y: MapAxis;
  /**
   * Outputs at the nodes of a grid over the two features; row 0 is at the low end of y. See `sampledField`. Anything that
   * rises with the output will do: weighted sums, which bend less than a sigmoid, give smoother lines on the same grid.
   */
  readonly field: Field;
  /** Drawn in this order; queries after rows, so that they lie on top. */
  readonly marks: readonly MapMark[];
  /** The answers at the two ends of the colours, as ["M", "F"]. */
  readonly answers: readonly [below: string, above: string];
  /** The outputs at the two ends of the colours, as texts. */
  readonly ends: readonly [low: string, high: string];
  /** Where the answers of other networks change, over the same features: dashed, behind the marks. */
  readonly behind?: readonly { readonly field: Field; readonly values: readonly number[] }[];
}

/**
 * The outputs at the nodes of a grid.
 *
 * @param x, y the parts of the features to cover, in raw units; nodes lie on both ends.
 * @param outputAt the network's output for a value of x and one of y.
 */
export function sampledField(
  x: MapAxis,
  y: MapAxis,
  outputAt: (x: number, y: number) => number,
  { columnCount, rowCount, isAskedBetween }: MapGrid,
): Field {
  const [lastColumn, lastRow] = [columnCount - 1, rowCount - 1];
  const valueAt = (column: number, row: number): number =>
    outputAt(
      x.low * (1 - column / lastColumn) + x.high * (column / lastColumn),
      y.low * (1 - row / lastRow) + y.high * (row / lastRow),
    );
  const values = new Float64Array(columnCount * rowCount);
  for (let row = 0; row < rowCount; row++) {
    for (let column = 0; column < columnCount; column++) {
      values[row * columnCount + column] = valueAt(column, row);
    }
  }
  return { columnCount, rowCount, values, ...(isAskedBetween ? { valueAt } : {}) };
}

/** A decision map as SVG text, 420 × 340 by default. */
export function decisionMap(frame: ChartFrame, data: DecisionMapData): string {
  const { width = 420, height = 340 } = frame;
  const yTicks = ticks(data.y.low, data.y.high, 6);
  const plot = plotBeside(yTicks, width, height);
  const x = linearScale([data.x.low, data.x.high], [plot.left, plot.right]);
  const y = linearScale([data.y.low, data.y.high], [plot.bottom, plot.top]);
  const xTicks = ticks(data.x.low, data.x.high, 6);
  frame.onPlot?.({ plot, x: [data.x.low, data.x.high], y: [data.y.low, data.y.high] });
  const isInside = (mark: MapMark) =>
    x(mark.x) >= plot.left && x(mark.x) <= plot.right && y(mark.y) >= plot.top && y(mark.y) <= plot.bottom;
  const marks = data.marks.filter(isInside).map((mark) => ({ ...mark, x: x(mark.x), y: y(mark.y) }));
  const key = colourKey(data, plot);
  return chartDocument(frame, { width, height }, [
    fieldShapes(data.field, data, plot),
    stack((data.behind ?? []).map(({ field, values }) => linesBehind(field, values, plot))),
    leftAxis(plot, y, yTicks, data.y, "no grid", key.left - 8),
    bottomAxis(plot, x, xTicks, data.x, width),
    key.shapes,
    markShapes(marks),
    markLabels(marks, plot, (x, y) => {
      const value = valueIn(data.field, plot, x, y);
      return data.boundaries.filter((boundary) => value >= boundary.value).length;
    }),
  ]);
}

/** The ten colours at the top right, between the two answers, and where that begins. */
function colourKey(
  { answers, ends, boundaries }: DecisionMapData,
  plot: Plot,
): { readonly shapes: Markup; readonly left: number } {
  const room = (plot.right - plot.left) / 4;
  const [low, high] = [`${answers[0]} ${ends[0]}`.trim(), `${ends[1]} ${answers[1]}`.trim()];
  const sizeOf = (label: string): number => Math.min(room, textWidth(label, AXIS_TEXT_SIZE));
  const [cell, height] = [11, 10];
  const right = plot.right - sizeOf(high) - 5;
  const left = right - cell * stepInks.length;
  const y = 5;
  const cells = stepInks.map((ink, index) =>
    element("rect", { ...fill(ink), x: left + index * cell, y, width: cell, height })
  );
  const lines = boundaries.map(({ share }) =>
    `M${coordinate(left + cell * stepInks.length * share)},${y}v${height}`
  );
  const baseline = y + height - 1;
  const shapes = stack([
    group({}, cells),
    lines.length === 0
      ? text("")
      : element("path", { ...stroke("ink"), "stroke-width": 1.5, d: lines.join("") }),
    group({ ...fill("muted"), "font-size": AXIS_TEXT_SIZE }, [
      element(
        "text",
        { x: left - 5, y: baseline, "text-anchor": "end" },
        fittedText(low, room, AXIS_TEXT_SIZE),
      ),
      element("text", { x: right + 5, y: baseline }, fittedText(high, room, AXIS_TEXT_SIZE)),
    ]),
  ]);
  return { shapes, left: left - 5 - sizeOf(low) };
}
