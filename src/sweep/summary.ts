// The statistics of a sweep: how the final loss and every answer are spread, over all trials and by setting.
// What must not change: a diverged trial is counted as such, never dropped in silence.

import type { Settings } from "../experiment/reading/variant.ts";
import { answerShapeOf, FIGURE, figureCount, judgedFigure, type JudgedName, judgedNames } from "./figures.ts";
import { type Reach, ReachCounter, reachOfGroups } from "./goals.ts";
import type { LossBand } from "./loss_bands.ts";
import { type FoldSpread, foldSpreadOf, type Luck, luckOf } from "./luck.ts";
import { settingsAt, type SweepPlan } from "./plan.ts";
import { columnsByGroup, groupsOf, settingsOfTrials } from "./setting_groups.ts";
import { columnOf, type SweepOutcome } from "./sweep_outcome.ts";
import { TrialsStatistics, type TrialsSummary } from "./trial_statistics.ts";

/** What of one figure was luck: see {@linkcode Luck}. */
export interface FigureLuck {
  /** The figure: `final_loss`, or one of rows. */
  readonly figure: "final_loss" | JudgedName;
  /** Of each kind of chance that the sweep varies. */
  readonly shares: readonly Luck[];
  /** How the folds differ; null where they are not swept. */
  readonly folds: FoldSpread | null;
}

/** The statistics of the trials that share the values of every key but the seed. */
export interface GroupSummary extends TrialsSummary {
  /** The values they share. */
  readonly settings: Settings;
}

/** One trial of note. */
export interface NotableTrial {
  /** Counted from 0, in plan order. */
  readonly trial: number;
  /** Its values of the swept keys. */
  readonly settings: Settings;
  /** The loss of its final parameters. */
  readonly finalLoss: number;
}

/** The statistics of a sweep. */
export interface SweepSummary extends TrialsSummary {
  /**
   * By the values of every key but the seed; empty where there are none, or more than 200. Those of one trial each are not
   * in `summary.json`, so that a stored sweep has them only where its trials were read.
   */
  readonly groups: readonly GroupSummary[];
  /** Which goals the trials of each setting reached; null where settings are too many, or their trials were not read. */
  readonly reach: Reach | null;
  /** How the loss spreads over the trials, by epoch. */
  readonly bands: readonly LossBand[];
  /** What was luck; none where no rows are held out, or nothing is left to chance. */
  readonly luck: readonly FigureLuck[];
  /** The trials with the smallest, the median and the largest final loss; null where none completed. */
  readonly notable: {
    readonly best: NotableTrial;
    readonly median: NotableTrial;
    readonly worst: NotableTrial;
  } | null;
}

/**
 * The statistics of a sweep.
 *
 * @example The answers of a network that nobody trained, over ten seeds
 * ```ts
 * import { parseExperiment } from "../experiment/reading/parse_experiment.ts";
 * import { summaryOf } from "./summary.ts";
 * import { sweepExperiment } from "./sweep_outcome.ts";
 * const text = "name: ask\ndataset: { features: [{ name: x }] }\ntraining: { epochs: 0 }\nqueries: [{ x: 1 }]";
 * const summary = summaryOf(sweepExperiment(parseExperiment(text, { overrides: ["seed=1..10"] })));
 * if (summary.trialCount !== 10 || summary.queries[0].outputs?.[0].count !== 10) throw new Error("wrong");
 * ```
 */
export function summaryOf(outcome: SweepOutcome): SweepSummary {
  const { plan } = outcome;
  const groups = groupsOf(plan);
  const all = new TrialsStatistics(outcome, { keepsNumbers: true });
  const grouped = groups.map(() => new TrialsStatistics(outcome, { keepsNumbers: false }));
  const groupOfTrial = groups.length === 0 ? null : settingsOfTrials(plan, new Uint8Array(plan.trialCount));
  const reached = groups.length === 0 ? ReachCounter.of(plan) : null;
  const shape = answerShapeOf(plan.experiment);
  const width = figureCount(shape);
  const names = new Map<number, FigureLuck["figure"]>(
    judgedNames(plan.experiment).map((name, index) => [judgedFigure(shape, index), name]),
  );
  if (names.size > 0) names.set(FIGURE.finalLoss, "final_loss");
  const luck: FigureLuck[] = [];
  let notable: SweepSummary["notable"] = null;
  for (let figure = 0; figure < width; figure++) {
    const column = columnOf(outcome, figure);
    const name = names.get(figure);
    if (name !== undefined) luck.push(...figureLuck(plan, name, column));
    if (groupOfTrial !== null) {
      const columns = columnsByGroup(column, groupOfTrial, groups.map(({ trialCount }) => trialCount));
      columns.forEach((values, group) => grouped[group].take(figure, values));
    }
    reached?.take(figure, column);
    const values = all.take(figure, column);
    if (figure === FIGURE.finalLoss && values.length > 0) notable = notableOf(outcome, values);
  }
  const summaries = groups.map(({ settings, trialCount }, index): GroupSummary => ({
    settings,
    ...grouped[index].summary(trialCount),
  }));
  return {
    ...all.summary(plan.trialCount),
    groups: summaries,
    reach: groups.length > 0 ? reachOfGroups(plan.experiment, summaries) : reached?.reach() ?? null,
    bands: outcome.bands,
    luck,
    notable,
  };
}

/** What of a figure was luck, as the only item; none where nothing of it is left to chance. */
function figureLuck(
  plan: SweepPlan,
  figure: FigureLuck["figure"],
  column: Float64Array,
): readonly FigureLuck[] {
  const [shares, folds] = [luckOf(plan, column), foldSpreadOf(plan, column)];
  return shares.length === 0 && folds === null ? [] : [{ figure, shares, folds }];
}

/** @param sorted the final losses of all trials that completed, growing. */
function notableOf(outcome: SweepOutcome, sorted: Float64Array): SweepSummary["notable"] {
  const losses = columnOf(outcome, FIGURE.finalLoss);
  const trialAt = (rank: number): NotableTrial => {
    const finalLoss = sorted[rank];
    // Among equal losses, trials are in plan order.
    let before = rank - sorted.indexOf(finalLoss);
    let trial = 0;
    while (losses[trial] !== finalLoss || before-- > 0) trial++;
    return { trial, settings: settingsAt(outcome.plan, trial), finalLoss };
  };
  return { best: trialAt(0), median: trialAt(sorted.length >> 1), worst: trialAt(sorted.length - 1) };
}
