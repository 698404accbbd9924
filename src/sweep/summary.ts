// The statistics of a sweep: how the final loss and every answer are spread, over all trials and by setting.
// What must not change: a diverged trial is counted as such, never dropped in silence.

import { labelOf } from "../dataset/dataset.ts";
import { valueAt, valueCount } from "../experiment/experiment.ts";
import type { Settings } from "../experiment/reading/variant.ts";
import { type Distribution, distributionOf, medianOf } from "./distribution.ts";
import { FIGURE, figureCount, LOSS_THRESHOLDS } from "./figures.ts";
import type { LossBand } from "./loss_bands.ts";
import { axisIndicesAt, combinationAt, indicesOfTrials, settingsAt, type SweepPlan } from "./plan.ts";
import type { SweepOutcome } from "./sweep_outcome.ts";

/** How often a label was the answer. */
export interface LabelShare {
  /** A class of the target. */
  readonly label: string;
  /** Trials that answered it. */
  readonly count: number;
  /** Of the trials with an answer, 0 … 1. */
  readonly share: number;
}

/** The answers to one query over trials. */
export interface QuerySummary {
  /** The query's name. */
  readonly name: string;
  /** Null where no trial has an answer. */
  readonly outputs: Distribution | null;
  /** Empty where the target has no classes. */
  readonly labels: readonly LabelShare[];
}

/** How many trials logged a loss under a threshold, and when first. */
export interface ThresholdSummary {
  /** The loss to get under. */
  readonly threshold: number;
  /** Trials that got there. */
  readonly count: number;
  /** Of all trials, 0 … 1. */
  readonly share: number;
  /** The median of the first logged epochs; null where no trial got there. */
  readonly medianEpoch: number | null;
}

/** The statistics of some trials. */
export interface TrialsSummary {
  /** All trials, diverged ones too. */
  readonly trialCount: number;
  /** Trials whose loss was not finite. */
  readonly divergedCount: number;
  /** Of the trials that completed; null where none did. */
  readonly finalLoss: Distribution | null;
  /** One for each threshold, the largest first. */
  readonly thresholds: readonly ThresholdSummary[];
  /** One for each query, in their order. */
  readonly queries: readonly QuerySummary[];
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
  /** Its loss after the last update. */
  readonly finalLoss: number;
}

/** The statistics of a sweep. */
export interface SweepSummary extends TrialsSummary {
  /** By the values of every key but the seed; empty where there are none, or too many. */
  readonly groups: readonly GroupSummary[];
  /** How the loss spreads over the trials, by epoch. */
  readonly bands: readonly LossBand[];
  /** The trials with the smallest, the median and the largest final loss; null where none completed. */
  readonly notable: {
    readonly best: NotableTrial;
    readonly median: NotableTrial;
    readonly worst: NotableTrial;
  } | null;
}

/** Where there would be more groups than this, there are none. */
const MOST_GROUPS = 200;

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
 * if (summary.trialCount !== 10 || summary.queries[0].outputs?.count !== 10) throw new Error("wrong");
 * ```
 */
export function summaryOf(outcome: SweepOutcome): SweepSummary {
  const { plan } = outcome;
  const all = new Uint32Array(plan.trialCount);
  for (let trial = 0; trial < all.length; trial++) all[trial] = trial;
  const summary = trialsSummary(outcome, all);
  return {
    ...summary,
    groups: groupsOf(outcome),
    bands: outcome.bands,
    notable: summary.finalLoss === null ? null : notableOf(outcome, summary.finalLoss.sorted),
  };
}

function trialsSummary(outcome: SweepOutcome, trials: Uint32Array): TrialsSummary {
  const { plan, figures } = outcome;
  const width = figureCount(plan.experiment.queries.length);
  const column = (figure: number): Float64Array => {
    const values = new Float64Array(trials.length);
    let count = 0;
    for (const trial of trials) {
      const value = figures[trial * width + figure];
      if (!Number.isNaN(value)) values[count++] = value;
    }
    return values.subarray(0, count);
  };
  return {
    trialCount: trials.length,
    divergedCount: column(FIGURE.divergedAtEpoch).length,
    finalLoss: distributionOf(column(FIGURE.finalLoss)),
    thresholds: LOSS_THRESHOLDS.map((threshold, index): ThresholdSummary => {
      const epochs = column(FIGURE.firstEpochUnder + index);
      const count = epochs.length;
      return { threshold, count, share: count / trials.length, medianEpoch: medianOf(epochs) };
    }),
    queries: plan.experiment.queries.map(({ name }, index): QuerySummary => {
      const outputs = distributionOf(column(FIGURE.outputs + index));
      return { name, outputs, labels: outputs === null ? [] : labelShares(plan, outputs.sorted) };
    }),
  };
}

/** How often each class is the answer, classes in file order. */
function labelShares(plan: SweepPlan, outputs: Float64Array): readonly LabelShare[] {
  const { target } = plan.experiment.dataset;
  if (target?.classes == null) return [];
  const counts = new Map(target.classes.map(({ label }) => [label, 0]));
  // The outputs are sorted, so that equal labels mostly follow each other and are counted run by run.
  for (let from = 0; from < outputs.length;) {
    const label = labelOf(target, outputs[from])!;
    let to = from + 1;
    while (to < outputs.length && labelOf(target, outputs[to]) === label) to++;
    counts.set(label, counts.get(label)! + to - from);
    from = to;
  }
  return [...counts].map(([label, count]) => ({ label, count, share: count / outputs.length }));
}

function groupsOf(outcome: SweepOutcome): readonly GroupSummary[] {
  const { plan } = outcome;
  const isGrouped = plan.axes.map((axis) => axis.every(({ key }) => key !== "init.seed"));
  if (!isGrouped.includes(true)) return [];
  const groupCount = plan.axes.filter((_, at) => isGrouped[at])
    .reduce((product, [first]) => product * valueCount(first.values), 1);
  if (groupCount > MOST_GROUPS || groupCount === plan.trialCount) return [];
  const members = Array.from({ length: groupCount }, (): number[] => []);
  let trial = 0;
  for (const indices of indicesOfTrials(plan, 0, plan.trialCount)) {
    members[combinationAt(plan, isGrouped, indices)].push(trial++);
  }
  return members.map((trials): GroupSummary => {
    const indices = axisIndicesAt(plan, trials[0]);
    const settings = Object.fromEntries(
      plan.axes.flatMap((axis, at) =>
        isGrouped[at] ? axis.map(({ key, values }) => [key, valueAt(values, indices[at])] as const) : []
      ),
    );
    return { settings, ...trialsSummary(outcome, Uint32Array.from(trials)) };
  });
}

/** @param sorted the final losses of all trials that completed, growing. */
function notableOf({ plan, figures }: SweepOutcome, sorted: Float64Array): SweepSummary["notable"] {
  const width = figureCount(plan.experiment.queries.length);
  const trialAt = (rank: number): NotableTrial => {
    const finalLoss = sorted[rank];
    // Among equal losses, trials are in plan order.
    let before = rank - sorted.indexOf(finalLoss);
    let trial = 0;
    while (figures[trial * width + FIGURE.finalLoss] !== finalLoss || before-- > 0) trial++;
    return { trial, settings: settingsAt(plan, trial), finalLoss };
  };
  return { best: trialAt(0), median: trialAt(sorted.length >> 1), worst: trialAt(sorted.length - 1) };
}
