// Reads `model.json` back: how a run ended, and its weights and biases.
// What must not change: if a number is missing, surplus or not a number, the file is damaged; nothing is guessed.

import { type Experiment, topologyOf } from "../experiment/experiment.ts";
import { layersOf, parameterCount } from "../engine/topology.ts";
import type { Outcome } from "../run/outcome.ts";
import {
  damaged,
  isFiniteNumber,
  jsonIn,
  memberOf,
  type StoredFiles,
  type StoredRead,
  type UncheckedJson,
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
  const parameters = status === "diverged" ? null : parametersOf(memberOf(json.ok, "layers"), experiment);
  if (parameters === undefined) {
    return damaged(file, "layers must hold a number for each weight and bias of the network");
  }
  return { ok: { status, divergedAtEpoch: divergedAtEpoch as number | null, finalLoss, parameters } };
}

/** Weights and biases in draw order; undefined where one is missing or too many. */
function parametersOf(layers: UncheckedJson, experiment: Experiment): Float64Array | undefined {
  const topology = topologyOf(experiment);
  const wanted = layersOf(topology);
  const parameters = new Float64Array(parameterCount(topology));
  if (!Array.isArray(layers) || layers.length !== wanted.length) return undefined;
  for (const [index, { inputCount, outputCount, weightOffset, biasOffset }] of wanted.entries()) {
    const weights = memberOf(layers[index], "weights");
    if (!Array.isArray(weights) || weights.length !== outputCount) return undefined;
    for (const [neuron, row] of weights.entries()) {
      if (!isNumberList(row, inputCount)) return undefined;
      parameters.set(row, weightOffset + neuron * inputCount);
    }
    const biases = memberOf(layers[index], "biases");
    if (!isNumberList(biases, outputCount)) return undefined;
    parameters.set(biases, biasOffset);
  }
  return parameters;
}

function isNumberList(value: UncheckedJson, length: number): value is number[] {
  return Array.isArray(value) && value.length === length && value.every(isFiniteNumber);
}
