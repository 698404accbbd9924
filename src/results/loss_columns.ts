// The columns of `loss.csv`: an epoch and its loss, and where rows are held out what was found of them.
// What must not change: without held-out rows it has the two columns that it always had.

import { classLabelsOf } from "../dataset/dataset.ts";
import type { Experiment } from "../experiment/experiment.ts";
import type { LoggedEpoch } from "../run/outcome.ts";

/** What a column is called. */
export type LossColumn = "epoch" | "loss" | "accuracy" | "validation_loss" | "validation_accuracy";

/** The columns for an experiment, in their order. */
export function lossColumns({ dataset: { target, validation } }: Experiment): readonly LossColumn[] {
  if (validation === null) return ["epoch", "loss"];
  if (classLabelsOf(target).length === 0) return ["epoch", "loss", "validation_loss"];
  return ["epoch", "loss", "accuracy", "validation_loss", "validation_accuracy"];
}

/** What is in each column; null for a number that is not finite. */
export const lossCells: Readonly<Record<LossColumn, (logged: LoggedEpoch) => number | null>> = {
  epoch: ({ epoch }) => epoch,
  loss: ({ loss }) => loss,
  accuracy: ({ heldOut }) => heldOut?.trainingAccuracy ?? null,
  validation_loss: ({ heldOut }) => heldOut === undefined || Number.isNaN(heldOut.loss) ? null : heldOut.loss,
  validation_accuracy: ({ heldOut }) => heldOut?.accuracy ?? null,
};
