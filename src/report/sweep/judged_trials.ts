// Were the trials any good? How accuracy and validation loss are spread, from fold to fold as well, and what of it was luck.
// Why luck beside the spread: a wide spread that goes with the split asks for more rows, one that goes with the start for
// another network.

import { quantileAt } from "../../sweep/distribution.ts";
import { isEndName, type NamedFigure } from "../../sweep/figures.ts";
import type { Block, Figure } from "../../document/page.ts";
import { headings, paragraph } from "../../document/page.ts";
import type { Experiment } from "../../experiment/experiment.ts";
import { heldOutBaselineOf } from "../../sweep/held_out_baseline.ts";
import type { SweepPlan } from "../../sweep/plan.ts";
import { areSettingsChosen } from "../../sweep/setting_groups.ts";
import type { FigureLuck, SweepSummary } from "../../sweep/summary.ts";
import type { JudgedSummary } from "../../sweep/trial_statistics.ts";
import { inFull, inWords } from "../../text/number_words.ts";
import { counted, listed, upperFirst } from "../../text/words.ts";
import { drawnSpread, quantileTable } from "./distributions.ts";
import { baselineWords, cautionWords } from "./held_out_words.ts";
import { figureCell } from "./figure_cell.ts";
import { figureWords } from "../../sweep/figure_words.ts";
import { foldSdWords, judgedCountOf, luckLines, noEffectWords } from "./luck_words.ts";
import { epochBins, roundBins } from "./spread_bins.ts";

/** The section's blocks; none where no rows are held out. */
export function judgedTrialBlocks(
  plan: SweepPlan,
  { judged, luck, trialCount }: Pick<SweepSummary, "judged" | "luck" | "trialCount">,
): readonly Block[] {
  const { experiment } = plan;
  const ofRows = judged.filter(({ name }) => !isEndName(name));
  const spreads = ofRows.flatMap(({ name, spread }) =>
    spread === null ? [] : [[figureWords(name), spread] as const]
  );
  if (spreads.length === 0) return [];
  const figures = ofRows.flatMap(spreadFigures);
  return [
    quantileTable("figure", spreads, [spreadSentence(ofRows.map(({ name }) => name))]),
    ...baselineBlocks(plan, judged, trialCount),
    ...(figures.length === 0 ? [] : [{ kind: "figures" as const, figures }]),
    ...foldBlocks(luck),
    ...luckBlocks(experiment, luck, judgedCountOf(judged)),
  ];
}

/** What the table of the figures of rows has. */
function spreadSentence(names: readonly NamedFigure[]): string {
  const heldOut = names.filter((name) => name !== "accuracy");
  const over = "across the trials that completed";
  return heldOut.length === names.length
    ? `The validation loss ${over}.`
    : `The accuracy on the training rows and, on the held-out rows, ${
      listed(heldOut.map((name) => `the ${figureWords(name)}`))
    } ${over}.`;
}

/** What one answer for all rows held out would have, and what these rows are worth where they choose the epoch. */
function baselineBlocks(
  plan: SweepPlan,
  judged: readonly JudgedSummary[],
  trialCount: number,
): readonly Block[] {
  const baseline = heldOutBaselineOf(plan);
  const spread = judged.find(({ name }) => name === baseline?.name)?.spread ?? null;
  const beside = baseline === null || spread === null ? [] : [
    `On the held-out rows, ${
      baselineWords(baseline, spread.mean, spread.count === trialCount ? " for the mean loss" : null)
    }.`,
  ];
  const caution = areSettingsChosen(plan) ? null : cautionWords(plan.experiment, null);
  return [...beside, ...(caution === null ? [] : [`${upperFirst(caution)}.`])].map((words) =>
    paragraph(words)
  );
}

const ENDS = "The last epoch that a trial made";
const KEPT = ", and the logged epoch with the least loss, whose parameters are its result";

/** With which epochs the trials ended; none where all make all epochs. */
export function endBlocks({ judged }: Pick<SweepSummary, "judged">): readonly Block[] {
  const ends = judged.filter(({ name }) => isEndName(name));
  const spreads = ends.flatMap(({ name, spread }) =>
    spread === null ? [] : [[figureWords(name), spread] as const]
  );
  if (spreads.length === 0) return [];
  const figures = ends.flatMap(spreadFigures);
  return [
    quantileTable("epoch", spreads, [`${ENDS}${spreads.length > 1 ? KEPT : ""}.`]),
    ...(figures.length === 0 ? [] : [{ kind: "figures" as const, figures }]),
  ];
}

/** A histogram; none where all trials have the same. */
function spreadFigures({ name, spread }: JudgedSummary): readonly Figure[] {
  if (spread === null || spread.min === spread.max) return [];
  const words = figureWords(name);
  const [p05, p95] = [quantileAt(spread, 0.05), quantileAt(spread, 0.95)];
  return [{
    id: `judged-${words.replaceAll(" ", "-")}`,
    caption: [
      `The ${words} of ${counted(spread.count, "trial")}: mean ${
        inWords(spread.mean)
      }, nine in ten between ` +
      `${inWords(p05)} and ${inWords(p95)}.`,
    ],
    ...drawnSpread(spread, words, isEndName(name) ? epochBins : roundBins),
  }];
}

/** The mean of each fold, and how the folds differ. */
function foldBlocks(luck: readonly FigureLuck[]): readonly Block[] {
  const withFolds = luck.flatMap(({ figure, folds }) => folds === null ? [] : [{ figure, folds }]);
  if (withFolds.length === 0) return [];
  const [{ folds: { folds } }] = withFolds;
  const line = (name: string, valueOf: (of: typeof withFolds[number]) => number): readonly string[] => [
    name,
    ...withFolds.map((of) => figureCell(of.figure, valueOf(of))),
  ];
  return [{
    kind: "table",
    caption: [
      `Cross-validation over ${inFull(folds.length)} folds: the mean of the trials that held each one out; ` +
      `${foldSdWords(luck)}.`,
    ],
    columns: [
      ...headings("text", "held out"),
      ...headings("number", ...withFolds.map(({ figure }) => figureWords(figure))),
    ],
    rows: [
      ...folds.map(({ fold }, index) => line(`fold ${fold}`, (of) => of.folds.folds[index].mean)),
      line("mean of the folds", (of) => of.folds.mean),
      ["their sd", ...withFolds.map((of) => inWords(of.folds.sd))],
    ],
  }];
}

function luckBlocks(
  experiment: Experiment,
  luck: readonly FigureLuck[],
  trialCount: number,
): readonly Block[] {
  const lines = luckLines(experiment, luck);
  if (lines.length === 0) return [];
  return [{
    kind: "table",
    caption: [
      "What was luck: the share of the variance among all trials that each kind of chance explains alone. With no " +
      `effect at all, expect about: ${noEffectWords(experiment, luck, trialCount)}. The rest is their ` +
      "interaction, and what else was swept.",
    ],
    columns: [
      ...headings("text", "luck of"),
      ...headings("number", ...luck.map(({ figure }) => figureWords(figure))),
    ],
    rows: lines.map(({ whose, shares }) => [whose, ...shares]),
  }];
}
