// The bars of a sweep's histograms: how many trials answered what, or ended with what.
// Why two kinds: answers lie anywhere between their ends, epochs on a grid.

import type { HistogramBin } from "../../chart/histogram.ts";
import { countsByBin, type Distribution } from "../../sweep/distribution.ts";
import { binEdges } from "../run/answer_bins.ts";
import type { OutputSpan } from "../run/output_span.ts";
import { wholeEdges } from "./whole_edges.ts";

/** Bars between round values, over all that an output can be where the answers take up much of it. */
export function answerBins(
  { min, max, sorted }: Distribution,
  span: OutputSpan | null,
  mostBins: number,
): readonly HistogramBin[] {
  return binsBetween(binEdges(min, max, span, mostBins), sorted()!);
}

/** How the bars of a histogram are chosen. */
export type Bins = (spread: Distribution, mostBins: number) => readonly HistogramBin[];

/** Bars between round values. */
export const roundBins: Bins = (spread, mostBins) => answerBins(spread, null, mostBins);

/** Bars of epochs, that hold as many steps each; of a share that is now 0 and now 1 these would end beyond it. */
export const epochBins: Bins = (spread, mostBins) => {
  const values = spread.sorted()!;
  const edges = wholeEdges(values, mostBins);
  return edges === null ? roundBins(spread, mostBins) : binsBetween(edges, values);
};

function binsBetween(edges: readonly number[], sorted: Float64Array): readonly HistogramBin[] {
  // What lies above all edges counts with the last bin.
  const inner = edges.slice(1, -1);
  const counts = countsByBin(
    sorted,
    inner.length + 1,
    (value) => inner.filter((edge) => edge <= value).length,
  );
  return counts.map((count, index) => ({ low: edges[index], high: edges[index + 1], count }));
}
