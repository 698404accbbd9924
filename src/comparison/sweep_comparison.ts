// Sweeps side by side as columns: what was set differently, how many trials, how losses and answers are spread.
// Why two kinds of values: programs read every figure in full; a person reads `0.966 (0.947–0.969) F 99%` in a cell.

import type { JsonObject, JsonValue } from "../experiment/config.ts";
import { type Distribution, quantileAt } from "../sweep/distribution.ts";
import type { NamedFigure } from "../sweep/figures.ts";
import { type Goal, goalsOf } from "../sweep/goals.ts";
import { LUCK_KINDS, type LuckKind } from "../sweep/luck.ts";
import type { SweepSummary } from "../sweep/summary.ts";
import { outputsByName, type QuerySummary } from "../sweep/trial_statistics.ts";
import type { Experiment } from "../experiment/experiment.ts";
import type { NamedGap, RunMark } from "./comparison.ts";
import { type SettingsApart, settingsApart } from "./settings_apart.ts";
import { type ShownAnswers, shownAnswers } from "./shown_answers.ts";
import { briefLabels, settingTexts, settingTextsOf, shortKeys, sweptText } from "./comparison_names.ts";
import {
  type ComparisonColumn,
  type ComparisonValue,
  numberColumn,
  settingValue,
  withUniqueKeys,
} from "./comparison_table.ts";
import { figureWords, kindWords } from "../report/sweep/luck_words.ts";
import { columnsOf, keyName } from "../report/sweep/setting_arguments.ts";
import { shortenedApart } from "../text/cut_apart.ts";
import { inColumn, inFull, NONE, percentage } from "../text/number_words.ts";
import type { TextColumn } from "../text/text_table.ts";

/** A sweep under the name that sets it apart from the others. */
export interface NamedSweep {
  /** Its name among the others. */
  readonly label: string;
  /** Null or left out where there is nothing to say. */
  readonly mark?: RunMark | null;
  readonly experiment: Experiment;
  readonly summary: SweepSummary;
}

/** The settings that were chosen differently, by their dotted keys, with one value a sweep. */
export function differingSettings(
  sweeps: readonly NamedSweep[],
): ReadonlyMap<string, readonly (JsonValue | null)[]> {
  const { keys, values } = apartOf(sweeps);
  return new Map(keys.map((key, index) => [key, values.map((ofSweep) => ofSweep[index])]));
}

/** The keys of settings that differ only because one of those does. */
export function followingSettings(sweeps: readonly NamedSweep[]): readonly string[] {
  return apartOf(sweeps).following;
}

function apartOf(sweeps: readonly NamedSweep[]): SettingsApart {
  return settingsApart(sweeps.map(({ experiment }) => experiment), sweeps.map(() => true));
}

/**
 * Every column in full, for programs and for sorting.
 *
 * @param gaps results without figures, which come last.
 */
export function sweepColumns(
  sweeps: readonly NamedSweep[],
  gaps: readonly NamedGap[] = [],
): readonly ComparisonColumn[] {
  const [result, ...columns] = filledColumns(sweeps);
  const marks = [...sweeps, ...gaps].map(({ mark = null }) => mark?.text ?? null);
  return withUniqueKeys([
    { ...result, values: [...result.values, ...gaps.map(({ label }) => label)] },
    { key: "mark", values: marks },
    ...columns.map((column) => ({ ...column, values: [...column.values, ...gaps.map(() => null)] })),
  ]);
}

function filledColumns(sweeps: readonly NamedSweep[]): readonly ComparisonColumn[] {
  const column = (key: string, valueOf: (sweep: NamedSweep) => ComparisonValue): ComparisonColumn => ({
    key,
    values: sweeps.map(valueOf),
  });
  const quantiles = (key: string, spreadOf: (sweep: NamedSweep) => Distribution | null): ComparisonColumn[] =>
    [0.05, 0.5, 0.95].map((share) =>
      column(
        `${key}.p${String(share * 100).padStart(2, "0")}`,
        (sweep) => quantileOf(spreadOf(sweep), share),
      )
    );
  return [
    column("result", ({ label }) => label),
    ...[...differingSettings(sweeps)].map(([key, values]) => ({ key, values: values.map(settingValue) })),
    column("trials", ({ summary }) => summary.trialCount),
    column("diverged", ({ summary }) => summary.divergedCount),
    ...quantiles("final_loss", ({ summary }) => summary.finalLoss),
    ...goalsIn(sweeps).map((goal) =>
      column(
        goal.kind === "rows right" ? "share_all_rows_right" : `share_${goal.brief.replace(" ", "_")}`,
        (sweep) => shareReached(sweep, goal),
      )
    ),
    ...judgedNamesIn(sweeps).flatMap((name) => quantiles(name, (sweep) => judgedCalled(sweep, name))),
    ...luckKindsIn(sweeps).map((kind) =>
      column(`${LUCK_FIGURE}.${kind}_luck`, (sweep) => luckIn(sweep, kind))
    ),
    ...queryNames(sweeps).flatMap((name) => [
      ...answerNames(sweeps, name).flatMap((answer) =>
        quantiles(answer, (sweep) => outputCalled(queryOf(sweep, name), answer))
      ),
      ...labelNames(sweeps, name).map((label) =>
        column(`${name}.${label}`, (sweep) => shareOf(queryOf(sweep, name), label))
      ),
    ]),
  ];
}

/**
 * The columns for people.
 *
 * @param gaps results without figures, which come last.
 */
export function sweepTable(
  sweeps: readonly NamedSweep[],
  gaps: readonly NamedGap[] = [],
): readonly TextColumn[] {
  const [result, ...columns] = filledTable(sweeps);
  const marks = [...sweeps, ...gaps].map(({ mark = null }) => mark?.text ?? "");
  const isMarked = marks.some((text) => text !== "");
  return [
    { ...result, texts: [...result.texts, ...gaps.map(({ label }) => label)] },
    ...(isMarked ? [{ heading: "mark", align: "left", texts: marks, leastWidth: 9 } as const] : []),
    ...columns.map((column) => ({ ...column, texts: [...column.texts, ...gaps.map(() => NONE)] })),
  ];
}

function filledTable(sweeps: readonly NamedSweep[]): readonly TextColumn[] {
  const settings = differingSettings(sweeps);
  const headings = shortKeys([...settings.keys()], [...queryNames(sweeps), "result", "trials"]);
  const divergedCounts = sweeps.map(({ summary }) => summary.divergedCount);
  const medians = sweeps.map(({ summary }) => quantileOf(summary.finalLoss, 0.5));
  return [
    {
      heading: "result",
      align: "left",
      texts: briefLabels(sweeps.map(({ label }) => label)),
      leastWidth: 14,
      cut: shortenedApart,
    },
    ...[...settings].map(([key, values], index): TextColumn => ({
      heading: headings[index],
      align: values.every((value) => typeof value === "number") ? "right" : "left",
      texts: key === "sweep"
        ? settingTexts(values.map((value, index) => axesText(value, sweeps[index])))
        : settingTextsOf(key, values, values[0]),
      leastWidth: 10,
      cut: shortenedApart,
    })),
    numberColumn("trials", sweeps.map(({ summary }) => inFull(summary.trialCount))),
    ...(divergedCounts.some((count) => count > 0)
      ? [numberColumn("diverged", divergedCounts.map(inFull))]
      : []),
    numberColumn("median loss", inColumn(medians, 4)),
    ...goalsIn(sweeps).map((goal) =>
      numberColumn(
        goal.brief.replace("under ", "<"),
        sweeps.map((sweep) => {
          const share = shareReached(sweep, goal);
          return share === null ? NONE : percentage(share);
        }),
      )
    ),
    ...judgedNamesIn(sweeps).map((name) =>
      numberColumn(
        `median ${figureWords(name)}`,
        inColumn(sweeps.map((sweep) => quantileOf(judgedCalled(sweep, name), 0.5)), 3),
      )
    ),
    ...luckKindsIn(sweeps).map((kind) =>
      numberColumn(
        `${kindInAll(kind, sweeps)} luck of val. loss`,
        sweeps.map((sweep) => {
          const share = luckIn(sweep, kind);
          return share === null ? NONE : percentage(share);
        }),
      )
    ),
    ...shownQueries(sweeps).shown.flatMap((name) => answerColumns(sweeps, name)),
  ];
}

/** What the columns of goals mean, for people. */
function goalLegend(sweeps: readonly NamedSweep[]): readonly string[] {
  const goals = goalsIn(sweeps);
  const threshold = goals.find(({ kind }) => kind === "loss under");
  return [
    ...(goals.some(({ kind }) => kind === "rows right")
      ? ["all right: share of the trials that answer every row rightly"]
      : []),
    ...(threshold === undefined
      ? []
      : [`${threshold.brief.replace("under ", "<")}: share of the trials that logged a loss under it`]),
  ];
}

/** The goals that some sweep has: all rows right first, then the thresholds, falling. */
function goalsIn(sweeps: readonly NamedSweep[]): readonly Goal[] {
  const thresholds = new Set(sweeps.flatMap(({ experiment }) => experiment.goals.lossThresholds));
  const goals = {
    allRowsRight: sweeps.some(({ experiment }) => experiment.goals.allRowsRight),
    lossThresholds: [...thresholds].sort((a, b) => b - a),
  };
  return sweeps.length === 0 ? [] : goalsOf({ ...sweeps[0].experiment, goals });
}

/** The share of a sweep's trials that reached a goal; null where it is none of its goals. */
function shareReached({ experiment, summary }: NamedSweep, { words }: Goal): number | null {
  const goal = goalsOf(experiment).find((own) => own.words === words);
  return goal === undefined ? null : goal.countIn(summary) / summary.trialCount;
}

/** The figures that judge the trials of some sweep. */
function judgedNamesIn(sweeps: readonly NamedSweep[]): readonly NamedFigure[] {
  return [...new Set(sweeps.flatMap(({ summary }) => summary.judged.map(({ name }) => name)))];
}

/** What the headings and cells of the table mean. */
export function sweepLegend(sweeps: readonly NamedSweep[]): string {
  const note = answersNote(sweeps);
  return [
    ...goalLegend(sweeps),
    "answers: median (5%–95%) and the most frequent label",
    ...(sweeps.some(({ summary }) => summary.luck.length > 0)
      ? ["luck: share of the variance of the validation loss"]
      : []),
    ...(note === null ? [] : [note]),
  ].join("; ");
}

/** The figure whose luck is compared: every sweep with held-out rows has it. */
const LUCK_FIGURE = "validation_loss";

/** The kinds of chance that some sweep varies, beside something else. */
function luckKindsIn(sweeps: readonly NamedSweep[]): readonly LuckKind[] {
  return LUCK_KINDS.filter((kind) => sweeps.some((sweep) => luckIn(sweep, kind) !== null));
}

/** What a kind of chance decides, where it is the same in all sweeps; else the kind. */
function kindInAll(kind: LuckKind, sweeps: readonly NamedSweep[]): string {
  const [words, ...others] = new Set(sweeps.map(({ experiment }) => kindWords(kind, experiment)));
  return others.length === 0 ? words : kind;
}

/** The share of the variance of the validation loss that goes with a kind of chance. */
function luckIn({ summary }: NamedSweep, kind: LuckKind): number | null {
  const shares = summary.luck.find(({ figure }) => figure === LUCK_FIGURE)?.shares ?? [];
  return shares.find((one) => one.kind === kind)?.share ?? null;
}

function judgedCalled({ summary }: NamedSweep, name: NamedFigure): Distribution | null {
  return summary.judged.find((judged) => judged.name === name)?.spread ?? null;
}

/** A column for the answers to a query: of classes the most frequent one, of several numbers a column each. */
function answerColumns(sweeps: readonly NamedSweep[], name: string): readonly TextColumn[] {
  const isClasses = sweeps.some((sweep) => {
    const { labels, outputs } = queryOf(sweep, name) ?? { labels: [], outputs: null };
    return labels.length > 0 && (outputs?.length ?? 0) > 1;
  });
  if (isClasses) {
    return [numberColumn(name, sweeps.map((sweep) => mostFrequent(queryOf(sweep, name)).trim() || NONE))];
  }
  return answerNames(sweeps, name).map((answer) => numberColumn(answer, answerTexts(sweeps, name, answer)));
}

/** The most frequent label with its share, after a blank; empty without labels. */
function mostFrequent(query: QuerySummary | null): string {
  const [first, ...rest] = query?.labels ?? [];
  if (first === undefined) return "";
  const most = rest.reduce((a, b) => b.count > a.count ? b : a, first);
  return ` ${most.label} ${percentage(most.share)}`;
}

/** What the outputs of a query are called in any sweep. */
function answerNames(sweeps: readonly NamedSweep[], name: string): readonly string[] {
  const names = sweeps.flatMap((sweep) => {
    const query = queryOf(sweep, name);
    return query === null ? [] : [...outputsByName(query).keys()];
  });
  return names.length === 0 ? [name] : [...new Set(names)];
}

function outputCalled(query: QuerySummary | null, answer: string): Distribution | null {
  return query === null ? null : outputsByName(query).get(answer) ?? null;
}

/** Median, 5% and 95% quantile, and the most frequent label with its share. */
function answerTexts(sweeps: readonly NamedSweep[], name: string, answer: string): readonly string[] {
  const queries = sweeps.map((sweep) => queryOf(sweep, name));
  const spreads = queries.map((query) => outputCalled(query, answer));
  const [low, middle, high] = [0.05, 0.5, 0.95].map((share) =>
    inColumn(spreads.map((spread) => quantileOf(spread, share)), 3, 1)
  );
  return queries.map((query, index) => {
    if (spreads[index] === null) return NONE;
    return `${middle[index]} (${low[index]}–${high[index]})${mostFrequent(query)}`;
  });
}

/** What is swept, as it is typed on a command line; several axes with blanks between them. */
function axesText(axes: JsonValue | null, { experiment }: NamedSweep): JsonValue | null {
  if (!Array.isArray(axes)) return axes;
  const columns = columnsOf(experiment);
  const keyText = ([key, values]: readonly [string, JsonValue]): string =>
    `${keyName(key, columns)}=${sweptText(values)}`;
  return axes.map((axis: JsonObject) => {
    const keys = (axis.zip ?? axis) as JsonObject;
    return Object.entries(keys).map(keyText).join(" & ");
  }).join(" ");
}

function queryNames(sweeps: readonly NamedSweep[]): readonly string[] {
  return [...new Set(sweeps.flatMap(({ summary }) => summary.queries.map(({ name }) => name)))];
}

/** How many answers the table leaves out, and where they are; null where it has all. */
export function answersNote(sweeps: readonly NamedSweep[]): string | null {
  return shownQueries(sweeps).note;
}

/** The queries whose answers stand in the table. */
function shownQueries(sweeps: readonly NamedSweep[]): ShownAnswers<string> {
  return shownAnswers(
    queryNames(sweeps),
    (name) => sweeps.filter((sweep) => queryOf(sweep, name) !== null).length,
    { resultCount: sweeps.length, where: "summary.json of each sweep" },
  );
}

function labelNames(sweeps: readonly NamedSweep[], name: string): readonly string[] {
  const labels = sweeps.flatMap((sweep) => queryOf(sweep, name)?.labels ?? []);
  return [...new Set(labels.map(({ label }) => label))];
}

function queryOf({ summary }: NamedSweep, name: string): QuerySummary | null {
  return summary.queries.find((query) => query.name === name) ?? null;
}

function shareOf(query: QuerySummary | null, label: string): number | null {
  return query?.labels.find((candidate) => candidate.label === label)?.share ?? null;
}

function quantileOf(spread: Distribution | null, share: number): number | null {
  return spread === null ? null : quantileAt(spread, share);
}
