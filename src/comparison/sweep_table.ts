// Sweeps side by side as a table for people: what was set differently, how losses and answers are spread.
// What must not change: what stands for several numbers in a cell is said in the legend.

import { figureWords } from "../sweep/figure_words.ts";
import { kindWords } from "../report/sweep/luck_words.ts";
import { isEndName } from "../sweep/figures.ts";
import type { LuckKind } from "../sweep/luck.ts";
import type { QuerySummary } from "../sweep/trial_statistics.ts";
import { shortenedApart } from "../text/cut_apart.ts";
import { inColumn, inFull, NONE, percentage } from "../text/number_words.ts";
import type { TextColumn } from "../text/text_table.ts";
import { axesText } from "./axes_words.ts";
import { bestMeanCalled, bestNamesIn } from "./best_settings.ts";
import type { NamedGap } from "./comparison.ts";
import {
  answerNames,
  differingSettings,
  goalsIn,
  judgedCalled,
  judgedNamesIn,
  luckIn,
  luckKindsIn,
  meanNamesIn,
  type NamedSweep,
  outputCalled,
  quantileOf,
  queryNames,
  queryOf,
  shareReached,
} from "./compared_sweeps.ts";
import { briefLabels, settingTexts, settingTextsOf, shortKeys } from "./comparison_names.ts";
import { numberColumn } from "./comparison_table.ts";
import { type ShownAnswers, shownAnswers } from "./shown_answers.ts";

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
        ? settingTexts(key, values.map((value, index) => axesText(value, sweeps[index].experiment)))
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
    ...judgedNamesIn(sweeps).map((name) => {
      const medians = sweeps.map((sweep) => quantileOf(judgedCalled(sweep, name), 0.5));
      return numberColumn(
        `median ${figureWords(name)}`,
        isEndName(name) ? epochsInColumn(medians) : inColumn(medians),
      );
    }),
    ...meanNamesIn(sweeps).map((name) =>
      numberColumn(
        `mean ${figureWords(name)}`,
        inColumn(sweeps.map((sweep) => judgedCalled(sweep, name)?.mean ?? null)),
      )
    ),
    ...bestNamesIn(sweeps).map((name) =>
      numberColumn(
        `best setting's ${figureWords(name)}`,
        inColumn(sweeps.map((sweep) => bestMeanCalled(sweep, name))),
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

/** Whether an answer has an output for each of several classes. */
export function isOfClasses({ labels, outputs }: QuerySummary): boolean {
  return labels.length > 0 && (outputs?.length ?? 0) > 1;
}

/** Medians of epochs, which are whole unless one lies between two. */
function epochsInColumn(medians: readonly (number | null)[]): readonly string[] {
  const areWhole = medians.every((median) => median === null || Number.isInteger(median));
  return inColumn(medians, areWhole ? 0 : 1, 1);
}

/** What a kind of chance decides, where it is the same in all sweeps; else the kind. */
function kindInAll(kind: LuckKind, sweeps: readonly NamedSweep[]): string {
  const [words, ...others] = new Set(sweeps.map(({ experiment }) => kindWords(kind, experiment)));
  return others.length === 0 ? words : kind;
}

/** A column for the answers to a query: of classes the most frequent one, of several numbers a column each. */
function answerColumns(sweeps: readonly NamedSweep[], name: string): readonly TextColumn[] {
  const isClasses = sweeps.some((sweep) => {
    const query = queryOf(sweep, name);
    return query !== null && isOfClasses(query);
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

/** How many answers the table leaves out, and where they are; null where it has all. */
export function answersNote(sweeps: readonly NamedSweep[]): string | null {
  return shownQueries(sweeps).note;
}

/** The queries whose answers stand in the table. */
export function shownQueries(sweeps: readonly NamedSweep[]): ShownAnswers<string> {
  return shownAnswers(
    queryNames(sweeps),
    (name) => sweeps.filter((sweep) => queryOf(sweep, name) !== null).length,
    { resultCount: sweeps.length, where: "summary.json of each sweep" },
  );
}
