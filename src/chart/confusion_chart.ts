// Draws a confusion matrix: a line a true class, a column an answer, darker where more of the line's rows are.
// Why shares of the line decide the shade and not counts: a class with few rows would look as if it were never answered.

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
import { inFull } from "../text/number_words.ts";
import { textWidth } from "../text/width.ts";

/** What a confusion chart shows. */
interface ConfusionChartData {
  /** The classes, from the top down and from left to right. */
  readonly labels: readonly string[];
  /** Shape [classCount][classCount]: a line a true class, a column an answer. */
  readonly counts: readonly (readonly number[])[];
}

/** Room for the names of the classes, and for the words beside the axes. */
const MOST_LABEL = 96;
const TITLE = 20;
const GAP = 6;
/** The longest side of a cell. */
const MOST_CELL = 56;
/** Shades leave the numbers on them readable. */
const LIGHTEST = 0.1;
const DARKEST = 0.4;

/**
 * A confusion matrix as SVG text, 420 wide by default and as high as it needs.
 *
 * @example
 * ```ts
 * const frame = { id: "confusion", title: "Answers by class", description: "Three of four are right" };
 * const svg = confusionChart(frame, { labels: ["cat", "dog"], counts: [[2, 1], [0, 1]] });
 * if (!svg.includes(">cat</text>")) throw new Error("wrong");
 * ```
 */
export function confusionChart(frame: ChartFrame, { labels, counts }: ConfusionChartData): string {
  const { width = 420 } = frame;
  const widest = Math.max(0, ...labels.map((label) => textWidth(label, AXIS_TEXT_SIZE)));
  const labelRoom = Math.min(MOST_LABEL, widest) + GAP;
  const left = Math.max(TITLE, labelRoom);
  const broadest = Math.min(MOST_CELL, (width - left) / labels.length);
  const isUpright = widest > broadest - GAP;
  const top = TITLE + (isUpright ? labelRoom : AXIS_TEXT_SIZE + GAP);
  const { height = top + labels.length * broadest + GAP } = frame;
  const side = Math.max(1, Math.min(broadest, (height - top - GAP) / labels.length));
  const grid: Grid = { left, top, side };
  const shown = labels.map((label) => fittedText(label, MOST_LABEL, AXIS_TEXT_SIZE));
  return chartDocument(frame, { width, height }, [
    group({ ...fill("ink"), "font-size": AXIS_TEXT_SIZE }, [
      element("text", { x: left, y: 14 }, text("answered as")),
      element("text", { x: left - GAP, y: top - GAP, "text-anchor": "end" }, text("is")),
    ]),
    labelTexts(shown, grid, isUpright),
    cellShapes(counts, grid),
    countTexts(counts, grid),
  ]);
}

/** Where the cells begin, and how large one is. */
interface Grid {
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

/** Above each column and beside each line, its class. */
function labelTexts(labels: readonly Markup[], { left, top, side }: Grid, isUpright: boolean): Markup {
  const above = labels.map((label, index) => {
    const x = left + (index + 0.5) * side;
    return isUpright
      ? element("text", { transform: upright(x, top - GAP), y: 4 }, label)
      : element("text", { x, y: top - GAP, "text-anchor": "middle" }, label);
  });
  const beside = labels.map((label, index) =>
    element("text", { x: left - GAP, y: top + (index + 0.5) * side + 4, "text-anchor": "end" }, label)
  );
  return group({ ...fill("muted"), "font-size": AXIS_TEXT_SIZE }, [...above, ...beside]);
}

/** A square a cell, darker the more of the line's rows are in it; those on the diagonal are right. */
function cellShapes(counts: Counts, grid: Grid): Markup {
  const squares = counts.flatMap((line, truth) => line.map((_, answer) => square(truth, answer, grid)));
  const shades = (kind: "right" | "wrong"): readonly Markup[] =>
    counts.flatMap((line, truth) => {
      const all = line.reduce((sum, count) => sum + count, 0);
      return line.flatMap((count, answer) => {
        if (count === 0 || (truth === answer) !== (kind === "right")) return [];
        const shade = Math.max(LIGHTEST, DARKEST * count / all);
        return [element("path", { "fill-opacity": shade, d: square(truth, answer, grid) })];
      });
    });
  return stack([
    element("path", { ...fill("grid"), "fill-opacity": 0.5, d: squares.join("") }),
    group(fill("series1"), shades("right")),
    group(fill("series2"), shades("wrong")),
  ]);
}

/** The number of rows in each cell. */
function countTexts(counts: Counts, { left, top, side }: Grid): Markup {
  const texts = (isMeant: (count: number, isRight: boolean) => boolean): readonly Markup[] =>
    counts.flatMap((line, truth) =>
      line.flatMap((count, answer) => {
        if (!isMeant(count, truth === answer)) return [];
        const [x, y] = [left + (answer + 0.5) * side, top + (truth + 0.5) * side + 4];
        return [element("text", { x, y }, text(inFull(count)))];
      })
    );
  return group({ "text-anchor": "middle", "font-size": AXIS_TEXT_SIZE }, [
    group(fill("muted"), texts((count) => count === 0)),
    group(fill("ink"), texts((count, isRight) => count > 0 && !isRight)),
    group({ ...fill("ink"), "font-weight": "bold" }, texts((count, isRight) => count > 0 && isRight)),
  ]);
}

type Counts = ConfusionChartData["counts"];

function square(truth: number, answer: number, { left, top, side }: Grid): string {
  const inner = Math.max(0, side - 2);
  const [x, y] = [left + answer * side + 1, top + truth * side + 1].map(coordinate);
  return `M${x},${y}h${coordinate(inner)}v${coordinate(inner)}h${coordinate(-inner)}z`;
}
