// Into which bars a histogram of answers sorts them: in a sweep's report, and as seeds are tried on the page.
// Why in one place: what the page shows is what the report of the same sweep shows.

import { niceInterval, ticks } from "../../chart/ticks.ts";
import type { OutputSpan } from "./output_span.ts";

/** The most bars of a drawn histogram. */
export const MOST_BARS = 50;
/** The share of what an output can be from which on all of it is shown. */
const WIDE_SHARE = 0.25;

/**
 * The edges of bars between round values, at least two, rising: over the whole span where the answers take up much of it,
 * so that queries can be compared, and the bars stay while more answers come.
 *
 * @param min, max the least and the greatest answer.
 * @param span null where an output has none.
 */
export function binEdges(
  min: number,
  max: number,
  span: OutputSpan | null,
  mostBars: number = MOST_BARS,
): readonly number[] {
  const isWide = span !== null && min >= span.low && max <= span.high &&
    max - min > WIDE_SHARE * (span.high - span.low);
  const [low, high] = isWide ? [span.low, span.high] : niceInterval(min, max, mostBars);
  const edges = ticks(low, high, mostBars).map(({ value }) => value);
  return edges.length >= 2 ? edges : [low, high > low ? high : low + 1];
}
