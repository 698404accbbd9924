// The files of one run, but for the reports: what came out, as text.
// What must not change: no clock, host, path, locale or order of completion reaches a file; equal outcomes give
// equal bytes.

import { outputNamesOf, type Target } from "../dataset/dataset.ts";
import { configOf, type JsonObject } from "../experiment/config.ts";
import { topologyOf } from "../experiment/experiment.ts";
import { FORMAT_VERSION } from "../experiment/versions.ts";
import { layersOf } from "../engine/topology.ts";
import { fixed } from "../text/decimal.ts";
import type { Outcome, Prediction } from "../run/outcome.ts";
import { csvLine } from "./csv_text.ts";
import { jsonText } from "./json_text.ts";

/** All of these files by name: what a run's folder holds besides its reports and the manifest. */
export function* textFiles(outcome: Outcome): Generator<readonly [string, string]> {
  yield ["experiment.yaml", outcome.experiment.sourceText];
  yield ["config.json", jsonText(configOf(outcome.experiment))];
  yield ["log.txt", logText(outcome)];
  yield ["loss.csv", lossCsv(outcome)];
  yield ["predictions.csv", predictionsCsv(outcome)];
  yield ["model.json", jsonText(modelOf(outcome))];
}

/** `log.txt`: what the classic program prints. */
export function logText(outcome: Outcome): string {
  const lines = outcome.losses.map(({ epoch, loss }) => `Epoch ${epoch} loss: ${fixed(loss, 3)}`);
  if (outcome.divergedAtEpoch !== null) {
    lines.push(`Epoch ${outcome.divergedAtEpoch} loss: not finite, the run diverged`);
  }
  for (const { name, outputs, label } of outcome.predictions) {
    const answer = outputs === null ? "no answer" : fixed(outputs[0], 3);
    lines.push(`${name}: ${answer}${label === null ? "" : ` - ${label}`}`);
  }
  return lines.map((line) => line + "\n").join("");
}

/** `loss.csv`: the logged losses with full precision. */
function lossCsv({ losses }: Outcome): string {
  return csvLine(["epoch", "loss"]) + losses.map(({ epoch, loss }) => csvLine([epoch, loss])).join("");
}

/** `predictions.csv`: one line a query, features in raw units. */
function predictionsCsv({ features, predictions, status }: Outcome): string {
  const header = csvLine(["name", ...features.map(({ name }) => name), "output", "label"]);
  return header + predictions.map((prediction) => predictionLine(prediction, status)).join("");
}

/** A line of `predictions.csv`; where there is no answer, it says why in place of the label. */
export function predictionLine(
  { name, values, outputs, label }: Prediction,
  status: Outcome["status"],
): string {
  const reason = status === "diverged" ? "diverged" : "not finite";
  return csvLine([name, ...values, ...(outputs ?? [null]), outputs === null ? reason : label]);
}

/** An answer for other programs: its output, or by their names where it has several. */
export function answerJson(
  target: Target | null,
  { outputs, label }: Pick<Prediction, "outputs" | "label">,
): JsonObject {
  const names = outputNamesOf(target);
  if (names.length === 1) return { output: outputs === null ? null : outputs[0], label };
  const byName = outputs === null
    ? null
    : Object.fromEntries(names.map((name, index) => [name, outputs[index]]));
  return { outputs: byName, label };
}

/** `model.json`: enough to predict anywhere; `layers` is null where the run diverged. */
function modelOf(outcome: Outcome): JsonObject {
  const { experiment, features, parameters } = outcome;
  const { target } = experiment.dataset;
  return {
    format: FORMAT_VERSION,
    numerics: experiment.numerics,
    name: experiment.name,
    status: outcome.status,
    ...(outcome.divergedAtEpoch === null ? {} : { diverged_at_epoch: outcome.divergedAtEpoch }),
    final_loss: outcome.finalLoss,
    features: features.map(({ name, unit, shift, scale }) => ({ name, unit, shift, scale })),
    target: target === null ? null : targetJson(target),
    layers: parameters === null ? null : layersOf(topologyOf(experiment)).map((layer) => ({
      activation: layer.activation.name,
      weights: Array.from({ length: layer.outputCount }, (_, neuron) => {
        const start = layer.weightOffset + neuron * layer.inputCount;
        return [...parameters.subarray(start, start + layer.inputCount)];
      }),
      biases: [...parameters.subarray(layer.biasOffset, layer.biasOffset + layer.outputCount)],
    })),
  };
}

function targetJson(target: Target): JsonObject {
  switch (target.kind) {
    case "numbers":
      return { name: target.columns[0].name, classes: null };
    case "coded": {
      const classes = Object.fromEntries(target.classes.map(({ label, value }) => [label, value]));
      return { name: target.name, classes };
    }
    case "classes":
      return { name: target.name, classes: target.labels };
  }
}
