// How parts are given out.
import assert from "node:assert/strict";
import { PartRequests } from "../../src/sweep/part_requests.ts";
import { planOf } from "../../src/sweep/plan.ts";
import { people } from "./sweep_cases.ts";

Deno.test("a queue gives out each of its parts once, in order, and says how many are left", () => {
  const requests = new PartRequests(planOf(people("seed=1..10000")));
  const queue = requests.queueOf([3, 0, 5]);
  const taken: (number | undefined)[] = [];
  for (let left = 3; left > 0; left--) {
    assert.equal(queue.length, left);
    taken.push(queue.next()?.part);
  }
  assert.deepEqual(taken, [3, 0, 5]);
  assert.equal(queue.next(), null);
  assert.equal(queue.length, 0);
});
