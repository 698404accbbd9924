// Draws the shares of a whole as one bar, with each name and percentage in its part or below it.
// Why: "F in 97 of 100 trials" is one length against another; a bar shows it on one line, where a pie would not.

import {
  chartDocument,
  type ChartFrame,
  coordinate,
  element,
  group,
  type Markup,
  stack,
  text,
  TEXT_SIZE,
  titledText,
} from "./svg.ts";
import { inFull, percentage } from "../text/number_words.ts";
import { fill, type Ink, seriesInks, stroke } from "./palette.ts";
import { spread } from "./label_room.ts";
import { fitted, textWidth } from "../text/width.ts";

/** What a bar of shares shows. */
interface ShareBarData {
  /** How often each answer came out, from left to right; one with a count of 0 is not drawn. */
  readonly shares: readonly { readonly label: string; readonly count: number }[];
  /** What was counted, as "trials". */
  readonly counted: string;
}

interface Part {
  readonly left: number;
  readonly right: number;
  /** Its name, cut to the room that it may take, and its percentage. */
  readonly label: string;
  /** The same with the whole name. */
  readonly whole: string;
  readonly ink: Ink;
}

const BAR_TOP = 4;
const BAR_HEIGHT = 26;

/** Shares as SVG text, 420 × 72 by default. */
export function shareBar(frame: ChartFrame, data: ShareBarData): string {
  const { width = 420, height = 72 } = frame;
  const total = data.shares.reduce((sum, { count }) => sum + count, 0);
  const parts = partsOf(data, total, width);
  const isInPart = ({ left, right, label }: Part) => measure(label) + 12 <= right - left;
  return chartDocument(frame, { width, height }, [
    bars(parts),
    labelsInside(parts.filter(isInPart)),
    labelsBelow(parts.filter((part) => !isInPart(part)), width),
    element(
      "text",
      { ...fill("muted"), x: width, y: height - 4, "text-anchor": "end", "font-size": 12 },
      text(`${inFull(total)} ${data.counted}`),
    ),
  ]);
}

function measure(label: string): number {
  return textWidth(label, TEXT_SIZE);
}

function partsOf({ shares }: ShareBarData, total: number, width: number): readonly Part[] {
  let before = 0;
  return shares.flatMap(({ label, count }, index) => {
    if (!(count > 0)) return [];
    const left = width * (before / total);
    before += count;
    const share = percentage(count / total);
    return [{
      left,
      right: width * (before / total),
      label: `${fitted(label, width / 3, TEXT_SIZE)} ${share}`,
      whole: `${label} ${share}`,
      ink: seriesInks[index % seriesInks.length],
    }];
  });
}

/** Parts with a thin gap between them, which separates neighbours where colours do not. */
function bars(parts: readonly Part[]): Markup {
  return group(
    {},
    parts.map(({ left, right, ink }, index) => {
      const from = index === 0 ? left : left + 1;
      const size = { width: Math.max(0.5, right - from), height: BAR_HEIGHT };
      return element("rect", { ...fill(ink), x: from, y: BAR_TOP, ...size });
    }),
  );
}

function labelsInside(parts: readonly Part[]): Markup {
  const y = BAR_TOP + BAR_HEIGHT / 2 + 5;
  const labels = parts.map(({ left, label, whole }) =>
    element("text", { x: left + 7, y }, titledText(whole, label))
  );
  return group({ ...fill("paper"), "font-weight": 600 }, labels);
}

/** Names of narrow parts, moved apart, each with a line to its part. */
function labelsBelow(parts: readonly Part[], width: number): Markup {
  const wishes = parts.map(({ left, right, label }) => ({
    middle: (left + right) / 2,
    size: measure(label) + 10,
  }));
  const middles = spread(wishes, 0, width);
  const foot = BAR_TOP + BAR_HEIGHT;
  const leaders = parts.map(({ left, right }, index) =>
    element("path", {
      ...stroke("muted"),
      d: `M${coordinate((left + right) / 2)},${foot + 1}L${coordinate(middles[index])},${foot + 7}`,
    })
  );
  const labels = parts.map(({ label, whole, ink }, index) =>
    element(
      "text",
      { ...fill(ink), x: middles[index], y: foot + 19, "text-anchor": "middle" },
      titledText(whole, label),
    )
  );
  return stack([group({}, leaders), group({}, labels)]);
}
