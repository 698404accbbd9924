// How the loss fell over all trials: bands by epoch, the spread of the final loss, how many got below a threshold.
// Why bands: ten thousand curves in one chart are a blot.

import type { SweepSummary } from "../../sweep/summary.ts";
import { lossChart, type LossChartData } from "../../chart/loss_chart.ts";
import { terminalChart } from "../../chart/terminal_chart.ts";
import { type Block, type Figure, headings } from "../../document/page.ts";
import { inFull, inWords, NONE, percentage } from "../../text/number_words.ts";
import { counted } from "../../text/words.ts";
import { quantileTable } from "./distributions.ts";

/** The course and the end of the losses; nothing where no trial has one. */
export function sweepLossBlocks(summary: SweepSummary): readonly Block[] {
  const { bands, finalLoss, thresholds, trialCount } = summary;
  const blocks: Block[] = [];
  if (bands.length > 1) blocks.push({ kind: "figures", figures: bandFigures(summary) });
  if (finalLoss !== null) {
    blocks.push(quantileTable("loss", [["at the end", finalLoss]], [
      "The final loss: a quarter of the trials lie at or below the number under 25%, and so on.",
    ]));
    blocks.push({
      kind: "table",
      caption: [
        `How many of ${
          counted(trialCount, "trial")
        } logged a loss under a threshold, and when half of those had done so.`,
      ],
      columns: [
        ...headings("text", "loss under"),
        ...headings("number", "trials", "share"),
        ...headings("bar", "of all"),
        ...headings("number", "median epoch"),
      ],
      rows: thresholds.map(({ threshold, count, share, medianEpoch }) => [
        inWords(threshold),
        inFull(count),
        percentage(share),
        { bar: share, side: "low" as const },
        medianEpoch === null ? NONE : inWords(medianEpoch),
      ]),
    });
  }
  return blocks;
}

function bandFigures({ bands }: SweepSummary): readonly Figure[] {
  const data: Omit<LossChartData, "scale"> = {
    series: [{ label: "median", points: bands.map(({ epoch, median }) => ({ epoch, loss: median })) }],
    bands: [
      { label: "middle 90%", points: bands.map(({ epoch, p05, p95 }) => ({ epoch, low: p05, high: p95 })) },
      { label: "middle half", points: bands.map(({ epoch, p25, p75 }) => ({ epoch, low: p25, high: p75 })) },
    ],
  };
  const [first, last] = [bands[0], bands[bands.length - 1]];
  const description = `The median falls from ${inWords(first.median)} at epoch ${first.epoch} to ${
    inWords(last.median)
  } at epoch ${last.epoch}`;
  const series = (["p95", "median", "p05"] as const).map((key) => ({
    label: key === "median" ? key : `${Number(key.slice(1))}%`,
    points: bands.map((band) => ({ epoch: band.epoch, loss: band[key] })),
  }));
  return (["linear", "logarithmic"] as const).map((scale): Figure => ({
    id: `bands-${scale}`,
    caption: [
      scale === "linear"
        ? "The loss after each epoch: the median of the trials, the half in the middle, and nine in ten."
        : "The same on a logarithmic scale.",
    ],
    draw: (frame) =>
      lossChart({ ...frame, title: `Loss by epoch, ${scale} scale`, description }, { ...data, scale }),
    lines: scale === "linear" ? null : () => terminalChart({ series, scale, width: 72, height: 16 }),
  }));
}
