// Draws a confusion matrix: a line a true class, a column an answer, darker where more of the line's rows are.
// Why shares of the line decide the shade and not counts: a class with few rows would look as if it were never answered.

import { AXIS_TEXT_SIZE } from "./axis.ts";
import { fill } from "./palette.ts";
import { chartDocument, type ChartFrame, element, group, type Markup, text } from "./svg.ts";
import { inFull } from "../text/number_words.ts";
import { fitted, textWidth } from "../text/width.ts";

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
/** The sides of a cell. */
const LEAST_CELL = 24;
const MOST_CELL = 56;
/** Shades leave the numbers on them readable. */
const LIGHTEST = 0.1;
const DARKEST = 0.4;

/**
 * A confusion matrix as SVG text, as wide as 420 allows and as high as it needs.
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
  const side = Math.min(MOST_CELL, Math.max(LEAST_CELL, (width - TITLE - labelRoom) / labels.length));
  const isUpright = widest > side - GAP;
  const top = TITLE + (isUpright ? labelRoom : AXIS_TEXT_SIZE + GAP);
  const left = TITLE + labelRoom;
  const middle = (index: number): number => (index + 0.5) * side;
  const shown = labels.map((label) => fitted(label, MOST_LABEL, AXIS_TEXT_SIZE));
  const above = shown.map((label, index) => {
    const [x, y] = [left + middle(index), top - GAP];
    return isUpright
      ? element("text", { transform: `translate(${x} ${y}) rotate(-90)`, y: 4 }, text(label))
      : element("text", { x, y, "text-anchor": "middle" }, text(label));
  });
  const beside = shown.map((label, index) =>
    element("text", { x: left - GAP, y: top + middle(index) + 4, "text-anchor": "end" }, text(label))
  );
  const height = top + labels.length * side + 4;
  return chartDocument(frame, { width: Math.max(width, left + labels.length * side), height }, [
    group({ ...fill("ink"), "font-size": AXIS_TEXT_SIZE }, [
      element("text", { x: left, y: 14 }, text("answered as")),
      element("text", { transform: `translate(14 ${top}) rotate(-90)`, "text-anchor": "end" }, text("is")),
    ]),
    group({ ...fill("muted"), "font-size": AXIS_TEXT_SIZE }, [...above, ...beside]),
    ...counts.map((line, truth) => cells(line, truth, { left, top: top + truth * side, side })),
  ]);
}

/** The cells of one true class; those on the diagonal are right. */
function cells(
  line: readonly number[],
  truth: number,
  { left, top, side }: { readonly left: number; readonly top: number; readonly side: number },
): Markup {
  const all = line.reduce((sum, count) => sum + count, 0);
  return group(
    { "text-anchor": "middle" },
    line.flatMap((count, answer) => {
      const x = left + answer * side;
      const ink = answer === truth ? "series1" : "series2";
      const shade = count === 0 ? 0 : Math.max(LIGHTEST, DARKEST * count / all);
      const weight = count > 0 && answer === truth ? "bold" : undefined;
      return [
        element("rect", {
          ...fill("grid"),
          "fill-opacity": 0.5,
          x: x + 1,
          y: top + 1,
          width: side - 2,
          height: side - 2,
        }),
        element("rect", {
          ...fill(ink),
          "fill-opacity": shade,
          x: x + 1,
          y: top + 1,
          width: side - 2,
          height: side - 2,
        }),
        element(
          "text",
          {
            ...fill(count === 0 ? "muted" : "ink"),
            x: x + side / 2,
            y: top + side / 2 + 4,
            "font-weight": weight,
          },
          text(inFull(count)),
        ),
      ];
    }),
  );
}
