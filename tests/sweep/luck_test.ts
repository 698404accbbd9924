// Whose luck it was: shares of the variance by hand, and against sums over all trials in another order.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { summaryJson } from "../../src/results/summary_json.ts";
import { resultFiles } from "../../src/results/result_files.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { answerShapeOf, judgedFigure, judgedNames } from "../../src/sweep/figures.ts";
import { foldSpreadOf, luckOf } from "../../src/sweep/luck.ts";
import { planOf, settingsAt, type SweepPlan } from "../../src/sweep/plan.ts";
import { summaryOf } from "../../src/sweep/summary.ts";
import { columnOf, sweepExperiment } from "../../src/sweep/sweep_outcome.ts";
import { FLOWERS, HELD_OUT } from "../many_outputs.ts";

function plan(...overrides: string[]): SweepPlan {
  return planOf(parseExperiment(HELD_OUT, { overrides }));
}

Deno.test("a figure that follows the seed alone is all start luck, one that follows the fold all split luck", () => {
  const two = plan("fold=0..1", "seed=1..3");
  const shares = (column: number[]): unknown =>
    luckOf(two, Float64Array.from(column)).map(({ kind, share, valueCount }) => [kind, share, valueCount]);
  assert.deepEqual(shares([1, 2, 3, 1, 2, 3]), [["start", 1, 3], ["split", 0, 2]]);
  assert.deepEqual(shares([5, 5, 5, 8, 8, 8]), [["start", 0, 3], ["split", 1, 2]]);
  // Seeds 0, 3, 6 and folds 0, 3: variances of 6 and 2.25 add up to that of all trials.
  const [start, split] = luckOf(two, Float64Array.of(0, 3, 6, 3, 6, 9));
  assert.ok(Math.abs(start.share - 6 / 8.25) < 1e-15 && Math.abs(split.share - 2.25 / 8.25) < 1e-15);
});

Deno.test("what only both together decide is neither's luck", () => {
  const both = plan("fold=0..1", "seed=1..2");
  assert.deepEqual(luckOf(both, Float64Array.of(1, 0, 0, 1)).map(({ share }) => share), [0, 0]);
});

Deno.test("seed and fold of the split are one luck", () => {
  const three = plan("fold=0..1", "validation.seed=1..2", "seed=1..2");
  const column = Float64Array.of(1, 1, 0, 0, 0, 0, 1, 1);
  assert.deepEqual(luckOf(three, column), [
    { kind: "start", keys: ["init.seed"], share: 0, valueCount: 2 },
    { kind: "split", keys: ["dataset.validation.fold", "dataset.validation.seed"], share: 1, valueCount: 4 },
  ]);
});

Deno.test("folds of tables that are cut in different ways are not the same, and have no luck together", () => {
  for (const other of ["folds=2,3", "stratify=true,false"]) {
    const cut = planOf(parseExperiment(FLOWERS, {
      overrides: ["dataset.validation.folds=3", other, "fold=0..1", "seed=1..2"],
    }));
    const column = Float64Array.of(1, 1, 3, 3, 1, 1, 3, 3);
    assert.deepEqual(luckOf(cut, column).map(({ kind }) => kind), ["start"], other);
    assert.equal(foldSpreadOf(cut, column), null, other);
  }
});

Deno.test("the order of the rows has a luck of its own", () => {
  const orders = plan("shuffle_seed=1..2", "seed=1..2");
  const found = luckOf(orders, Float64Array.of(1, 1, 4, 4)).map(({ kind, share }) => [kind, share]);
  assert.deepEqual(found, [["start", 0], ["order", 1]]);
});

Deno.test("where one kind of chance is all that is swept, or nothing differs, there is no luck to share out", () => {
  assert.deepEqual(luckOf(plan("seed=1..3"), Float64Array.of(1, 2, 3)), []);
  assert.deepEqual(luckOf(plan("fold=0..1", "validation.seed=1..2"), Float64Array.of(1, 2, 3, 4)), []);
  assert.deepEqual(luckOf(plan("fold=0..1", "seed=1..2"), Float64Array.of(2, 2, 2, 2)), []);
  assert.deepEqual(luckOf(plan("learning_rate=0.1,0.2", "epochs=1,2"), Float64Array.of(1, 2, 3, 4)), []);
  // So many times two thirds, rounded at each step, have another mean.
  const alike = new Float64Array(50).fill(2 / 3);
  assert.notEqual(alike.reduce((sum, value) => sum + value, 0) / 50, 2 / 3);
  assert.deepEqual(luckOf(plan("fold=0..1", "seed=1..25"), alike), []);
  const folds = foldSpreadOf(plan("fold=0..1", "seed=1..25"), alike)!;
  assert.deepEqual([folds.mean, folds.sd], [2 / 3, 0]);
});

Deno.test("folds whose means are near the largest double have a mean and a deviation all the same", () => {
  const [mean, sd] = [6e307, 6e307];
  const folds = foldSpreadOf(plan("fold=0..1", "seed=1..2"), Float64Array.of(1.2e308, 1.2e308, 0, 0))!;
  assert.deepEqual(folds.folds.map((fold) => fold.mean), [1.2e308, 0]);
  assert.ok(Math.abs(folds.mean / mean - 1) < 1e-15 && Math.abs(folds.sd / sd - 1) < 1e-15);
});

Deno.test("a fold that is listed twice is one fold, and one value of its luck", () => {
  const twice = plan("fold=0,0,1", "seed=1..2");
  const column = Float64Array.of(1, 2, 3, 4, 8, 10);
  assert.deepEqual(foldSpreadOf(twice, column), {
    folds: [{ fold: 0, mean: 2.5 }, { fold: 1, mean: 9 }],
    mean: 5.75,
    sd: 3.25,
  });
  assert.deepEqual(luckOf(twice, column).map(({ valueCount }) => valueCount), [2, 2]);
});

Deno.test("shares are from 0 to 1 and of a complete table add up to at most 1; lost trials are left out (seed 91)", () => {
  const swept = plan("fold=0..2", "shuffle_seed=1..2", "seed=1..4");
  const figure = fc.oneof(fc.double({ min: -100, max: 100, noNaN: true }), fc.constant(NaN));
  fc.assert(
    fc.property(fc.array(figure, { minLength: 24, maxLength: 24 }), (values) => {
      const luck = luckOf(swept, Float64Array.from(values));
      for (const { share } of luck) assert.ok(share >= 0 && share <= 1);
      // The definition once more, by the settings of the trials.
      const trials = values.map((value, trial) => ({ value, settings: settingsAt(swept, trial) }))
        .filter(({ value }) => !Number.isNaN(value));
      const meanOf = (some: typeof trials): number =>
        some.reduce((sum, { value }) => sum + value, 0) / some.length;
      const mean = meanOf(trials);
      const all = trials.reduce((sum, { value }) => sum + (value - mean) ** 2, 0);
      for (const { keys: [key], share } of luck) {
        const means = trials.map(({ settings }) =>
          meanOf(trials.filter((other) => other.settings[key] === settings[key]))
        );
        const between = means.reduce((sum, one) => sum + (one - mean) ** 2, 0);
        // Two orders of summation differ by roundings.
        assert.ok(Math.abs(share - between / all) <= 1e-9, `${share} ${between / all}`);
      }
      if (!values.some(Number.isNaN)) assert.ok(luck.reduce((sum, { share }) => sum + share, 0) <= 1 + 1e-12);
    }),
    { seed: 91, numRuns: 200 },
  );
});

Deno.test("folds have the mean of their trials, and a mean and a deviation over the folds", () => {
  const folds = plan("seed=1..2", "fold=0..2");
  assert.deepEqual(foldSpreadOf(folds, Float64Array.of(1, 2, 3, 3, 4, 11)), {
    folds: [{ fold: 0, mean: 2 }, { fold: 1, mean: 3 }, { fold: 2, mean: 7 }],
    mean: 4,
    sd: Math.sqrt(14 / 3),
  });
  assert.equal(foldSpreadOf(folds, Float64Array.of(1, NaN, 3, 3, NaN, 11)), null);
  assert.equal(foldSpreadOf(plan("seed=1..3"), Float64Array.of(1, 2, 3)), null);
});

Deno.test("the figures of a trial's rows are those of evaluation.json of its run", () => {
  const overrides = ["fold=0..3", "seed=1..5", "epochs=20"];
  const outcome = sweepExperiment(parseExperiment(HELD_OUT, { overrides }));
  const { experiment } = outcome.plan;
  assert.deepEqual(judgedNames(experiment), ["accuracy", "validation_loss", "validation_accuracy"]);
  const columns = [0, 1, 2].map((index) => columnOf(outcome, judgedFigure(answerShapeOf(experiment), index)));
  for (let trial = 0; trial < outcome.plan.trialCount; trial++) {
    const settings = Object.entries(settingsAt(outcome.plan, trial)).map(([key, value]) => `${key}=${value}`);
    const run = runExperiment(parseExperiment(HELD_OUT, { overrides: ["epochs=20", ...settings] }));
    const { training, validation } = JSON.parse(String(resultFiles(run).get("evaluation.json")));
    assert.deepEqual(columns.map((column) => column[trial]), [
      training.accuracy,
      validation.loss,
      validation.accuracy,
    ]);
  }
});

Deno.test("without held-out rows the summary and the trials have not one key or column more", () => {
  const outcome = sweepExperiment(
    parseExperiment(FLOWERS, { overrides: ["seed=1..4", "shuffle_seed=1..2", "epochs=5"] }),
  );
  const summary = summaryOf(outcome);
  assert.deepEqual([summary.luck, summary.judged], [[], []]);
  assert.deepEqual(Object.keys(summaryJson(outcome.plan.experiment, summary)), [
    "format",
    "trials",
    "completed",
    "diverged",
    "final_loss",
    "loss_under",
    "queries",
    "groups",
    "trials_of_note",
    "loss_bands",
  ]);
});
