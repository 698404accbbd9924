// Names at the right of a chart, each beside the end of what it names.
// Why not a legend: nobody has to look back and forth; but ends are often close together, so names move apart.

import { axisTextSize, type Plot } from "./axis.ts";
import { spread } from "./label_room.ts";
import { fill, type Ink, stroke } from "./palette.ts";
import { coordinate, element, group, type Markup, stack, text } from "./svg.ts";
import { fitted } from "../text/width.ts";

/** A label at the right, beside what it names. */
export interface EndLabel {
  /** Empty for none. */
  readonly label: string;
  /** Of the end. */
  readonly x: number;
  /** Of the end. */
  readonly y: number;
  /** Of what is named. */
  readonly ink: Ink;
}

/** How far end labels stand from each other, middle to middle. */
const labelHeight = 14;

/** How far they stand from the plot. */
export const endLabelDistance = 14;

/** Labels at the right, moved apart; those for which there is no room are counted in one more. */
export function endLabels(ends: readonly EndLabel[], plot: Plot, width: number): Markup {
  const wanted = ends.filter(({ label }) => label !== "");
  const [top, bottom] = [plot.top - labelHeight, plot.bottom + labelHeight / 2];
  const capacity = Math.floor((bottom - top) / labelHeight);
  const shown = wanted.length <= capacity ? wanted : wanted.slice(0, capacity - 1);
  const middles = spread(shown.map(({ y }) => ({ middle: y, size: labelHeight })), top, bottom - labelHeight);
  const left = plot.right + endLabelDistance;
  const lines = shown.map(({ label, ink }, index) =>
    element(
      "text",
      { ...fill(ink), x: left, y: middles[index] + 4 },
      text(fitted(label, width - left, axisTextSize)),
    )
  );
  if (shown.length < wanted.length) {
    const note = text(`and ${wanted.length - shown.length} more`);
    lines.push(element("text", { ...fill("muted"), x: left, y: bottom - labelHeight / 2 + 4 }, note));
  }
  // A thin line leads from the end of a curve to a label that had to move.
  const leaders = shown.map(({ x, y, ink }, index) => {
    if (Math.abs(middles[index] - y) < 3) return text("");
    const d = `M${coordinate(x + 4)},${coordinate(y)}L${coordinate(left - 2)},${coordinate(middles[index])}`;
    return element("path", { ...stroke(ink), d });
  });
  return stack([
    group({ "stroke-width": 0.75 }, leaders),
    group({ "font-size": axisTextSize }, lines),
  ]);
}
