// A run for other programs: what was asked and what came out, in one JSON object.
// What must not change: key order, and numbers that read back to the same doubles.

import { cellOf, featureColumnsOf } from "../dataset/dataset.ts";
import { configOf } from "../experiment/config.ts";
import { experimentId } from "../experiment/experiment_id.ts";
import { firstEpochUnder } from "../engine/training_run.ts";
import type { Outcome } from "../run/outcome.ts";
import { LOSS_THRESHOLDS } from "../sweep/figures.ts";
import { jsonText } from "./json_text.ts";
import { lossCells, lossColumns } from "./loss_columns.ts";
import { answerJson } from "./run_files.ts";
import { verdictJson } from "./verdict_json.ts";

/** A stored run as JSON, with its folder. */
export function runJson(outcome: Outcome, folder: string): string {
  const { experiment, status, divergedAtEpoch, finalLoss, losses, predictions } = outcome;
  const columns = featureColumnsOf(experiment.dataset.features);
  return jsonText({
    folder,
    name: experiment.name,
    id: experimentId(experiment),
    status,
    diverged_at_epoch: divergedAtEpoch,
    final_loss: finalLoss,
    verdict: verdictJson(outcome),
    first_epoch_under: Object.fromEntries(
      LOSS_THRESHOLDS.map((threshold) => [String(threshold), firstEpochUnder(losses, threshold)]),
    ),
    predictions: predictions.map(({ name, values, ...answer }) => ({
      name,
      features: Object.fromEntries(columns.map((column) => [column.name, cellOf(column, values)])),
      ...answerJson(experiment.dataset.target, answer),
    })),
    losses: losses.map((logged) =>
      Object.fromEntries(lossColumns(experiment).map((column) => [column, lossCells[column](logged)]))
    ),
    config: configOf(experiment),
  });
}
