// Draws grids of numbers as pictures: filters, what they make of an image, the numbers of a state word by word.
// Why a dash in negative cells: hue alone must not tell the sign. All pictures of a chart have one scale, so that a faint one is
// a small one.

import { AXIS_TEXT_SIZE } from "./axis.ts";
import { fill, stroke } from "./palette.ts";
import {
  chartDocument,
  type ChartFrame,
  coordinate,
  element,
  fittedText,
  group,
  type Markup,
  stack,
} from "./svg.ts";
import { textWidth } from "../text/width.ts";

/** A grid of numbers with what it is called. */
export interface CellPicture {
  readonly label: string;
  /** What it and those after it are together: it begins a line, below these words. */
  readonly heading?: string;
  readonly rows: number;
  readonly columns: number;
  /** Row by row; all finite. */
  readonly values: ArrayLike<number>;
}

/** How large a cell is at most, and at least. */
const CELL = { most: 16, least: 2 };
const GAP = 14;
const LABEL = AXIS_TEXT_SIZE + 5;
/** Below this size a cell has no room for a dash. */
const DASHED_FROM = 6;
/** Shades are told in so many steps, so that cells alike are one path. */
const SHADES = 10;

/**
 * Pictures beside and below each other as SVG text, 420 wide by default and as high as they need. Where a height is given, the
 * cells are small enough for it.
 *
 * @example
 * ```ts
 * const edge = { label: "1", rows: 1, columns: 2, values: [0.5, -1] };
 * const svg = cellPictures({ id: "filters", title: "Filters", description: "One filter" }, [edge]);
 * if (!svg.includes(">1</text>") || svg.split("<path").length !== 5) throw new Error("wrong");
 * ```
 */
export function cellPictures(frame: ChartFrame, pictures: readonly CellPicture[]): string {
  const { width = 420 } = frame;
  const cell = cellSizeFor(pictures, width, frame.height ?? Infinity);
  const places = placesOf(pictures, cell, width);
  const { height = heightOf(pictures, cell, width) } = frame;
  const most = largestOf(pictures);
  return chartDocument(frame, { width, height }, [
    group(
      { ...fill("muted"), "font-size": AXIS_TEXT_SIZE },
      pictures.map((picture, index) => {
        const { x, y } = places[index];
        const room = pictures.length === 1 ? width : roomOf(picture, cell, width / pictures.length) + GAP - 2;
        return element("text", { x, y: y - 5 }, fittedText(picture.label, room, AXIS_TEXT_SIZE));
      }),
    ),
    group(
      { ...fill("ink"), "font-size": AXIS_TEXT_SIZE, "font-weight": 600 },
      pictures.flatMap(({ heading }, index) =>
        heading === undefined ? [] : [
          element(
            "text",
            { x: 0, y: places[index].y - LABEL - 5 },
            fittedText(heading, width, AXIS_TEXT_SIZE),
          ),
        ]
      ),
    ),
    ...pictures.map((picture, index) => pictureShapes(picture, places[index], cell, most)),
  ]);
}

/**
 * The same as lines of text, one picture below the other: a block for each cell, with a minus in front of negative ones.
 *
 * @example
 * ```ts
 * const edge = { label: "1", rows: 1, columns: 2, values: [0.5, -1] };
 * if (cellPictureLines([edge]).join("|") !== "1| ▒-█") throw new Error("wrong");
 * ```
 */
export function cellPictureLines(pictures: readonly CellPicture[]): readonly string[] {
  const most = largestOf(pictures);
  return pictures.flatMap(({ label, rows, columns, values }) => [
    label,
    ...Array.from({ length: rows }, (_, row) =>
      Array.from({ length: columns }, (_, column) => {
        const value = values[row * columns + column];
        const block = BLOCKS[Math.round(shadeOf(value, most) / SHADES * (BLOCKS.length - 1))];
        return `${value < 0 && block !== " " ? "-" : " "}${block}`;
      }).join("").trimEnd()),
  ]);
}

const BLOCKS = [" ", "░", "▒", "▓", "█"];

function largestOf(pictures: readonly CellPicture[]): number {
  let most = 0;
  for (const { values } of pictures) {
    for (let index = 0; index < values.length; index++) most = Math.max(most, Math.abs(values[index]));
  }
  return most;
}

/** From 0 to `SHADES`. */
function shadeOf(value: number, most: number): number {
  return most === 0 ? 0 : Math.round(Math.abs(value) / most * SHADES);
}

/** The largest cells with which four pictures, or all of fewer, stand beside each other, and all of them within a height. */
function cellSizeFor(pictures: readonly CellPicture[], width: number, height: number): number {
  const beside = Math.min(4, pictures.length);
  const columns = Math.max(1, ...pictures.map(({ columns }) => columns));
  const room = (width - (beside - 1) * GAP) / Math.max(1, beside) / columns;
  let cell = Math.max(CELL.least, Math.min(CELL.most, Math.floor(room)));
  while (cell > CELL.least && heightOf(pictures, cell, width) > height) cell--;
  return cell;
}

/** How high all pictures are together. */
function heightOf(pictures: readonly CellPicture[], cell: number, width: number): number {
  const ends = placesOf(pictures, cell, width).map(({ y }, index) => y + pictures[index].rows * cell);
  return Math.max(0, ...ends) + 2;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

function placesOf(pictures: readonly CellPicture[], cell: number, width: number): readonly Place[] {
  const places: Place[] = [];
  let [x, y, rowHeight] = [0, LABEL, 0];
  for (const picture of pictures) {
    const size = roomOf(picture, cell, width / pictures.length);
    const isHeaded = picture.heading !== undefined;
    if (x > 0 && (isHeaded || x + size > width)) {
      [x, y, rowHeight] = [0, y + rowHeight + LABEL + GAP / 2, 0];
    }
    if (isHeaded) y += LABEL;
    places.push({ x, y });
    x += size + GAP;
    rowHeight = Math.max(rowHeight, picture.rows * cell);
  }
  return places;
}

/** How wide a picture stands: as wide as its cells, or as its label, as far as its share of the width goes. */
function roomOf({ label, columns }: CellPicture, cell: number, share: number): number {
  return Math.max(columns * cell, Math.min(textWidth(label, AXIS_TEXT_SIZE), share - GAP));
}

function pictureShapes(
  { rows, columns, values }: CellPicture,
  { x, y }: Place,
  cell: number,
  most: number,
): Markup {
  const cells = Array.from({ length: rows * columns }, (_, index) => {
    const [left, top] = [x + (index % columns) * cell, y + Math.floor(index / columns) * cell];
    const value = values[index];
    return { left, top, isNegative: value < 0, shade: shadeOf(value, most) };
  });
  const shades = [false, true].flatMap((isNegative) => {
    const paths = Array.from({ length: SHADES }, (_, index) => index + 1).flatMap((shade) => {
      const alike = cells.filter((found) => found.shade === shade && found.isNegative === isNegative);
      const d = alike.map(({ left, top }) => square(left, top, cell)).join("");
      return d === "" ? [] : [element("path", { "fill-opacity": shade / SHADES, d })];
    });
    return paths.length === 0 ? [] : [group(fill(isNegative ? "negative" : "positive"), paths)];
  });
  const dashes = cell < DASHED_FROM ? "" : cells
    .filter(({ isNegative, shade }) => isNegative && shade > 0)
    .map(({ left, top }) =>
      `M${coordinate(left + cell / 3)} ${coordinate(top + cell / 2)}h${coordinate(cell / 3)}`
    )
    .join("");
  return stack([
    element("path", {
      ...fill("grid"),
      "fill-opacity": 0.5,
      d: `M${coordinate(x)} ${coordinate(y)}h${coordinate(columns * cell)}v${coordinate(rows * cell)}h${
        coordinate(-columns * cell)
      }z`,
    }),
    ...shades,
    ...(dashes === "" ? [] : [element("path", { ...stroke("ink"), "stroke-width": 1, d: dashes })]),
  ]);
}

function square(left: number, top: number, cell: number): string {
  const size = coordinate(cell - (cell >= DASHED_FROM ? 0.5 : 0));
  return `M${coordinate(left)} ${coordinate(top)}h${size}v${size}h-${size}z`;
}
