// The figures of a sweep trial by trial, as a reader of `trials.csv` sees them.

import { answerShapeOf, figureCount } from "../../src/sweep/figures.ts";
import { partRange, type SweepPlan } from "../../src/sweep/plan.ts";
import { columnOf, FiguresInMemory, type SweepOutcome } from "../../src/sweep/sweep_outcome.ts";

/** The figures of all trials, shape [trialCount * figureCount]. */
export function trialRows(outcome: Pick<SweepOutcome, "plan" | "figures">): Float64Array {
  const { plan } = outcome;
  const width = figureCount(answerShapeOf(plan.experiment));
  const rows = new Float64Array(plan.trialCount * width);
  for (let figure = 0; figure < width; figure++) {
    columnOf(outcome, figure).forEach((value, trial) => rows[trial * width + figure] = value);
  }
  return rows;
}

/** Figures as a sweep keeps them, from rows of shape [trialCount * figureCount]. */
export function figuresOf(plan: SweepPlan, rows: Float64Array): FiguresInMemory {
  const width = figureCount(answerShapeOf(plan.experiment));
  const figures = new FiguresInMemory(plan);
  for (let part = 0; part < plan.partCount; part++) {
    const { from, to } = partRange(plan, part);
    const trialCount = to - from;
    figures.set(
      part,
      Float64Array.from(
        { length: trialCount * width },
        (_, at) => rows[(from + at % trialCount) * width + Math.floor(at / trialCount)],
      ),
    );
  }
  return figures;
}
