// The scores of a run's rows, and `evaluation.json`, which holds them.

import assert from "node:assert/strict";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { labelOf } from "../../src/dataset/dataset.ts";
import { feedforward } from "../../src/engine/feedforward.ts";
import { dataOf, topologyOf } from "../../src/experiment/experiment.ts";
import { areaUnderCurve, logLoss } from "../../src/judging/probability_scores.ts";
import { rSquared } from "../../src/judging/number_scores.ts";
import { resultFiles } from "../../src/results/result_files.ts";
import type { Outcome } from "../../src/run/outcome.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { answersOf } from "../../src/run/row_answers.ts";
import { scoresOfRows } from "../../src/run/scores.ts";
import { FLOWERS, HELD_OUT, HELD_OUT_NUMBERS } from "../many_outputs.ts";

function run(text: string, ...overrides: string[]): Outcome {
  return runExperiment(parseExperiment(text, { overrides }));
}

// deno-lint-ignore no-explicit-any
function evaluation(outcome: Outcome): any {
  return JSON.parse(String(resultFiles(outcome).get("evaluation.json")));
}

Deno.test("answers to rows are those that queries with the same values get", () => {
  for (const text of [HELD_OUT, HELD_OUT_NUMBERS]) {
    const outcome = run(text);
    const { experiment } = outcome;
    const { rows, validation } = experiment.dataset;
    const queries = [...rows, ...validation!.rows].map(({ values }, index) => ({
      name: `q${index}`,
      values,
    }));
    const asked = runExperiment({ ...experiment, queries }).predictions.map(({ outputs }) => outputs);
    const { training, validation: heldOut } = answersOf(outcome)!;
    assert.deepEqual([...training!.outputs, ...heldOut!.outputs], asked);
  }
});

Deno.test("the logged figures at the last epoch are those of the final parameters", () => {
  // With one epoch between two logged ones the last logged epoch is the end.
  const outcome = run(HELD_OUT, "log_every=1");
  const { training, validation } = evaluation(outcome);
  const { loss, heldOut } = outcome.losses.at(-1)!;
  assert.deepEqual([training.loss, training.accuracy], [loss, heldOut!.trainingAccuracy]);
  assert.deepEqual([validation.loss, validation.accuracy], [heldOut!.loss, heldOut!.accuracy]);
});

Deno.test("the scores of two classes are those of the judges on the network's answers", () => {
  const outcome = run(HELD_OUT);
  const { experiment, parameters } = outcome;
  const { rows } = experiment.dataset.validation!;
  const { inputs } = dataOf(experiment, rows);
  const outputs = rows.map((
    _,
    row,
  ) => [...feedforward(topologyOf(experiment), parameters!, inputs.subarray(2 * row, 2 * row + 2))]);
  const truth = rows.map(({ targets: [value] }) => value);
  const labels = outputs.map((answer) => labelOf(experiment.dataset.target, answer));
  const { validation, held_out_rows } = evaluation(outcome);
  const right =
    rows.filter(({ targets: [value] }, row) => ["setosa", "virginica"][value] === labels[row]).length;
  assert.equal(validation.accuracy, right / rows.length);
  const shares = outputs.map(([one, other]) => [one / (one + other), other / (one + other)]);
  assert.equal(validation.log_loss, logLoss(truth, shares));
  assert.equal(validation.auc, areaUnderCurve(truth, shares.map(([, other]) => other)));
  assert.equal(validation.calibration.length, 10);
  assert.deepEqual(held_out_rows, rows.map(({ name }) => name));
  const wrong = rows.flatMap(({ name, targets: [value] }, row) => {
    const is = ["setosa", "virginica"][value];
    return is === labels[row] ? [] : [{ row: name, class: is, answer: labels[row] }];
  });
  assert.deepEqual(validation.wrong_rows, wrong);
});

Deno.test("the scores of numbers are in raw units, a column each", () => {
  const outcome = run(HELD_OUT_NUMBERS);
  const { outputs } = answersOf(outcome)!.training!;
  const { training } = evaluation(outcome);
  assert.deepEqual(training.targets.map(({ name }: { name: string }) => name), ["score", "rest"]);
  const answers = outputs.map(([score]) => score);
  assert.equal(training.targets[0].r2, rSquared([12, 19, 43], answers));
  assert.equal(
    training.targets[0].mae,
    (Math.abs(12 - answers[0]) + Math.abs(19 - answers[1]) + Math.abs(43 - answers[2])) / 3,
  );
});

Deno.test("format 1 has no evaluation, format 2 has one without held-out rows as well", () => {
  const coded = FLOWERS.replace(
    "[setosa, versicolor, virginica]",
    "{ setosa: 0, versicolor: 0.5, virginica: 1 }",
  );
  assert.equal(resultFiles(run(coded)).has("evaluation.json"), false);
  const { validation, held_out_rows, training } = evaluation(run(FLOWERS));
  assert.deepEqual([validation, held_out_rows], [null, []]);
  assert.equal(training.confusion_matrix.length, 3);
  assert.equal("auc" in training, false);
});

Deno.test("outputs that are no probabilities have no log loss, no AUC and no calibration", () => {
  const { training } = evaluation(run(HELD_OUT, "output=identity", "loss=mse", "learning_rate=0.01"));
  assert.deepEqual([training.log_loss, training.auc, training.calibration], [null, null, null]);
  assert.ok(training.accuracy > 0);
});

Deno.test("one output between the classes 0 and 1 is a probability", () => {
  const coded = HELD_OUT.replace("[setosa, virginica]", "{ setosa: 0, virginica: 1 }");
  const outcome = run(coded);
  const answers = answersOf(outcome)!.validation!;
  const truth = answers.rows.map(({ targets: [value] }) => value);
  const { classes } = scoresOfRows(outcome.experiment, answers);
  assert.equal(classes?.auc, areaUnderCurve(truth, answers.outputs.map(([output]) => output)));
  assert.notEqual(classes?.logLoss, null);
  const other = run(coded.replace("virginica: 1 }", "virginica: 2 }"), "output=identity");
  assert.equal(scoresOfRows(other.experiment, answersOf(other)!.training!).classes?.logLoss, null);
});

Deno.test("a run that diverged has no scores", () => {
  const { status, training, validation } = evaluation(run(HELD_OUT_NUMBERS, "learning_rate=1e9"));
  assert.deepEqual([status, training, validation], ["diverged", null, null]);
});

Deno.test("a held-out loss that is not finite is null, and the run goes on", () => {
  const outcome = run(HELD_OUT_NUMBERS.replace("score: 60", "score: 1.0e+300"));
  assert.equal(outcome.status, "completed");
  assert.equal(evaluation(outcome).validation.loss, null);
  assert.match(
    String(resultFiles(outcome).get("log.txt")),
    /^Epoch 0 loss: \d.*; validation loss: not finite$/m,
  );
  assert.match(String(resultFiles(outcome).get("loss.csv")), /^epoch,loss,validation_loss\n0,[\d.]+,\n/);
});

Deno.test("the log has the figures of both kinds of rows beside each other", () => {
  const number = "\\d+\\.\\d{3}";
  const line =
    `Epoch \\d+ loss: ${number}, accuracy: ${number}; validation loss: ${number}, accuracy: ${number}\\n`;
  assert.match(String(resultFiles(run(HELD_OUT)).get("log.txt")), new RegExp(`^(${line}){6}mine: `));
});

Deno.test("a score that is beyond all doubles is null, and the other columns keep theirs", () => {
  const outcome = runExperiment(parseExperiment(`
name: far
dataset:
  features: [{ name: x }]
  targets: [{ name: near }, { name: far }]
  rows: [{ x: 1, near: 1, far: 1 }, { x: 2, near: 2, far: 2 }]
  validation: { rows: [{ x: 3, near: 3, far: 1.0e+160 }] }
network: { hidden: [] }
training: { epochs: 2, loss: mae, schedule: { factor: 1.0e+200 } }
`));
  const [near, far] = scoresOfRows(outcome.experiment, answersOf(outcome)!.validation!).numbers;
  assert.deepEqual([near.name, far.name, far.mse, far.r2], ["near", "far", null, null]);
  assert.ok(near.mse !== null && far.mae! > 1e159);
});

Deno.test("a rate that grew beyond all doubles has no figure", () => {
  const outcome = runExperiment(parseExperiment(`
name: rate
dataset: { features: [{ name: x }], target: { name: y }, rows: [{ x: 1, y: 0.2 }] }
network: { hidden: [] }
training: { epochs: 4, log_every: 1, schedule: { factor: 1.0e+200 }, stop: { patience: 1 } }
`));
  const text = String(resultFiles(outcome).get("evaluation.json"));
  assert.match(text, /"last_learning_rate": null/);
});
