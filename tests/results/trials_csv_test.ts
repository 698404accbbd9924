// `trials.csv` by hand: header, cells, labels, quotes, and the same lines however trials are cut into parts.
import assert from "node:assert/strict";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { cellsOf } from "../../src/results/csv_text.ts";
import { trialLines } from "../../src/results/trials_csv.ts";
import { trialsHeader } from "../../src/results/trial_columns.ts";
import { PartRequests } from "../../src/sweep/part_requests.ts";
import { planOf } from "../../src/sweep/plan.ts";
import { PartTrainer } from "../../src/sweep/part_trainer.ts";
import { namedSweeps, people } from "../sweep/sweep_cases.ts";

Deno.test("the header names the swept keys, the figures, and each query with its label", () => {
  assert.equal(
    trialsHeader(planOf(people("seed=1..2", "learning_rate=0.1,0.2"))),
    "init.seed,training.learning_rate,status,final_loss,first_epoch_under_0.1,first_epoch_under_0.01," +
      "diverged_at_epoch,Emily,Emily.label,Frank,Frank.label\n",
  );
});

Deno.test("a line holds settings, status, figures and labels, and nothing where there is none", () => {
  const trials = new PartRequests(planOf(people("seed=5..7"))).trials(0);
  const figures = Float64Array.of(
    ...[0.25, NaN, 1e-7], // final loss
    ...[NaN, 14, NaN], // diverged at epoch
    ...[7, NaN, 0], // first epoch under 0.1
    ...[NaN, NaN, 21], // under 0.01
    ...[0.75, NaN, -0], // Emily
    ...[0.5, NaN, NaN], // Frank
  );
  assert.equal(
    trialLines(trials, figures),
    "5,completed,0.25,7,,,0.75,F,0.5,F\n6,diverged,,,,14,,,,\n7,completed,1e-7,0,21,,-0,M,,\n",
  );
});

Deno.test("names and labels that a spreadsheet would run or split are quoted and disarmed", () => {
  const experiment = parseExperiment(
    "name: quoted\ndataset: { features: [{ name: x }], target: { name: y, classes: { '=1+1': 0, 'a,b': 1 } }, " +
      "rows: [{ x: 1, y: 'a,b' }] }\ntraining: { epochs: 1 }\nqueries: [{ name: '=cmd()', x: 1 }]\nsweep: { seed: 1..1 }",
  );
  const plan = planOf(experiment);
  assert.match(trialsHeader(plan), /,'=cmd\(\),'=cmd\(\)\.label\n$/);
  const trials = new PartRequests(plan).trials(0);
  assert.match(trialLines(trials, Float64Array.of(0.1, NaN, NaN, NaN, 0.1)), /,0\.1,'=1\+1\n$/);
  assert.match(trialLines(trials, Float64Array.of(0.1, NaN, NaN, NaN, 0.9)), /,0\.9,"a,b"\n$/);
});

Deno.test("every line has the header's number of cells, for any sweep", () => {
  for (const { name, experiment } of namedSweeps) {
    const plan = planOf(experiment);
    const trials = new PartRequests(plan).trials(0);
    const lines = trialLines(trials, new PartTrainer().train(trials).figures).trimEnd().split("\n");
    assert.equal(lines.length, Math.min(plan.trialCount, plan.partSize), name);
    const cellCount = cellsOf(trialsHeader(plan).trimEnd()).length;
    for (const line of lines) assert.equal(cellsOf(line).length, cellCount, `${name}: ${line}`);
  }
});

Deno.test("goals of the experiment's own have their columns, others none", () => {
  const plan = planOf(people("seed=5..6", "all_rows_right=true", "loss_thresholds=[1.0e-7,0.5,0.2]"));
  assert.equal(
    trialsHeader(plan),
    "init.seed,status,final_loss,first_epoch_under_0.5,first_epoch_under_0.2,first_epoch_under_1e-7," +
      "diverged_at_epoch,all_rows_right,Emily,Emily.label,Frank,Frank.label\n",
  );
  const trials = new PartRequests(plan).trials(0);
  const figures = Float64Array.of(
    ...[0.25, NaN], // final loss
    ...[NaN, 14], // diverged at epoch
    ...[7, 0], // first epoch under 0.5
    ...[14, NaN, NaN, NaN], // under 0.2 and 1e-7
    ...[0.75, NaN], // Emily
    ...[0.5, NaN], // Frank
    ...[1, 0], // all rows right
  );
  assert.equal(
    trialLines(trials, figures),
    "5,completed,0.25,7,14,,,1,0.75,F,0.5,F\n6,diverged,,0,,,14,0,,,,\n",
  );
  assert.match(
    trialsHeader(planOf(people("seed=1..2", "loss_thresholds=[]"))),
    /,final_loss,diverged_at_epoch,Emily/,
  );
});
