// Training that stopped anywhere and went on gives the bits of training without a stop.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import type { Checkpoint } from "../../src/sweep/checkpoint.ts";
import { PartRequests } from "../../src/sweep/part_requests.ts";
import { planOf } from "../../src/sweep/plan.ts";
import type { Engine } from "../../src/engine/row_engine.ts";
import { PartTrainer } from "../../src/sweep/part_trainer.ts";
import type { PartResult } from "../../src/sweep/part_training.ts";
import { checkpointFile, checkpointOfFile } from "../../src/threads/checkpoint_file.ts";
import { optimizers } from "../../src/engine/rules/optimizer.ts";
import type { Experiment } from "../../src/experiment/experiment.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { caseCount } from "../requirement.ts";
import { learning, namedSweeps, people, sweeps } from "./sweep_cases.ts";

const identity = Uint8Array.from({ length: 32 }, (_, index) => index);

/** Trains a part and takes the checkpoint at one of its stops. */
function trained(
  requests: PartRequests,
  engine: Engine,
  { from = null, stop = -1 }: { readonly from?: Checkpoint | null; readonly stop?: number } = {},
): { readonly result: PartResult; readonly stopCount: number; readonly taken: Checkpoint | null } {
  let stopCount = 0;
  let taken: Checkpoint | null = null;
  const onStop = (_: number, checkpoint: () => Checkpoint): void => {
    if (stopCount++ === stop) taken = checkpoint();
  };
  const result = new PartTrainer(engine).train(requests.trials(0), {
    checkpoint: from,
    watch: { everyNs: 1, onStop },
  });
  return { result, stopCount, taken };
}

function assertSame(found: PartResult, wanted: PartResult, name: string): void {
  assert.ok(found.figures.every((value, index) => Object.is(value, wanted.figures[index])), name);
  assert.deepEqual(found.bins, wanted.bins, name);
}

/** Stops a part at some of its epochs, and goes on from the file of each checkpoint. @returns how many stops were tried. */
async function assertSameWhereverItStops(
  experiment: Experiment,
  seed: number,
  name: string,
): Promise<number> {
  const requests = new PartRequests(planOf(experiment));
  const straight = new PartTrainer("plain").train(requests.trials(0));
  let tried = 0;
  for (
    const [first, second] of [["wasm", "wasm"], ["plain", "plain"], ["wasm", "plain"], [
      "plain",
      "wasm",
    ]] as const
  ) {
    const { stopCount } = trained(requests, first);
    for (let pick = 0; pick < 2 && stopCount > 0; pick++) {
      const { taken } = trained(requests, first, { stop: (seed + pick * 7919) % stopCount });
      const file = await checkpointFile(requests.frame, identity, taken!);
      const back = await checkpointOfFile(requests.frame, identity, 0, file);
      assert.deepEqual(back, taken, name);
      assertSame(
        trained(requests, second, { from: back }).result,
        straight,
        `${name}, ${first} and ${second}`,
      );
      tried++;
    }
  }
  return tried;
}

Deno.test("a part that stopped goes on with the same bits, on either engine: named sweeps", async () => {
  let stopCount = 0;
  for (const [index, { name, experiment }] of namedSweeps.entries()) {
    stopCount += await assertSameWhereverItStops(experiment, index * 31, name);
  }
  assert.ok(stopCount > 100, String(stopCount));
});

Deno.test("a part that stopped goes on with the same bits, on either engine: any sweep (seed 21)", async () => {
  await fc.assert(
    fc.asyncProperty(sweeps, fc.nat(), async (experiment, seed) => {
      await assertSameWhereverItStops(experiment, seed, "random");
    }),
    { seed: 21, numRuns: caseCount(10, 30) },
  );
});

for (const shuffle of ["none", "init", 3] as const) {
  Deno.test(`a long part of adam may stop again and again, rows in the order "${shuffle}"`, () => {
    const experiment = people("seed=1..8", "epochs=3,50,200", "learning_rate=0.01,1e300");
    const optimizer = { name: "adam", ...optimizers.adam.defaults } as const;
    assertSameAfterManyStops(learning(experiment, { optimizer, shuffle, batchSize: 3 }));
  });
}

Deno.test("a trial that stood in the plain trainer, and that a kernel then loses, keeps no figure and no epoch", () => {
  const { experiment } = namedSweeps.find(({ name }) => name === "sums that overflow in front of sigmoids")!;
  const requests = new PartRequests(planOf(experiment));
  const straight = new PartTrainer("plain").train(requests.trials(0));
  const { taken } = trained(requests, "plain", { stop: 2 });
  assert.ok(taken!.trial!.rowsDone > 0);
  assertSame(trained(requests, "wasm", { from: taken }).result, straight, "");
});

Deno.test("a trial that a kernel loses after a stop leaves nothing of what its lane wrote before", () => {
  // The squared error is infinite at first, and finite later: the lane writes on, and the trial diverged at its start.
  const experiment = parseExperiment(
    `
name: back
dataset: { features: [{ name: x }], target: { name: y }, rows: [{ x: 1, y: 0 }] }
network: { hidden: [], output: identity }
init: { scheme: normal, sd: 1.0e+155 }
training: { epochs: 400, learning_rate: 0.05, log_every: 1, loss: mse }
queries: [{ x: 1 }]
`,
    { overrides: ["seed=1..64"] },
  );
  const requests = new PartRequests(planOf(experiment));
  const { result, stopCount } = trained(requests, "wasm");
  assert.ok(0 < result.laneTrialCount && result.laneTrialCount < 64, String(result.laneTrialCount));
  for (let stop = 0; stop < stopCount; stop += 50) {
    const { taken } = trained(requests, "wasm", { stop });
    assertSame(trained(requests, "wasm", { from: taken }).result, result, `stopped at ${stop}`);
  }
});

Deno.test("a part may stop again and again", () => {
  assertSameAfterManyStops(people("seed=1..8", "epochs=3,50,200", "learning_rate=0.1,1e300"));
});

/** Stops a part after each few epochs, and goes on from there, now on one engine and now on the other. */
function assertSameAfterManyStops(experiment: Experiment): void {
  const requests = new PartRequests(planOf(experiment));
  const straight = new PartTrainer("plain").train(requests.trials(0));
  let from: Checkpoint | null = null;
  for (let stops = 0;; stops++) {
    const engine = stops % 3 === 2 ? "plain" : "wasm";
    const { result, stopCount, taken }: ReturnType<typeof trained> = trained(requests, engine, {
      from,
      stop: 37,
    });
    if (taken === null) {
      assert.ok(stops > 5 && stopCount <= 37);
      assertSame(result, straight, `after ${stops} stops`);
      return;
    }
    from = taken;
  }
}

Deno.test("a file with any byte changed, cut or of another sweep or part is no checkpoint", async () => {
  const requests = new PartRequests(planOf(people("seed=1..4000", "epochs=1000")));
  const file = await checkpointFile(
    requests.frame,
    identity,
    trained(requests, "wasm", { stop: 3 }).taken!,
  );
  for (let at = 0; at < file.length; at += 1 + Math.floor(file.length / 200)) {
    assert.equal(await checkpointOfFile(requests.frame, identity, 0, file.with(at, file[at] ^ 1)), null);
  }
  for (const length of [0, 1, 100, 152, file.length - 1]) {
    assert.equal(await checkpointOfFile(requests.frame, identity, 0, file.slice(0, length)), null);
  }
  assert.equal(await checkpointOfFile(requests.frame, identity, 1, file), null);
  assert.equal(await checkpointOfFile(requests.frame, identity.map((byte) => byte ^ 1), 0, file), null);
});

Deno.test("a forged checkpoint whose sizes are not those of its file takes no memory", async () => {
  const requests = new PartRequests(planOf(people("seed=1..40", "epochs=100")));
  const file = await checkpointFile(
    requests.frame,
    identity,
    trained(requests, "wasm", { stop: 0 }).taken!,
  );
  for (const forged of [1e15, -1, NaN, Infinity, 0.5]) {
    const bytes = file.slice();
    for (const number of [2, 3, 5]) new DataView(bytes.buffer).setFloat64(80 + number * 8, forged, true);
    bytes.set(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes.subarray(48))), 16);
    assert.equal(await checkpointOfFile(requests.frame, identity, 0, bytes), null, String(forged));
  }
});

Deno.test("a forged checkpoint that stands where no training stands is not gone on from", async () => {
  const experiment = people("seed=1..40", "epochs=100");
  const requests = new PartRequests(planOf(experiment));
  const straight = new PartTrainer("plain").train(requests.trials(0));
  for (const engine of ["wasm", "plain"] as const) {
    const { lanes, trial, ...rest } = trained(requests, engine, { stop: 9 }).taken!;
    for (const rowsDone of [1e15, 401, -1, NaN, 0.5]) {
      const forged: Checkpoint = {
        ...rest,
        lanes: lanes === null ? null : { ...lanes, rowsDone },
        trial: trial === null ? null : { ...trial, rowsDone },
      };
      const from = await checkpointOfFile(
        requests.frame,
        identity,
        0,
        await checkpointFile(requests.frame, identity, forged),
      );
      assertSame(trained(requests, engine, { from }).result, straight, `${engine} at ${rowsDone}`);
    }
    const statuses = rest.statuses.with(0, 7);
    const file = await checkpointFile(requests.frame, identity, { ...rest, lanes, trial, statuses });
    assert.equal(await checkpointOfFile(requests.frame, identity, 0, file), null);
  }
});
