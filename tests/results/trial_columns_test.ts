// The columns of trials by name: where each finds its figure, against the runs of the trials themselves.

import assert from "node:assert/strict";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { trialColumns } from "../../src/results/trial_columns.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { planOf } from "../../src/sweep/plan.ts";
import { columnOf, sweepExperiment } from "../../src/sweep/sweep_outcome.ts";
import { FLOWERS, HELD_OUT } from "../many_outputs.ts";

Deno.test("the answers of trials are found by the name of query and output, and are those of the runs", () => {
  const outcome = sweepExperiment(parseExperiment(FLOWERS, { overrides: ["seed=1..3", "epochs=20"] }));
  const columns = trialColumns(outcome.plan);
  for (const seed of [1, 2, 3]) {
    const run = runExperiment(parseExperiment(FLOWERS, { overrides: [`seed=${seed}`, "epochs=20"] }));
    for (const { name, outputs } of run.predictions) {
      const found = ["setosa", "versicolor", "virginica"].map((species) => {
        const column = columns.find((column) => column.name === `${name}.${species}`);
        assert.ok(column?.kind === "number");
        return columnOf(outcome, column.figure)[seed - 1];
      });
      assert.deepEqual(found, outputs);
    }
  }
});

Deno.test("every figure of a trial has one column", () => {
  const plan = planOf(parseExperiment(HELD_OUT, { overrides: ["seed=1..3", "epochs=20", "patience=2"] }));
  const outcome = sweepExperiment(plan.experiment);
  const figures = trialColumns(plan).flatMap((column) => column.kind === "number" ? [column.figure] : []);
  const count = outcome.figures.ofPart(0).length / 3;
  assert.deepEqual(figures.toSorted((a, b) => a - b), Array.from({ length: count }, (_, figure) => figure));
});
