// `evaluation.json`: how good the trained network is on the rows that it learned and on those that were held out.
// What must not change: keys and their order; a figure that is not defined is null.

import { classLabelsOf, type Target } from "../dataset/dataset.ts";
import { formatOf, type JsonObject, type JsonValue } from "../experiment/config.ts";
import type { Experiment } from "../experiment/experiment.ts";
import type { CalibrationBin } from "../judging/probability_scores.ts";
import type { Outcome } from "../run/outcome.ts";
import { answersOf, type RowAnswers } from "../run/row_answers.ts";
import { type ClassesScores, orNull, scoresOfRows } from "../run/scores.ts";
import { supervisedOf } from "../run/supervised.ts";

/** The evaluation of a run; its splits are null where they have no rows, and where the run diverged. */
export function evaluationOf(outcome: Outcome): JsonObject {
  const { experiment, status } = outcome;
  const { dataset } = experiment;
  const answers = answersOf(outcome);
  const split = (of: RowAnswers | null | undefined): JsonValue =>
    of === null || of === undefined ? null : splitJson(experiment, of);
  return {
    format: formatOf(experiment),
    numerics: experiment.numerics,
    name: experiment.name,
    status,
    training: split(answers?.training),
    validation: split(answers?.validation),
    held_out_rows: dataset.validation?.rows.map(({ name }) => name) ?? [],
    ...supervisionJson(outcome),
  };
}

/** What came of schedule and stop: nothing for a training that has neither. */
export function supervisionJson(outcome: Outcome): JsonObject {
  const { schedule, stop } = outcome.experiment.training;
  const supervised = supervisedOf(outcome);
  const { earlyEnd = null, kept = null } = supervised ?? {};
  return {
    ...(stop === null ? {} : {
      stopped: earlyEnd === null ? null : { after_epoch: earlyEnd.epoch, reason: earlyEnd.reason },
      kept_epoch: kept?.epoch ?? null,
    }),
    // A factor above 1 may lead a rate beyond all doubles.
    ...(schedule === null ? {} : { last_learning_rate: orNull(supervised?.learningRate ?? NaN) }),
  };
}

function splitJson(experiment: Experiment, answers: RowAnswers): JsonObject {
  const { rowCount, loss, classes, numbers } = scoresOfRows(experiment, answers);
  return {
    rows: rowCount,
    loss,
    ...(classes === null ? {} : {
      ...classesJson(classes),
      wrong_rows: wrongRows(experiment.dataset.target, answers),
    }),
    ...(numbers.length === 0
      ? {}
      : { targets: numbers.map(({ name, mse, mae, r2 }) => ({ name, mse, mae, r2 })) }),
  };
}

function classesJson(
  { labels, accuracy, confusion, scores, macroF1, logLoss, auc, calibration }: ClassesScores,
) {
  return {
    accuracy,
    confusion_matrix: confusion,
    classes: scores.map(({ precision, recall, f1, support }, index) => ({
      class: labels[index],
      precision,
      recall,
      f1,
      support,
    })),
    macro_f1: macroF1,
    log_loss: logLoss,
    ...(labels.length === 2 ? { auc, calibration: calibration?.map(binJson) ?? null } : {}),
  };
}

function binJson({ from, to, count, meanProbability, shareOf1 }: CalibrationBin): JsonObject {
  const isEmpty = count === 0;
  return {
    from,
    to,
    rows: count,
    mean_probability: isEmpty ? null : meanProbability,
    share: isEmpty ? null : shareOf1,
  };
}

/** The rows that are answered as another class, by name. */
function wrongRows(target: Target | null, { rows, classes }: RowAnswers): readonly JsonObject[] {
  const labels = classLabelsOf(target);
  return rows.flatMap(({ name }, row): JsonObject[] => {
    const [truth, answer] = [classes!.truth[row], classes!.answers[row]];
    return truth === answer ? [] : [{ row: name, class: labels[truth], answer: labels[answer] }];
  });
}
