// How the loss fell over all trials: bands by epoch, the spread of the final loss, how many reached each goal.
// Why bands: ten thousand curves in one chart are a blot.

import type { Experiment } from "../../experiment/experiment.ts";
import type { Goal } from "../../sweep/goals.ts";
import type { SweepSummary } from "../../sweep/summary.ts";
import { lossChart, type LossChartData } from "../../chart/loss_chart.ts";
import { terminalChart } from "../../chart/terminal_chart.ts";
import { itemTable } from "../../document/item_table.ts";
import { type Block, type Figure, paragraph } from "../../document/page.ts";
import { asFigure, inFull, percentage } from "../../text/number_words.ts";
import { counted } from "../../text/words.ts";
import { lossWay } from "../run/losses.ts";
import { bandLossWords, bandNote } from "./band_words.ts";
import { quantileTable } from "./distributions.ts";
import { everyEpochWords, tellingGoals } from "./goal_words.ts";
import { endBlocks } from "./judged_trials.ts";

/** The course and the end of the losses; nothing where no trial has one. */
export function sweepLossBlocks(experiment: Experiment, summary: SweepSummary): readonly Block[] {
  const { bands, finalLoss, trialCount } = summary;
  const goals = tellingGoals(experiment, summary);
  const blocks: Block[] = [];
  if (bands.length > 1) {
    blocks.push({ kind: "figures", figures: bandFigures(summary) });
    const note = bandNote(bands);
    if (note !== "") blocks.push(paragraph(note));
  }
  if (finalLoss !== null) {
    blocks.push(quantileTable("loss", [["at the end", finalLoss]], [
      "The final loss: a quarter of the trials lie at or below the number under 25%, and so on.",
    ]));
  }
  if (finalLoss !== null && goals.length > 0) {
    const everyEpoch = everyEpochWords(experiment);
    const caption = `How many of ${
      counted(trialCount, "trial")
    } reached each goal, and when half of those had logged it${
      everyEpoch === null ? "" : `; ${everyEpoch}`
    }.`;
    const shareOf = ({ countIn }: Goal): number => countIn(summary) / trialCount;
    blocks.push(itemTable([caption], goals, ({ text, number, bar }) => [
      text("goal", ({ words }) => words),
      number("trials", ({ countIn }) => inFull(countIn(summary))),
      number("share", (goal) => percentage(shareOf(goal))),
      bar("of all", (goal) => ({ bar: shareOf(goal), side: "low" })),
      number("median epoch", ({ epochIn }) => asFigure(epochIn(summary))),
    ]));
  }
  return [...blocks, ...endBlocks(summary)];
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
  // A fall too small to be read is one all the same: stored reports say so, and must come out again as they are.
  const way = last.median < first.median ? "fell" : lossWay(first.median, last.median);
  const from = `${bandLossWords(first.median)} at epoch ${first.epoch}`;
  const to = `${bandLossWords(last.median)} at epoch ${last.epoch}`;
  const description = way === "stayed"
    ? `The median stays at ${bandLossWords(first.median)} from epoch ${first.epoch} to epoch ${last.epoch}`
    : `The median ${way === "fell" ? "falls" : "rises"} from ${from} to ${to}`;
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
    // Characters show this one alone, and other lines.
    ...(scale === "linear" ? {} : {
      linesCaption: [
        "The loss after each epoch on a logarithmic scale: the median of the trials, and the two between which nine in ten lie.",
      ],
    }),
    draw: (frame) =>
      lossChart({ ...frame, title: `Loss by epoch, ${scale} scale`, description }, { ...data, scale }),
    lines: scale === "linear" ? null : () => terminalChart({ series, scale, width: 72, height: 16 }),
  }));
}
