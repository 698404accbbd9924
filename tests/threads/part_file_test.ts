// A part comes back from its file as it was, and from no other bytes.
import assert from "node:assert/strict";
import { PartRequests } from "../../src/sweep/part_requests.ts";
import { PartTrainer } from "../../src/sweep/part_trainer.ts";
import { planOf } from "../../src/sweep/plan.ts";
import { partFile, partOfFile } from "../../src/threads/part_file.ts";
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
  for (const length of [0, 1, 16, 47, 48, file.length - 1]) {
    assert.equal(await partOfFile(frame, identity, 0, file.slice(0, length)), null, `${length} bytes`);
  }
  assert.equal(await partOfFile(frame, identity.map((byte) => byte ^ 1), 0, file), null);
});
