// Draws a field of outputs as outlined regions of few colours, with lines where the answer changes.
// Why outlines: the file stays small and the edges smooth, where a picture of dots would be neither.

import type { Plot } from "./axis.ts";
import { ContourFinder, type Field, type GridPoint, regionAbove } from "./contour.ts";
import { fill, stepInks, stroke } from "./palette.ts";
import { element, group, type Markup, stack, text } from "./svg.ts";

/** Where a field's colours change, and where its answer does. */
export interface FieldLevels {
  /** The nine values of the field at which one of the ten colours gives way to the next. */
  readonly levels: readonly number[];
  /** Where the answer changes and a line is drawn: the value of the field, and its share of the way along the colours. */
  readonly boundaries: readonly { readonly value: number; readonly share: number }[];
}

/** The most characters that the shapes of a map may take. */
const LARGEST_FIELD_TEXT = 24_000;

/** Regions and boundary. */
export function fieldShapes(field: Field, levels: FieldLevels, plot: Plot): Markup {
  return smallShapes([field], ([field]) => {
    const contours = new ContourFinder(field);
    return stack([regions(contours, levels, plot), boundary(contours, levels, plot)]);
  });
}

/** What is drawn of fields of one size, on a grid coarse enough for the file to stay small. */
export function smallShapes(fields: readonly Field[], draw: (fields: readonly Field[]) => Markup): Markup {
  const [{ columnCount, rowCount }] = fields;
  const shapes = draw(fields);
  return shapes.length <= LARGEST_FIELD_TEXT || columnCount < 8 || rowCount < 8
    ? shapes
    : smallShapes(fields.map(coarser), draw);
}

/** About every second node across and along. */
function coarser({ columnCount, rowCount, values }: Field): Field {
  const [half, halfRows] = [Math.ceil(columnCount / 2), Math.ceil(rowCount / 2)];
  const kept = new Float64Array(half * halfRows);
  // Both ends stay, since the nodes are stretched over the plot again.
  for (let row = 0; row < halfRows; row++) {
    for (let column = 0; column < half; column++) {
      const from = Math.round(row * (rowCount - 1) / (halfRows - 1)) * columnCount +
        Math.round(column * (columnCount - 1) / (half - 1));
      kept[row * half + column] = values[from];
    }
  }
  return { columnCount: half, rowCount: halfRows, values: kept };
}

/** Painted one over the other: all of the plot in the lowest step, then the region from the first level on … */
function regions(contours: ContourFinder, { levels }: FieldLevels, plot: Plot): Markup {
  const size = { width: plot.right - plot.left, height: plot.bottom - plot.top };
  const [lowestInk, ...higherInks] = stepInks;
  const shapes = levels.map((level, index) => {
    const outlines = regionAbove(contours, level).filter((outline) => outline.length > 2);
    if (outlines.length === 0) return text("");
    const d = outlines.map((outline) => pathThrough(outline, contours.field, plot, "Z")).join("");
    return element("path", { ...fill(higherInks[index]), d });
  });
  const lowest = element("rect", { ...fill(lowestInk), x: plot.left, y: plot.top, ...size });
  return group({ "fill-rule": "evenodd" }, [lowest, ...shapes]);
}

function boundary(contours: ContourFinder, { boundaries }: FieldLevels, plot: Plot): Markup {
  const lines = boundaries.flatMap(({ value }) => contours.levelLines(value)).map(({ isClosed, points }) =>
    pathThrough(points, contours.field, plot, isClosed ? "Z" : "")
  );
  if (lines.length === 0) return text("");
  return element("path", {
    ...stroke("ink"),
    "stroke-width": 1.5,
    "stroke-linejoin": "round",
    d: lines.join(""),
  });
}

/** The value of a field at a position of the plot, between the nodes of its grid as on a plane. */
export function valueIn({ columnCount, rowCount, values }: Field, plot: Plot, x: number, y: number): number {
  const column = (x - plot.left) / (plot.right - plot.left) * (columnCount - 1);
  const row = (plot.bottom - y) / (plot.bottom - plot.top) * (rowCount - 1);
  const [left, below] = [
    Math.max(0, Math.min(columnCount - 2, Math.floor(column))),
    Math.max(0, Math.min(rowCount - 2, Math.floor(row))),
  ];
  const [across, upwards] = [column - left, row - below];
  const at = (c: number, r: number): number => values[(below + r) * columnCount + left + c];
  return (at(0, 0) * (1 - across) + at(1, 0) * across) * (1 - upwards) +
    (at(0, 1) * (1 - across) + at(1, 1) * across) * upwards;
}

/** Lines of equal output of a field that is not drawn itself: dashed. */
export function linesBehind(field: Field, values: readonly number[], plot: Plot): Markup {
  const contours = new ContourFinder(field);
  const lines = values.flatMap((value) => contours.levelLines(value)).map(({ isClosed, points }) =>
    pathThrough(points, field, plot, isClosed ? "Z" : "")
  );
  if (lines.length === 0) return text("");
  return element("path", {
    ...stroke("ink"),
    "stroke-width": 1.25,
    "stroke-dasharray": "5 4",
    "stroke-opacity": 0.65,
    d: lines.join(""),
  });
}

/**
 * A path through positions of the grid, which is stretched over the plot.
 *
 * A tenth of a unit is finer than the eye, and a third smaller than two decimal places.
 */
export function pathThrough(
  points: readonly GridPoint[],
  { columnCount, rowCount }: Field,
  plot: Plot,
  end: "" | "Z",
): string {
  const across = (plot.right - plot.left) / (columnCount - 1);
  const upwards = (plot.bottom - plot.top) / (rowCount - 1);
  let path = "";
  for (const [column, row] of points) {
    const x = Math.round((plot.left + column * across) * 10) / 10;
    const y = Math.round((plot.bottom - row * upwards) * 10) / 10;
    path += `${path === "" ? "M" : "L"}${x},${y}`;
  }
  return path + end;
}
