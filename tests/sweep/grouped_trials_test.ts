// Jobs are made of plain data: what goes through a worker's door trains the same.
import assert from "node:assert/strict";
import { partJob } from "../../src/sweep/part_job.ts";
import { PartJobs } from "../../src/sweep/part_jobs.ts";
import { planOf } from "../../src/sweep/plan.ts";
import { namedSweeps, people } from "./sweep_cases.ts";

Deno.test("a job made from copies of frame and request is the job itself", () => {
  for (const { name, experiment } of namedSweeps) {
    const jobs = new PartJobs(planOf(experiment));
    const copy = partJob(structuredClone(jobs.frame), structuredClone(jobs.request(0)));
    assert.deepEqual(copy, jobs.job(0), name);
  }
});

Deno.test("trials that differ in seed, rate and epochs are one group", () => {
  const job = new PartJobs(planOf(people("seed=5..6", "learning_rate=0.1,0.2", "epochs=3,4"))).job(0);
  assert.equal(job.groups.length, 1);
  const [{ seeds, learningRates, epochs, places }] = job.groups;
  assert.deepEqual([...seeds], [5, 5, 5, 5, 6, 6, 6, 6]);
  assert.deepEqual([...learningRates], [0.1, 0.1, 0.2, 0.2, 0.1, 0.1, 0.2, 0.2]);
  assert.deepEqual([...epochs], [3, 4, 3, 4, 3, 4, 3, 4]);
  assert.deepEqual([...places], [0, 1, 2, 3, 4, 5, 6, 7]);
  assert.equal(job.linePrefixes[5], "6,0.1,4");
});

Deno.test("each combination of the other keys is a group of its own, known by the same number in every part", () => {
  const jobs = new PartJobs(
    planOf(people("seed=1..20000", "hidden=[1],[2]", "weight.shift=0,1", "epochs=0")),
  );
  for (const part of [0, 1, 5]) {
    const { groups } = jobs.job(part);
    const shapes = groups.map((
      { variantKey, variant },
    ) => [variantKey, variant.topology.sizes[1], variant.data.inputs[0]]);
    assert.deepEqual(shapes, [[0, 1, 133], [1, 1, 132], [2, 2, 133], [3, 2, 132]]);
  }
});

Deno.test("a request holds the variants that occur in its part, and no more", () => {
  const jobs = new PartJobs(planOf(people("weight.shift=0,1,2", "seed=1..20000", "epochs=0")));
  assert.deepEqual([...jobs.request(0).variants.keys()], [0]);
  assert.deepEqual([...jobs.request(9).variants.keys()], [0, 1]);
});
