// Reads `model.json` back: how a run ended, and its weights and biases.
// What must not change: a number that is missing, too many or no number makes the file damaged, never a guess.

import { type Experiment, topologyOf } from "../experiment/experiment.ts";
import { layersOf, parameterCount } from "../engine/topology.ts";
import type { Outcome } from "../run/outcome.ts";
import {
  isFiniteNumber,
  jsonOf,
  memberOf,
  type Read,
  type StoredFiles,
  type UncheckedJson,
} from "./stored_text.ts";

/** What the model of a run says of its outcome. */
export type StoredModel = Pick<Outcome, "status" | "divergedAtEpoch" | "finalLoss" | "parameters">;

/** The model of `model.json`. */
export function readModel(files: StoredFiles, experiment: Experiment): Read<{ readonly model: StoredModel }> {
  const file = "model.json";
  const bytes = files.get(file);
  if (bytes === undefined) return { problem: { file, message: "the file is missing" } };
  const json = jsonOf(file, bytes);
  if ("problem" in json) return json;
  const status = memberOf(json.value, "status");
  const divergedAtEpoch = memberOf(json.value, "diverged_at_epoch") ?? null;
  const finalLoss = memberOf(json.value, "final_loss") ?? null;
  if (status !== "completed" && status !== "diverged") {
    return { problem: { file, message: "status must be completed or diverged" } };
  }
  if ((status === "diverged") !== isFiniteNumber(divergedAtEpoch)) {
    return {
      problem: { file, message: "diverged_at_epoch must stand there for a diverged run, and only there" },
    };
  }
  if (finalLoss !== null && !isFiniteNumber(finalLoss)) {
    return { problem: { file, message: "final_loss must be a number or null" } };
  }
  const parameters = status === "diverged" ? null : parametersOf(memberOf(json.value, "layers"), experiment);
  if (parameters === undefined) {
    return {
      problem: { file, message: "layers must hold a number for each weight and bias of the network" },
    };
  }
  return { model: { status, divergedAtEpoch: divergedAtEpoch as number | null, finalLoss, parameters } };
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
