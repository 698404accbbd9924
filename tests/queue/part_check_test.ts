// Which trials are checked cannot be foretold, and no wrong bit of a checked trial passes.
import assert from "node:assert/strict";
import { RandomState } from "../../mod.ts";
import { goldenDifference } from "../../src/queue/golden_trials.ts";
import { differenceOf, drawnPlace } from "../../src/queue/part_check.ts";
import { serverConfig } from "../../src/queue/server_config.ts";
import { readDone, readPart, SweepSubjects } from "../../src/queue/subjects.ts";
import { WorkerTally } from "../../src/queue/worker_tally.ts";
import { PartRequests } from "../../src/sweep/part_requests.ts";
import { PartTrainer } from "../../src/sweep/part_trainer.ts";
import { planOf } from "../../src/sweep/plan.ts";
import { trainedPart } from "../../src/threads/trained_part.ts";
import { people } from "../sweep/sweep_cases.ts";

const plan = planOf(people("seed=1..20", "learning_rate=0.1,1e200", "epochs=50"));
const requests = new PartRequests(plan);
const { frame } = requests;
const sent = new PartTrainer().train(requests.trials(0));

Deno.test("some trials of a part, trained alone by the plain trainer, are those that the part has", async () => {
  const places = [0, 3, 7, 31, 39];
  const request = { ...requests.request(0), only: places };
  const alone = await trainedPart(new PartTrainer(), { frame, identity: null }, request);
  for (const place of places) assert.equal(differenceOf(plan, frame, place, sent, alone), null);
  assert.equal(alone.lines.length, 0);
  // The others were not trained: they are not what the part has.
  assert.notEqual(differenceOf(plan, frame, 1, sent, alone), null);
});

Deno.test("a wrong bit in any figure or bin of a checked trial is a difference, and in words", () => {
  const place = 4;
  const trialCount = 40;
  const words = new Set<string>();
  for (let figure = 0; figure < sent.figures.length / trialCount; figure++) {
    const figures = sent.figures.slice();
    const at = figure * trialCount + place;
    figures[at] = Number.isNaN(figures[at]) ? 1 : NaN;
    const difference = differenceOf(plan, frame, place, { ...sent, figures }, sent);
    assert.match(difference!, /^trial 5 \(init\.seed=3 training\.learning_rate=0\.1\) has (the|a|an) /);
    words.add(/ has (.*) (NaN|1|-?0), and/.exec(difference!)?.[1] ?? difference!);
    assert.equal(differenceOf(plan, frame, place + 1, { ...sent, figures }, sent), null);
  }
  assert.deepEqual([...words], ["the loss", "the diverged epoch", "a first epoch", "an answer"]);
  const bins = sent.bins.slice();
  bins[2 * trialCount + place]++;
  const difference = differenceOf(plan, frame, place, { ...sent, bins }, sent)!;
  assert.ok(difference.endsWith(`has another loss at epoch ${frame.bandEpochs[2]} than here`), difference);
});

Deno.test("-0 and 0 are different bits, NaN and NaN are not", () => {
  const [zero, negative] = [0, -0].map((value) => ({ ...sent, figures: sent.figures.with(0, value) }));
  assert.notEqual(differenceOf(plan, frame, 0, zero, negative), null);
  const none = { ...sent, figures: sent.figures.with(0, NaN) };
  assert.equal(differenceOf(plan, frame, 0, none, none), null);
});

Deno.test("one trial of each large part is drawn, anywhere in it; of small parts so many that it stays cheap (seed 1)", () => {
  const random = new RandomState(1);
  const uniform = (): number => random.uniform(0, 1);
  const large = { trialCount: 4800, partSize: 480 };
  const drawn = new Set<number>();
  for (let time = 0; time < 5000; time++) {
    drawn.add(drawnPlace(large, 3, false, uniform)!);
  }
  assert.deepEqual([...drawn].toSorted((a, b) => a - b), Array.from({ length: 480 }, (_, place) => place));
  const small = { trialCount: 1600, partSize: 16 };
  let count = 0;
  for (let time = 0; time < 10_000; time++) {
    if (drawnPlace(small, 3, false, uniform) !== null) count++;
  }
  // A twentieth of the cost of 16 trials is a tenth of a trial that takes 8 times as long.
  assert.ok(count > 900 && count < 1100, String(count));
  assert.notEqual(drawnPlace(small, 3, true, uniform), null);
});

Deno.test("the golden trials come out as known, by every engine", async () => {
  assert.equal(await goldenDifference(), null);
});

Deno.test("subjects are read as they are written, and others are not read", () => {
  const subjects = new SweepSubjects("ab".repeat(32));
  assert.deepEqual(readDone(subjects.done("alice", "1f", 7)), { worker: "alice", instance: "1f", part: 7 });
  assert.equal(readDone(subjects.part(7)), null);
  assert.equal(readDone(subjects.done("a.b", "1f", 7)), null);
  assert.equal(readPart(subjects.part(2), { trialCount: 40, partSize: 16 }), 2);
  assert.equal(readPart(subjects.part(3), { trialCount: 40, partSize: 16 }), null);
});

Deno.test("a server's configuration has a key for each name, and no secret", () => {
  const { text, keys } = serverConfig(["alice", "bob"]);
  assert.deepEqual(keys.map(({ name }) => name), ["collector", "alice", "bob"]);
  for (const { seed } of keys) {
    assert.match(seed, /^SU[A-Z2-7]{56}$/);
    assert.ok(!text.includes(seed));
  }
  assert.equal(text.match(/nkey: U[A-Z2-7]{55}\n/g)?.length, 3);
  assert.notEqual(serverConfig(["alice"]).keys[1].seed, keys[1].seed);
});

Deno.test("workers are counted by process, and dropped by name", () => {
  const tally = new WorkerTally();
  tally.add("alice/1", 480);
  tally.add("alice/2", 480);
  tally.add("alice2/1", 100);
  tally.add("alice/1", 20);
  assert.deepEqual(
    tally.workers().map(({ name, partCount, trialCount }) => [name, partCount, trialCount]),
    [["alice/1", 2, 500], ["alice/2", 1, 480], ["alice2/1", 1, 100]],
  );
  tally.drop("alice");
  assert.deepEqual(tally.workers().map(({ name }) => name), ["alice2/1"]);
});
