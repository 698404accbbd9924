// Draws which class a network answers everywhere in the plane of two features, and where rows and queries lie in it.
// Why one colour a class and a line between: what matters is which output is the largest, and where another takes over.

import { AXIS_TEXT_SIZE, bottomAxis, leftAxis, type Plot, plotBeside } from "./axis.ts";
import { ContourFinder, type Field, regionAbove } from "./contour.ts";
import type { MapAxis } from "./decision_map.ts";
import { pathThrough, smallShapes, valueIn } from "./field_shapes.ts";
import { type MapMark, markLabels, markShapes } from "./map_marks.ts";
import { areaInks, classInks, fill, type Ink, stroke } from "./palette.ts";
import { linearScale } from "./scale.ts";
import {
  chartDocument,
  type ChartFrame,
  element,
  fittedText,
  group,
  type Markup,
  stack,
  text,
} from "./svg.ts";
import { textWidth } from "../text/width.ts";
import { ticks } from "./ticks.ts";

/** What a class map shows: with one feature across and one upwards, the classes in their order. */
export interface ClassMapData {
  readonly x: MapAxis;
  readonly y: MapAxis;
  /**
   * For each class how far its output is above the largest of those before it, at the nodes of a grid over the two
   * features; row 0 is at the low end of y. See `leadFields`.
   */
  readonly leads: readonly Field[];
  readonly labels: readonly string[];
  /** Drawn in this order; queries after rows, so that they lie on top. */
  readonly marks: readonly MapMark[];
}

/**
 * How far each of several values is above those before it, at the nodes of a grid: the last that is above 0 is the largest.
 *
 * Why those before it and not all others: painted in order, the areas leave no gap where three of them meet.
 *
 * @param valuesAt the values at a node, of which it may give the same array each time; column and row may lie between nodes.
 */
export function leadFields(
  count: number,
  { columnCount, rowCount, isAskedBetween }: {
    readonly columnCount: number;
    readonly rowCount: number;
    readonly isAskedBetween: boolean;
  },
  valuesAt: (column: number, row: number) => ArrayLike<number>,
): readonly Field[] {
  const fields = Array.from({ length: count }, () => new Float64Array(columnCount * rowCount));
  for (let row = 0; row < rowCount; row++) {
    for (let column = 0; column < columnCount; column++) {
      const values = valuesAt(column, row);
      fields.forEach((field, index) => field[row * columnCount + column] = leadOf(values, index));
    }
  }
  return fields.map((values, index) => ({
    columnCount,
    rowCount,
    values,
    ...(isAskedBetween
      ? { valueAt: (column: number, row: number) => leadOf(valuesAt(column, row), index) }
      : {}),
  }));
}

/** 1 for the first, which has none before it. */
function leadOf(values: ArrayLike<number>, index: number): number {
  if (index === 0) return 1;
  let rival = values[0];
  for (let other = 1; other < index; other++) if (values[other] > rival) rival = values[other];
  return values[index] - rival;
}

/** The room that a line of the legend takes. */
const LEGEND_LINE = 18;
const SWATCH = 16;

/** A class map as SVG text, 420 × 340 by default and a line higher for each further line of its legend. */
export function classMap(frame: ChartFrame, data: ClassMapData): string {
  const { width = 420 } = frame;
  const legend = legendItems(data, width);
  const legendHeight = (legend.length === 0 ? 0 : legend[legend.length - 1].line + 1) * LEGEND_LINE;
  const height = frame.height ?? 322 + legendHeight;
  const yTicks = ticks(data.y.low, data.y.high, 6);
  const plot = plotBeside(yTicks, width, height - legendHeight);
  const x = linearScale([data.x.low, data.x.high], [plot.left, plot.right]);
  const y = linearScale([data.y.low, data.y.high], [plot.bottom, plot.top]);
  frame.onPlot?.({ plot, x: [data.x.low, data.x.high], y: [data.y.low, data.y.high] });
  const isInside = (mark: MapMark) =>
    x(mark.x) >= plot.left && x(mark.x) <= plot.right && y(mark.y) >= plot.top && y(mark.y) <= plot.bottom;
  const marks = data.marks.filter(isInside).map((mark) => ({ ...mark, x: x(mark.x), y: y(mark.y) }));
  return chartDocument(frame, { width, height }, [
    smallShapes(data.leads, (leads) => areas(leads, plot)),
    leftAxis(plot, y, yTicks, data.y, "no grid"),
    bottomAxis(plot, x, ticks(data.x.low, data.x.high, 6), data.x, width),
    markShapes(marks),
    markLabels(marks, plot, (x, y) => data.leads.findLastIndex((lead) => valueIn(lead, plot, x, y) > 0)),
    legendShapes(legend, height - legendHeight + 4),
  ]);
}

/** The colour of a class's area, and that of its marks; after the tenth they begin again. */
export function inksOfClass(index: number): {
  readonly area: typeof areaInks[number];
  readonly mark: typeof classInks[number];
} {
  return { area: areaInks[index % areaInks.length], mark: classInks[index % classInks.length] };
}

/** Painted one over the other: all of the plot as the first class, then the area of each other one with its edge. */
function areas(leads: readonly Field[], plot: Plot): Markup {
  const size = { width: plot.right - plot.left, height: plot.bottom - plot.top };
  const others = leads.slice(1).map((field, index) => areaOf(field, inksOfClass(index + 1).area, plot));
  return group({ "fill-rule": "evenodd", "stroke-width": 1.25, "stroke-linejoin": "round" }, [
    element("rect", { ...fill(inksOfClass(0).area), x: plot.left, y: plot.top, ...size }),
    ...others,
    // Lines that lie under a later area end a little outside the plot, where nothing covers them.
    element("rect", {
      ...stroke("paper"),
      x: plot.left - 1,
      y: plot.top - 1,
      width: size.width + 2,
      height: size.height + 2,
      "stroke-width": 2,
    }),
  ]);
}

/** What lies above 0 in a field, and the line around it where it does not end at the plot. */
function areaOf(field: Field, ink: Ink, plot: Plot): Markup {
  const contours = new ContourFinder(field);
  const outlines = regionAbove(contours, 0).filter((outline) => outline.length > 2);
  if (outlines.length === 0) return text("");
  const edges = contours.levelLines(0).map(({ isClosed, points }) =>
    pathThrough(points, field, plot, isClosed ? "Z" : "")
  );
  return stack([
    element("path", {
      ...fill(ink),
      d: outlines.map((outline) => pathThrough(outline, field, plot, "Z")).join(""),
    }),
    edges.length === 0 ? text("") : element("path", { ...stroke("ink"), d: edges.join("") }),
  ]);
}

interface LegendItem {
  readonly label: Markup;
  readonly index: number;
  readonly x: number;
  readonly line: number;
}

/** The classes from left to right, in as many lines as they need. */
function legendItems({ labels }: ClassMapData, width: number): readonly LegendItem[] {
  const items: LegendItem[] = [];
  let [x, line] = [4, 0];
  labels.forEach((name, index) => {
    const most = width - SWATCH - 20;
    const label = fittedText(name, most, AXIS_TEXT_SIZE);
    const room = SWATCH + 6 + Math.min(most, textWidth(name, AXIS_TEXT_SIZE)) + 14;
    if (x > 4 && x + room > width) [x, line] = [4, line + 1];
    items.push({ label, index, x, line });
    x += room;
  });
  return items;
}

/** A patch of each class's colour with its mark in it, and its name. */
function legendShapes(items: readonly LegendItem[], top: number): Markup {
  const middleOf = (line: number): number => top + line * LEGEND_LINE;
  const patches = items.map(({ index, x, line }) =>
    element("rect", {
      ...fill(inksOfClass(index).area),
      x,
      y: middleOf(line) - SWATCH / 2,
      width: SWATCH,
      height: SWATCH,
    })
  );
  const marks = items.map(({ index, x, line }): MapMark => ({
    kind: "row",
    label: "",
    x: x + SWATCH / 2,
    y: middleOf(line),
    shape: index,
    ink: inksOfClass(index).mark,
  }));
  const names = items.map(({ label, x, line }) =>
    element("text", { x: x + SWATCH + 6, y: middleOf(line) + 4 }, label)
  );
  return stack([
    group({}, patches),
    markShapes(marks),
    group({ ...fill("ink"), "font-size": AXIS_TEXT_SIZE }, names),
  ]);
}
