// The columns of `loss.csv`: an epoch and its loss, and where rows are held out what was found of them.
// What must not change: without held-out rows it has the two columns that it always had.

import type { Experiment } from "../experiment/experiment.ts";
import type { LoggedEpoch } from "../run/outcome.ts";
import { type EpochName, epochNames } from "../sweep/figures.ts";

/** What a column is called. */
export type LossColumn = "epoch" | "loss" | EpochName;

/** The columns for an experiment, in their order. */
export function lossColumns(experiment: Experiment): readonly LossColumn[] {
  return ["epoch", "loss", ...epochNames(experiment)];
}

/** What is in each column; null for a number that is not finite. */
export const lossCells: Readonly<Record<LossColumn, (logged: LoggedEpoch) => number | null>> = {
  epoch: ({ epoch }) => epoch,
  loss: ({ loss }) => loss,
  accuracy: ({ heldOut }) => heldOut?.trainingAccuracy ?? null,
  validation_loss: ({ heldOut }) => heldOut === undefined || Number.isNaN(heldOut.loss) ? null : heldOut.loss,
  validation_accuracy: ({ heldOut }) => heldOut?.accuracy ?? null,
};
