// The trials of a sweep, in order, and how they are cut into parts.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import {
  axisIndicesAt,
  combinationAt,
  indicesOfTrials,
  partMs,
  partRange,
  planOf,
  settingsAt,
  trialMs,
  valueText,
} from "../../src/sweep/plan.ts";
import { denseTopology } from "../../src/engine/topology.ts";
import { fittingLaneCount } from "../../src/engine/kernel/kernel_shape.ts";
import { classicLearning, classicSettings } from "../../src/engine/learning.ts";
import { epochNs, MS_PER_NETWORK } from "../../src/engine/training_cost.ts";
import { PartRequests } from "../../src/sweep/part_requests.ts";
import { partFileBytes } from "../../src/threads/part_file.ts";
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
  assert.ok(performance.now() - began < 1000);
});

Deno.test("the file of a part has at most 512 KiB, unless one trial is larger", () => {
  const queries = (count: number): string =>
    `queries: [${Array.from({ length: count }, (_, index) => `{ name: q${index}, weight: 1, height: 1 }`)}]`;
  for (const count of [2, 100, 1000]) {
    const text = PEOPLE.replace(/queries: .*/, queries(count)).replace("epochs: 60", "epochs: 1000");
    const plan = planOf(parseExperiment(text, { overrides: ["seed=1..200000", "epochs=1", "log_every=1"] }));
    const { frame } = new PartRequests(plan);
    assert.ok(partFileBytes(frame, 0) <= 512 * 1024);
    assert.equal(plan.partSize % 16, 0);
  }
});

Deno.test("parts are multiples of a kernel's lanes, and fill them once where a trial is long", () => {
  const sizeOf = (...overrides: string[]): number => planOf(people(...overrides)).partSize;
  assert.equal(sizeOf("seed=1..100", "epochs=100000"), 16);
  assert.equal(sizeOf("seed=1..100000", "epochs=1"), 2112);
  assert.equal(sizeOf("seed=1..100000", "epochs=1000") % 16, 0);
  const lanes = fittingLaneCount(
    denseTopology([2, 8, 8, 1], "sigmoid", "sigmoid"),
    classicLearning,
    "straight",
  );
  assert.ok(lanes < 16);
  assert.equal(sizeOf("hidden=[8,8]", "seed=1..100", "epochs=100000"), lanes);
});

Deno.test("where few trials in a row share a variant, a part still holds as many as a kernel has lanes at most", () => {
  assert.equal(planOf(people("seed=1..100", "hidden=[8,8],[9,8]", "epochs=100000")).partSize, 16);
});

Deno.test("the time of a trial is the mean over swept epochs and hidden layers", () => {
  const stepMs = (...hidden: number[]): number =>
    epochNs({
      topology: denseTopology([2, ...hidden, 1], "sigmoid", "sigmoid"),
      learning: classicSettings,
      shuffle: "none",
    }, 1) / 1e6;
  const cases: [ms: number, ...overrides: string[]][] = [
    [60 * 4 * stepMs(2), "seed=1..9"],
    [200 * 4 * stepMs(2), "epochs=100,300"],
    [50 * 4 * stepMs(2), "epochs=0..100"],
    [60 * 4 * (stepMs() + stepMs(2)) / 2, "hidden=[],[2]"],
    [0, "seed=1..9", "epochs=0"],
  ];
  for (const [ms, ...overrides] of cases) {
    // A sum in another order may differ in its last bits.
    assert.ok(Math.abs(trialMs(people(...overrides)) - MS_PER_NETWORK - ms) < 1e-12, overrides.join());
  }
});

Deno.test("a part takes a moment, unless a trial is long or many trials each have a kernel of their own", () => {
  const msOf = (...overrides: string[]): number => partMs(planOf(people(...overrides)));
  assert.ok(msOf("seed=1..10000") < 30);
  assert.ok(msOf("seed=1..100", "learning_rate=geomspace(0.01,1,20)", "epochs=10..30") < 30);
  assert.ok(msOf("seed=1..100", "hidden=[2],[4],[8]") < 30);
  assert.ok(msOf("seed=1..1000", "epochs=1000000", "log_every=1000") > 300);
  assert.ok(msOf("seed=1..40", "hidden=[64,64]", "epochs=100000") > 300);
  assert.ok(msOf("seed=1..10", "weight.shift=linspace(100,150,500)") > 300);
});

Deno.test("a swept value in a table needs no quotes", () => {
  assert.deepEqual([0.1, -0, "tanh", [8, 8], []].map(valueText), ["0.1", "-0", "tanh", "[8 8]", "[]"]);
});

Deno.test("a trial that there is not has no settings", () => {
  const plan = planOf(people("seed=1..50"));
  for (const trial of [50, -1, 1.5, NaN]) {
    assert.throws(() => settingsAt(plan, trial), { name: "RangeError", message: /from 0 to 49: found/ });
  }
});
