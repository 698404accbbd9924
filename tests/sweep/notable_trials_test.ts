// Tests src/sweep/notable_trials.ts and how the trials of note are told.
import assert from "node:assert/strict";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { sweepText } from "../../src/report/sweep/sweep_text.ts";
import { answerShapeOf, FIGURE, judgedFigure } from "../../src/sweep/figures.ts";
import { validationLossFigure } from "../../src/sweep/notable_trials.ts";
import { planOf } from "../../src/sweep/plan.ts";
import { summaryOf } from "../../src/sweep/summary.ts";
import { columnOf, sweepExperiment } from "../../src/sweep/sweep_outcome.ts";

const HELD_OUT = `
name: curve
dataset:
  features: [{ name: x }]
  target: { name: y }
  rows: [[x, y], [0, 0.1], [0.2, 0.5], [0.4, 0.2], [0.6, 0.7], [0.8, 0.4], [1, 0.9]]
  validation: { fraction: 0.34, seed: 1 }
network: { hidden: [3] }
training: { epochs: 60, learning_rate: 0.5 }
queries: [{ x: 0.5 }]
`;

const figureOf = (...overrides: readonly string[]) =>
  validationLossFigure(planOf(parseExperiment(HELD_OUT, { overrides })));

Deno.test("trials of note by the rows held out are the least, the middle and the greatest of their losses", () => {
  for (const seeds of ["1..1", "1..2", "1..9", "1..20"]) {
    const outcome = sweepExperiment(parseExperiment(HELD_OUT, { overrides: [`seed=${seeds}`] }));
    const losses = columnOf(outcome, judgedFigure(answerShapeOf(outcome.plan.experiment), 0));
    const finalLosses = columnOf(outcome, FIGURE.finalLoss);
    const order = [...losses.keys()].sort((one, other) => losses[one] - losses[other] || one - other);
    const { best, median, worst } = summaryOf(outcome).notableHeldOut!;
    const wanted = [order[0], order[order.length >> 1], order[order.length - 1]];
    assert.deepEqual([best, median, worst].map(({ trial }) => trial), wanted);
    for (const { trial, settings, finalLoss, validationLoss } of [best, median, worst]) {
      assert.deepEqual(settings, { "init.seed": trial + 1 });
      assert.deepEqual([finalLoss, validationLoss], [finalLosses[trial], losses[trial]]);
    }
  }
});

Deno.test("they are told in the place of those by the loss of the rows that were learned, each once", () => {
  const textOf = (...overrides: readonly string[]): string => {
    const outcome = sweepExperiment(parseExperiment(HELD_OUT, { overrides }));
    const options = { columns: 80, emphasize: (_: string, text: string) => text, at: new Map() };
    return sweepText(outcome.plan.experiment, summaryOf(outcome), options);
  };
  assert.match(
    textOf("seed=1..5"),
    /\ntrials by validation loss; [^]*?settings\n {2}best {4}\S+ +seed=\d\n {2}middle .*\n {2}worst .*\n?$/,
  );
  assert.match(
    textOf("seed=1..2"),
    /\ntrials by validation loss; [^]*?settings\n {2}best .*\n {2}worst .*\n?$/,
  );
  assert.match(textOf("seed=1..1"), /\ntrials by validation loss; [^]*?settings\n {2}best .*\n?$/);
  // No loss of one measure is better than one of another.
  const several = textOf("validation=none", "loss=mse,mae", "seed=1..2");
  assert.match(
    several,
    /\ntrials by final loss; [^]*?settings\n {2}lowest .*\n {2}middle .*\n {2}highest .*\n?$/,
  );
  // Which rows are held out decides here as well, and not the start alone.
  assert.match(
    textOf("seed=1..5", "validation.seed=1,2"),
    /\ntrials by final training loss; [^]*?settings\n {2}lowest /,
  );
});

Deno.test("where trials hold out rows of their own, or learn by several losses, no loss of rows held out compares them", () => {
  assert.notEqual(figureOf("seed=1..3"), null);
  assert.notEqual(figureOf("seed=1..3", "learning_rate=0.1,1"), null);
  assert.equal(figureOf("seed=1..3", "validation=none"), null);
  assert.equal(figureOf("seed=1..3", "validation.seed=1,2"), null);
  assert.equal(figureOf("seed=1..3", "fraction=0.2,0.4"), null);
  assert.equal(figureOf("seed=1..3", "loss=mse,mae"), null);
});
