// Tests src/host/kept_in_turn.ts: what is kept beside a training comes in order, and what cannot be kept is no matter.
import assert from "node:assert/strict";
import { KeptInTurn } from "../../src/host/kept_in_turn.ts";
import { WorldError } from "../../src/host/world_error.ts";
import { pause } from "../../src/threads/event_loop.ts";

Deno.test("what the system does not let keep is passed over, and what follows is kept after it", async () => {
  const keeping = new KeptInTurn();
  const said: string[] = [];
  keeping.add(async () => {
    await pause(20);
    said.push("full");
    throw new WorldError("cannot keep a checkpoint: no space is left on the disk");
  });
  keeping.add(() => Promise.resolve(void said.push("kept")));
  await keeping.settled();
  assert.deepEqual(said, ["full", "kept"]);
});

Deno.test("a bug met while something is kept is told by the one who waits, and by nobody before", async () => {
  const keeping = new KeptInTurn();
  keeping.add(() => Promise.reject(new TypeError("undefined is not a function")));
  await pause(20);
  await assert.rejects(keeping.settled(), TypeError);
});
