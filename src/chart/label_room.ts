// How labels make room for each other, and the names at the right of a chart, each beside the end of what it names.
// Why not a legend: nobody has to look back and forth; but ends are often close together, so names move apart.

import { AXIS_TEXT_SIZE, type Plot } from "./axis.ts";
import { fill, type Ink, stroke } from "./palette.ts";
import { coordinate, element, fittedText, group, type Markup, stack, text } from "./svg.ts";

/** A label along one direction: where it wants its middle to be, and how much room it takes. */
interface Wish {
  readonly middle: number;
  readonly size: number;
}

/**
 * Middles without overlap, in the order of the wishes, with the least sum of squared moves, then kept between the ends.
 *
 * Once the sizes before each label are taken away this is isotonic regression, solved by pooling adjacent violators.
 *
 * @param wishes in any order; labels that want the same position keep the order in which they are given.
 * @param from, to the ends; if the labels need more room than that, they run over the end.
 */
export function spread(wishes: readonly Wish[], from: number, to: number): readonly number[] {
  const order = wishes.map((_, index) => index).sort((a, b) => wishes[a].middle - wishes[b].middle || a - b);
  const pools: { start: number; count: number }[] = [];
  const before: number[] = [];
  let total = 0;
  for (const index of order) {
    const { middle, size } = wishes[index];
    before.push(total);
    let pool = { start: middle - size / 2 - total, count: 1 };
    total += size;
    while (pools.length > 0 && pools[pools.length - 1].start > pool.start) {
      const previous = pools[pools.length - 1];
      const count = previous.count + pool.count;
      pool = { start: (previous.start * previous.count + pool.start * pool.count) / count, count };
      pools.pop();
    }
    pools.push(pool);
  }
  const latest = Math.max(from, to - total);
  const starts = pools.flatMap(({ start, count }) =>
    new Array<number>(count).fill(Math.max(from, Math.min(latest, start)))
  );
  const middles = new Array<number>(wishes.length);
  order.forEach((index, rank) => {
    middles[index] = starts[rank] + before[rank] + wishes[index].size / 2;
  });
  return middles;
}

/** A label at the right for what ends at a position; empty for none. */
export interface EndLabel {
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly ink: Ink;
  /** The dashes of its line, shown beside the label; undefined where the line is whole. */
  readonly dashes?: string;
}

/** The room of a piece of line before each label, where lines differ in their dashes too. */
export const SWATCH_WIDTH = 22;

/** How far end labels are from each other, middle to middle. */
const LABEL_HEIGHT = 14;

/** How far they are from the plot. */
export const END_LABEL_DISTANCE = 14;

/** From here on a line to a label is as long as a piece of a curve. */
const LONG_LEADER = 40;

/** Labels at the right, moved apart; those for which there is no room are counted in one more. */
export function endLabels(ends: readonly EndLabel[], plot: Plot, width: number): Markup {
  const wanted = ends.filter(({ label }) => label !== "");
  const [top, bottom] = [plot.top - LABEL_HEIGHT, plot.bottom + LABEL_HEIGHT / 2];
  const capacity = Math.floor((bottom - top) / LABEL_HEIGHT);
  const shown = wanted.length <= capacity ? wanted : wanted.slice(0, capacity - 1);
  const middles = spread(
    shown.map(({ y }) => ({ middle: y, size: LABEL_HEIGHT })),
    top,
    bottom - LABEL_HEIGHT,
  );
  const left = plot.right + END_LABEL_DISTANCE;
  const hasSwatches = wanted.some(({ dashes }) => dashes !== undefined);
  const labelLeft = left + (hasSwatches ? SWATCH_WIDTH : 0);
  const lines = shown.map(({ label, ink }, index) =>
    element(
      "text",
      { ...fill(ink), x: labelLeft, y: middles[index] + 4 },
      fittedText(label, width - labelLeft, AXIS_TEXT_SIZE),
    )
  );
  const swatches = shown.map(({ ink, dashes }, index) =>
    element("path", {
      ...stroke(ink),
      "stroke-dasharray": dashes,
      d: `M${coordinate(left)},${coordinate(middles[index])}h${SWATCH_WIDTH - 4}`,
    })
  );
  if (shown.length < wanted.length) {
    const note = text(`and ${wanted.length - shown.length} more`);
    lines.push(element("text", { ...fill("muted"), x: labelLeft, y: bottom - LABEL_HEIGHT / 2 + 4 }, note));
  }
  // A thin line leads from the end of a curve to a label that had to move; a long one must not look like more of the curve.
  const leaders = shown.map(({ x, y, ink }, index) => {
    if (Math.abs(middles[index] - y) < 3) return text("");
    const d = `M${coordinate(x + 4)},${coordinate(y)}L${coordinate(left - 2)},${coordinate(middles[index])}`;
    const isLong = left - x > LONG_LEADER;
    return element(
      "path",
      isLong ? { ...stroke("muted"), "stroke-dasharray": "1 3", d } : { ...stroke(ink), d },
    );
  });
  return stack([
    group({ "stroke-width": 0.75 }, leaders),
    group({ "stroke-width": 1.75 }, hasSwatches ? swatches : []),
    group({ "font-size": AXIS_TEXT_SIZE }, lines),
  ]);
}
