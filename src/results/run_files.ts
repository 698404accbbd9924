// The files of one run, but for the reports: what came out, as text.
// What must not change: no clock, host, path, locale or order of completion reaches a file; equal outcomes give
// equal bytes.

import {
  cellOf,
  type FeatureColumn,
  featureColumnsOf,
  outputNamesOf,
  type Target,
} from "../dataset/dataset.ts";
import type { Column } from "../dataset/standardize.ts";
import { configOf, formatOf, type JsonObject } from "../experiment/config.ts";
import { targetColumnsOf, topologyOf } from "../experiment/experiment.ts";
import { fixed } from "../text/decimal.ts";
import type { LoggedEpoch, Outcome, Prediction } from "../run/outcome.ts";
import { supervisedOf, supervisedWords } from "../run/supervised.ts";
import { type AnswerColumn, answerColumns, uniqueNames } from "./answer_columns.ts";
import { answerText } from "./answer_text.ts";
import { type CsvCell, csvLine } from "./csv_text.ts";
import { evaluationOf } from "./evaluation_json.ts";
import { jsonText } from "./json_text.ts";
import { layersJson } from "./model_layers.ts";
import { lossCells, lossColumns } from "./loss_columns.ts";

/** All of these files by name: what a run's folder holds besides its reports and the manifest. */
export function* textFiles(outcome: Outcome): Generator<readonly [string, string]> {
  yield ["experiment.yaml", outcome.experiment.sourceText];
  yield ["config.json", jsonText(configOf(outcome.experiment))];
  yield ["log.txt", logText(outcome)];
  yield ["loss.csv", lossCsv(outcome)];
  yield ["predictions.csv", predictionsCsv(outcome)];
  yield ["model.json", jsonText(modelOf(outcome))];
  if (formatOf(outcome.experiment) > 1) yield ["evaluation.json", jsonText(evaluationOf(outcome))];
}

/** `log.txt`: what the classic program prints. */
export function logText(outcome: Outcome): string {
  const lines = outcome.losses.map((logged) => `Epoch ${logged.epoch} ${loggedText(logged)}`);
  if (outcome.status === "diverged") {
    const { divergedAtEpoch: epoch } = outcome;
    const lost = epoch === null ? "Final parameters" : `Epoch ${epoch} loss`;
    lines.push(`${lost}: not finite, the run diverged`);
  }
  const supervision = supervisionLine(outcome);
  if (supervision !== null) lines.push(supervision);
  for (const prediction of outcome.predictions) {
    lines.push(`${prediction.name}: ${answerText(outcome.experiment.dataset.target, prediction)}`);
  }
  return lines.map((line) => line + "\n").join("");
}

/** `Stopped after epoch 340 of 1000: no better validation loss in 20 logged epochs`; null where there is nothing to say. */
function supervisionLine(outcome: Outcome): string | null {
  const supervised = supervisedOf(outcome);
  const words = supervised === null ? null : supervisedWords(outcome, supervised);
  return words === null ? null : words[0].toUpperCase() + words.slice(1);
}

/** `loss: 0.238`; where rows are held out, `loss: 0.238, accuracy: 0.950; validation loss: 0.301, accuracy: 0.900`. */
function loggedText({ loss, heldOut }: LoggedEpoch): string {
  const text = `loss: ${fixed(loss, 3)}`;
  if (heldOut === undefined) return text;
  const heldOutLoss = Number.isNaN(heldOut.loss) ? "not finite" : fixed(heldOut.loss, 3);
  return `${text}${accuracyText(heldOut.trainingAccuracy)}; validation loss: ${heldOutLoss}` +
    accuracyText(heldOut.accuracy);
}

function accuracyText(accuracy: number | null): string {
  return accuracy === null ? "" : `, accuracy: ${fixed(accuracy, 3)}`;
}

/** `loss.csv`: the logged losses with full precision. */
function lossCsv({ experiment, losses }: Outcome): string {
  const columns = lossColumns(experiment);
  const lines = losses.map((logged) => csvLine(columns.map((column) => lossCells[column](logged))));
  return csvLine(columns) + lines.join("");
}

/** `predictions.csv`: one line a query, features in raw units. */
function predictionsCsv({ experiment, predictions, status }: Outcome): string {
  const format = formatOf(experiment);
  const answers = answerColumns(experiment.dataset.target, format, null);
  const asked = featureColumnsOf(experiment.dataset.features);
  const columns = [...asked, ...answers].map(({ name }) => name);
  const header = csvLine(uniqueNames(["name", ...columns]));
  return header +
    predictions.map((prediction) => predictionLine(asked, answers, prediction, status)).join("");
}

/**
 * A line of `predictions.csv`; where there is no answer, it says why in place of the label.
 *
 * @param asked the columns of the query.
 * @param columns those of the answers.
 */
export function predictionLine(
  asked: readonly FeatureColumn[],
  columns: readonly AnswerColumn[],
  prediction: Prediction,
  status: Outcome["status"],
): string {
  const { name, values } = prediction;
  const cells = asked.map((column) => cellOf(column, values));
  return csvLine([name, ...cells, ...answerCells(columns, prediction, status)]);
}

/** The cells of an answer, in a table with a line each. */
export function answerCells(
  columns: readonly AnswerColumn[],
  { outputs, label }: Pick<Prediction, "outputs" | "label">,
  status: Outcome["status"],
): readonly CsvCell[] {
  const reason = status === "diverged" ? "diverged" : "not finite";
  return columns.map(({ output }) =>
    output === null ? (outputs === null ? reason : label) : outputs?.[output] ?? null
  );
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
    format: formatOf(experiment),
    numerics: experiment.numerics,
    name: experiment.name,
    status: outcome.status,
    ...(outcome.divergedAtEpoch === null ? {} : { diverged_at_epoch: outcome.divergedAtEpoch }),
    final_loss: outcome.finalLoss,
    features: features.map(featureJson),
    ...(target === null ? { target } : targetJson(target, targetColumnsOf(experiment), formatOf(experiment))),
    layers: parameters === null ? null : layersJson(topologyOf(experiment), parameters),
  };
}

/**
 * How an input is made of a cell: of a sentence, the numbers of its words, counted from 0; that of a category is 1 where the
 * column has its word, else 0.
 */
function featureJson({ name, unit, shift, scale, missing, category, learnedWords }: Column): JsonObject {
  if (learnedWords !== undefined) return { name, tokens: "words", words: learnedWords };
  return {
    ...(category === undefined
      ? { name, unit }
      : { name, column: category.column, category: category.label }),
    shift,
    scale,
    ...(missing === undefined ? {} : { missing }),
  };
}

/** What the outputs mean: their classes, or the columns whose shift and scale turn them into raw numbers. */
function targetJson(target: Target, columns: readonly Column[], format: number): JsonObject {
  switch (target.kind) {
    case "numbers":
      return format === 1
        ? { target: { name: columns[0].name, classes: null } }
        : { targets: columns.map(({ name, unit, shift, scale }) => ({ name, unit, shift, scale })) };
    case "coded": {
      const classes = Object.fromEntries(target.classes.map(({ label, value }) => [label, value]));
      return { target: { name: target.name, classes } };
    }
    case "classes":
      return { target: { name: target.name, classes: target.labels } };
  }
}
