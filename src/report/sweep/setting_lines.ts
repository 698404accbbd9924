// What came of each setting of a sweep, as lines for a terminal: one a setting, and none is left out.
// What must not change: no line is wider than the terminal; a column for which there is no room is named below the table.

import { unitBar } from "../../chart/terminal_blocks.ts";
import { quantileAt } from "../../sweep/distribution.ts";
import { isEndName, judgedNames } from "../../sweep/figures.ts";
import { type Goal, goalsOf, leadingGoal } from "../../sweep/goals.ts";
import type { Experiment } from "../../experiment/experiment.ts";
import type { SweepPlan } from "../../sweep/plan.ts";
import { areSummarized, settingCountOf } from "../../sweep/setting_groups.ts";
import type { GroupSummary, SweepSummary } from "../../sweep/summary.ts";
import { aligned, wrapped } from "../../text/lines.ts";
import { asCount, inFull, inWords, percentage } from "../../text/number_words.ts";
import type { Emphasize } from "../../text/terminal_style.ts";
import { visible } from "../../text/visible_text.ts";
import { cellCount, shortened } from "../../text/width.ts";
import { listed } from "../../text/words.ts";
import { everyEpochWords, toldGoals } from "./goal_words.ts";
import { chanceWords } from "./held_out_words.ts";
import { leadColumns } from "./lead_words.ts";
import { figureWords } from "../../sweep/figure_words.ts";
import { MOST_QUERIES, sdText, settingAnswers } from "./answers_by_setting.ts";
import { figureCell } from "./figure_cell.ts";
import { columnsOf, keyName, valueWords } from "./setting_arguments.ts";

/** How to write the lines. */
interface SettingTextOptions {
  /** Columns of the terminal. */
  readonly columns: number;
  readonly emphasize: Emphasize;
}

/** A column of the table; what matters least is left out first where there is no room. */
interface GroupColumn {
  readonly title: string;
  /** What it is called where it does not stand beside what it is of; by default as its title. */
  readonly name?: string;
  /** Columns of lower rank go first; those of rank 9 stay. */
  readonly rank: number;
  /** Whether it is a mean, which its title has no room to say. */
  readonly isMean?: boolean;
  /** What it means, to be said below the table. */
  readonly note?: string;
  readonly cellOf: (group: GroupSummary) => string;
}

/** One line a setting, and a blank one at the end; none where the seed alone is swept. */
export function settingLines(
  plan: SweepPlan,
  summary: SweepSummary,
  { columns, emphasize }: SettingTextOptions,
): readonly string[] {
  const { bySetting: groups } = summary;
  if (groups.length === 0) return tooManyLines(plan, columns);
  const all = groupColumns(plan, summary);
  const { table, widths } = fitting(all, groups, columns);
  const line = (cells: readonly string[]): string =>
    shortened(
      cells.map((cell, index) => aligned(cell, widths[index] + 2, "right")).join("").trimEnd(),
      columns,
      cellCount,
    );
  const left = all.filter((column) => !table.includes(column) && column.title !== "")
    .map(({ title, name = title }) => name);
  const file = areSummarized(groups) ? "the report" : "trials.csv";
  const means = table.filter(({ isMean }) => isMean).map(({ title }) => title);
  const everyEpoch = everyEpochWords(plan.experiment);
  const notes = [
    ...(everyEpoch !== null && table.some(({ title }) => title.includes("under"))
      ? [`under: ${everyEpoch}`]
      : []),
    ...(means.length === 0 ? [] : [`${listed(means)}: the mean over all ${chanceWords(plan)}`]),
    ...table.flatMap(({ note = [] }) => note),
    ...(left.length === 0 ? [] : [`… no room for ${listed(left)}: see ${file}`]),
  ].flatMap((text) => wrapped(text, columns - 2));
  return [
    emphasize("bold", "by setting"),
    emphasize("dim", line(table.map(({ title }) => title))),
    ...groups.map((group) => line(table.map(({ cellOf }) => cellOf(group)))),
    ...notes.map((text) => emphasize("dim", shortened(`  ${text}`, columns, cellCount))),
    "",
  ];
}

/** The columns for which there is room, with their widths. */
function fitting(
  all: readonly GroupColumn[],
  groups: readonly GroupSummary[],
  room: number,
): { readonly table: readonly GroupColumn[]; readonly widths: readonly number[] } {
  const sized = all.map((column) => ({
    column,
    width: Math.max(cellCount(column.title), ...groups.map((group) => cellCount(column.cellOf(group)))),
  }));
  let kept = sized;
  while (kept.reduce((sum, { width }) => sum + width + 2, 0) > room) {
    const lowest = Math.min(...kept.map(({ column }) => column.rank));
    if (lowest === 9) break;
    kept = kept.filter(({ column }) => column.rank !== lowest);
  }
  return { table: kept.map(({ column }) => column), widths: kept.map(({ width }) => width) };
}

/** Settings that have no statistics of their own. */
function tooManyLines(plan: SweepPlan, columns: number): readonly string[] {
  const count = settingCountOf(plan);
  if (count === 1) return [];
  const text = `${inFull(count)} settings are too many for a table: trials.csv has their trials`;
  return [...wrapped(text, columns), ""];
}

function groupColumns(plan: SweepPlan, summary: SweepSummary): readonly GroupColumn[] {
  const { bySetting, divergedCount } = summary;
  const [first] = bySetting;
  const goals = goalsOf(plan.experiment);
  const leading = leadingGoal(toldGoals(plan, summary));
  const lastOfRows = judgedNames(plan.experiment).at(-1);
  const leads = leadColumns(plan, summary).map(({ texts, ...told }, at): GroupColumn => ({
    ...told,
    rank: 8.8 - at / 10,
    cellOf: (group) => texts[bySetting.indexOf(group)],
  }));
  const isOne = first.trialCount === 1;
  return [
    ...Object.keys(first.settings).map((key): GroupColumn => ({
      title: visible(keyName(key, columnsOf(plan.experiment))),
      rank: 9,
      cellOf: ({ settings }) => visible(valueWords(settings[key])),
    })),
    ...(divergedCount > 0
      ? [{ title: "diverged", rank: 7.8, cellOf: (group: GroupSummary) => String(group.divergedCount) }]
      : []),
    ...first.judged.flatMap(({ name }, index) => [
      ...judgedColumns(plan, first, index),
      ...(name === lastOfRows ? leads : []),
    ]),
    ...answerColumns(plan.experiment, first),
    {
      title: isOne ? "final loss" : "median loss",
      rank: isOne ? 8 : 4,
      cellOf: ({ finalLoss }) => finalLoss === null ? "none" : inWords(quantileAt(finalLoss, 0.5)),
    },
    ...goals.map((goal): GroupColumn => ({
      title: isOne && goal.kind === "loss under" ? `epoch ${goal.brief}` : goal.brief,
      rank: goal.figure === leading?.figure ? 7 : 3,
      cellOf: (group) => isOne ? singleText(group, goal) : percentage(goal.countIn(group) / group.trialCount),
    })),
    ...(leading === null || isOne ? [] : [{
      title: "",
      rank: 2,
      cellOf: (group: GroupSummary) => unitBar(leading.countIn(group) / group.trialCount, 16),
    }]),
  ];
}

/** The mean of a figure of rows or ends; of the last one of rows, which judges and ranks, its standard deviation as well. */
function judgedColumns(
  { experiment }: SweepPlan,
  { judged, trialCount }: GroupSummary,
  index: number,
): readonly GroupColumn[] {
  const { name } = judged[index];
  const title = figureWords(name).replace("validation", "val.");
  const isLast = name === judgedNames(experiment).at(-1);
  const mean: GroupColumn = {
    title,
    rank: name === "accuracy" ? 3 : isEndName(name) ? 5 : isLast ? 8.9 : 8 + index / 10,
    isMean: trialCount > 1,
    cellOf: ({ judged }) => {
      const { spread } = judged[index];
      return spread === null ? "none" : figureCell(name, spread.mean);
    },
  };
  if (trialCount === 1 || !isLast) return [mean];
  const sd = ({ judged }: GroupSummary): string => sdText(judged[index]);
  return [mean, { title: "its sd", name: `the sd of ${title}`, rank: 7.5, cellOf: sd }];
}

/**
 * A column for each answer to the first queries; of those for which there is no room the last go first. Of one trial they are
 * what it is for; of many the goals say more.
 */
function answerColumns(
  experiment: Experiment,
  { queries, trialCount }: GroupSummary,
): readonly GroupColumn[] {
  return queries.slice(0, MOST_QUERIES).flatMap((query, at) =>
    settingAnswers(experiment, query, trialCount).map(({ title, textOf }): GroupColumn => ({
      title: visible(title),
      rank: (trialCount === 1 ? 6 : 1) - at / MOST_QUERIES,
      cellOf: ({ queries }) => visible(textOf(queries[at])),
    }))
  );
}

/** What a single trial reached: when, or yes and no. */
function singleText(group: GroupSummary, { kind, countIn, epochIn }: Goal): string {
  return kind === "loss under" ? asCount(epochIn(group)) : countIn(group) === 1 ? "yes" : "no";
}
