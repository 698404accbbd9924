// Who is at work, has sent something or is refused is known of each worker, and a refused one is heard no more.
import assert from "node:assert/strict";
import { SILENT_MS } from "../../src/queue/streams.ts";
import { WorkerRoll } from "../../src/queue/worker_roll.ts";

const ALICE = { worker: "alice", instance: "1" };

Deno.test("each process of a worker is told of once", () => {
  const roll = new WorkerRoll();
  assert.equal(roll.hearWord(ALICE), "alice/1");
  assert.equal(roll.hearWord(ALICE), null);
  assert.equal(roll.hearWord({ ...ALICE, instance: "2" }), "alice/2");
});

Deno.test("a worker is at work until it has been silent for long", () => {
  const roll = new WorkerRoll();
  assert.ok(!roll.isAnybodyAtWork());
  const beforeMs = performance.now();
  roll.hearWord(ALICE);
  const afterMs = performance.now();
  assert.ok(roll.isAnybodyAtWork(beforeMs + SILENT_MS - 1));
  assert.ok(!roll.isAnybodyAtWork(afterMs + SILENT_MS));
});

Deno.test("who is refused is at work no more, whatever it says, and is refused once", () => {
  const roll = new WorkerRoll();
  roll.hearWord(ALICE);
  assert.ok(roll.refuse("alice"));
  assert.ok(!roll.refuse("alice"));
  assert.ok(roll.isRefused("alice"));
  assert.equal(roll.hearWord(ALICE), null);
  assert.equal(roll.hearWord({ ...ALICE, instance: "2" }), null);
  assert.ok(!roll.isAnybodyAtWork());
  assert.ok(!roll.isRefused("bob"));
  roll.hearWord({ ...ALICE, worker: "bob" });
  assert.ok(roll.isAnybodyAtWork());
});

Deno.test("the first part of each worker is known as such", () => {
  const roll = new WorkerRoll();
  assert.ok(!roll.hasMetAnybody);
  assert.ok(roll.meet("alice"));
  assert.ok(!roll.meet("alice"));
  assert.ok(roll.meet("bob"));
  roll.refuse("alice");
  roll.refuse("bob");
  assert.ok(roll.hasMetAnybody);
});
