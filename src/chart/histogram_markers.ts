// Values of interest marked above a histogram: a line each, and a label in the lowest row that has room for it.
// Why rows: quantiles often lie close together, and a label that covers another would give a wrong number.

import { AXIS_TEXT_SIZE, type Plot } from "./axis.ts";
import { fillAndStroke, stroke } from "./palette.ts";
import type { Scale } from "./scale.ts";
import { coordinate, element, group, type Markup, stack, text } from "./svg.ts";
import { textWidth } from "../text/width.ts";

/** A value marked by a line with a label. */
export interface HistogramMarker {
  /** Its position on the axis; markers beyond the ends are not drawn. */
  readonly value: number;
  /** What it marks, as "median 0.949". */
  readonly label: string;
}

/** The height of a row of marker labels. */
export const MARKER_ROW_HEIGHT = 16;

/** A marker with the position of its label. */
export interface PlacedMarker extends HistogramMarker {
  /** Of its line, in user units. */
  readonly x: number;
  /** The row of its label, counted upwards from the plot. */
  readonly row: number;
  /** On which side of the line its label begins. */
  readonly anchor: "start" | "end";
}

/** Each label goes to the lowest row in which it covers no other; from the right, so that lines rise beside labels. */
export function placedMarkers(
  markers: readonly HistogramMarker[],
  x: Scale,
  width: number,
): readonly PlacedMarker[] {
  const taken: { row: number; from: number; to: number }[] = [];
  const fromTheRight = [...markers].sort((a, b) => b.value - a.value);
  return fromTheRight.map((marker): PlacedMarker => {
    const at = x(marker.value);
    const size = textWidth(marker.label, AXIS_TEXT_SIZE) + 8;
    const anchor = at + size <= width ? "start" : "end";
    const [from, to] = anchor === "start" ? [at, at + size] : [at - size, at];
    let row = 0;
    while (taken.some((other) => other.row === row && other.from < to && from < other.to)) row++;
    taken.push({ row, from, to });
    return { ...marker, x: at, row, anchor };
  });
}

/** Lines up from the foot of the plot to labels in rows above `base`. */
export function markerShapes(placed: readonly PlacedMarker[], plot: Plot, base: number): Markup {
  const baseline = (row: number) => base - 6 - row * MARKER_ROW_HEIGHT;
  const lines = placed.map(({ x, row }) =>
    element("path", { d: `M${coordinate(x)},${plot.bottom}V${coordinate(baseline(row) - 10)}` })
  );
  const labels = placed.map(({ x, row, anchor, label }) =>
    element(
      "text",
      { x: x + (anchor === "start" ? 4 : -4), y: baseline(row), "text-anchor": anchor },
      text(label),
    )
  );
  return stack([
    group({ ...stroke("ink"), "stroke-width": 1 }, lines),
    group({
      ...fillAndStroke("ink", "paper"),
      "stroke-width": 3,
      "stroke-linejoin": "round",
      "paint-order": "stroke",
      "font-size": AXIS_TEXT_SIZE,
    }, labels),
  ]);
}
