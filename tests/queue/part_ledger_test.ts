// The books agree with what is kept, at any moment; and who is refused takes along all that may be its own.
import assert from "node:assert/strict";
import { RandomState } from "../../mod.ts";
import { type PartKeep, PartLedger } from "../../src/queue/part_ledger.ts";
import type { SentPart } from "../../src/queue/subjects.ts";
import { trialCountOfPart } from "../../src/sweep/plan.ts";

/** Seven parts, the last of which is shorter. */
const PLAN = { partCount: 7, trialCount: 65, partSize: 10 };
const FILE = new Uint8Array(1);

/** A store in memory. */
class Kept implements PartKeep {
  readonly parts: Set<number>;

  constructor(...parts: number[]) {
    this.parts = new Set(parts);
  }

  keep(part: number): void {
    this.parts.add(part);
  }

  remove(part: number): void {
    this.parts.delete(part);
  }

  kept(): ReadonlySet<number> {
    return this.parts;
  }
}

function sent(worker: string, part: number): SentPart {
  return { worker, instance: "x", part };
}

function countsOf({ tally }: PartLedger): readonly (readonly [string, number, number])[] {
  return tally.workers().map(({ name, partCount, trialCount }) => [name, partCount, trialCount]);
}

/** Fails unless the books say what the store has. */
function assertAgree({ missing, doneCount }: PartLedger, { parts }: Kept): void {
  const all = Array.from({ length: PLAN.partCount }, (_, part) => part);
  assert.deepEqual([...missing].sort(), all.filter((part) => !parts.has(part)));
  assert.equal(doneCount, [...parts].reduce((sum, part) => sum + trialCountOfPart(PLAN, part), 0));
}

Deno.test("what an earlier attempt has kept is not missing, and its trials are done", () => {
  const store = new Kept(1, 6);
  const ledger = new PartLedger(PLAN, store);
  assert.deepEqual([...ledger.missing], [0, 2, 3, 4, 5]);
  assert.equal(ledger.doneCount, 15);
  assert.deepEqual(ledger.tally.workers(), []);
});

Deno.test("with a worker go its parts and those of unknown senders; those of others and our own stay", () => {
  const store = new Kept(0);
  const ledger = new PartLedger(PLAN, store);
  ledger.keepSent(sent("alice", 1), FILE);
  ledger.keepSent(sent("bob", 2), FILE);
  ledger.keepOwn(3, FILE);
  store.keep(4);
  ledger.findKept();
  assertAgree(ledger, store);
  assert.deepEqual(countsOf(ledger).at(-1), ["found in the folder", 1, 10]);
  assert.equal(ledger.throwAway("alice"), 3);
  assert.deepEqual([...store.parts], [2, 3]);
  assertAgree(ledger, store);
  assert.deepEqual(countsOf(ledger), [["bob/x", 1, 10], ["here", 1, 10]]);
  // What was thrown away may come from another, and stays when the first is named again.
  ledger.keepSent(sent("bob", 1), FILE);
  assert.equal(ledger.throwAway("alice"), 0);
  assert.deepEqual([...ledger.missing], [5, 6, 0, 4]);
});

Deno.test("a part that cannot be kept is not counted", () => {
  const store = new Kept();
  const ledger = new PartLedger(PLAN, store);
  store.keep = () => {
    throw new Error("the disk is full");
  };
  assert.throws(() => ledger.keepSent(sent("alice", 1), FILE), /the disk is full/);
  assert.throws(() => ledger.keepOwn(1, FILE), /the disk is full/);
  assertAgree(ledger, store);
  assert.deepEqual(ledger.tally.workers(), []);
});

Deno.test("whatever comes and goes, the books agree with the store (seed 6)", () => {
  const random = new RandomState(6);
  const below = (count: number): number => Math.floor(random.uniform(0, count));
  const store = new Kept();
  const ledger = new PartLedger(PLAN, store);
  for (let step = 0; step < 2000; step++) {
    const left = [...ledger.missing];
    const part = left[below(left.length)];
    const worker = ["alice", "bob", "carol"][below(3)];
    const action = below(8);
    if (action === 0) ledger.throwAway(worker);
    else if (part === undefined) ledger.findKept();
    else if (action === 1) ledger.keepOwn(part, FILE);
    else if (action === 2) {
      store.keep(part);
      ledger.findKept();
    } else ledger.keepSent(sent(worker, part), FILE);
    assertAgree(ledger, store);
    const counted = countsOf(ledger).reduce((sum, [, , trialCount]) => sum + trialCount, 0);
    assert.equal(counted, ledger.doneCount);
  }
});
