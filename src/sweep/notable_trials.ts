// The trials of note of a sweep: those with the smallest, the middle and the largest loss.
// What must not change: among equal losses, trials are in plan order.

import type { Settings } from "../experiment/reading/variant.ts";
import { answerShapeOf, FIGURE, judgedFigure, judgedNames } from "./figures.ts";
import { haveOneMeasure } from "./measures.ts";
import { settingsAt, type SweepPlan } from "./plan.ts";
import { columnOf, type SweepOutcome } from "./sweep_outcome.ts";

/** One trial of note. */
export interface NotableTrial {
  /** Counted from 0, in plan order. */
  readonly trial: number;
  /** Its values of the swept keys. */
  readonly settings: Settings;
  /** The loss of its final parameters. */
  readonly finalLoss: number;
}

/** One trial of note by the rows held out. */
export interface JudgedTrial extends NotableTrial {
  /** The loss of the rows held out. */
  readonly validationLoss: number;
}

/** The trials with the smallest, the median and the largest loss. */
export interface NotableTrials<Trial extends NotableTrial = NotableTrial> {
  /** With the smallest. */
  readonly best: Trial;
  /** In the middle; of an even number the upper one. */
  readonly median: Trial;
  /** With the largest. */
  readonly worst: Trial;
}

/** Of more trials a stored sweep would have to be read for a long while. */
const MOST_JUDGED = 1_000_000;

/** @param sorted the final losses of all trials that completed, growing. @returns null where none did. */
export function notableByFinalLoss(outcome: SweepOutcome, sorted: Float64Array): NotableTrials | null {
  const finalLosses = columnOf(outcome, FIGURE.finalLoss);
  return notableAt(sorted, finalLosses, (trial): NotableTrial => trialOf(outcome, trial, finalLosses));
}

/**
 * The figure of the loss of the rows held out, by which one trial can be compared with another; null where none are held out,
 * where it depends on the trial which are, where losses are of several measures, and for more than a million trials.
 */
export function validationLossFigure(plan: SweepPlan): number | null {
  const index = judgedNames(plan.experiment).indexOf("validation_loss");
  const areOthers = plan.keys.some((key) => key.startsWith("dataset.validation."));
  if (index < 0 || areOthers || plan.trialCount > MOST_JUDGED || !haveOneMeasure(plan)) return null;
  return judgedFigure(answerShapeOf(plan.experiment), index);
}

/** @param figure see {@linkcode validationLossFigure}. @param sorted its numbers, growing. @returns null where there are none. */
export function notableByRowsHeldOut(
  outcome: SweepOutcome,
  figure: number,
  sorted: Float64Array,
): NotableTrials<JudgedTrial> | null {
  const losses = columnOf(outcome, figure);
  const finalLosses = columnOf(outcome, FIGURE.finalLoss);
  return notableAt(sorted, losses, (trial): JudgedTrial => ({
    ...trialOf(outcome, trial, finalLosses),
    validationLoss: losses[trial],
  }));
}

function trialOf({ plan }: SweepOutcome, trial: number, finalLosses: Float64Array): NotableTrial {
  return { trial, settings: settingsAt(plan, trial), finalLoss: finalLosses[trial] };
}

/** @param losses in plan order. @param sorted the same without those that are none, growing. */
function notableAt<Trial extends NotableTrial>(
  sorted: Float64Array,
  losses: Float64Array,
  trialOf: (trial: number) => Trial,
): NotableTrials<Trial> | null {
  if (sorted.length === 0) return null;
  const trialAt = (rank: number): Trial => {
    let before = rank - sorted.indexOf(sorted[rank]);
    let trial = 0;
    while (losses[trial] !== sorted[rank] || before-- > 0) trial++;
    return trialOf(trial);
  };
  return { best: trialAt(0), median: trialAt(sorted.length >> 1), worst: trialAt(sorted.length - 1) };
}
