// Parts that are trained together are sent back as if each had been trained by itself.

import assert from "node:assert/strict";
import { cardLanes } from "../../src/sweep/card_lanes.ts";
import { MersenneTwister } from "../../src/random/mersenne_twister.ts";
import { rowCountOfGroup } from "../../src/sweep/grouped_trials.ts";
import { PartRequests } from "../../src/sweep/part_requests.ts";
import { PartTrainer } from "../../src/sweep/part_trainer.ts";
import type { LanesFor } from "../../src/sweep/part_training.ts";
import { planOf } from "../../src/sweep/plan.ts";
import type { FromWorker, ToWorker, WorkerScope } from "../../src/threads/part_messages.ts";
import { type TrainedPart, trainedPart } from "../../src/threads/trained_part.ts";
import { serveWaves } from "../../src/threads/wave_worker.ts";
import { InterpretedCard } from "../engine/gpu/ptx_interpreter.ts";
import { people } from "../sweep/sweep_cases.ts";

/** Lanes on a card that is interpreted, with how many trials each group had. */
function interpretedLanes(groupSizes: number[]): LanesFor {
  const card = new InterpretedCard();
  return (group) => {
    if (rowCountOfGroup(group) === 0) return null;
    groupSizes.push(group.places.length);
    return cardLanes(card, group, 1_000_000);
  };
}

/** What comes back of some messages. */
function answers(messages: readonly ToWorker[], lanesFor: LanesFor): Promise<readonly FromWorker[]> {
  return new Promise((resolve) => {
    const found: FromWorker[] = [];
    const partCount = messages.filter(({ kind }) => kind === "part").length;
    const scope: WorkerScope = {
      onmessage: null,
      postMessage(message) {
        found.push(structuredClone(message));
        if (found.length === partCount) resolve(found);
      },
    };
    serveWaves(scope, lanesFor);
    for (const data of messages) scope.onmessage!(new MessageEvent("message", { data }));
  });
}

Deno.test("parts of a wave, with groups of several variants and divergence among them, have the bytes of single parts", async () => {
  const experiment = people("hidden=[2],[3,2]", "learning_rate=0.1,1e300", "seed=1..50", "epochs=5,20");
  const plan = { ...planOf(experiment), partSize: 7, partCount: Math.ceil(400 / 7) };
  const requests = new PartRequests(plan);
  const sweep = { frame: requests.frame, identity: Uint8Array.from({ length: 32 }, (_, index) => index) };
  const parts = [3, 0, 1, 57, 40, 41];
  const groupSizes: number[] = [];
  const messages: ToWorker[] = [
    { kind: "sweep", sweep },
    ...parts.map((part): ToWorker => ({ kind: "part", request: requests.request(part) })),
  ];
  const found = await answers(messages, interpretedLanes(groupSizes));
  assert.ok(groupSizes.length <= 2 && Math.max(...groupSizes) > plan.partSize, String(groupSizes));
  assert.deepEqual(found.map((message) => message.kind === "trained" && message.part.part), parts);
  for (const message of found) {
    assert.ok(message.kind === "trained");
    const { part } = message;
    const alone = await trainedPart(new PartTrainer("plain"), sweep, requests.request(part.part));
    const bytesOf = ({ figures, bins, lines, file }: TrainedPart) => [figures, bins, lines, file];
    assert.deepEqual(bytesOf(part), bytesOf(alone));
  }
});

/** How many random words the cores draw while something goes on. */
async function wordsDrawnIn(work: () => Promise<unknown>): Promise<number> {
  const { nextWord } = MersenneTwister.prototype;
  let count = 0;
  MersenneTwister.prototype.nextWord = function () {
    count++;
    return nextWord.call(this);
  };
  try {
    await work();
  } finally {
    MersenneTwister.prototype.nextWord = nextWord;
  }
  return count;
}

Deno.test("in a wave whose seeds a card draws the cores draw no number, and the parts have the same bytes", async () => {
  const requests = new PartRequests({
    ...planOf(people("seed=1..30", "epochs=5")),
    partSize: 10,
    partCount: 3,
  });
  const sweep = { frame: requests.frame, identity: null };
  const parts = [0, 1, 2];
  const messages: ToWorker[] = [
    { kind: "sweep", sweep },
    ...parts.map((part): ToWorker => ({ kind: "part", request: requests.request(part) })),
  ];
  const [found, wanted]: TrainedPart[][] = [[], []];
  const byCard = await wordsDrawnIn(async () => {
    for (const message of await answers(messages, interpretedLanes([]))) {
      assert.ok(message.kind === "trained");
      found.push(message.part);
    }
  });
  const byCores = await wordsDrawnIn(async () => {
    for (const part of parts) {
      wanted.push(await trainedPart(new PartTrainer("plain"), sweep, requests.request(part)));
    }
  });
  assert.equal(byCard, 0);
  assert.ok(byCores > 30 * 9 * 2, String(byCores));
  assert.deepEqual(
    found.map(({ figures, lines }) => [figures, lines]),
    wanted.map(({ figures, lines }) => [figures, lines]),
  );
});

Deno.test("where the card fails, every part of the wave is said to have failed", async () => {
  const requests = new PartRequests({ ...planOf(people("seed=1..20")), partSize: 5, partCount: 4 });
  const sweep = { frame: requests.frame, identity: null };
  const messages: ToWorker[] = [
    { kind: "sweep", sweep },
    ...[0, 1, 2].map((part): ToWorker => ({ kind: "part", request: requests.request(part) })),
  ];
  const found = await answers(messages, () => {
    throw new Error("no card");
  });
  assert.deepEqual(found.map((message) => message.kind === "failed" && message.part), [0, 1, 2]);
});

Deno.test("where one part of a wave fails, each has one answer, and the parts after the wave are trained", async () => {
  const requests = new PartRequests({
    ...planOf(people("seed=1..20", "epochs=5")),
    partSize: 5,
    partCount: 4,
  });
  const sweep = { frame: requests.frame, identity: null };
  const answered: (readonly [kind: string, part: number])[] = [];
  const waveOf = async (...sent: readonly ToWorker[]): Promise<void> => {
    const wanted = answered.length + sent.length;
    for (const data of sent) scope.onmessage!(new MessageEvent("message", { data }));
    while (answered.length < wanted) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  const scope: WorkerScope = {
    onmessage: null,
    postMessage(message) {
      if (message.kind === "failed") answered.push(["failed", message.part]);
      if (message.kind !== "trained") return;
      if (message.part.part === 1) throw new Error("no room for a part");
      answered.push(["trained", message.part.part]);
    },
  };
  const part = (index: number): ToWorker => ({ kind: "part", request: requests.request(index) });
  serveWaves(scope, interpretedLanes([]));
  scope.onmessage!(new MessageEvent("message", { data: { kind: "sweep", sweep } }));
  await waveOf(part(0), part(1), part(2));
  // A request without its variants cannot even be read.
  await waveOf({ kind: "part", request: { ...requests.request(3), variants: new Map() } });
  await waveOf(part(3));
  assert.deepEqual(answered, [["trained", 0], ["failed", 1], ["failed", 2], ["failed", 3], ["trained", 3]]);
});

/** How many trials are trained together each time, while something goes on. */
async function trialCountsOf(work: () => Promise<unknown>): Promise<readonly number[]> {
  const { train } = PartTrainer.prototype;
  const counts: number[] = [];
  PartTrainer.prototype.train = function (trials, options) {
    counts.push(trials.trialCount);
    return train.call(this, trials, options);
  };
  try {
    await work();
  } finally {
    PartTrainer.prototype.train = train;
  }
  return counts;
}

Deno.test("the parts of a second sweep are trained in waves of their own, whether the first is done or not, and nothing else is", async () => {
  const requests = new PartRequests({ ...planOf(people("seed=1..20")), partSize: 5, partCount: 4 });
  const sweep: ToWorker = { kind: "sweep", sweep: { frame: requests.frame, identity: null } };
  const part = (number: number): ToWorker => ({ kind: "part", request: requests.request(number) });
  for (const isDone of [false, true]) {
    const found: FromWorker[] = [];
    const scope: WorkerScope = { onmessage: null, postMessage: (message) => void found.push(message) };
    const send = async (messages: readonly ToWorker[], answerCount: number): Promise<void> => {
      for (const data of messages) scope.onmessage!(new MessageEvent("message", { data }));
      while (found.length < answerCount) await new Promise((resolve) => setTimeout(resolve, 1));
    };
    serveWaves(scope, () => null);
    const counts = await trialCountsOf(async () => {
      await send([sweep, part(0), part(1)], isDone ? 2 : 0);
      await send([sweep, part(2)], 3);
    });
    assert.deepEqual(found.map((message) => message.kind === "trained" && message.part.part), [0, 1, 2]);
    assert.deepEqual(counts, [10, 5]);
  }
});
