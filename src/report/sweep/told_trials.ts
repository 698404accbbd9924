// Which trials of a sweep are told one by one, and by which loss: that of the rows held out, where trials can be compared by it.
// Why by these: what learns its own rows best may tell others worst.

import { figureWords } from "../../sweep/figure_words.ts";
import { haveOneMeasure } from "../../sweep/measures.ts";
import type { NotableTrial, NotableTrials } from "../../sweep/notable_trials.ts";
import type { SweepPlan } from "../../sweep/plan.ts";
import type { SweepSummary } from "../../sweep/summary.ts";

/** A trial of note as it is told. */
export interface ToldTrial extends NotableTrial {
  /** What it is called among the others: `best`. */
  readonly name: string;
  /** The loss by which it is told. */
  readonly loss: number;
}

/** Some trials of note. */
export interface ToldTrials {
  /** Which loss it is. */
  readonly loss: string;
  /** Whether all have the same: then the first stands for them. */
  readonly areEqual: boolean;
  /** Each trial once. */
  readonly trials: readonly ToldTrial[];
}

/** The trials of note by the better of the losses that are known; null where no trial completed. */
export function toldTrials(
  plan: SweepPlan,
  { notable, notableHeldOut }: Pick<SweepSummary, "notable" | "notableHeldOut">,
): ToldTrials | null {
  if (notableHeldOut !== null) {
    return toldBy(
      figureWords("validation_loss"),
      eachOnce(notableHeldOut, "best", "worst").map((trial) => ({ ...trial, loss: trial.validationLoss })),
    );
  }
  if (notable === null) return null;
  const isAll = plan.experiment.dataset.validation === null;
  // Which is best, rows that are held out would say, and not the loss of those that were learned, nor one of another measure.
  const isJudged = isAll && haveOneMeasure(plan);
  const trials = isJudged ? eachOnce(notable, "best", "worst") : eachOnce(notable, "lowest", "highest");
  return toldBy(
    isAll ? "final loss" : "final training loss",
    trials.map((trial) => ({ ...trial, loss: trial.finalLoss })),
  );
}

/** @param trials with growing losses. */
function toldBy(loss: string, trials: readonly ToldTrial[]): ToldTrials {
  const areEqual = trials.length > 1 && trials[0].loss === trials[trials.length - 1].loss;
  return { loss, areEqual, trials: areEqual ? [{ ...trials[0], name: "first" }] : trials };
}

/** The trials under their names: of one or two, some are the same. */
function eachOnce<Trial extends NotableTrial>(
  { best, median, worst }: NotableTrials<Trial>,
  first: string,
  last: string,
): readonly (Trial & { readonly name: string })[] {
  const isIn = ({ trial }: Trial, others: readonly Trial[]): boolean =>
    others.some((other) => other.trial === trial);
  return [
    { ...best, name: first },
    // Of an even number it has not the median loss, which is between two.
    ...(isIn(median, [best, worst]) ? [] : [{ ...median, name: "middle" }]),
    ...(isIn(worst, [best]) ? [] : [{ ...worst, name: last }]),
  ];
}
