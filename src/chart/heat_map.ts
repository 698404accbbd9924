// Draws shares, or other figures, over two keys as a grid of cells: the larger the share, the darker, with the number in it.
// Why the number as well: a shade tells where to look, and only a number what is there; it is read in the dark, on paper
// without colours, and by those who see no difference between two shades.

import { AXIS_TEXT_SIZE } from "./axis.ts";
import { fill } from "./palette.ts";
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
  upright,
} from "./svg.ts";
import { wholePercentage } from "../text/number_words.ts";
import { textWidth } from "../text/width.ts";

/** Shares over two keys, in the chart and on a terminal. */
export interface HeatMapData {
  /** What varies from line to line, and its values from the top down. */
  readonly rows: HeatMapSide;
  /** What varies from column to column, and its values from left to right. */
  readonly columns: HeatMapSide;
  /** Shape [row][column], from 0 to 1: how dark each cell is. */
  readonly shares: readonly (readonly number[])[];
  /** What is written of other figures; by default the shares in per cent. */
  readonly written?: WrittenFigures;
}

/** What is written in a map whose shades are not shares in per cent. */
interface WrittenFigures {
  /** Shape [row][column]. */
  readonly texts: readonly (readonly string[])[];
  /** What the shades mean. */
  readonly scale: readonly [lightest: string, darkest: string];
}

/** One side of a map. */
export interface HeatMapSide {
  /** For example `learning_rate`. */
  readonly name: string;
  readonly labels: readonly string[];
}

/** The map with lines and columns exchanged. */
export function turned({ rows, columns, shares, written }: HeatMapData): HeatMapData {
  const exchanged = <Cell>(cells: readonly (readonly Cell[])[]): readonly (readonly Cell[])[] =>
    columns.labels.map((_, column) => cells.map((line) => line[column]));
  return {
    rows: columns,
    columns: rows,
    shares: exchanged(shares),
    ...(written === undefined ? {} : { written: { ...written, texts: exchanged(written.texts) } }),
  };
}

/** The text of each cell, shape [row][column]. */
export function cellTexts({ shares, written }: HeatMapData): readonly (readonly string[])[] {
  return written?.texts ?? shares.map((line) => line.map(wholePercentage));
}

/** Room for the labels, and for the names of the keys, in one line above them. */
const MOST_LABEL = 112;
const TITLE = 20;
const GAP = 6;
const LEGEND = 26;
/** The largest and the smallest cell. */
const MOST_WIDTH = 64;
const MOST_HEIGHT = 34;
const LEAST_HEIGHT = 12;
/** Shades leave the numbers on them readable, in the light and in the dark. */
const DARKEST = 0.5;
/** Sizes of the numbers, the largest that fits is taken; below the last there is no room for one. */
const NUMBER_SIZES = [AXIS_TEXT_SIZE, 10, 9];

/**
 * A heat map as SVG text, 420 wide by default and as high as it needs.
 *
 * @example
 * ```ts
 * const frame = { id: "map", title: "All rows right", description: "From 0% to 75%" };
 * const svg = heatMap(frame, {
 *   rows: { name: "learning_rate", labels: ["0.1", "1"] },
 *   columns: { name: "hidden", labels: ["[2]", "[4]"] },
 *   shares: [[0, 0.25], [0.5, 0.75]],
 * });
 * if (!svg.includes(">75%</text>")) throw new Error("wrong");
 * ```
 */
export function heatMap(frame: ChartFrame, data: HeatMapData): string {
  const { width = 420 } = frame;
  const { rows, columns } = data;
  const left = Math.min(MOST_LABEL, widestOf(rows.labels)) + GAP;
  const cellWidth = Math.min(MOST_WIDTH, (width - left) / columns.labels.length);
  const widest = Math.min(MOST_LABEL, widestOf(columns.labels));
  const isUpright = widest > cellWidth - GAP;
  const top = TITLE + (isUpright ? widest + GAP : AXIS_TEXT_SIZE + GAP);
  const cellHeight = Math.max(LEAST_HEIGHT, Math.min(MOST_HEIGHT, cellWidth * 0.75));
  const { height = top + rows.labels.length * cellHeight + LEGEND } = frame;
  const grid: Grid = { left, top, cellWidth, cellHeight };
  return chartDocument(frame, { width, height }, [
    element(
      "text",
      { ...fill("ink"), x: 0, y: 14, "font-size": AXIS_TEXT_SIZE },
      fittedText(`${rows.name} ↓  ${columns.name} →`, width, AXIS_TEXT_SIZE),
    ),
    labelTexts(data, grid, isUpright),
    cellShapes(data, grid),
    shareTexts(data, grid),
    legend(left, top + rows.labels.length * cellHeight + GAP, data.written?.scale ?? ["0%", "100%"]),
  ]);
}

/** Where the cells begin, and how large one is. */
interface Grid {
  readonly left: number;
  readonly top: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
}

function widestOf(labels: readonly string[]): number {
  return labels.reduce((widest, label) => Math.max(widest, textWidth(label, AXIS_TEXT_SIZE)), 0);
}

/** Above each column and beside each line, its value; where they are close, every second or third. */
function labelTexts({ rows, columns }: HeatMapData, grid: Grid, isUpright: boolean): Markup {
  const { left, top, cellWidth, cellHeight } = grid;
  const thinned = (labels: readonly string[], step: number) =>
    labels.flatMap((label, index) =>
      index % Math.max(1, Math.ceil((AXIS_TEXT_SIZE + 1) / step)) === 0
        ? [{ label: fittedText(label, MOST_LABEL, AXIS_TEXT_SIZE), index }]
        : []
    );
  const above = thinned(columns.labels, isUpright ? cellWidth : Infinity).map(({ label, index }) => {
    const x = left + (index + 0.5) * cellWidth;
    return isUpright
      ? element("text", { transform: upright(x + 4, top - GAP) }, label)
      : element("text", { x, y: top - GAP, "text-anchor": "middle" }, label);
  });
  const beside = thinned(rows.labels, cellHeight).map(({ label, index }) =>
    element("text", { x: left - GAP, y: top + (index + 0.5) * cellHeight + 4, "text-anchor": "end" }, label)
  );
  return group({ ...fill("muted"), "font-size": AXIS_TEXT_SIZE }, [...above, ...beside]);
}

/** A cell for each pair of values, over a quiet ground where nothing was reached. */
function cellShapes({ shares }: HeatMapData, grid: Grid): Markup {
  const cells = shares.flatMap((line, row) =>
    line.map((share, column) => ({ share, d: cell(row, column, grid) }))
  );
  const shades = cells.filter(({ share }) => share > 0)
    .map(({ share, d }) => element("path", { "fill-opacity": shadeOf(share), d }));
  return stack([
    element("path", { ...fill("grid"), "fill-opacity": 0.5, d: cells.map(({ d }) => d).join("") }),
    group(fill("series1"), shades),
  ]);
}

function shadeOf(share: number): number {
  return 0.04 + (DARKEST - 0.04) * share;
}

/** The number in each cell, where cells are large enough for one. */
function shareTexts(data: HeatMapData, { left, top, cellWidth, cellHeight }: Grid): Markup {
  const { shares } = data;
  const numbers = cellTexts(data);
  const longest = numbers.flat().reduce((a, b) => b.length > a.length ? b : a, "");
  const size = NUMBER_SIZES.find((size) =>
    textWidth(longest, size) <= cellWidth - 3 && size <= cellHeight - 2
  );
  if (size === undefined) return text("");
  const texts = (isMeant: (share: number) => boolean): readonly Markup[] =>
    shares.flatMap((line, row) =>
      line.flatMap((share, column) => {
        if (!isMeant(share)) return [];
        const [x, y] = [left + (column + 0.5) * cellWidth, top + (row + 0.5) * cellHeight + size / 3];
        return [element("text", { x, y }, text(numbers[row][column]))];
      })
    );
  return group({ "text-anchor": "middle", "font-size": size }, [
    group(fill("muted"), texts((share) => share === 0)),
    group(fill("ink"), texts((share) => share > 0)),
  ]);
}

/** What the shades mean. */
function legend(left: number, top: number, [lightest, darkest]: WrittenFigures["scale"]): Markup {
  const [from, step, y] = [left + textWidth(lightest, AXIS_TEXT_SIZE) + GAP, 12, top + 12];
  const shades = Array.from({ length: 10 }, (_, index) => {
    const d = `M${coordinate(from + index * step)},${coordinate(top + 4)}h${step}v9h${-step}z`;
    return element("path", { "fill-opacity": shadeOf((index + 0.5) / 10), d });
  });
  return stack([
    group(fill("series1"), shades),
    group({ ...fill("muted"), "font-size": AXIS_TEXT_SIZE }, [
      element("text", { x: left, y }, text(lightest)),
      element("text", { x: from + 10 * step + GAP, y }, text(darkest)),
    ]),
  ]);
}

function cell(row: number, column: number, { left, top, cellWidth, cellHeight }: Grid): string {
  const [x, y] = [left + column * cellWidth + 0.5, top + row * cellHeight + 0.5].map(coordinate);
  const [width, height] = [cellWidth - 1, cellHeight - 1];
  return `M${x},${y}h${coordinate(width)}v${coordinate(height)}h${coordinate(-width)}z`;
}
