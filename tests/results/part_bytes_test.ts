// Parts are read back from bytes as they were, and only as the part of the sweep that they are.
import assert from "node:assert/strict";
import { type KeptPart, partBytes, partOfBytes } from "../../src/results/part_bytes.ts";
import { figureCount } from "../../src/sweep/figures.ts";
import { PartRequests } from "../../src/sweep/part_requests.ts";
import { planOf } from "../../src/sweep/plan.ts";
import { PartTrainer } from "../../src/sweep/part_trainer.ts";
import { namedSweeps, people } from "../sweep/sweep_cases.ts";

const identity = Uint8Array.from({ length: 32 }, (_, index) => index);

Deno.test("a part comes back with every bit of its figures and bins", () => {
  for (const { name, experiment } of namedSweeps) {
    const requests = new PartRequests(planOf(experiment));
    const { part, figures, bins } = new PartTrainer().train(requests.trials(0));
    const back = partOfBytes(
      requests.frame,
      identity,
      0,
      partBytes(requests.frame, identity, { part, figures, bins }),
    );
    assert.deepEqual(back, { part, figures, bins }, name);
  }
});

Deno.test("-0 and NaN come back, and the bytes may be anywhere in a buffer", () => {
  const { frame } = new PartRequests(planOf(people("seed=1..1")));
  const figures = Float64Array.of(-0, NaN, 5e-324, 1.7e308, 0, -1);
  const bins = Uint16Array.from(frame.bandEpochs, (_, index) => 65535 - index);
  const bytes = partBytes(frame, identity, { part: 0, figures, bins });
  const shifted = new Uint8Array(bytes.length + 3);
  shifted.set(bytes, 3);
  const back: KeptPart = partOfBytes(frame, identity, 0, shifted.subarray(3))!;
  assert.ok(back.figures.every((value, index) => Object.is(value, figures[index])));
  assert.deepEqual(back.bins, bins);
});

Deno.test("another sweep's part, another part's bytes and bytes of another length are refused", () => {
  const requests = new PartRequests(planOf(people("seed=1..1000", "epochs=2000")));
  const bytes = partBytes(requests.frame, identity, new PartTrainer().train(requests.trials(0)));
  assert.ok(partOfBytes(requests.frame, identity, 0, bytes) !== null);
  assert.equal(partOfBytes(requests.frame, identity.map((byte) => byte + 1), 0, bytes), null);
  assert.equal(partOfBytes(requests.frame, identity, 1, bytes), null);
  assert.equal(partOfBytes(requests.frame, identity, 0, bytes.subarray(1)), null);
  assert.equal(partOfBytes(requests.frame, identity, 0, new Uint8Array(0)), null);
});

Deno.test("a part of a sweep that was cut differently is refused, even with the right number and length", () => {
  const { frame } = new PartRequests(planOf(people("seed=1..20")));
  const [coarse, fine] = [16, 4].map((partSize) => ({ ...frame, partSize }));
  const figures = new Float64Array(4 * figureCount(frame.queryCount));
  const bins = new Uint16Array(4 * frame.bandEpochs.length);
  const bytes = partBytes(coarse, identity, { part: 1, figures, bins });
  assert.ok(partOfBytes(coarse, identity, 1, bytes) !== null);
  assert.equal(partOfBytes(fine, identity, 1, bytes), null);
});
