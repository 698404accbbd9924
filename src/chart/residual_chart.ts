// Draws the errors of answers that are numbers, by the answer: a network that has learned all there is leaves a cloud around 0.
// Why by the answer and not by row: a bend or a funnel in the cloud says what the network has not learned.

import { bottomAxis, leftAxis, plotBeside } from "./axis.ts";
import { fillAndStroke, stroke } from "./palette.ts";
import { extentOf, linearScale } from "./scale.ts";
import { chartDocument, type ChartFrame, coordinate, element, group, type Markup, text } from "./svg.ts";
import { niceInterval, ticks } from "./ticks.ts";

/** The error of one answer. */
export interface Residual {
  readonly answer: number;
  /** What is so, minus the answer. */
  readonly error: number;
  /** What a pointer that rests on the point shows. */
  readonly says?: string;
}

/** What a residual chart shows. */
interface ResidualChartData {
  /** Circles. */
  readonly learned: readonly Residual[];
  /** Squares, on top. */
  readonly heldOut: readonly Residual[];
  /** What is answered, and its unit. */
  readonly name: string;
  readonly unit?: string;
}

/**
 * Errors by answer as SVG text, 420 × 260 by default; what is not finite is left out.
 *
 * @example
 * ```ts
 * const frame = { id: "errors", title: "Errors by answer", description: "From −1 to 1" };
 * const data = { learned: [{ answer: 3, error: 1 }], heldOut: [{ answer: 5, error: -1 }], name: "price" };
 * if (!residualChart(frame, data).includes("<circle")) throw new Error("wrong");
 * ```
 */
export function residualChart(
  frame: ChartFrame,
  { learned, heldOut, name, unit }: ResidualChartData,
): string {
  const { width = 420, height = 260 } = frame;
  const all = [...learned, ...heldOut].filter(isFinitePoint);
  const [low, high] = niceInterval(...extentOf([0, ...all.map(({ error }) => error)]), 5);
  const yTicks = ticks(low, high, 5);
  const plot = plotBeside(yTicks, width, height);
  const [first, last] = extentOf(all.map(({ answer }) => answer));
  const x = linearScale(first <= last ? [first, last] : [0, 1], [plot.left + 8, plot.right - 8]);
  const y = linearScale([low, high], [plot.bottom, plot.top]);
  const xTicks = first < last
    ? ticks(first, last, Math.max(2, Math.floor((plot.right - plot.left) / 70)))
    : [];
  const circle = ({ answer, error, says }: Residual): Markup =>
    element("circle", { cx: x(answer), cy: y(error), r: 3.25 }, ...titleOf(says));
  const square = ({ answer, error, says }: Residual): Markup =>
    element("rect", { x: x(answer) - 3, y: y(error) - 3, width: 6, height: 6 }, ...titleOf(says));
  return chartDocument(frame, { width, height }, [
    leftAxis(plot, y, yTicks, { name: `error of ${name}`, unit }, "grid"),
    bottomAxis(plot, x, xTicks, { name: "answer", unit }, width),
    element("path", { ...stroke("muted"), d: `M${plot.left},${coordinate(y(0))}H${plot.right}` }),
    group(
      { ...fillAndStroke("series1", "paper"), "stroke-width": 0.75 },
      learned.filter(isFinitePoint).map(circle),
    ),
    group(
      { ...fillAndStroke("series2", "paper"), "stroke-width": 0.75 },
      heldOut.filter(isFinitePoint).map(square),
    ),
  ]);
}

function isFinitePoint({ answer, error }: Residual): boolean {
  return Number.isFinite(answer) && Number.isFinite(error);
}

function titleOf(says: string | undefined): readonly Markup[] {
  return says === undefined ? [] : [element("title", {}, text(says))];
}
