// How the loss fell: in words, as two charts, and at a few epochs in numbers.
// Why two charts: on a linear scale the end of training is one flat line.

import { losses as lossRules } from "../../engine/rules/loss.ts";
import type { LoggedEpoch, Outcome } from "../../run/outcome.ts";
import type { HeldOutScores } from "../../sweep/row_judge.ts";
import { accuracyOf, verdictOf } from "../../run/verdict.ts";
import type { LoggedLoss } from "../../engine/training_run.ts";
import { lossChart, type LossSeries } from "../../chart/loss_chart.ts";
import { sparkline } from "../../chart/terminal_blocks.ts";
import { type Block, type Cell, type Figure, headings, paragraph } from "../../document/page.ts";
import { asFigure, inWords } from "../../text/number_words.ts";
import { counted } from "../../text/words.ts";
import { epochsMade, keptEarlier } from "../../run/supervised.ts";
import { lossSeries, NOW } from "./loss_series.ts";

/** The course of the loss; where there is none, why. */
export function lossBlocks(outcome: Outcome): readonly Block[] {
  const { losses, finalLoss } = outcome;
  if (losses.length === 0) {
    return [
      paragraph(
        finalLoss === null
          ? "No loss was logged."
          : `The network was not trained; its loss is ${inWords(finalLoss)}.`,
      ),
    ];
  }
  const blocks: Block[] = [paragraph(lossSentence(outcome))];
  if (losses.length > 1) blocks.push({ kind: "figures", figures: lossFigures(outcome) });
  blocks.push(lossTable(outcome));
  return blocks;
}

function lossSentence(outcome: Outcome): string {
  const { losses, finalLoss, divergedAtEpoch, experiment } = outcome;
  const kept = keptEarlier(outcome);
  const [{ loss: first }, last] = [losses[0], finalLoss ?? losses[losses.length - 1].loss];
  const what = `the ${lossRules[experiment.training.loss].title} over ${
    experiment.dataset.validation === null ? "all rows" : "the training rows"
  }`;
  if (divergedAtEpoch !== null && losses.length === 1) {
    return `Only epoch ${losses[0].epoch} has a loss: ${inWords(first)}, ${what}.`;
  }
  const way = lossWay(first, last);
  const course = way === "stayed"
    ? `stayed at ${inWords(first)}`
    : `${way} from ${inWords(first)} after the first epoch to ${inWords(last)}`;
  const end = divergedAtEpoch === null
    ? kept === null
      ? `after ${counted(epochsMade(outcome), "epoch")}`
      : `after epoch ${kept.epoch}, which is the one that was kept of ${epochsMade(outcome)}`
    : `before it stopped being a number at epoch ${divergedAtEpoch}`;
  return `The loss, ${what}, ${course} ${end}.`;
}

/** Where a loss went: what reads the same has not moved for a reader. */
export function lossWay(first: number, last: number): "stayed" | "fell" | "rose" {
  return inWords(last) === inWords(first) ? "stayed" : last < first ? "fell" : "rose";
}

/** A run that is looked at beside others. */
export interface LossView {
  /** Lines of other runs, after its own. */
  readonly behind?: readonly LossSeries[];
}

/** The course of the loss on a linear scale and, where there are losses above 0, on a logarithmic one. */
export function lossFigures(outcome: Outcome, { behind = [] }: LossView = {}): readonly Figure[] {
  const { losses } = outcome;
  const kept = keptEarlier(outcome);
  const own = lossSeries(outcome);
  // A line among others needs a name.
  const named = behind.length > 0 && own.length === 1 ? [{ ...own[0], label: NOW }] : own;
  const series = [...named, ...behind];
  const heldOut = losses[losses.length - 1].heldOut;
  const description = `From ${inWords(losses[0].loss)} at epoch ${losses[0].epoch} to ${
    inWords(losses[losses.length - 1].loss)
  } at epoch ${losses[losses.length - 1].epoch}${
    heldOut === undefined ? "" : `; ${inWords(heldOut.loss)} there on the held-out rows`
  }`;
  const hasLogarithm = losses.some(({ loss }) => loss > 0);
  const figure = (scale: "linear" | "logarithmic", caption: string): Figure => ({
    id: `loss-${scale}`,
    caption: [caption],
    draw: (frame) =>
      lossChart({ height: 220, ...frame, title: `Loss by epoch, ${scale} scale`, description }, {
        series,
        scale,
        ...(kept === null ? {} : { mark: { epoch: kept.epoch, label: "kept" } }),
      }),
    // Characters show one of the two, as one line; the page has both.
    lines: scale === "linear" && hasLogarithm ? null : () => sparkLines(series, scale),
  });
  const linear = figure("linear", "The loss after each logged epoch.");
  if (!hasLogarithm) return [linear];
  const scale =
    "on a logarithmic scale, where equal steps are equal factors: it shows what the end of training still gains.";
  const logarithmic = figure("logarithmic", `The same ${scale}`);
  return [linear, { ...logarithmic, linesCaption: [`The loss after each logged epoch, ${scale}`] }];
}

/** A line for each series, with its name where there are several. */
function sparkLines(series: readonly LossSeries[], scale: "linear" | "logarithmic"): readonly string[] {
  return series.flatMap(({ label, points }) => {
    const finite = points.filter(({ loss }) => Number.isFinite(loss));
    if (finite.length === 0) return [];
    return [`${label === "" ? "" : `${label.padEnd(8)} `}${sparkLine(finite, scale)}`];
  });
}

/** The first loss, a line of blocks and the last one. */
function sparkLine(losses: readonly LoggedLoss[], scale: "linear" | "logarithmic"): string {
  const blocks = sparkline(losses.map(({ loss }) => loss), SPARKLINE_WIDTH, scale);
  return `${inWords(losses[0].loss)} ${blocks} ${inWords(losses[losses.length - 1].loss)}`;
}

const SPARKLINE_WIDTH = 60;

/** Epochs in the table: first and last, and 1, 2 and 5 times the powers of ten between them. */
const MOST_MILESTONES = 9;

function lossTable(outcome: Outcome): Block {
  const { losses, finalLoss, experiment } = outcome;
  const shown = milestones(losses);
  const isFinal = finalLoss !== null && experiment.training.epochs > 0;
  const caption = losses.length > shown.length
    ? `The loss after some epochs, rounded; loss.csv has all ${losses.length}, with every digit.`
    : "The loss after the logged epochs, rounded; loss.csv has every digit.";
  return {
    kind: "table",
    caption: [caption],
    columns: [
      ...headings("text", "epoch"),
      ...headings(
        "number",
        ...shown.map(({ epoch }) => String(epoch)),
        ...(isFinal ? [keptEarlier(outcome) === null ? "end" : "kept"] : []),
      ),
    ],
    rows: [
      ["loss", ...shown.map(({ loss }) => inWords(loss)), ...(isFinal ? [inWords(finalLoss)] : [])],
      ...heldOutRows(outcome, shown, isFinal),
    ],
  };
}

/** What was found of the rows held out, at the same epochs. */
function heldOutRows(
  outcome: Outcome,
  shown: readonly LoggedEpoch[],
  isFinal: boolean,
): readonly (readonly Cell[])[] {
  if (outcome.experiment.dataset.validation === null) return [];
  const { training, validation } = verdictOf(outcome);
  const line = (
    name: string,
    of: (heldOut: HeldOutScores) => number | null,
    end: number | null,
  ): readonly Cell[] => [
    name,
    ...shown.map(({ heldOut }) => asFigure(heldOut === undefined ? null : of(heldOut))),
    ...(isFinal ? [asFigure(end)] : []),
  ];
  return [
    line("validation loss", ({ loss }) => loss, validation?.loss ?? null),
    ...(training?.right == null ? [] : [
      line("accuracy", ({ trainingAccuracy }) => trainingAccuracy, accuracyOf(training)),
      line("validation accuracy", ({ accuracy }) => accuracy, accuracyOf(validation)),
    ]),
  ];
}

function milestones(losses: readonly LoggedEpoch[]): LoggedEpoch[] {
  if (losses.length <= MOST_MILESTONES) return [...losses];
  const found = losses.filter(({ epoch }, index) =>
    index === 0 || index === losses.length - 1 || /^[125]0*$/.test(String(epoch))
  );
  if (found.length <= MOST_MILESTONES) return found;
  const every = (found.length - 1) / (MOST_MILESTONES - 1);
  return Array.from({ length: MOST_MILESTONES }, (_, index) => found[Math.round(index * every)]);
}
