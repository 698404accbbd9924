// Reads `model.json` back: how a run ended, and its weights and biases.
// What must not change: if a number is missing, surplus or not a number, the file is damaged; nothing is guessed.

import { type Experiment, topologyOf } from "../experiment/experiment.ts";
import type { Outcome } from "../run/outcome.ts";
import { parametersIn } from "./model_layers.ts";
import {
  damaged,
  isFiniteNumber,
  jsonIn,
  memberOf,
  type StoredFiles,
  type StoredRead,
} from "./stored_text.ts";

/** What the model of a run says of its outcome. */
export type StoredModel = Pick<Outcome, "status" | "divergedAtEpoch" | "finalLoss" | "parameters">;

export function readModel(files: StoredFiles, experiment: Experiment): StoredRead<StoredModel> {
  const file = "model.json";
  const json = jsonIn(files, file);
  if ("problems" in json) return json;
  const status = memberOf(json.ok, "status");
  const divergedAtEpoch = memberOf(json.ok, "diverged_at_epoch") ?? null;
  const finalLoss = memberOf(json.ok, "final_loss") ?? null;
  if (status !== "completed" && status !== "diverged") {
    return damaged(file, "status must be completed or diverged");
  }
  if (divergedAtEpoch !== null && !(status === "diverged" && isFiniteNumber(divergedAtEpoch))) {
    return damaged(file, "diverged_at_epoch must be an epoch of a diverged run");
  }
  if (finalLoss !== null && !isFiniteNumber(finalLoss)) {
    return damaged(file, "final_loss must be a number or null");
  }
  const parameters = status === "diverged"
    ? null
    : parametersIn(memberOf(json.ok, "layers"), topologyOf(experiment));
  if (parameters === undefined) {
    return damaged(file, "layers must hold a number for each weight and bias of the network");
  }
  return { ok: { status, divergedAtEpoch: divergedAtEpoch as number | null, finalLoss, parameters } };
}
