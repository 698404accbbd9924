// Runs the files of experiments/ that are no sweeps, and compares the results with figures known from elsewhere.

import assert from "node:assert/strict";
import { describeProblem } from "../../src/experiment/source/problem.ts";
import { readExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { type Experiment, topologyOf } from "../../src/experiment/experiment.ts";
import { answersOf, rightCountOf } from "../../src/run/row_answers.ts";
import type { Outcome } from "../../src/run/outcome.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { labelOf, labelOfRow } from "../../src/dataset/dataset.ts";
import { parameterCount } from "../../src/engine/topology.ts";
import { answerFigures } from "../../src/sweep/figures.ts";
import { summaryOf } from "../../src/sweep/summary.ts";
import { columnOf, sweepExperiment } from "../../src/sweep/sweep_outcome.ts";
import worked from "../vectors/worked_examples.json" with { type: "json" };

const FOLDER = new URL("../../experiments/", import.meta.url);
const names = [...Deno.readDirSync(FOLDER)].map((entry) => entry.name).filter((name) =>
  name.endsWith(".yaml")
);

function read(name: string, overrides: readonly string[] = []): Experiment {
  const result = readExperiment(Deno.readTextFileSync(new URL(name, FOLDER)), {
    fileName: name,
    overrides,
    readDataFile: (file) => ({ text: Deno.readTextFileSync(new URL(file, FOLDER)) }),
  });
  if ("problems" in result) {
    assert.fail(result.problems.map((problem) => describeProblem(problem)).join("\n"));
  }
  return result.ok;
}

function outputs(outcome: Outcome): number[] {
  return outcome.predictions.map(({ outputs }) => outputs?.[0] ?? NaN);
}

/** The engine's exp has a stated error of its own, so NumPy's figures are met to 1e-12 and not to the bit. */
function assertNear(found: number, wanted: number): void {
  assert.ok(Math.abs(found - wanted) <= 1e-12, `${found} is not ${wanted}`);
}

Deno.test("experiments/ holds the experiments that the README names", () => {
  assert.deepEqual(names.sort(), [
    "activations.yaml",
    "alice.yaml",
    "batch_sizes.yaml",
    "digits.yaml",
    "digits_cnn.yaml",
    "digits_dense.yaml",
    "feedforward.yaml",
    "gender.yaml",
    "gender_csv.yaml",
    "gender_mean_shift.yaml",
    "gender_seeds.yaml",
    "iris.yaml",
    "moons.yaml",
    "neuron.yaml",
    "optimizers.yaml",
    "or.yaml",
    "overfit.yaml",
    "sentiment_rnn.yaml",
    "spiral.yaml",
    "wine_folds.yaml",
    "xor.yaml",
    "xor_rates.yaml",
  ]);
});

for (const name of names) {
  Deno.test(`${name} is named as its file, names its schema and says what to look for`, () => {
    const text = Deno.readTextFileSync(new URL(name, FOLDER));
    assert.equal(`${read(name).name}.yaml`, name);
    assert.ok(text.startsWith("# yaml-language-server: $schema=experiment.schema.json\n"));
    assert.match(text, /^# Look for: /m);
    for (const line of text.split("\n")) assert.ok(line.length <= 120, line);
  });
}

Deno.test("neuron.yaml gives sigmoid(7)", () => {
  assertNear(outputs(runExperiment(read("neuron.yaml")))[0], Number(worked.neuron));
});

Deno.test("feedforward.yaml gives the figure of the worked example", () => {
  assertNear(outputs(runExperiment(read("feedforward.yaml")))[0], Number(worked.network));
});

Deno.test("alice.yaml makes the step that NumPy makes", () => {
  const outcome = runExperiment(read("alice.yaml"));
  const { after_one_step_lr0_1, loss_after } = {
    after_one_step_lr0_1: worked.alice_numpy["after_one_step_lr0.1"],
    loss_after: worked.alice_numpy.loss_after,
  };
  const wanted = Object.values(after_one_step_lr0_1);
  assert.equal(outcome.parameters?.length, wanted.length);
  outcome.parameters?.forEach((parameter, index) => assertNear(parameter, wanted[index]));
  assertNear(outcome.finalLoss ?? NaN, loss_after);
  assertNear(outputs(outcome)[0], 1 - Math.sqrt(loss_after));
});

Deno.test("gender.yaml answers F for Emily and M for Frank, as the classic program does with seed 42", () => {
  const outcome = runExperiment(read("gender.yaml"));
  assert.deepEqual(outcome.predictions.map(({ name, label }) => `${name} ${label}`), ["Emily F", "Frank M"]);
  assert.deepEqual(outputs(outcome).map((output) => output.toFixed(3)), ["0.949", "0.040"]);
  assert.equal(outcome.losses.length, 100);
});

Deno.test("gender_csv.yaml gives the bits of gender.yaml", () => {
  const fromTable = runExperiment(read("gender_csv.yaml"));
  const inline = runExperiment(read("gender.yaml"));
  assert.deepEqual(fromTable.parameters, inline.parameters);
  assert.deepEqual(fromTable.predictions, inline.predictions);
  assert.deepEqual(fromTable.experiment.dataset, inline.experiment.dataset);
});

Deno.test("gender_mean_shift.yaml shifts by the means and scales by the deviations of its rows", () => {
  const outcome = runExperiment(read("gender_mean_shift.yaml"));
  // By hand: 565 / 4 and 267 / 4; sqrt(986.75 / 4) and sqrt(86.75 / 4).
  assert.deepEqual(outcome.features.map(({ shift }) => shift), [141.25, 66.75]);
  assert.deepEqual(outcome.features.map(({ scale }) => scale), [Math.sqrt(986.75 / 4), Math.sqrt(86.75 / 4)]);
  assert.deepEqual(outcome.predictions.map(({ label }) => label), ["F", "M"]);
});

Deno.test("or.yaml is solved by one neuron with equal weights and a weaker bias below 0", () => {
  const outcome = runExperiment(read("or.yaml"));
  const [none, ...others] = outputs(outcome);
  assert.ok(none < 0.1);
  for (const other of others) assert.ok(other > 0.9);
  const [left, right, bias] = outcome.parameters ?? [];
  assert.ok(Math.abs(left - right) < 0.1 && bias < 0 && -bias < left);
});

Deno.test("xor.yaml is solved: all four answers are on the right side by a wide margin", () => {
  const [none, right, left, both] = outputs(runExperiment(read("xor.yaml")));
  assert.ok(none < 0.1 && both < 0.1 && right > 0.9 && left > 0.9);
});

Deno.test("xor.yaml is not solved from seed 1, nor without a hidden layer, as its comment says", () => {
  for (const override of ["seed=1", "hidden=[]"]) {
    const [none, right, left, both] = outputs(runExperiment(read("xor.yaml", [override])));
    assert.ok(!(none < 0.4 && both < 0.4 && right > 0.6 && left > 0.6), override);
  }
});

Deno.test("gender_seeds.yaml sweeps the seeds 1 to 10000", () => {
  assert.deepEqual(read("gender_seeds.yaml").sweep, {
    axes: [[{ key: "init.seed", values: { kind: "range", from: 1, to: 10000 } }]],
  });
});

Deno.test("xor_rates.yaml sweeps five rates with 500 seeds each, the seed fastest", () => {
  assert.deepEqual(read("xor_rates.yaml").sweep, {
    axes: [
      [{ key: "training.learning_rate", values: { kind: "list", values: [0.1, 0.5, 1, 2, 5] } }],
      [{ key: "init.seed", values: { kind: "range", from: 1, to: 500 } }],
    ],
  });
});

Deno.test("xor_rates.yaml counts for each rate the starts whose four queries, which are its rows, are all answered rightly", () => {
  const experiment = read("xor_rates.yaml", ["seed=1..60"]);
  const outcome = sweepExperiment(experiment);
  const { groups } = summaryOf(outcome);
  const wanted = experiment.dataset.rows.map((row) => labelOfRow(experiment.dataset.target, row));
  const columns = answerFigures(experiment).map(({ figure }) => columnOf(outcome, figure));
  const counts = groups.map(() => 0);
  for (let trial = 0; trial < outcome.plan.trialCount; trial++) {
    const labels = columns.map((column) => labelOf(experiment.dataset.target, [column[trial]]));
    if (labels.join() === wanted.join()) counts[Math.floor(trial / 60)]++;
  }
  assert.deepEqual(
    groups.map(({ rowsRight }) => rowsRight),
    counts.map((count) => ({ count, share: count / 60 })),
  );
  assert.ok(Math.max(...counts) > Math.min(...counts));
});

Deno.test("digits_cnn.yaml and digits_dense.yaml have as many weights and biases, and learn from the same rows", () => {
  const [cnn, dense] = ["digits_cnn.yaml", "digits_dense.yaml"].map((name) => read(name));
  assert.equal(parameterCount(topologyOf(cnn)), 910);
  assert.equal(parameterCount(topologyOf(dense)), 910);
  assert.deepEqual(cnn.training, dense.training);
  assert.deepEqual(cnn.dataset, dense.dataset);
});

Deno.test("digits_cnn.yaml reads most digits that it has not learned after three epochs", () => {
  const { validation } = answersOf(runExperiment(read("digits_cnn.yaml", ["epochs=3"])))!;
  assert.ok(rightCountOf(validation!)! > 0.9 * validation!.rows.length);
});

Deno.test("sentiment_rnn.yaml knows what a not does, and what a not before a bad word does", () => {
  const { predictions } = runExperiment(read("sentiment_rnn.yaml"));
  assert.deepEqual(predictions.map(({ label }) => label), ["good", "bad", "good", "bad"]);
});
