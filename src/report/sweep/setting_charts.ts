// Charts of what each value of the one key that was chosen came to: what the rows held out say, and the final loss.
// Why no more than one key: over two there are maps, and over more a picture says less than the table.

import type { Experiment } from "../../experiment/experiment.ts";
import { rangeChart, type SpreadAt } from "../../chart/range_chart.ts";
import type { Block, Figure } from "../../document/page.ts";
import { drawnQuantiles } from "../../sweep/distribution.ts";
import { answerShapeOf, FIGURE, judgedFigure, type JudgedName, judgedNames } from "../../sweep/figures.ts";
import { settingsAt } from "../../sweep/plan.ts";
import { areSummarized, settingParting } from "../../sweep/setting_groups.ts";
import type { GroupSummary, SweepSummary } from "../../sweep/summary.ts";
import { columnOf, type SweepOutcome } from "../../sweep/sweep_outcome.ts";
import { inWords } from "../../text/number_words.ts";
import { upperFirst } from "../../text/words.ts";
import { heldOutMeans } from "./held_out_means.ts";
import { figureWords } from "../../sweep/figure_words.ts";
import { columnsOf, keyName, valueWords } from "./setting_arguments.ts";

/** More settings than this are not drawn beside each other. */
const MOST_DRAWN = 60;

type DrawnName = JudgedName | "final_loss";

/** The charts; none where several keys were chosen, or none. */
export function settingCharts(outcome: SweepOutcome, summary: SweepSummary): readonly Block[] {
  const { plan } = outcome;
  const parting = settingParting(plan);
  const axes = plan.axes.filter((_, at) => parting[at]);
  if (axes.length !== 1) return [];
  const setting = axes[0].map(({ key }) => keyName(key, columnsOf(plan.experiment))).join(", ");
  const names: readonly DrawnName[] = [...heldOutMeans(plan, summary).map(({ name }) => name), "final_loss"];
  const figures = names.flatMap((name): Figure[] => {
    const spreads = areSummarized(summary.bySetting)
      ? settingSpreads(outcome, summary, name)
      : trialSpreads(outcome, name);
    return spreads.length < 2 || spreads.length > MOST_DRAWN ? [] : [chart(name, setting, spreads)];
  });
  return figures.length === 0 ? [] : [{ kind: "figures", figures }];
}

function chart(name: DrawnName, setting: string, spreads: readonly SpreadAt[]): Figure {
  const words = figureWords(name);
  const isOne = spreads.every(({ quantiles }) => quantiles[0] === quantiles[4]);
  const how = isOne
    ? ""
    : ": the median as a dot, half of the trials in the thick line, nine in ten in the thin one";
  const [first, last] = [spreads[0], spreads[spreads.length - 1]];
  return {
    id: name === "final_loss" ? "by-setting" : `${words.replaceAll(" ", "-")}-by-setting`,
    caption: [`The ${words} by ${setting}${how}.`],
    draw: (frame) =>
      rangeChart({
        ...frame,
        title: `${upperFirst(words)} by ${setting}`,
        description: `Medians from ${inWords(first.quantiles[2])} at ${first.label} to ${
          inWords(last.quantiles[2])
        } at ${last.label}`,
      }, { spreads, setting, figure: words }),
    lines: null,
  };
}

function settingSpreads(
  outcome: SweepOutcome,
  { bySetting }: SweepSummary,
  name: DrawnName,
): readonly SpreadAt[] {
  return bySetting.flatMap(({ settings, finalLoss, judged }): SpreadAt[] => {
    const spread = name === "final_loss"
      ? finalLoss
      : judged.find((one) => one.name === name)?.spread ?? null;
    return spread === null
      ? []
      : [{ label: labelOfSettings(outcome, settings), quantiles: drawnQuantiles(spread) }];
  });
}

function trialSpreads(outcome: SweepOutcome, name: DrawnName): readonly SpreadAt[] {
  const { plan } = outcome;
  if (plan.trialCount > MOST_DRAWN) return [];
  const values = columnOf(outcome, figureOf(plan.experiment, name));
  return Array.from(values, (value, trial): SpreadAt => ({
    label: labelOfSettings(outcome, settingsAt(plan, trial)),
    quantiles: [value, value, value, value, value],
  })).filter(({ quantiles }) => !Number.isNaN(quantiles[0]));
}

function figureOf(experiment: Experiment, name: DrawnName): number {
  return name === "final_loss"
    ? FIGURE.finalLoss
    : judgedFigure(answerShapeOf(experiment), judgedNames(experiment).indexOf(name));
}

function labelOfSettings({ plan }: SweepOutcome, settings: GroupSummary["settings"]): string {
  return Object.entries(settings).filter(([key]) => plan.axes.length === 1 || key !== "init.seed")
    .map(([, value]) => valueWords(value)).join(", ");
}
