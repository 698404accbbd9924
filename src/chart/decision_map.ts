// Draws what a network answers everywhere in the plane of two features, and where rows and queries lie in it.
// Why: this is the picture of what was learned. Few steps of colour, drawn as outlined regions, keep the file small and the
// edges smooth; the line at one half is where the answer changes.

import { type AxisName, axisTextSize, bottomAxis, leftAxis, type Plot, plotBeside } from "./axis.ts";
import type { Field } from "./contour.ts";
import { type FieldLevels, fieldShapes, halfWay } from "./field_shapes.ts";
import { type MapMark, markLabels, markShapes } from "./map_marks.ts";
import { fill, stepInks, stroke } from "./palette.ts";
import { linearScale } from "./scale.ts";
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
import { fitted, textWidth } from "../text/width.ts";
import { ticks } from "./ticks.ts";

/** One feature in raw units, and the part of it that the map shows. */
export interface MapAxis extends AxisName {
  /** The value at the left or lower end, in raw units. */
  readonly low: number;
  /** The value at the right or upper end, in raw units. */
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

/** What a decision map shows. */
export interface DecisionMapData extends FieldLevels {
  /** The feature across. */
  readonly x: MapAxis;
  /** The feature upwards. */
  readonly y: MapAxis;
  /**
   * Outputs at the nodes of a grid over the two features; row 0 is at the low end of y. See `sampledField`. Anything that
   * rises with the output will do: weighted sums, which bend less than a sigmoid, give smoother lines on the same grid.
   */
  readonly field: Field;
  /** Drawn in this order; queries after rows, so that they lie on top. */
  readonly marks: readonly MapMark[];
  /** The answers for outputs below and from one half on, as ["M", "F"]. */
  readonly answers: readonly [below: string, above: string];
  /** The outputs at the two ends of the colours, as texts; "0" and "1" by default. */
  readonly ends?: readonly [low: string, high: string];
}

/**
 * The outputs at the nodes of a grid.
 *
 * @param x, y the parts of the features to cover, in raw units; nodes lie on both ends.
 * @param outputAt the network's output for a value of x and one of y.
 * @param grid 49 × 37 nodes by default, and values between them.
 *
 * @example Four corners
 * ```ts
 * const weight = { name: "weight", low: 0, high: 10 }, height = { name: "height", low: 0, high: 2 };
 * const field = sampledField(weight, height, (x, y) => x + y, { columnCount: 2, rowCount: 2, isAskedBetween: false });
 * if (Array.from(field.values).join() !== "0,10,2,12") throw new Error("wrong");
 * ```
 */
export function sampledField(
  x: MapAxis,
  y: MapAxis,
  outputAt: (x: number, y: number) => number,
  grid: MapGrid = { columnCount: 49, rowCount: 37, isAskedBetween: true },
): Field {
  const { columnCount, rowCount, isAskedBetween } = grid;
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

/** The height of the colour key above the plot. */
const keyHeight = 10;

/**
 * A decision map as SVG text.
 *
 * @param frame id, text alternatives and size; 420 × 340 by default.
 * @param data axes, field, marks and answers.
 *
 * @example An output that depends on weight alone
 * ```ts
 * const x = { name: "weight", unit: "lb", low: 100, high: 180 };
 * const y = { name: "height", unit: "in", low: 58, high: 74 };
 * const svg = decisionMap({ id: "map", title: "Decision map", description: "Heavy is M" }, {
 *   x,
 *   y,
 *   field: sampledField(x, y, (weight) => weight < 140 ? 0.9 : 0.1),
 *   marks: [{ kind: "row", label: "Alice", x: 133, y: 65, target: 1 }, { kind: "query", label: "Emily", x: 128, y: 63 }],
 *   answers: ["M", "F"],
 * });
 * if (!svg.includes(">weight (lb)</text>") || !svg.includes(">Emily</text>")) throw new Error("wrong");
 * ```
 */
export function decisionMap(frame: ChartFrame, data: DecisionMapData): string {
  const { width = 420, height = 340 } = frame;
  const yTicks = ticks(data.y.low, data.y.high, 6);
  const plot = plotBeside(yTicks, width, height);
  const x = linearScale([data.x.low, data.x.high], [plot.left, plot.right]);
  const y = linearScale([data.y.low, data.y.high], [plot.bottom, plot.top]);
  const xTicks = ticks(data.x.low, data.x.high, 6);
  const isInside = (mark: MapMark) =>
    x(mark.x) >= plot.left && x(mark.x) <= plot.right && y(mark.y) >= plot.top && y(mark.y) <= plot.bottom;
  const marks = data.marks.filter(isInside).map((mark) => ({ ...mark, x: x(mark.x), y: y(mark.y) }));
  return chartDocument(frame, { width, height }, [
    fieldShapes(data.field, data, plot),
    leftAxis(plot, y, yTicks, data.y, "no grid"),
    bottomAxis(plot, x, xTicks, data.x, "no grid"),
    colourKey(data, plot),
    markShapes(marks),
    markLabels(marks, plot),
  ]);
}

/** The ten colours from 0 to 1 at the top right, between the two answers. */
function colourKey(
  { answers, ends = ["0", "1"], boundaries = halfWay }: DecisionMapData,
  plot: Plot,
): Markup {
  const room = (plot.right - plot.left) / 4;
  const low = fitted(`${answers[0]} ${ends[0]}`.trim(), room, axisTextSize);
  const high = fitted(`${ends[1]} ${answers[1]}`.trim(), room, axisTextSize);
  const cell = 11;
  const right = plot.right - textWidth(high, axisTextSize) - 5;
  const left = right - cell * stepInks.length;
  const y = 5;
  const cells = stepInks.map((ink, index) =>
    element("rect", { ...fill(ink), x: left + index * cell, y, width: cell, height: keyHeight })
  );
  const lines = boundaries.map(({ share }) =>
    `M${coordinate(left + cell * stepInks.length * share)},${y}v${keyHeight}`
  );
  const baseline = y + keyHeight - 1;
  return stack([
    group({}, cells),
    lines.length === 0
      ? text("")
      : element("path", { ...stroke("ink"), "stroke-width": 1.5, d: lines.join("") }),
    group({ ...fill("muted"), "font-size": axisTextSize }, [
      element("text", { x: left - 5, y: baseline, "text-anchor": "end" }, text(low)),
      element("text", { x: right + 5, y: baseline }, text(high)),
    ]),
  ]);
}
