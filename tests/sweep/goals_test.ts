// Which trials reach a goal, counted by setting and over two keys.

import assert from "node:assert/strict";
import type { Experiment } from "../../src/experiment/experiment.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { variantOf } from "../../src/experiment/reading/variant.ts";
import { trialColumns } from "../../src/results/trial_columns.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { answersOf } from "../../src/run/row_answers.ts";
import { scoresOfRows } from "../../src/run/scores.ts";
import { goalsOf, leadingGoal } from "../../src/sweep/goals.ts";
import { answerShapeOf, figureCount, judgedFigure } from "../../src/sweep/figures.ts";
import { settingsAt } from "../../src/sweep/plan.ts";
import { SettingCounter, settingFiguresOf } from "../../src/sweep/setting_figures.ts";
import { areSummarized, settingOf } from "../../src/sweep/setting_groups.ts";
import { mapAxesOf, meanMapOf, shareMapOf } from "../../src/sweep/share_map.ts";
import { summaryOf } from "../../src/sweep/summary.ts";
import { columnOf, sweepExperiment, type SweepOutcome } from "../../src/sweep/sweep_outcome.ts";
import { HELD_OUT } from "../many_outputs.ts";
import { namedSweeps, people } from "./sweep_cases.ts";

/** The experiment with rows held out, changed. */
function heldOut(...overrides: readonly string[]): Experiment {
  return parseExperiment(HELD_OUT, { overrides });
}

const GOALS = ["all_rows_right=true", "loss_thresholds=[0.05,0.2]", "epochs=60"];

/** The number of a figure by the name of its column. */
function figureOf({ plan }: SweepOutcome, wanted: string): number {
  const column = trialColumns(plan).find(({ name }) => name === wanted);
  if (column?.kind !== "number") throw new Error(`no column ${wanted}`);
  return column.figure;
}

/** What the counter counts of the trials of a sweep. */
function counted(outcome: SweepOutcome) {
  const counter = SettingCounter.of(outcome.plan);
  const width = figureCount(answerShapeOf(outcome.plan.experiment));
  for (let figure = 0; figure < width; figure++) counter?.take(figure, columnOf(outcome, figure));
  return counter?.figures() ?? null;
}

Deno.test("the goals are all rows right, then the thresholds, falling; the first or else the lowest leads", () => {
  const words = (experiment: Experiment) => goalsOf(experiment).map((goal) => goal.words);
  const asked = people(...GOALS, "seed=1..2");
  assert.deepEqual(words(asked), ["all rows right", "loss under 0.2", "loss under 0.05"]);
  assert.equal(leadingGoal(goalsOf(asked))?.words, "all rows right");
  const plain = people("seed=1..2");
  assert.deepEqual(words(plain), ["loss under 0.1", "loss under 0.01"]);
  assert.equal(leadingGoal(goalsOf(plain))?.words, "loss under 0.01");
  assert.equal(leadingGoal(goalsOf(people("seed=1..2", "loss_thresholds=[]"))), null);
});

Deno.test("each trial has the macro F1 that the evaluation of its single run has, whatever engine trained it", () => {
  const experiment = heldOut("macro_f1=true", "seed=1..40", "learning_rate=0.05,0.9", "epochs=40");
  const outcome = sweepExperiment(experiment);
  const figure = figureOf(outcome, "validation_macro_f1");
  const found = columnOf(outcome, figure);
  assert.ok(new Set(found).size > 2);
  for (const trial of [0, 1, 33, 79]) {
    const alone = runExperiment(variantOf(experiment, settingsAt(outcome.plan, trial)));
    const scores = scoresOfRows(alone.experiment, answersOf(alone)!.validation!);
    assert.equal(found[trial], scores.classes!.macroF1);
  }
  const plain = sweepExperiment(experiment, { engine: "plain" });
  assert.deepEqual(columnOf(plain, figure), found);
});

Deno.test("what trials do not ask for leaves their figures as they were", () => {
  const [plain, asked] = [[], ["macro_f1=true"]].map((goals) =>
    sweepExperiment(heldOut("seed=1..5", "epochs=20", ...goals))
  );
  assert.equal(trialColumns(plain.plan).some(({ name }) => name === "validation_macro_f1"), false);
  for (const column of trialColumns(plain.plan)) {
    if (column.kind !== "number") continue;
    assert.deepEqual(
      columnOf(plain, column.figure),
      columnOf(asked, figureOf(asked, column.name)),
      column.name,
    );
  }
});

for (const { name, experiment } of namedSweeps) {
  Deno.test(`trials and statistics by setting say the same of every setting: ${name}`, () => {
    const outcome = sweepExperiment(experiment);
    const { bySetting, reach, means } = summaryOf(outcome);
    if (bySetting.length < 2) return;
    const expected = settingFiguresOf(experiment, bySetting);
    const { reach: reached, means: summed } = counted(outcome)!;
    assert.deepEqual(reached, expected.reach);
    assert.deepEqual({ reach, means }, expected);
    // The statistics keep a mean within the least and the greatest number; the sums here are not corrected.
    summed.forEach((figure, at) =>
      figure.forEach(({ mean, count }, setting) => {
        const other = expected.means[at][setting];
        assert.equal(count, other.count);
        assert.ok(Object.is(mean, other.mean) || Math.abs(mean - other.mean) <= 1e-12 * Math.abs(other.mean));
      })
    );
    bySetting.forEach(({ settings }, setting) =>
      assert.deepEqual(settingOf(outcome.plan, setting), settings)
    );
  });
}

Deno.test("a setting takes in every fold, order and start, and the groups of summary.json keep theirs", () => {
  const outcome = sweepExperiment(
    heldOut("learning_rate=0.02,0.5", "fold=0..3", "shuffle_seed=1..2", "seed=1..3"),
  );
  const { groups, bySetting, means } = summaryOf(outcome);
  assert.equal(groups.length, 2 * 4 * 2);
  assert.deepEqual(bySetting.map(({ settings, trialCount }) => [settings, trialCount]), [
    [{ "training.learning_rate": 0.02 }, 24],
    [{ "training.learning_rate": 0.5 }, 24],
  ]);
  // By hand: the trials of each rate, whatever else they vary in.
  const losses = columnOf(outcome, judgedFigure(answerShapeOf(outcome.plan.experiment), 1));
  const meanAt = (rate: number): number => {
    const ofRate = [...losses].filter((_, trial) =>
      settingsAt(outcome.plan, trial)["training.learning_rate"] === rate
    );
    return ofRate.reduce((sum, loss) => sum + loss, 0) / ofRate.length;
  };
  [0.02, 0.5].forEach((rate, setting) => {
    const { mean, count } = means![1][setting];
    assert.equal(count, 24);
    assert.ok(Math.abs(mean - meanAt(rate)) < 1e-12);
  });
});

Deno.test("where chance alone is swept, its folds are the settings", () => {
  const { groups, bySetting } = summaryOf(sweepExperiment(heldOut("fold=0..3", "seed=1..2")));
  assert.equal(bySetting, groups);
  assert.equal(bySetting.length, 4);
});

Deno.test("a map of means has in each cell the mean over whatever else was chosen", () => {
  const { plan } = sweepExperiment(
    heldOut("learning_rate=0.1,0.2", "hidden=[2],[3]", "epochs=1.0,2.0", "fold=0..3"),
  );
  // One for each setting, the last key fastest; two have none.
  const none = { mean: NaN, count: 0 };
  const four = (mean: number) => ({ mean, count: 4 });
  const means = [four(1), four(2), four(3), none, four(5), { mean: 7, count: 1 }, none, none];
  // Each trial counts alike: four with 5 and one with 7.
  assert.deepEqual(meanMapOf(plan, means, { rows: 0, columns: 1 }), [[1.5, 3], [5.4, NaN]]);
});

Deno.test("more than 200 settings have no statistics, and are counted all the same; one setting is not", () => {
  const rates = Array.from({ length: 201 }, (_, index) => 0.01 * (index + 1)).join();
  const many = sweepExperiment(people(...GOALS, `learning_rate=${rates}`, "seed=1..2"));
  const { groups, reach, rowsRight } = summaryOf(many);
  assert.deepEqual(groups, []);
  assert.equal(reach?.[0].length, 201);
  assert.equal(reach?.[0].reduce((sum, count) => sum + count), rowsRight?.count);
  assert.equal(summaryOf(sweepExperiment(people("seed=1..5"))).reach, null);
});

Deno.test("settings of one trial each have statistics, which are not those that summary.json holds", () => {
  const { groups } = summaryOf(sweepExperiment(people("learning_rate=0.1,1,10")));
  assert.deepEqual(groups.map(({ trialCount }) => trialCount), [1, 1, 1]);
  assert.equal(areSummarized(groups), false);
});

Deno.test("a map counts the trials with its two values, whatever else was swept", () => {
  const outcome = sweepExperiment(
    people(
      ...GOALS,
      "learning_rate=0.1,1",
      "seed=1..4",
      "hidden=[1],[2],[3]",
      "batch_size=1.0,2.0",
      "shuffle_seed=1.0,2.0",
    ),
  );
  const { plan } = outcome;
  const { reach } = summaryOf(outcome);
  const pairs = mapAxesOf(plan);
  const keysOf = ({ rows, columns }: typeof pairs[number]) => [plan.keys[rows], plan.keys[columns]];
  assert.deepEqual(pairs.map(keysOf), [
    ["training.learning_rate", "network.hidden"],
    ["training.learning_rate", "training.batch_size"],
    ["network.hidden", "training.batch_size"],
  ]);
  for (const axes of pairs) {
    for (const goal of goalsOf(plan.experiment)) {
      const map = shareMapOf(plan, reach!, goal, axes);
      const column = columnOf(outcome, goal.figure);
      const [rowKey, columnKey] = keysOf(axes);
      const [rowValues, columnValues] = [axes.rows, axes.columns].map((at) => {
        const [{ values }] = plan.axes[at];
        return values.kind === "list" ? values.values : [];
      });
      rowValues.forEach((rowValue, row) =>
        columnValues.forEach((columnValue, at) => {
          let [reached, trialCount] = [0, 0];
          for (let trial = 0; trial < plan.trialCount; trial++) {
            const settings = settingsAt(plan, trial);
            if (settings[rowKey] !== rowValue || settings[columnKey] !== columnValue) continue;
            trialCount++;
            if (goal.isReached(column[trial])) reached++;
          }
          assert.equal(map.trialCount, trialCount);
          assert.equal(map.shares[row][at], reached / trialCount);
        })
      );
    }
  }
});

Deno.test("a diverged trial has no row right and counts among all", () => {
  const { experiment } = namedSweeps.find(({ name }) => name === "all rows right where some diverge")!;
  const outcome = sweepExperiment(experiment);
  const { divergedCount, groups } = summaryOf(outcome);
  assert.equal(divergedCount, 20);
  assert.deepEqual(groups.map(({ rowsRight }) => rowsRight?.share !== 0), [true, false]);
  const [goal] = goalsOf(experiment);
  assert.ok(columnOf(outcome, goal.figure).every((value) => value === 0 || value === 1));
});
