// Which sweeps have parts that are trained in a moment, and how parts are given out.
import assert from "node:assert/strict";
import { hasShortParts, PartJobs } from "../../src/sweep/part_jobs.ts";
import { planOf } from "../../src/sweep/plan.ts";
import { people } from "./sweep_cases.ts";

const isShort = (...overrides: string[]): boolean => hasShortParts(planOf(people(...overrides)));

Deno.test("parts are short where many short trials share a kernel", () => {
  assert.ok(isShort("seed=1..10000"));
  assert.ok(isShort("seed=1..100", "learning_rate=geomspace(0.01,1,20)", "epochs=10..30"));
  assert.ok(isShort("seed=1..100", "hidden=[2],[4],[8]"));
});

Deno.test("parts are not short where a trial is long or has a kernel of its own", () => {
  assert.ok(!isShort("seed=1..1000", "epochs=100000"));
  assert.ok(!isShort("seed=1..40", "hidden=[64,64]", "epochs=3000"));
  assert.ok(!isShort("seed=1..10", "weight.shift=linspace(100,150,500)"));
});

Deno.test("a queue gives out each of its parts once, in order, and says how many are left", () => {
  const jobs = new PartJobs(planOf(people("seed=1..10000")));
  const queue = jobs.queueOf([3, 0, 5]);
  const taken: (number | undefined)[] = [];
  for (let left = 3; left > 0; left--) {
    assert.equal(queue.length, left);
    taken.push(queue.next()?.part);
  }
  assert.deepEqual(taken, [3, 0, 5]);
  assert.equal(queue.next(), null);
  assert.equal(queue.length, 0);
});
