// What the rows held out say of the best setting of each sweep, in the mean of its trials.
// Why beside the medians over all settings: who tries settings takes the best, and a wide sweep has a poor median.

import { heldOutMeans, rankedSettings } from "../report/sweep/held_out_means.ts";
import { type JudgedName, judgedNames, type NamedFigure } from "../sweep/figures.ts";
import { planOf } from "../sweep/plan.ts";
import type { NamedSweep } from "./compared_sweeps.ts";

/** A figure at the best of the settings that are ranked by it; null where none is, or nothing was chosen. */
export function bestMeanCalled({ experiment, summary }: NamedSweep, name: NamedFigure): number | null {
  const plan = planOf(experiment);
  const figure = heldOutMeans(plan, summary).find((one) => one.name === name);
  if (figure === undefined) return null;
  const isRanked = rankedSettings(plan, figure.means);
  const means = figure.means.filter((_, setting) => isRanked[setting]).map(({ mean }) => mean);
  if (means.length === 0) return null;
  return means.reduce((best, mean) => figure.isBetter(mean, best) ? mean : best);
}

/** The figures that some sweep has at its best setting. */
export function bestNamesIn(sweeps: readonly NamedSweep[]): readonly JudgedName[] {
  const names = new Set(sweeps.flatMap(({ experiment }) => judgedNames(experiment)));
  // A loss of one measure is no better than one of another.
  const isOneLoss = new Set(sweeps.map(({ experiment }) => experiment.training.loss)).size === 1;
  return [...names].filter((name) => name !== "validation_loss" || isOneLoss).filter((name) =>
    sweeps.some((sweep) => bestMeanCalled(sweep, name) !== null)
  );
}
