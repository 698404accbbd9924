// How good the trials of a sweep are, as lines for a terminal: accuracy and validation loss, fold by fold, and whose luck it was.
// What must not change: no line is wider than the terminal.

import type { Experiment } from "../../experiment/experiment.ts";
import { isEndName, type NamedFigure } from "../../sweep/figures.ts";
import { heldOutBaselineOf } from "../../sweep/held_out_baseline.ts";
import type { SweepPlan } from "../../sweep/plan.ts";
import { areSettingsChosen } from "../../sweep/setting_groups.ts";
import type { FigureLuck, SweepSummary } from "../../sweep/summary.ts";
import { wrapped } from "../../text/lines.ts";
import { inFull, inWords } from "../../text/number_words.ts";
import { tableLines, type TextColumn, turnedTableLines } from "../../text/text_table.ts";
import type { Emphasize } from "../../text/terminal_style.ts";
import { visible } from "../../text/visible_text.ts";
import { baselineWords, cautionWords } from "./held_out_words.ts";
import { figureWords } from "../../sweep/figure_words.ts";
import { foldSdWords, judgedCountOf, luckLines, noEffectWords } from "./luck_words.ts";
import { quantileLines } from "./spread_text.ts";

interface JudgedTextOptions {
  readonly columns: number;
  readonly emphasize: Emphasize;
}

/** The lines, with a blank one at their end; none where no rows are held out. */
export function judgedLines(
  plan: SweepPlan,
  { judged: all, luck, trialCount }: Pick<SweepSummary, "judged" | "luck" | "trialCount">,
  options: JudgedTextOptions,
): readonly string[] {
  const { experiment } = plan;
  const { columns, emphasize } = options;
  const baseline = heldOutBaselineOf(plan);
  // Rows that were learned say less than those held out, and stand after them.
  const placeOf = (name: NamedFigure): number => isEndName(name) ? 2 : name === "accuracy" ? 1 : 0;
  const judged = [...all].sort((a, b) => placeOf(a.name) - placeOf(b.name));
  const lines = judged.flatMap(({ name, spread }) => {
    if (spread === null) return [];
    const folds = luck.find(({ figure }) => figure === name)?.folds ?? null;
    return [
      emphasize("bold", figureWords(name)),
      ...quantileLines(spread, "losses", options),
      ...meanLines(spread, folds, columns, trialCount),
      ...(baseline?.name === name
        ? indented(
          baselineWords(baseline, spread.mean, spread.count === trialCount ? " for the mean loss" : null),
          columns,
        )
        : []),
    ];
  });
  if (lines.length === 0) return [];
  const caution = areSettingsChosen(plan) ? null : cautionWords(experiment, null);
  const folds = foldSdWords(luck);
  return [
    ...lines,
    ...[folds, caution].flatMap((words) => words === null ? [] : indented(words, columns))
      .map((line) => emphasize("dim", line)),
    "",
    ...luckTable(experiment, luck, judgedCountOf(judged), options),
  ];
}

function indented(text: string, columns: number): readonly string[] {
  return wrapped(text, columns - 2).map((line) => `  ${line}`);
}

function meanLines(
  { mean, sd }: { readonly mean: number; readonly sd: number },
  folds: FigureLuck["folds"],
  columns: number,
  trialCount: number,
): readonly string[] {
  const spreadWords = (mean: number, sd: number): string => `mean ${inWords(mean)}, sd ${inWords(sd)}`;
  const over = folds === null
    ? []
    : [`over ${inFull(folds.folds.length)} folds ${spreadWords(folds.mean, folds.sd)}`];
  // Of one trial a fold both are the same.
  const trials = folds?.folds.length === trialCount ? [] : [spreadWords(mean, sd)];
  return indented([...trials, ...over].join("; "), columns);
}

/** A line a seed; nothing where there is one seed at most. */
function luckTable(
  experiment: Experiment,
  luck: readonly FigureLuck[],
  trialCount: number,
  { columns, emphasize }: JudgedTextOptions,
): readonly string[] {
  const lines = luckLines(experiment, luck);
  if (lines.length === 0) return [];
  const table: readonly TextColumn[] = [
    { heading: "luck of", align: "left", texts: lines.map(({ whose }) => visible(whose)) },
    ...luck.map(({ figure }, index): TextColumn => ({
      heading: figureWords(figure),
      align: "right",
      texts: lines.map(({ shares }) => shares[index]),
    })),
  ];
  const noEffect = noEffectWords(experiment, luck, trialCount);
  const words = `what was luck, as shares of the variance; with no effect at all, expect about: ${noEffect}`;
  const title = wrapped(words, columns - 2);
  const shown = tableLines(table, columns - 2, emphasize) ?? turnedTableLines(table, columns - 2, emphasize);
  return [...title.map((line) => emphasize("dim", line)), ...shown.map((line) => `  ${line}`), ""];
}
