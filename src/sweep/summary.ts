// The statistics of a sweep: how the final loss and every answer are spread, over all trials and by setting.
// What must not change: a diverged trial is counted as such, never dropped in silence.

import { classLabelsOf, labelOf, outputNamesOf, type Target } from "../dataset/dataset.ts";
import type { Settings } from "../experiment/reading/variant.ts";
import { type Distribution, distributionOf, growing, medianOf, withoutNaN } from "./distribution.ts";
import {
  answerName,
  answerShapeOf,
  FIGURE,
  figureCount,
  judgedFigure,
  type JudgedName,
  judgedNames,
  LOSS_THRESHOLDS,
} from "./figures.ts";
import type { LossBand } from "./loss_bands.ts";
import { type FoldSpread, foldSpreadOf, type Luck, luckOf } from "./luck.ts";
import { combinationAt, indicesOfTrials, settingsAt, type SweepPlan, trialCountOf } from "./plan.ts";
import { columnOf, type SweepOutcome } from "./sweep_outcome.ts";

/** How often a label was the answer. */
export interface LabelShare {
  /** A class of the target. */
  readonly label: string;
  /** Trials that answered it. */
  readonly count: number;
  /** Of the trials with an answer, 0 … 1. */
  readonly share: number;
}

/** How one output is spread over trials. */
export interface OutputSummary extends Distribution {
  /** The output's name: a class, or a column of the target. */
  readonly name: string;
}

/** The answers to one query over trials. */
export interface QuerySummary {
  /** The query's name. */
  readonly name: string;
  /** How each output is spread, in their order; null where no trial has an answer. */
  readonly outputs: readonly OutputSummary[] | null;
  /** Empty where the target has no classes. */
  readonly labels: readonly LabelShare[];
}

/** The outputs of a query by what people call them, `answerName`; none where no trial has an answer. */
export function outputsByName({ name, outputs }: QuerySummary): ReadonlyMap<string, OutputSummary> {
  const names = (outputs ?? []).map((output) => output.name);
  return new Map((outputs ?? []).map((output, index) => [answerName(name, names, index), output]));
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

/** How a figure of rows, learned or held out, is spread over trials. */
export interface JudgedSummary {
  /** Which figure it is. */
  readonly name: JudgedName;
  /** Of the trials that completed; null where none has it. */
  readonly spread: Distribution | null;
}

/** What of one figure was luck: see {@linkcode Luck}. */
export interface FigureLuck {
  /** The figure: `final_loss`, or one of rows. */
  readonly figure: "final_loss" | JudgedName;
  /** Of each kind of chance that the sweep varies. */
  readonly shares: readonly Luck[];
  /** How the folds differ; null where they are not swept. */
  readonly folds: FoldSpread | null;
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
  /** One for each figure of rows; none where no rows are held out. */
  readonly judged: readonly JudgedSummary[];
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
  /** What was luck; none where no rows are held out, or nothing is left to chance. */
  readonly luck: readonly FigureLuck[];
  /** The trials with the smallest, the median and the largest final loss; null where none completed. */
  readonly notable: {
    readonly best: NotableTrial;
    readonly median: NotableTrial;
    readonly worst: NotableTrial;
  } | null;
}

/** Where there would be more groups than this, there are none. At most 256: a group's number is kept in a byte. */
const MOST_GROUPS = 200;
/** Of more trials the numbers are not kept in order, but read again for whoever draws them. */
const MOST_KEPT = 1_000_000;

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
  const all = new TrialsSheet(outcome, null);
  const grouped = groups.map((_, index) => new TrialsSheet(outcome, index));
  const groupOfTrial = groups.length === 0 ? null : groupIndices(plan);
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
    const values = all.take(figure, column);
    if (figure === FIGURE.finalLoss && values.length > 0) notable = notableOf(outcome, values);
  }
  return {
    ...all.summary(plan.trialCount),
    groups: groups.map(({ settings, trialCount }, index) => ({
      settings,
      ...grouped[index].summary(trialCount),
    })),
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

/** The statistics of some trials, figure by figure. */
class TrialsSheet {
  readonly #outcome: SweepOutcome;
  readonly #target: Target | null;
  readonly #outputNames: readonly string[];
  /** Whether the numbers are kept in order, for those who draw them. */
  readonly #isKept: boolean;
  #divergedCount = 0;
  #finalLoss: Distribution | null = null;
  readonly #epochs: { readonly count: number; readonly medianEpoch: number | null }[] = [];
  readonly #queries: Omit<QuerySummary, "name">[] = [];
  readonly #judged: JudgedSummary[] = [];
  readonly #judgedNames: readonly JudgedName[];
  /** The first of the figures that judge rows. */
  readonly #firstJudged: number;
  /** The spreads of the outputs of the query that is being taken. */
  #spreads: readonly OutputSummary[] = [];
  /** The class that each trial answers, as far as its outputs were taken. */
  #largest: LargestOutputs | null = null;

  constructor(outcome: SweepOutcome, group: number | null) {
    this.#outcome = outcome;
    this.#target = outcome.plan.experiment.dataset.target;
    this.#outputNames = outputNamesOf(this.#target);
    this.#judgedNames = judgedNames(outcome.plan.experiment);
    this.#firstJudged = judgedFigure(answerShapeOf(outcome.plan.experiment), 0);
    this.#isKept = group === null && outcome.plan.trialCount <= MOST_KEPT;
  }

  /**
   * Takes one figure of the trials.
   *
   * @param column in trial order; it is used up.
   * @returns those of the numbers that are there, growing unless they are only counted.
   */
  take(figure: number, column: Float64Array): Float64Array {
    if (figure >= this.#firstJudged) return this.#takeJudged(figure, withoutNaN(column));
    const output = figure < FIGURE.outputs ? -1 : (figure - FIGURE.outputs) % this.#outputNames.length;
    if (output >= 0 && this.#target?.kind === "classes") {
      if (output === 0) this.#largest = new LargestOutputs(column.length);
      this.#largest?.take(output, column);
    }
    const values = withoutNaN(column);
    if (figure === FIGURE.finalLoss) this.#finalLoss = this.#spread(figure, values);
    else if (figure === FIGURE.divergedAtEpoch) this.#divergedCount = values.length;
    else if (figure < FIGURE.outputs) {
      this.#epochs.push({ count: values.length, medianEpoch: medianOf(values) });
    } else {
      this.#takeOutput(figure, output, values);
    }
    return values;
  }

  #takeJudged(figure: number, values: Float64Array): Float64Array {
    const name = this.#judgedNames[figure - this.#firstJudged];
    this.#judged.push({ name, spread: this.#spread(figure, values) });
    return values;
  }

  #takeOutput(figure: number, output: number, values: Float64Array): void {
    const spread = this.#spread(figure, values);
    const before = output === 0 ? [] : this.#spreads;
    this.#spreads = spread === null ? [] : [...before, { name: this.#outputNames[output], ...spread }];
    if (output < this.#outputNames.length - 1) return;
    const outputs = this.#spreads.length === 0 ? null : this.#spreads;
    // Sorted by now: equal labels mostly follow each other and are counted run by run.
    const labels = outputs === null
      ? []
      : this.#largest === null
      ? labelShares(this.#target, values)
      : this.#largest.shares(classLabelsOf(this.#target));
    this.#queries.push({ outputs, labels });
  }

  summary(trialCount: number): TrialsSummary {
    return {
      trialCount,
      divergedCount: this.#divergedCount,
      finalLoss: this.#finalLoss,
      thresholds: LOSS_THRESHOLDS.map((threshold, index): ThresholdSummary => {
        const { count, medianEpoch } = this.#epochs[index];
        return { threshold, count, share: count / trialCount, medianEpoch };
      }),
      judged: this.#judged,
      queries: this.#outcome.plan.experiment.queries.map(({ name }, index) => ({
        name,
        ...this.#queries[index],
      })),
    };
  }

  #spread(figure: number, values: Float64Array): Distribution | null {
    return distributionOf(values, this.#isKept ? kept(values) : readAgain(this.#outcome, figure));
  }
}

/** Gives numbers that are kept. */
function kept(values: Float64Array): () => Float64Array {
  return () => values;
}

/** Reads the numbers of a figure and sorts them each time. Apart from `kept`, whose memory it would share and so hold. */
function readAgain(outcome: SweepOutcome, figure: number): () => Float64Array {
  return () => growing(withoutNaN(columnOf(outcome, figure)));
}

/** The largest output of each trial, which comes output by output: the first among equals, as in `labelOf`. */
class LargestOutputs {
  readonly #largest: Float64Array;
  readonly #indices: Uint8Array;

  constructor(trialCount: number) {
    this.#largest = new Float64Array(trialCount).fill(NaN);
    this.#indices = new Uint8Array(trialCount);
  }

  /** Takes an output of all trials, NaN where there is none; outputs come in their order. */
  take(output: number, column: Float64Array): void {
    for (let trial = 0; trial < column.length; trial++) {
      if (output > 0 && !(column[trial] > this.#largest[trial])) continue;
      this.#largest[trial] = column[trial];
      this.#indices[trial] = output;
    }
  }

  /** How often each class is the answer. */
  shares(labels: readonly string[]): readonly LabelShare[] {
    const counts = labels.map(() => 0);
    let answerCount = 0;
    for (let trial = 0; trial < this.#indices.length; trial++) {
      if (Number.isNaN(this.#largest[trial])) continue;
      counts[this.#indices[trial]]++;
      answerCount++;
    }
    return labels.map((label, index) => ({
      label,
      count: counts[index],
      share: counts[index] / answerCount,
    }));
  }
}

/** How often each coded class is the answer, from the smallest value to the largest. @param outputs growing. */
function labelShares(target: Target | null, outputs: Float64Array): readonly LabelShare[] {
  if (target?.kind !== "coded") return [];
  const counts = new Map(classLabelsOf(target).map((label) => [label, 0]));
  const labelAt = (index: number): string => labelOf(target, [outputs[index]])!;
  for (let from = 0; from < outputs.length;) {
    const label = labelAt(from);
    let to = from + 1;
    while (to < outputs.length && labelAt(to) === label) to++;
    counts.set(label, counts.get(label)! + to - from);
    from = to;
  }
  return [...counts].map(([label, count]) => ({ label, count, share: count / outputs.length }));
}

/** Trials that share the values of every key but the seed. */
export interface Group {
  readonly settings: Settings;
  readonly trialCount: number;
}

/** For each axis, whether it tells groups apart. */
function groupedAxes({ axes }: SweepPlan): readonly boolean[] {
  return axes.map((axis) => axis.every(({ key }) => key !== "init.seed"));
}

/** The groups, by the combination of the values that tell them apart; none where there would be too many. */
export function groupsOf(plan: SweepPlan): readonly Group[] {
  const isGrouped = groupedAxes(plan);
  const axes = plan.axes.filter((_, at) => isGrouped[at]);
  const groupCount = trialCountOf(axes);
  if (axes.length === 0 || groupCount > MOST_GROUPS || groupCount === plan.trialCount) return [];
  return Array.from({ length: groupCount }, (_, group) => ({
    settings: settingsAt({ axes }, group),
    trialCount: plan.trialCount / groupCount,
  }));
}

function groupIndices(plan: SweepPlan): Uint8Array {
  const isGrouped = groupedAxes(plan);
  const groups = new Uint8Array(plan.trialCount);
  let trial = 0;
  for (const indices of indicesOfTrials(plan, 0, plan.trialCount)) {
    groups[trial++] = combinationAt(plan, isGrouped, indices);
  }
  return groups;
}

function columnsByGroup(
  column: Float64Array,
  groupOfTrial: Uint8Array,
  trialCounts: readonly number[],
): readonly Float64Array[] {
  const columns = trialCounts.map((count) => new Float64Array(count));
  const taken = new Uint32Array(columns.length);
  for (let trial = 0; trial < column.length; trial++) {
    const group = groupOfTrial[trial];
    columns[group][taken[group]++] = column[trial];
  }
  return columns;
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
