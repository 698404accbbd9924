// A part comes back from its file as it was, and from no other bytes.
import assert from "node:assert/strict";
import { figureCount } from "../../src/sweep/figures.ts";
import { PartRequests } from "../../src/sweep/part_requests.ts";
import { PartTrainer } from "../../src/sweep/part_trainer.ts";
import { planOf } from "../../src/sweep/plan.ts";
import { columnRange, numbersOf, partFile, partOfFile, unfitnessOf } from "../../src/threads/part_file.ts";
import { people } from "../sweep/sweep_cases.ts";

const requests = new PartRequests(planOf(people("seed=1..40", "epochs=20")));
const { frame } = requests;
const identity = Uint8Array.from({ length: 32 }, (_, index) => index);
const part = new PartTrainer().train(requests.trials(0));

Deno.test("a part comes back from its file with the same bits", async () => {
  const back = await partOfFile(frame, identity, 0, await partFile(frame, identity, part));
  assert.deepEqual(back, { part: 0, figures: part.figures, bins: part.bins });
});

Deno.test("a file with any byte changed, cut or of another sweep is no part", async () => {
  const file = await partFile(frame, identity, part);
  for (let at = 0; at < file.length; at += 1 + Math.floor(file.length / 300)) {
    assert.equal(await partOfFile(frame, identity, 0, file.with(at, file[at] ^ 1)), null, `byte ${at}`);
  }
  for (const length of [0, 1, 16, 47, 48, 96, file.length - 1]) {
    assert.equal(await partOfFile(frame, identity, 0, file.slice(0, length)), null, `${length} bytes`);
  }
  assert.equal(await partOfFile(frame, identity.map((byte) => byte ^ 1), 0, file), null);
});

Deno.test("why a file cannot be used is told by its head: another version, sweep or part, or damage", async () => {
  const file = await partFile(frame, identity, part);
  const why = (head: Uint8Array, wanted = 0): string => unfitnessOf(frame, identity, wanted, head);
  assert.equal(why(file.with(12, 6)), "written by another version of Seedbed (layout 6, here 5)");
  assert.equal(why(file.with(48, file[48] ^ 1)), "of another sweep");
  assert.equal(why(file, 1), "under the name of another part");
  for (const damaged of [file, file.with(0, 0), file.slice(0, 95), new Uint8Array()]) {
    assert.equal(why(damaged), "damaged");
  }
});

Deno.test("-0, NaN and the ends of the doubles come back", async () => {
  const one = new PartRequests(planOf(people("seed=1..1"))).frame;
  const figures = Float64Array.of(-0, NaN, 5e-324, 1.7e308, 0, -1);
  const bins = Uint16Array.from(one.bandEpochs, (_, index) => 49152 - index);
  const back = await partOfFile(one, identity, 0, await partFile(one, identity, { part: 0, figures, bins }));
  assert.ok(back!.figures.every((value, index) => Object.is(value, figures[index])));
  assert.deepEqual(back!.bins, bins);
});

Deno.test("a part of a sweep that was cut differently is refused, even with the right number and length", async () => {
  const [coarse, fine] = [16, 4].map((partSize) => ({ ...frame, partSize, trialCount: 20 }));
  const figures = new Float64Array(4 * figureCount(frame));
  const bins = new Uint16Array(4 * frame.bandEpochs.length);
  const file = await partFile(coarse, identity, { part: 1, figures, bins });
  assert.ok(await partOfFile(coarse, identity, 1, file) !== null);
  assert.equal(await partOfFile(fine, identity, 1, file), null);
});

Deno.test("one figure of a part is where its range says", async () => {
  const file = await partFile(frame, identity, part);
  const trialCount = part.figures.length / figureCount(frame);
  for (let figure = 0; figure < figureCount(frame); figure++) {
    const { offset, sizeBytes } = columnRange(frame, 0, figure);
    const found = numbersOf(file.subarray(offset, offset + sizeBytes));
    assert.deepEqual(found, part.figures.slice(figure * trialCount, (figure + 1) * trialCount));
  }
});

Deno.test("the bytes of a part are the same everywhere: magic, version, SHA-256, identity, range, figures, bins", async () => {
  const shape = {
    lossThresholds: [0.1, 0.01],
    hasRowsRight: false,
    queryCount: 0,
    outputCount: 1,
    judgedCount: 0,
  };
  const two = { trialCount: 2, partSize: 2, ...shape, bandEpochs: [0] };
  const figures = Float64Array.of(0.5, 0.25, NaN, NaN, 3, NaN, NaN, NaN);
  const file = await partFile(two, identity, { part: 0, figures, bins: Uint16Array.of(1, 513) });
  const hex = file.toHex();
  assert.equal(hex.slice(0, 32), "736565646265642d7061727405000000");
  assert.equal(hex.slice(96, 192), identity.toHex() + "00000000000000000200000000000000");
  assert.equal(hex.slice(192, 224), "000000000000e03f000000000000d03f");
  assert.equal(hex.slice(-8), "01000102");
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", file.subarray(48)));
  assert.equal(hex.slice(32, 96), digest.toHex());
});

Deno.test("figures and bins that no training gives are no part, however right the hash", async () => {
  for (const forged of [Infinity, -Infinity]) {
    const figures = part.figures.with(3, forged);
    assert.equal(
      await partOfFile(frame, identity, 0, await partFile(frame, identity, { ...part, figures })),
      null,
    );
  }
  const bins = part.bins.with(0, 49153);
  assert.equal(
    await partOfFile(frame, identity, 0, await partFile(frame, identity, { ...part, bins })),
    null,
  );
});
