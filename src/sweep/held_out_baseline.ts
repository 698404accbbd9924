// What the rows held out would have if one answer were given for all of them: the class that most of them have, or their mean.
// Why: 80% told rightly is much where classes are even, and nothing where four rows in five are of one class.

import { classLabelsOf, labelOfRow } from "../dataset/dataset.ts";
import { targetsOf } from "../dataset/standardize.ts";
import { type AnswerLoss, isMatchedLoss, type Loss, losses } from "../engine/rules/loss.ts";
import { type Experiment, targetColumnsOf } from "../experiment/experiment.ts";
import { variantOf } from "../experiment/reading/variant.ts";
import { mostFrequent } from "../judging/most_frequent.ts";
import { numbers } from "../numeric/numbers.ts";
import type { JudgedName } from "./figures.ts";
import { haveOneMeasure } from "./measures.ts";
import { settingsAt, type SweepPlan, trialCountOf } from "./plan.ts";

/** What one answer for all held-out rows would have. */
export interface HeldOutBaseline {
  readonly name: JudgedName;
  /** In the mean of all splits: a share of rows told rightly, or a loss. */
  readonly value: number;
  /** What 1 less a loss, as a part of this one, is called: `R²`; null where it has no name. */
  readonly explained: string | null;
}

/** Of more splits than this nothing is worked out. */
const MOST_SPLITS = 200;

/** Each sentence, table and page of a sweep has it beside its figures, and hundreds of splits are not made for each anew. */
const known = new WeakMap<Experiment, HeldOutBaseline | null>();

/**
 * The baseline of a sweep; null where no rows are held out, and of numbers where the trials' losses are of several measures or
 * there is more than one column.
 */
export function heldOutBaselineOf(
  plan: Pick<SweepPlan, "experiment" | "axes" | "keys">,
): HeldOutBaseline | null {
  const { experiment } = plan;
  const found = known.get(experiment);
  if (found !== undefined) return found;
  const baseline = workedOut(plan);
  known.set(experiment, baseline);
  return baseline;
}

function workedOut(plan: Pick<SweepPlan, "experiment" | "axes" | "keys">): HeldOutBaseline | null {
  const { experiment } = plan;
  if (experiment.dataset.validation === null) return null;
  const axes = plan.axes.filter((axis) => axis.some(({ key }) => key.startsWith("dataset.validation.")));
  const count = trialCountOf(axes);
  if (count > MOST_SPLITS) return null;
  const measure = measureOf(plan);
  if (measure === null) return null;
  const { valueOf, ...told } = measure;
  let sum = 0;
  for (let split = 0; split < count; split++) {
    const variant = axes.length === 0 ? experiment : variantOf(experiment, settingsAt({ axes }, split));
    // One row is its own mean and its own class.
    if (variant.dataset.validation!.rows.length < 2) return null;
    sum += valueOf(variant);
  }
  return { ...told, value: sum / count };
}

/** What the baseline is of, and how that of one split is worked out. */
interface Measure extends Omit<HeldOutBaseline, "value"> {
  readonly valueOf: (variant: Experiment) => number;
}

/** Null where no baseline is worked out. */
function measureOf(plan: Pick<SweepPlan, "experiment" | "axes" | "keys">): Measure | null {
  const { dataset: { target }, training } = plan.experiment;
  if (classLabelsOf(target).length > 0) {
    return { name: "validation_accuracy", explained: null, valueOf: shareOfMostFrequent };
  }
  const loss: Loss = losses[training.loss];
  if (target?.kind !== "numbers" || target.columns.length > 1 || isMatchedLoss(loss)) return null;
  if (!haveOneMeasure(plan)) return null;
  const valueOf = (variant: Experiment): number => lossOfMean(variant, loss);
  return { name: "validation_loss", explained: loss.explained ?? null, valueOf };
}

function shareOfMostFrequent({ dataset: { target, validation } }: Experiment): number {
  const { rows } = validation!;
  const [, count] = mostFrequent(rows.map((row) => labelOfRow(target, row)));
  return count / rows.length;
}

/** The loss of always answering the mean of the targets, which are shifted and scaled as they are for a network. */
function lossOfMean(variant: Experiment, loss: AnswerLoss): number {
  const { target, validation } = variant.dataset;
  const { value } = loss.over(numbers);
  const targets = targetsOf(target, targetColumnsOf(variant), validation!.rows);
  const mean = targets.reduce((sum, target) => sum + target, 0) / targets.length;
  return targets.reduce((sum, target) => sum + value(target, mean), 0) / targets.length;
}
