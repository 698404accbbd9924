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
import { quantileAt } from "../../sweep/distribution.ts";
import { areSummarized, settingCountOf } from "../../sweep/setting_groups.ts";
import type { GroupSummary, SweepSummary } from "../../sweep/summary.ts";
import { columnOf, type SweepOutcome } from "../../sweep/sweep_outcome.ts";
import type { Experiment } from "../../experiment/experiment.ts";
import { itemTable } from "../../document/item_table.ts";
import { type Block, paragraph } from "../../document/page.ts";
import { asCount, asFigure, asOutput, inFull, inWords, NONE, percentage } from "../../text/number_words.ts";
import { cutNote, listed } from "../../text/words.ts";
import { MOST_ROWS } from "../run/answers.ts";
import { MOST_QUERIES, sdText, settingAnswers } from "./answers_by_setting.ts";
import { everyEpochWords, goalSentences, toldGoals } from "./goal_words.ts";
import { chanceWords, heldOutSentences } from "./held_out_words.ts";
import { leadColumns } from "./lead_words.ts";
import { figureWords } from "../../sweep/figure_words.ts";
import { figureCell } from "./figure_cell.ts";
import { columnsOf, keyName, valueWords } from "./setting_arguments.ts";
import { settingCharts } from "./setting_charts.ts";
import { shareMapBlocks } from "./share_maps.ts";

/** The table of the swept keys but the seed, with a chart; nothing where the seed alone was swept. */
export function settingBlocks(outcome: SweepOutcome, summary: SweepSummary): readonly Block[] {
  const { plan } = outcome;
  const isSeedsAlone = plan.keys.every((key) => key === "init.seed");
  if (isSeedsAlone || summary.finalLoss === null && !areSummarized(summary.bySetting)) return [];
  const answers = [...heldOutSentences(plan, summary), ...goalSentences(plan, summary)];
  const blocks: readonly Block[] = [
    ...(answers.length === 0 ? [] : [{ kind: "list", items: answers.map((text) => [text]) } as const]),
    ...shareMapBlocks(plan, summary),
  ];
  if (areSummarized(summary.bySetting)) {
    return [...blocks, ...settingCharts(outcome, summary), groupTable(outcome, summary)];
  }
  const settingCount = settingCountOf(plan);
  // Where the seed moves along with another key, each trial is a setting of its own.
  if (settingCount > 1 && settingCount < plan.trialCount) {
    const words = `${inFull(settingCount)} settings are too many for a table: trials.csv has their trials.`;
    return [...blocks, paragraph(words)];
  }
  return [...blocks, ...settingCharts(outcome, summary), trialTable(outcome)];
}

function groupTable({ plan }: SweepOutcome, summary: SweepSummary): Block {
  const { bySetting: groups } = summary;
  const { experiment } = plan;
  const [first] = groups;
  const lastOfRows = judgedNames(experiment).at(-1);
  const goals = goalsOf(experiment);
  const leading = leadingGoal(toldGoals(plan, summary));
  const others = goals.filter((goal) => goal.figure !== leading?.figure);
  const shareOf = (group: GroupSummary, goal: Goal): number => goal.countIn(group) / group.trialCount;
  const hasDiverged = groups.some(({ divergedCount }) => divergedCount > 0);
  const queries = first.queries.slice(0, MOST_QUERIES);
  const what = listed([
    ...(goals.length === 0 ? [] : ["the share that reached each goal"]),
    "how low the loss fell",
    ...(queries.length === 0 ? [] : ["what they answer"]),
  ]);
  const left = queries.length < first.queries.length
    ? ` Only the first ${queries.length} queries are shown.`
    : "";
  const everyEpoch = goals.length === 0 ? null : everyEpochWords(experiment);
  const leads = leadColumns(plan, summary);
  const behind = leads.map(({ note }) => `; ${note}`).join("");
  const counting = everyEpoch === null ? "" : `; ${everyEpoch}`;
  const caption = `Trials by setting, over all ${chanceWords(plan)}: ${what}${counting}${behind}.${left}`;
  return itemTable([caption], groups, ({ number, bar }) => [
    ...Object.keys(first.settings).map((key) =>
      number(keyName(key, columnsOf(experiment)), ({ settings }) => valueWords(settings[key]))
    ),
    number("trials", ({ trialCount }) => inFull(trialCount)),
    ...(hasDiverged ? [number("diverged", ({ divergedCount }) => inFull(divergedCount))] : []),
    ...first.judged.flatMap(({ name }, index) => [
      number(`mean ${figureWords(name)}`, ({ judged }) => figureCell(name, judged[index].spread?.mean)),
      ...(name === lastOfRows ? [number("its sd", ({ judged }) => sdText(judged[index]))] : []),
      ...(name === lastOfRows
        ? leads.map(({ title, texts }) => number(title, (_, setting) => texts[setting]))
        : []),
    ]),
    ...(leading === null ? [] : [
      number(leading.words, (group) => percentage(shareOf(group, leading))),
      bar("of its trials", (group) => ({ bar: shareOf(group, leading), side: "low" })),
    ]),
    ...others.map((goal) => number(goal.brief, (group) => percentage(shareOf(group, goal)))),
    number(
      "median final loss",
      ({ finalLoss }) => asFigure(finalLoss === null ? null : quantileAt(finalLoss, 0.5)),
    ),
    ...queries.flatMap((query, at) =>
      settingAnswers(experiment, query, first.trialCount).map(({ title, textOf }) =>
        number(title, ({ queries }) => textOf(queries[at]))
      )
    ),
  ]);
}

/** Without seeds every trial is its own setting. */
function trialTable(outcome: SweepOutcome): Block {
  const { plan } = outcome;
  const { experiment } = plan;
  const shownCount = Math.min(MOST_ROWS, plan.trialCount);
  const goals = goalsOf(experiment);
  const shape = answerShapeOf(experiment);
  const answers = trialAnswers(experiment);
  const valuesOf = (figure: number): (trial: number) => number | null => {
    const column = columnOf(outcome, figure, shownCount);
    return (trial) => Number.isNaN(column[trial]) ? null : column[trial];
  };
  const [lossOf, divergedAtEpochOf] = [valuesOf(FIGURE.finalLoss), valuesOf(FIGURE.divergedAtEpoch)];
  const what = listed([
    "The final loss of each setting",
    ...(judgedNames(experiment).length === 0 ? [] : ["the figures of its rows"]),
    ...(endNames(experiment).length === 0 ? [] : ["the epochs that it ended with"]),
    "its first logged epoch under a threshold",
    ...(answers.length === 0 ? [] : ["its answers"]),
  ]);
  const note = cutNote([{ shown: shownCount, count: plan.trialCount, what: "trials" }], "trials.csv");
  const trials = Array.from({ length: shownCount }, (_, trial) => trial);
  return itemTable([`${what}.${note}`], trials, ({ number }) => [
    ...plan.keys.map((key) =>
      number(keyName(key, columnsOf(experiment)), (trial) => valueWords(settingsAt(plan, trial)[key]))
    ),
    number(
      "final loss",
      (trial) => divergedAtEpochOf(trial) === null ? asFigure(lossOf(trial)) : "diverged",
    ),
    ...namedFigures(experiment).map((name, index) => {
      const valueOf = valuesOf(judgedFigure(shape, index));
      return number(figureWords(name), (trial) => figureCell(name, valueOf(trial)));
    }),
    ...goals.map(({ kind, figure, brief }) => {
      const valueOf = valuesOf(figure);
      return kind === "loss under"
        ? number(`epoch ${brief}`, (trial) => asCount(valueOf(trial)))
        : number(brief, (trial) => valueOf(trial) === 1 ? "yes" : "no");
    }),
    ...answers.map(({ name, figures }) => {
      const valuesOfOutputs = figures.map(valuesOf);
      return number(name, (trial) => {
        const outputs = valuesOfOutputs.flatMap((valueOf) => valueOf(trial) ?? []);
        if (outputs.length === 0) return NONE;
        const label = labelOf(experiment.dataset.target, outputs);
        return label === null ? inWords(outputs[0]) : `${asOutput(Math.max(...outputs))} ${label}`;
      });
    }),
  ]);
}

/** The first queries with their figures: of classes all outputs together, of numbers each alone. */
function trialAnswers(
  experiment: Experiment,
): readonly { readonly name: string; readonly figures: readonly number[] }[] {
  const queries = experiment.queries.slice(0, MOST_QUERIES);
  const asked = answerFigures({ ...experiment, queries });
  if (experiment.dataset.target?.kind !== "classes") {
    return asked.map(({ name, figure }) => ({ name, figures: [figure] }));
  }
  return queries.map(({ name }, index) => ({
    name,
    figures: asked.filter(({ query }) => query === index).map(({ figure }) => figure),
  }));
}
