// What came of each setting of the sweep: which of them reach what, maps of that over two keys, a table of all settings, and a
// chart where one key was swept.
// Why groups: the seed is chance, everything else is a choice; a choice is judged over all its seeds.

import { labelOf } from "../../dataset/dataset.ts";
import {
  answerFigures,
  answerShapeOf,
  endNames,
  FIGURE,
  judgedFigure,
  judgedNames,
  namedFigures,
} from "../../sweep/figures.ts";
import { type Goal, goalsOf, leadingGoal } from "../../sweep/goals.ts";
import { settingsAt } from "../../sweep/plan.ts";
import { drawnQuantiles, quantileAt } from "../../sweep/distribution.ts";
import { areSummarized, settingCountOf } from "../../sweep/setting_groups.ts";
import type { GroupSummary, SweepSummary } from "../../sweep/summary.ts";
import { columnOf, type SweepOutcome } from "../../sweep/sweep_outcome.ts";
import { rangeChart, type SpreadAt } from "../../chart/range_chart.ts";
import { type Block, type Cell, headings, paragraph } from "../../document/page.ts";
import { asCount, asFigure, asOutput, inFull, inWords, NONE, percentage } from "../../text/number_words.ts";
import { cutNote, listed } from "../../text/words.ts";
import { MOST_ROWS } from "../run/answers.ts";
import { MOST_QUERIES, settingAnswers } from "./answers_by_setting.ts";
import { goalSentences } from "./goal_words.ts";
import { figureWords } from "./luck_words.ts";
import { columnsOf, keyName, valueWords } from "./setting_arguments.ts";
import { shareMapBlocks } from "./share_maps.ts";

/** More settings than this are not drawn beside each other. */
const MOST_DRAWN = 60;

/** The table of the swept keys but the seed, with a chart; nothing where the seed alone was swept. */
export function settingBlocks(outcome: SweepOutcome, summary: SweepSummary): readonly Block[] {
  const { plan } = outcome;
  const isSeedsAlone = plan.keys.every((key) => key === "init.seed");
  if (isSeedsAlone || summary.finalLoss === null && !areSummarized(summary.groups)) return [];
  const answers = goalSentences(plan, summary);
  const blocks: readonly Block[] = [
    ...(answers.length === 0 ? [] : [{ kind: "list", items: answers.map((text) => [text]) } as const]),
    ...shareMapBlocks(plan, summary),
  ];
  if (areSummarized(summary.groups)) {
    return [...blocks, ...chartOf(outcome, groupSpreads(outcome, summary)), groupTable(outcome, summary)];
  }
  const settingCount = settingCountOf(plan);
  // Where the seed moves along with another key, each trial is a setting of its own.
  if (settingCount > 1 && settingCount < plan.trialCount) {
    const words = `${inFull(settingCount)} settings are too many for a table: trials.csv has their trials.`;
    return [...blocks, paragraph(words)];
  }
  return [...blocks, ...chartOf(outcome, trialSpreads(outcome)), trialTable(outcome)];
}

function chartOf({ plan }: SweepOutcome, spreads: readonly SpreadAt[]): readonly Block[] {
  const axes = plan.axes.filter((axis) => axis.every(({ key }) => key !== "init.seed"));
  if (axes.length !== 1 || spreads.length < 2 || spreads.length > MOST_DRAWN) return [];
  const setting = axes[0].map(({ key }) => keyName(key, columnsOf(plan.experiment))).join(", ");
  const isOne = spreads.every(({ quantiles }) => quantiles[0] === quantiles[4]);
  const how = isOne
    ? ""
    : ": the median as a dot, half of the trials in the thick line, nine in ten in the thin one";
  return [{
    kind: "figures",
    figures: [{
      id: "by-setting",
      caption: [`The final loss by ${setting}${how}.`],
      draw: (frame) =>
        rangeChart({
          ...frame,
          title: `Final loss by ${setting}`,
          description: `Medians from ${inWords(spreads[0].quantiles[2])} at ${spreads[0].label} to ${
            inWords(spreads[spreads.length - 1].quantiles[2])
          } at ${spreads[spreads.length - 1].label}`,
        }, { spreads, setting, figure: "final loss" }),
      lines: null,
    }],
  }];
}

function groupSpreads(outcome: SweepOutcome, { groups }: SweepSummary): readonly SpreadAt[] {
  return groups.flatMap(({ settings, finalLoss }): SpreadAt[] => {
    if (finalLoss === null) return [];
    return [{ label: labelOfSettings(outcome, settings), quantiles: drawnQuantiles(finalLoss) }];
  });
}

function trialSpreads(outcome: SweepOutcome): readonly SpreadAt[] {
  const { plan } = outcome;
  if (plan.trialCount > MOST_DRAWN) return [];
  const losses = columnOf(outcome, FIGURE.finalLoss);
  return Array.from({ length: plan.trialCount }, (_, trial): SpreadAt => {
    const loss = losses[trial];
    const label = labelOfSettings(outcome, settingsAt(plan, trial));
    return { label, quantiles: [loss, loss, loss, loss, loss] };
  }).filter(({ quantiles }) => !Number.isNaN(quantiles[0]));
}

function labelOfSettings({ plan }: SweepOutcome, settings: GroupSummary["settings"]): string {
  return Object.entries(settings).filter(([key]) => plan.axes.length === 1 || key !== "init.seed")
    .map(([, value]) => valueWords(value)).join(", ");
}

function groupTable({ plan }: SweepOutcome, { groups }: SweepSummary): Block {
  const { experiment } = plan;
  const keys = Object.keys(groups[0].settings);
  const goals = goalsOf(experiment);
  const leading = leadingGoal(goals);
  const others = goals.filter((goal) => goal.figure !== leading?.figure);
  const shareOf = (group: GroupSummary, goal: Goal): number => goal.countIn(group) / group.trialCount;
  const queries = groups[0].queries.slice(0, MOST_QUERIES);
  const answers = queries.map((query) => settingAnswers(experiment, query, groups[0].trialCount));
  const hasDiverged = groups.some(({ divergedCount }) => divergedCount > 0);
  const columns = [
    ...headings(
      "number",
      ...keys.map((key) => keyName(key, columnsOf(experiment))),
      "trials",
      ...(hasDiverged ? ["diverged"] : []),
      ...(leading === null ? [] : [leading.words]),
    ),
    ...headings("bar", ...(leading === null ? [] : ["of its trials"])),
    ...headings(
      "number",
      ...others.map(({ brief }) => brief),
      "median final loss",
      ...groups[0].judged.map(({ name }) => `mean ${figureWords(name)}`),
      ...answers.flatMap(({ titles }) => titles),
    ),
  ];
  const rows = groups.map((group): readonly Cell[] => [
    ...keys.map((key) => valueWords(group.settings[key])),
    inFull(group.trialCount),
    ...(hasDiverged ? [inFull(group.divergedCount)] : []),
    ...(leading === null
      ? []
      : [percentage(shareOf(group, leading)), { bar: shareOf(group, leading), side: "low" } as const]),
    ...others.map((goal) => percentage(shareOf(group, goal))),
    asFigure(group.finalLoss === null ? null : quantileAt(group.finalLoss, 0.5)),
    ...group.judged.map(({ spread }) => asFigure(spread?.mean)),
    ...answers.flatMap(({ cellsOf }, index) => cellsOf(group.queries[index])),
  ]);
  const left = queries.length < groups[0].queries.length
    ? ` Only the first ${queries.length} queries are shown.`
    : "";
  return {
    kind: "table",
    caption: [
      `Trials by setting, over all seeds: ${
        listed([
          ...(goals.length === 0 ? [] : ["the share that reached each goal"]),
          "how low the loss fell",
          ...(queries.length === 0 ? [] : ["what they answer"]),
        ])
      }.${left}`,
    ],
    columns,
    rows,
  };
}

/** Without seeds every trial is its own setting. */
function trialTable(outcome: SweepOutcome): Block {
  const { plan } = outcome;
  const { experiment } = plan;
  const shownCount = Math.min(MOST_ROWS, plan.trialCount);
  const trials = Array.from({ length: shownCount }, (_, trial) => trial);
  const queries = experiment.queries.slice(0, MOST_QUERIES);
  // Of classes the largest output with its label, of numbers each.
  const isClasses = experiment.dataset.target?.kind === "classes";
  const asked = answerFigures({ ...experiment, queries });
  const answers = isClasses
    ? queries.map(({ name }, query) => ({
      name,
      figures: asked.filter((answer) => answer.query === query).map(({ figure }) => figure),
    }))
    : asked.map(({ name, figure }) => ({ name, figures: [figure] }));
  const shape = answerShapeOf(experiment);
  const judged = namedFigures(experiment).map((name, index) => ({
    name,
    figure: judgedFigure(shape, index),
  }));
  const goals = goalsOf(experiment);
  const columnsOfFigures = new Map(
    [
      FIGURE.finalLoss,
      FIGURE.divergedAtEpoch,
      ...[...goals, ...judged, ...asked].map(({ figure }) => figure),
    ].map((figure) => [figure, columnOf(outcome, figure, shownCount)]),
  );
  const at = (trial: number, figure: number): number | null => {
    const value = columnsOfFigures.get(figure)![trial];
    return Number.isNaN(value) ? null : value;
  };
  const columns = headings(
    "number",
    ...plan.keys.map((key) => keyName(key, columnsOf(experiment))),
    "final loss",
    ...judged.map(({ name }) => figureWords(name)),
    ...goals.map(({ kind, brief }) => kind === "loss under" ? `epoch ${brief}` : brief),
    ...answers.map(({ name }) => name),
  );
  const rows = trials.map((trial): readonly Cell[] => [
    ...Object.values(settingsAt(plan, trial)).map(valueWords),
    at(trial, FIGURE.divergedAtEpoch) === null ? asFigure(at(trial, FIGURE.finalLoss)) : "diverged",
    ...judged.map(({ figure }) => asFigure(at(trial, figure))),
    ...goals.map(({ kind, figure }) => {
      const value = at(trial, figure);
      return kind === "loss under" ? asCount(value) : value === 1 ? "yes" : "no";
    }),
    ...answers.map(({ figures }) => {
      const outputs = figures.flatMap((figure) => at(trial, figure) ?? []);
      if (outputs.length === 0) return NONE;
      const label = labelOf(experiment.dataset.target, outputs);
      return label === null ? inWords(outputs[0]) : `${asOutput(Math.max(...outputs))} ${label}`;
    }),
  ]);
  const note = cutNote([{ shown: shownCount, count: plan.trialCount, what: "trials" }], "trials.csv");
  return {
    kind: "table",
    caption: [
      `${
        listed([
          "The final loss of each setting",
          ...(judgedNames(experiment).length === 0 ? [] : ["the figures of its rows"]),
          ...(endNames(experiment).length === 0 ? [] : ["the epochs that it ended with"]),
          "its first logged epoch under a threshold",
          ...(queries.length === 0 ? [] : ["its answers"]),
        ])
      }.${note}`,
    ],
    columns,
    rows,
  };
}
