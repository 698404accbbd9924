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

/** How far a label is from its own line. */
const LABEL_GAP = 4;

/**
 * Each label goes to the lowest row in which it covers no other, and in which no line runs through it.
 *
 * Labels at the left of their lines come first, from left to right, then those at the right, from right to left: so a line
 * rises beside the labels that were there before it.
 */
export function placedMarkers(
  markers: readonly HistogramMarker[],
  x: Scale,
  width: number,
): readonly PlacedMarker[] {
  const placed: PlacedMarker[] = [];
  const wanted = markers.map((marker) => {
    const at = x(marker.value);
    const anchor = at + labelSize(marker) <= width ? "start" as const : "end" as const;
    return { ...marker, x: at, anchor };
  });
  const rising = wanted.toSorted((a, b) => a.x - b.x);
  for (
    const marker of [
      ...rising.filter(({ anchor }) => anchor === "end"),
      ...rising.toReversed().filter(({ anchor }) => anchor === "start"),
    ]
  ) {
    let row = 0;
    while (row < markers.length && placed.some((other) => areInEachOthersWay({ ...marker, row }, other))) {
      row++;
    }
    placed.push({ ...marker, row });
  }
  return placed;
}

function labelSize({ label }: HistogramMarker): number {
  return textWidth(label, AXIS_TEXT_SIZE) + 2 * LABEL_GAP;
}

/** From where to where a label reaches, its own line included. */
function reachOf(marker: Omit<PlacedMarker, "row">): readonly [from: number, to: number] {
  const size = labelSize(marker);
  return marker.anchor === "start" ? [marker.x, marker.x + size] : [marker.x - size, marker.x];
}

/** Whether two labels are in one row and overlap, or the line of one runs through the label of the other. */
function areInEachOthersWay(a: PlacedMarker, b: PlacedMarker): boolean {
  const [[aFrom, aTo], [bFrom, bTo]] = [reachOf(a), reachOf(b)];
  if (a.row === b.row) return aFrom < bTo && bFrom < aTo;
  const [lower, line] = a.row < b.row ? [a, b.x] : [b, a.x];
  const [from, to] = reachOf(lower);
  return line > from && line < to;
}

/**
 * Lines up from the foot of the plot to labels in rows above `base`.
 *
 * @param names from where to where the names between the plot and `base` reach: lines leave them out.
 */
export function markerShapes(
  placed: readonly PlacedMarker[],
  plot: Plot,
  base: number,
  names: readonly (readonly [from: number, to: number])[],
): Markup {
  const baseline = (row: number) => base - 6 - row * MARKER_ROW_HEIGHT;
  const lines = placed.map(({ x, row }) => {
    const isInName = names.some(([from, to]) => x > from && x < to);
    const gap = isInName ? `V${coordinate(plot.top)}M${coordinate(x)},${coordinate(base)}` : "";
    return element("path", { d: `M${coordinate(x)},${plot.bottom}${gap}V${coordinate(baseline(row) - 10)}` });
  });
  const labels = placed.map(({ x, row, anchor, label }) =>
    element(
      "text",
      { x: x + (anchor === "start" ? LABEL_GAP : -LABEL_GAP), y: baseline(row), "text-anchor": anchor },
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
