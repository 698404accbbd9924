// Draws the rows and queries of a decision map: marks that differ in shape, and names that do not cover each other.
// Why: their shapes keep the targets apart without colour; diamonds are queries. A name that finds no
// free spot is left out rather than made unreadable; queries choose first.

import { AXIS_TEXT_SIZE, type Plot } from "./axis.ts";
import { fillAndStroke, type Ink, stroke } from "./palette.ts";
import { coordinate, element, fittedText, group, type Markup, stack } from "./svg.ts";
import { textWidth } from "../text/width.ts";

/** A row of the dataset or a query. */
export interface MapMark {
  /** Decides shape and order: queries lie on top and are named first. */
  readonly kind: "row" | "query";
  /** Its name; empty for none. */
  readonly label: string;
  /** Its position: raw units in a chart's data, user units where marks are drawn. */
  readonly x: number;
  readonly y: number;
  /** What the row should give, as the index of a shape, see {@linkcode shapeNames}; by default a circle. */
  readonly shape?: number;
  /** Its colour; by default that of text. */
  readonly ink?: Ink;
  /** Whether only its outline is drawn. */
  readonly isHollow?: boolean;
}

/** The shapes of rows, in the order of what they should give; diamonds are queries. After the last they begin again. */
export const shapeNames: readonly string[] = [
  "squares",
  "circles",
  "triangles",
  "crosses",
  "hexagons",
  "upside-down triangles",
];

/** How far a mark reaches from its middle, in user units. */
const REACH = 5;

/** How much farther a diamond reaches that stands around another mark. */
const AROUND = 5;

/** More marks than this are a cloud; they are drawn smaller. */
const CLOUD_COUNT = 60;

/**
 * Marks in their order.
 *
 * @param marks positions in user units.
 */
export function markShapes(marks: readonly MapMark[]): Markup {
  const rows = marks.filter(({ kind }) => kind === "row");
  const queries = marks.filter(({ kind }) => kind === "query");
  const size = marks.length > CLOUD_COUNT ? REACH / 2 : REACH;
  // A query that asks a row's own features stands around its mark: on top it would hide it.
  const shared = sharedPlaces(marks);
  const around = queries.filter((query) => shared.has(placeOf(query)))
    .map(({ x, y }) => diamond(x, y, size + AROUND));
  return stack([
    ...rowGroups(
      rows.filter(({ isHollow }) => isHollow !== true),
      (ink) => fillAndStroke(ink, "paper"),
      size,
    ),
    ...rowGroups(
      rows.filter(({ isHollow }) => isHollow === true),
      (ink) => fillAndStroke("paper", ink),
      size,
    ),
    group({ ...stroke("paper"), "stroke-width": 4 }, around),
    group({ ...stroke("ink"), "stroke-width": 1.75 }, around),
    group(
      { ...fillAndStroke("paper", "ink"), "stroke-width": 1.75 },
      queries.filter((query) => !shared.has(placeOf(query))).map(({ x, y }) => diamond(x, y, size + 1)),
    ),
  ]);
}

/** The places at which a query lies on a row. */
function sharedPlaces(marks: readonly MapMark[]): ReadonlySet<string> {
  const rows = new Set(marks.filter(({ kind }) => kind === "row").map(placeOf));
  return new Set(
    marks.filter(({ kind }) => kind === "query").map(placeOf).filter((place) => rows.has(place)),
  );
}

function placeOf({ x, y }: MapMark): string {
  return `${x} ${y}`;
}

function inkOf({ ink = "ink" }: MapMark): Ink {
  return ink;
}

/** Rows by their colours. */
function rowGroups(
  rows: readonly MapMark[],
  coloured: (ink: Ink) => ReturnType<typeof fillAndStroke>,
  size: number,
): readonly Markup[] {
  return inksOf(rows).map((ink) =>
    group(
      { ...coloured(ink), "stroke-width": 1.25 },
      rows.filter((mark) => inkOf(mark) === ink).map((mark) => rowShape(mark, size)),
    )
  );
}

function inksOf(marks: readonly MapMark[]): readonly Ink[] {
  return [...new Set(marks.map(inkOf))];
}

/** All of about the same area. */
function rowShape({ x, y, shape = 1 }: MapMark, size: number): Markup {
  const side = 1.8 * size;
  const arm = 0.65 * size;
  const through = (...points: readonly (readonly [number, number])[]): Markup =>
    element("path", {
      d: points.map(([dx, dy], index) =>
        `${index === 0 ? "M" : "L"}${coordinate(x + dx)},${coordinate(y + dy)}`
      )
        .join("") + "Z",
    });
  switch (shape % shapeNames.length) {
    case 0:
      return element("rect", { x: x - side / 2, y: y - side / 2, width: side, height: side });
    case 2:
      return through([0, -1.35 * size], [1.25 * size, 0.85 * size], [-1.25 * size, 0.85 * size]);
    case 3: {
      const far = 1.25 * size;
      return through(
        ...([[-arm, -far], [arm, -far], [arm, -arm], [far, -arm], [far, arm], [arm, arm], [
          arm,
          far,
        ]] as const),
        ...([[-arm, far], [-arm, arm], [-far, arm], [-far, -arm], [-arm, -arm]] as const),
      );
    }
    case 4: {
      const [across, up] = [1.12 * size, 0.56 * size];
      return through([-up, -across], [up, -across], [across, 0], [up, across], [-up, across], [-across, 0]);
    }
    case 5:
      return through([0, 1.35 * size], [1.25 * size, -0.85 * size], [-1.25 * size, -0.85 * size]);
    default:
      return element("circle", { cx: x, cy: y, r: size });
  }
}

function diamond(x: number, y: number, size: number): Markup {
  const left = `M${coordinate(x - size)},${coordinate(y)}`;
  return element("path", { d: `${left}l${size},${-size}l${size},${size}l${-size},${size}Z` });
}

/** Which of the regions between some lines a position is in, in user units: any numbers, the same within a region. */
export type RegionAt = (x: number, y: number) => number;

/**
 * Names beside their marks where there is room for them; queries choose first.
 *
 * @param marks positions in user units.
 * @param plot no name reaches out of it.
 * @param regionAt a name stays within one region where it can, so that no line runs through it.
 */
export function markLabels(marks: readonly MapMark[], plot: Plot, regionAt: RegionAt = () => 0): Markup {
  const queries = marks.filter(({ kind }) => kind === "query");
  // A row and a query of one name at one place have it once.
  const named = new Set(queries.map((query) => `${placeOf(query)} ${query.label}`));
  const rows = marks.filter((mark) => mark.kind === "row" && !named.has(`${placeOf(mark)} ${mark.label}`));
  const ordered = [...queries, ...(marks.length > CLOUD_COUNT ? [] : rows)]
    .filter(({ label }) => label !== "");
  const taken: Box[] = marks.map(({ x, y }) => (
    { left: x - REACH, top: y - REACH, right: x + REACH, bottom: y + REACH }
  ));
  const shared = sharedPlaces(marks);
  const labels = ordered.flatMap((mark) => {
    const room = (plot.right - plot.left) / 3;
    const size = Math.min(room, textWidth(mark.label, AXIS_TEXT_SIZE));
    const free = spotsAround(mark, shared.has(placeOf(mark)) ? REACH + AROUND : REACH, size)
      .filter(({ box }) => isWithin(box, plot) && !taken.some((other) => overlaps(box, other)));
    const spot = free.find(({ box }) => isInOneRegion(box, regionAt)) ?? free[0];
    if (spot === undefined) return [];
    taken.push(spot.box);
    return [element("text", {
      x: spot.x,
      y: spot.box.bottom - 3,
      "text-anchor": spot.anchor,
      "font-weight": mark.kind === "query" ? 600 : undefined,
    }, fittedText(mark.label, room, AXIS_TEXT_SIZE))];
  });
  return group({
    ...fillAndStroke("ink", "paper"),
    "stroke-width": 2.5,
    "stroke-opacity": 0.7,
    "stroke-linejoin": "round",
    "paint-order": "stroke",
    "font-size": AXIS_TEXT_SIZE,
  }, labels);
}

/** A rectangle in user units. */
type Box = Plot;

interface LabelSpot {
  readonly anchor: "start" | "middle" | "end";
  readonly x: number;
  readonly box: Box;
}

/** Right, left, above, below, then the four corners: as a map maker would try. */
function spotsAround({ x, y }: MapMark, reach: number, width: number): readonly LabelSpot[] {
  const space = reach + 4;
  const spot = (anchor: "start" | "middle" | "end", at: number, middle: number): LabelSpot => {
    const left = anchor === "start" ? at : anchor === "end" ? at - width : at - width / 2;
    return { anchor, x: at, box: { left, top: middle - 7, right: left + width, bottom: middle + 7 } };
  };
  return [
    spot("start", x + space, y),
    spot("end", x - space, y),
    spot("middle", x, y - space - 5),
    spot("middle", x, y + space + 5),
    spot("start", x + space - 3, y - space - 1),
    spot("start", x + space - 3, y + space + 1),
    spot("end", x - space + 3, y - space - 1),
    spot("end", x - space + 3, y + space + 1),
  ];
}

/** Places across a name and over its height at which its region is asked for. */
const [ACROSS, UPWARDS] = [8, 3];

function isInOneRegion({ left, right, top, bottom }: Box, regionAt: RegionAt): boolean {
  const region = regionAt(left, top);
  for (let column = 0; column <= ACROSS; column++) {
    for (let row = 0; row <= UPWARDS; row++) {
      const x = left + (right - left) * (column / ACROSS);
      const y = top + (bottom - top) * (row / UPWARDS);
      if (regionAt(x, y) !== region) return false;
    }
  }
  return true;
}

function isWithin(box: Box, plot: Plot): boolean {
  return box.left >= plot.left && box.right <= plot.right && box.top >= plot.top && box.bottom <= plot.bottom;
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
