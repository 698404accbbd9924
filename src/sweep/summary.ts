// The statistics of a sweep: how the final loss and every answer are spread, over all trials and by setting.
// What must not change: a diverged trial is counted as such, never dropped in silence.

import type { Settings } from "../experiment/reading/variant.ts";
import { answerShapeOf, FIGURE, figureCount, judgedFigure, type JudgedName, judgedNames } from "./figures.ts";
import type { LossBand } from "./loss_bands.ts";
import { type FoldSpread, foldSpreadOf, type Luck, luckOf } from "./luck.ts";
import {
  type JudgedTrial,
  notableByFinalLoss,
  notableByRowsHeldOut,
  type NotableTrials,
  validationLossFigure,
} from "./notable_trials.ts";
import type { SweepPlan } from "./plan.ts";
import {
  type Reach,
  SettingCounter,
  type SettingFigures,
  settingFiguresOf,
  type SettingMeans,
} from "./setting_figures.ts";
import {
  areSettingsGroups,
  columnsByGroup,
  type Group,
  groupParting,
  groupsOf,
  groupsOfTrials,
  type Parting,
  settingParting,
} from "./setting_groups.ts";
import { columnOf, requireSweepOutcome, type SweepOutcome } from "./sweep_outcome.ts";
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

/** The statistics of a sweep. */
export interface SweepSummary extends TrialsSummary {
  /**
   * By the values of every key but the seed; empty where there are none, or more than 200. Those of one trial each are not
   * in `summary.json`, so that a stored sweep has them only where its trials were read.
   */
  readonly groups: readonly GroupSummary[];
  /**
   * The same by what was chosen alone, over every start, order and split; where nothing was, the groups. Not in
   * `summary.json`, so that a stored sweep has them where they are its groups, or its trials were read.
   */
  readonly bySetting: readonly GroupSummary[];
  /** Which goals the trials of each setting reached; null where settings are too many, or neither groups nor trials are at hand. */
  readonly reach: Reach | null;
  /** What the rows held out say of each setting, in the mean of its trials; null where there is no `reach`. */
  readonly means: SettingMeans | null;
  /** How the loss spreads over the trials, by epoch. */
  readonly bands: readonly LossBand[];
  /** What was luck; none where no rows are held out, or nothing is left to chance. */
  readonly luck: readonly FigureLuck[];
  /** By the final loss; null where no trial completed. */
  readonly notable: NotableTrials | null;
  /**
   * By the loss of the rows held out; null where none are held out, where it depends on the trial which are, where losses
   * are of several measures, and of more than a million trials. Not in `summary.json`, so that a stored sweep has them where
   * its trials were read.
   */
  readonly notableHeldOut: NotableTrials<JudgedTrial> | null;
}

/**
 * The statistics of a sweep.
 *
 * @example The answers of a network that nobody trained, over ten seeds
 * ```ts
 * import { parseExperiment, summaryOf, sweepExperiment } from "@seedbed/seedbed";
 * const text = "name: ask\ndataset: { features: [{ name: x }] }\ntraining: { epochs: 0 }\nqueries: [{ x: 1 }]";
 * const summary = summaryOf(sweepExperiment(parseExperiment(text, { overrides: ["seed=1..10"] })));
 * if (summary.trialCount !== 10 || summary.queries[0].outputs?.[0].count !== 10) throw new Error("wrong");
 * ```
 */
export function summaryOf(outcome: SweepOutcome): SweepSummary {
  requireSweepOutcome(outcome);
  const { plan } = outcome;
  const all = new TrialsStatistics(outcome, { keepsNumbers: true });
  const grouped = new GroupStatistics(outcome, groupParting(plan));
  const parted = areSettingsGroups(plan) ? grouped : new GroupStatistics(outcome, settingParting(plan));
  const counter = parted.isEmpty ? SettingCounter.of(plan) : null;
  const shape = answerShapeOf(plan.experiment);
  const width = figureCount(shape);
  const names = new Map<number, FigureLuck["figure"]>(
    judgedNames(plan.experiment).map((name, index) => [judgedFigure(shape, index), name]),
  );
  if (names.size > 0) names.set(FIGURE.finalLoss, "final_loss");
  const luck: FigureLuck[] = [];
  const heldOutFigure = validationLossFigure(plan);
  let notable: SweepSummary["notable"] = null;
  let notableHeldOut: SweepSummary["notableHeldOut"] = null;
  for (let figure = 0; figure < width; figure++) {
    const column = columnOf(outcome, figure);
    const name = names.get(figure);
    if (name !== undefined) luck.push(...figureLuck(plan, name, column));
    grouped.take(figure, column);
    if (parted !== grouped) parted.take(figure, column);
    counter?.take(figure, column);
    const values = all.take(figure, column);
    if (figure === FIGURE.finalLoss) notable = notableByFinalLoss(outcome, values);
    if (figure === heldOutFigure) notableHeldOut = notableByRowsHeldOut(outcome, figure, values);
  }
  const groups = grouped.summaries();
  const bySetting = parted === grouped ? groups : parted.summaries();
  const figures: SettingFigures | null = bySetting.length > 0
    ? settingFiguresOf(plan.experiment, bySetting)
    : counter?.figures() ?? null;
  return {
    ...all.summary(plan.trialCount),
    groups,
    bySetting,
    reach: figures?.reach ?? null,
    means: figures?.means ?? null,
    bands: outcome.bands,
    luck,
    notable,
    notableHeldOut,
  };
}

/** The statistics of each group of trials. */
class GroupStatistics {
  readonly #groups: readonly Group[];
  readonly #statistics: readonly TrialsStatistics[];
  readonly #groupOfTrial: Uint8Array;

  constructor(outcome: SweepOutcome, parting: Parting) {
    const { plan } = outcome;
    this.#groups = groupsOf(plan, parting);
    this.#statistics = this.#groups.map(() => new TrialsStatistics(outcome, { keepsNumbers: false }));
    this.#groupOfTrial = this.isEmpty
      ? new Uint8Array()
      : groupsOfTrials(plan, parting, new Uint8Array(plan.trialCount));
  }

  /** Whether there are none, or too many. */
  get isEmpty(): boolean {
    return this.#groups.length === 0;
  }

  /** Takes a figure of all trials, in plan order. */
  take(figure: number, column: Float64Array): void {
    if (this.isEmpty) return;
    const columns = columnsByGroup(
      column,
      this.#groupOfTrial,
      this.#groups.map(({ trialCount }) => trialCount),
    );
    columns.forEach((values, group) => this.#statistics[group].take(figure, values));
  }

  /** When every figure was taken. */
  summaries(): readonly GroupSummary[] {
    return this.#groups.map(({ settings, trialCount }, index) => ({
      settings,
      ...this.#statistics[index].summary(trialCount),
    }));
  }
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
