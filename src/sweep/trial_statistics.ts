// The statistics of some trials, figure by figure: those of a whole sweep, or of one setting.
// Why figure by figure: all figures of ten million trials take more memory than there may be.

import { classLabelsOf, labelOf, outputNamesOf, type Target } from "../dataset/dataset.ts";
import { type Distribution, distributionOf, growing, medianOf, withoutNaN } from "./distribution.ts";
import {
  answerName,
  answerShapeOf,
  FIGURE,
  firstOutput,
  judgedFigure,
  type NamedFigure,
  namedFigures,
  rowsRightFigure,
} from "./figures.ts";
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

/** How many trials answer every row that they learned rightly. */
export interface RowsRightSummary {
  /** Trials that do. */
  readonly count: number;
  /** Of all trials, diverged ones too, 0 … 1. */
  readonly share: number;
}

/** How a figure of rows, learned or held out, or of ends is spread over trials. */
export interface JudgedSummary {
  /** Which figure it is. */
  readonly name: NamedFigure;
  /** Of the trials that completed; null where none has it. */
  readonly spread: Distribution | null;
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
  /** How many answer all rows rightly; null where that is no goal of the experiment. */
  readonly rowsRight: RowsRightSummary | null;
  /** One for each figure that judges trials: those of its rows, then those of its end. */
  readonly judged: readonly JudgedSummary[];
  /** One for each query, in their order. */
  readonly queries: readonly QuerySummary[];
}

/** Of more trials the numbers are not kept in order, but read again for whoever draws them. */
const MOST_KEPT = 1_000_000;

/** The statistics of some trials, figure by figure. */
export class TrialsStatistics {
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
  readonly #namedFigures: readonly NamedFigure[];
  readonly #lossThresholds: readonly number[];
  readonly #firstOutput: number;
  /** The first of the figures that judge a trial. */
  readonly #firstJudged: number;
  readonly #rowsRightFigure: number;
  #rowsRightCount: number | null = null;
  /** The spreads of the outputs of the query that is being taken. */
  #spreads: readonly OutputSummary[] = [];
  /** The class that each trial answers, as far as its outputs were taken. */
  #largest: LargestOutputs | null = null;

  /** @param options whether numbers are kept in order for those who draw them, where there are not too many. */
  constructor(outcome: SweepOutcome, { keepsNumbers }: { readonly keepsNumbers: boolean }) {
    this.#outcome = outcome;
    this.#target = outcome.plan.experiment.dataset.target;
    this.#outputNames = outputNamesOf(this.#target);
    this.#namedFigures = namedFigures(outcome.plan.experiment);
    const shape = answerShapeOf(outcome.plan.experiment);
    this.#lossThresholds = shape.lossThresholds;
    this.#firstOutput = firstOutput(shape);
    this.#firstJudged = judgedFigure(shape, 0);
    this.#rowsRightFigure = rowsRightFigure(shape);
    this.#isKept = keepsNumbers && outcome.plan.trialCount <= MOST_KEPT;
  }

  /**
   * Takes one figure of the trials.
   *
   * @param column in trial order; it is used up.
   * @returns those of the numbers that are there, growing unless they are only counted.
   */
  take(figure: number, column: Float64Array): Float64Array {
    if (figure === this.#rowsRightFigure) return this.#takeRowsRight(column);
    if (figure >= this.#firstJudged) return this.#takeJudged(figure, withoutNaN(column));
    const output = figure < this.#firstOutput ? -1 : (figure - this.#firstOutput) % this.#outputNames.length;
    if (output >= 0 && this.#target?.kind === "classes") {
      if (output === 0) this.#largest = new LargestOutputs(column.length);
      this.#largest?.take(output, column);
    }
    const values = withoutNaN(column);
    if (figure === FIGURE.finalLoss) this.#finalLoss = this.#spread(figure, values);
    else if (figure === FIGURE.divergedAtEpoch) this.#divergedCount = values.length;
    else if (figure < this.#firstOutput) {
      this.#epochs.push({ count: values.length, medianEpoch: medianOf(values) });
    } else {
      this.#takeOutput(figure, output, values);
    }
    return values;
  }

  #takeRowsRight(column: Float64Array): Float64Array {
    let count = 0;
    for (const isRight of column) if (isRight === 1) count++;
    this.#rowsRightCount = count;
    return column;
  }

  #takeJudged(figure: number, values: Float64Array): Float64Array {
    const name = this.#namedFigures[figure - this.#firstJudged];
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

  /** The statistics, once every figure was taken. @param trialCount of all trials, diverged ones too. */
  summary(trialCount: number): TrialsSummary {
    return {
      trialCount,
      divergedCount: this.#divergedCount,
      finalLoss: this.#finalLoss,
      thresholds: this.#lossThresholds.map((threshold, index): ThresholdSummary => {
        const { count, medianEpoch } = this.#epochs[index];
        return { threshold, count, share: count / trialCount, medianEpoch };
      }),
      rowsRight: this.#rowsRightCount === null
        ? null
        : { count: this.#rowsRightCount, share: this.#rowsRightCount / trialCount },
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
