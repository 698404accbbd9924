// Parts come back from bytes as they were, and only as the part of the sweep that they are.
import assert from "node:assert/strict";
import { type KeptPart, partBytes, partOfBytes } from "../../src/results/part_bytes.ts";
import { PartJobs } from "../../src/sweep/part_jobs.ts";
import { planOf } from "../../src/sweep/plan.ts";
import { PartTrainer } from "../../src/sweep/train_part.ts";
import { namedSweeps, people } from "../sweep/sweep_cases.ts";

const identity = Uint8Array.from({ length: 32 }, (_, index) => index);

Deno.test("a part comes back with every bit of its figures and bins", () => {
  for (const { name, experiment } of namedSweeps) {
    const jobs = new PartJobs(planOf(experiment));
    const { part, figures, bins } = new PartTrainer().train(jobs.job(0));
    const back = partOfBytes(jobs.frame, identity, 0, partBytes(identity, { part, figures, bins }));
    assert.deepEqual(back, { part, figures, bins }, name);
  }
});

Deno.test("-0 and NaN come back, and bytes may stand anywhere in a buffer", () => {
  const { frame } = new PartJobs(planOf(people("seed=1..1")));
  const figures = Float64Array.of(-0, NaN, 5e-324, 1.7e308, 0, -1);
  const bins = Uint16Array.from(frame.bandEpochs, (_, index) => 65535 - index);
  const bytes = partBytes(identity, { part: 0, figures, bins });
  const shifted = new Uint8Array(bytes.length + 3);
  shifted.set(bytes, 3);
  const back: KeptPart = partOfBytes(frame, identity, 0, shifted.subarray(3))!;
  assert.ok(back.figures.every((value, index) => Object.is(value, figures[index])));
  assert.deepEqual(back.bins, bins);
});

Deno.test("another sweep's part, another part's bytes and bytes of another length are refused", () => {
  const jobs = new PartJobs(planOf(people("seed=1..1000", "epochs=2000")));
  const bytes = partBytes(identity, new PartTrainer().train(jobs.job(0)));
  assert.ok(partOfBytes(jobs.frame, identity, 0, bytes) !== null);
  assert.equal(partOfBytes(jobs.frame, identity.map((byte) => byte + 1), 0, bytes), null);
  assert.equal(partOfBytes(jobs.frame, identity, 1, bytes), null);
  assert.equal(partOfBytes(jobs.frame, identity, 0, bytes.subarray(1)), null);
  assert.equal(partOfBytes(jobs.frame, identity, 0, new Uint8Array(0)), null);
});
