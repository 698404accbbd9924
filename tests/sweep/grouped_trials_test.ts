// Trials are plain data: copies of them, as a worker gets, train the same.
import assert from "node:assert/strict";
import type { Shuffle } from "../../src/engine/row_order.ts";
import { groupedTrials } from "../../src/sweep/grouped_trials.ts";
import { PartRequests } from "../../src/sweep/part_requests.ts";
import { planOf } from "../../src/sweep/plan.ts";
import { learning, namedSweeps, people } from "./sweep_cases.ts";

Deno.test("trials made from copies of frame and request are the trials themselves", () => {
  for (const { name, experiment } of namedSweeps) {
    const requests = new PartRequests(planOf(experiment));
    const copy = groupedTrials(structuredClone(requests.frame), structuredClone(requests.request(0)));
    assert.deepEqual(copy, requests.trials(0), name);
  }
});

Deno.test("trials that differ in seed, rate and epochs are one group", () => {
  const trials = new PartRequests(planOf(people("seed=5..6", "learning_rate=0.1,0.2", "epochs=3,4"))).trials(
    0,
  );
  assert.equal(trials.groups.length, 1);
  const [{ seeds, learningRates, epochs, places }] = trials.groups;
  assert.deepEqual([...seeds], [5, 5, 5, 5, 6, 6, 6, 6]);
  assert.deepEqual([...learningRates], [0.1, 0.1, 0.2, 0.2, 0.1, 0.1, 0.2, 0.2]);
  assert.deepEqual([...epochs], [3, 4, 3, 4, 3, 4, 3, 4]);
  assert.deepEqual([...places], [0, 1, 2, 3, 4, 5, 6, 7]);
  assert.equal(trials.linePrefixes[5], "6,0.1,4");
});

Deno.test("trials share the order of their rows unless the seed that it comes from is swept", () => {
  const rowFormOf = (shuffle: Shuffle, ...overrides: string[]): string =>
    new PartRequests(planOf(learning(people(...overrides), { shuffle }))).trials(0).groups[0].variant.rowForm;
  assert.equal(rowFormOf("none", "seed=1..9"), "table");
  assert.equal(rowFormOf("init", "seed=1..9"), "lanes");
  assert.equal(rowFormOf("init", "learning_rate=0.1,0.2"), "shared");
  assert.equal(rowFormOf(7, "seed=1..9"), "shared");
});

Deno.test("each combination of the other keys is a group of its own, known by the same number in every part", () => {
  const requests = new PartRequests(
    planOf(people("seed=1..20000", "hidden=[1],[2]", "weight.shift=0.0,1.0", "epochs=0")),
  );
  for (const part of [0, 1, 5]) {
    const { groups } = requests.trials(part);
    const shapes = groups.map((
      { variantKey, variant },
    ) => [variantKey, variant.topology.layers[0].size, variant.data.inputs[0]]);
    assert.deepEqual(shapes, [[0, 1, 133], [1, 1, 132], [2, 2, 133], [3, 2, 132]]);
  }
});

Deno.test("a request holds the variants that occur in its part, and no more", () => {
  const requests = new PartRequests(planOf(people("weight.shift=0,1,2", "seed=1..20000", "epochs=0")));
  assert.deepEqual([...requests.request(0).variants.keys()], [0]);
  const straddling = Math.floor(20000 / requests.plan.partSize);
  assert.deepEqual([...requests.request(straddling).variants.keys()], [0, 1]);
});
