// The trials of a sweep, in order, and how they are cut into parts.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import {
  axisIndicesAt,
  combinationAt,
  indicesOfTrials,
  partRange,
  planOf,
  settingsAt,
  updatesPerTrial,
  valueText,
} from "../../src/sweep/plan.ts";
import { PEOPLE, people, sweeps } from "./sweep_cases.ts";

Deno.test("trials are the product of the axes, the last key fastest", () => {
  const plan = planOf(people("seed=1..2", "learning_rate=0.1,0.5"));
  assert.equal(plan.trialCount, 4);
  assert.deepEqual(plan.keys, ["init.seed", "training.learning_rate"]);
  assert.deepEqual([0, 1, 2, 3].map((trial) => Object.values(settingsAt(plan, trial))), [
    [1, 0.1],
    [1, 0.5],
    [2, 0.1],
    [2, 0.5],
  ]);
});

Deno.test("keys of one zip move together", () => {
  const text = PEOPLE +
    "sweep: { zip: { init.seed: [3, 5], training.epochs: [10, 20] }, hidden: [[1], [2], [3]] }";
  const plan = planOf(parseExperiment(text));
  assert.equal(plan.trialCount, 6);
  assert.deepEqual(settingsAt(plan, 4), {
    "init.seed": 5,
    "training.epochs": 20,
    "network.hidden": [2],
  });
});

Deno.test("parts cover every trial once, in order, for any sweep (seed 5)", () => {
  fc.assert(
    fc.property(sweeps, (experiment) => {
      const plan = planOf(experiment);
      let next = 0;
      for (let part = 0; part < plan.partCount; part++) {
        const { from, to } = partRange(plan, part);
        assert.equal(from, next);
        assert.ok(to > from);
        next = to;
      }
      assert.equal(next, plan.trialCount);
    }),
    { seed: 5, numRuns: 100 },
  );
});

Deno.test("going through trials gives each one's own indices and combination, from any trial (seed 6)", () => {
  fc.assert(
    fc.property(sweeps, fc.nat(), (experiment, nat) => {
      const plan = planOf(experiment);
      let trial = nat % plan.trialCount;
      for (const indices of indicesOfTrials(plan, trial, plan.trialCount)) {
        assert.deepEqual(indices, axisIndicesAt(plan, trial));
        assert.equal(combinationAt(plan, plan.axes.map(() => true), indices), trial);
        trial++;
      }
      assert.equal(trial, plan.trialCount);
    }),
    { seed: 6, numRuns: 100 },
  );
});

Deno.test("ten million trials are planned without counting them", () => {
  const began = performance.now();
  const plan = planOf(people("seed=0..9999999"));
  assert.equal(settingsAt(plan, 9_999_999)["init.seed"], 9_999_999);
  assert.ok(plan.partCount <= 4096);
  assert.ok(performance.now() - began < 1000);
});

Deno.test("parts are multiples of 16 trials and small where a trial is long", () => {
  assert.equal(planOf(people("seed=1..100", "epochs=100000")).partSize, 16);
  assert.equal(planOf(people("seed=1..100000", "epochs=1")).partSize, 2048);
  assert.equal(planOf(people("seed=1..100000", "epochs=1000")).partSize % 16, 0);
});

Deno.test("the work of a trial is the mean over swept epochs and hidden layers", () => {
  assert.equal(updatesPerTrial(people("seed=1..9")), 60 * 4 * 9);
  assert.equal(updatesPerTrial(people("epochs=100,300")), 200 * 4 * 9);
  assert.equal(updatesPerTrial(people("epochs=0..100")), 50 * 4 * 9);
  assert.equal(updatesPerTrial(people("hidden=[],[2]")), 60 * 4 * (3 + 9) / 2);
  assert.equal(updatesPerTrial(people("seed=1..9", "epochs=0")), 1);
});

Deno.test("a swept value in a table needs no quotes", () => {
  assert.deepEqual([0.1, -0, "tanh", [8, 8], []].map(valueText), ["0.1", "-0", "tanh", "[8 8]", "[]"]);
});
