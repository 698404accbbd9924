// Processes that join in one sweep give the folder that one process gives, whoever of them dies, stands still or is robbed.
import assert from "node:assert/strict";
import { RandomState } from "../../mod.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { JoinedParts, joinSweep } from "../../src/host/joined_sweep.ts";
import { PartKeeper } from "../../src/host/part_keeper.ts";
import { PartStore } from "../../src/host/part_store.ts";
import { WorldError } from "../../src/host/world_error.ts";
import { TrialTally } from "../../src/host/trial_tally.ts";
import { PartRequests } from "../../src/sweep/part_requests.ts";
import { planOf } from "../../src/sweep/plan.ts";
import { makeOld } from "../crash/whole_folder.ts";
import { caseCount } from "../requirement.ts";
import { type ProcessResult, resultOf, signalTo } from "../seedbed_process.ts";
import { PEOPLE } from "../sweep/sweep_cases.ts";
import { until } from "../waiting.ts";
import { namesIn, SweepFolder } from "./sweep_folder.ts";

/** A sweep that takes three processes of one thread each about half a second. */
const LONGER: readonly string[] = ["seed=1..16000", "epochs=1000", "log_every=10"];
/** One that is still under way when somebody has seen that its first parts are there. */
const LONGEST: readonly string[] = LONGER.with(0, "seed=1..48000");

function join(sweep: SweepFolder): { process: Deno.ChildProcess; ended: Promise<ProcessResult> } {
  const process = sweep.start("--join", "-j", "1");
  return { process, ended: resultOf(process) };
}

Deno.test("of three that join, one puts the sweep together and the others find it; all print the same", async () => {
  using sweep = SweepFolder.make();
  const results = await Promise.all([1, 2, 3].map(() => join(sweep).ended));
  assert.deepEqual(
    results.map(({ code }) => code),
    [0, 0, 0],
    results.map(({ stderr }) => stderr).join("---\n"),
  );
  const said = results.map(({ stderr }) => stderr);
  assert.equal(said.filter((text) => /^written /m.test(text)).length, 1, said.join("---\n"));
  assert.equal(said.filter((text) => /^found /m.test(text)).length, 2, said.join("---\n"));
  assert.equal(new Set(results.map(({ stdout }) => stdout)).size, 1);
  sweep.assertRight();
});

Deno.test("no part is given to two joiners while one is unclaimed; then those that are not there, in random order", async () => {
  using sweep = SweepFolder.make(["seed=1..100"]);
  const plan = {
    ...planOf(parseExperiment(PEOPLE, { overrides: ["seed=1..100"] })),
    partSize: 1,
    partCount: 100,
  };
  const requests = new PartRequests(plan);
  const joiners = [1, 2, 3].map(() => {
    const store = new PartStore(sweep.resultPath, requests.frame, sweep.identity);
    store.make();
    const tally = new TrialTally(plan);
    return new JoinedParts(plan, requests, store, new PartKeeper({ store, tally, onProgress: () => {} }));
  });
  const given: number[][] = [[], [], []];
  for (let turn = 0; given.flat().length < 100; turn++) {
    given[turn % 3].push((await joiners[turn % 3].next())!.request.part);
  }
  assert.equal(new Set(given.flat()).size, 100);
  // All but the last ten of the first joiner are kept: they are given to the second, which has not had them.
  const late = given[0].slice(-10);
  for (let part = 0; part < 100; part++) {
    if (!late.includes(part)) {
      Deno.writeTextFileSync(`${sweep.partsPath}/part-${String(part).padStart(5, "0")}`, "");
    }
  }
  const again: number[] = [];
  for (let fed = await joiners[1].next(); fed !== null; fed = await joiners[1].next()) {
    again.push(fed.request.part);
  }
  assert.deepEqual(again.toSorted((a, b) => a - b), late.toSorted((a, b) => a - b));
  assert.equal(await joiners[0].next(), null);
});

Deno.test("a folder that cannot be looked at any more ends a joiner with the reason", async () => {
  using sweep = SweepFolder.make(["seed=1..100"]);
  const plan = planOf(parseExperiment(PEOPLE, { overrides: ["seed=1..100"] }));
  const idle = (): Worker => new Worker("data:text/javascript,onmessage = () => {}", { type: "module" });
  const { readDirSync } = Deno;
  const joining = joinSweep({
    plan,
    experimentHash: sweep.identity,
    folder: sweep.resultPath,
    workerCount: 1,
    threads: { makeWorker: idle, count: 1, heldCount: 1 },
    onProgress: () => {},
  });
  try {
    Deno.readDirSync = () => {
      throw new Error("Stale file handle (os error 116)");
    };
    await assert.rejects(
      joining,
      (error) => error instanceof WorldError && /^cannot read .*: stale file handle$/.test(error.message),
    );
  } finally {
    Deno.readDirSync = readDirSync;
  }
});

Deno.test("joiners killed at random moments, and others in their place: the same folder (seed 5)", async () => {
  const random = new RandomState(5);
  const wanted = caseCount(10, 20);
  for (let kills = 0; kills < wanted;) {
    using sweep = SweepFolder.make(LONGER);
    const joiners = [1, 2, 3].map(() => join(sweep));
    while (kills < wanted && namesIn(sweep.resultPath).length === 0) {
      await new Promise((resolve) => setTimeout(resolve, random.uniform(10, 300)));
      const at = Math.floor(random.uniform(0, 3));
      signalTo(joiners[at].process, "SIGKILL");
      if ((await joiners[at].ended).signal === "SIGKILL") kills++;
      joiners[at] = join(sweep);
    }
    for (const { ended } of joiners) {
      const { code, stderr } = await ended;
      assert.equal(code, 0, stderr);
    }
    // One may have died while it wrote the result: what it left is removed when it is old.
    makeOld(`${sweep.path}/results/people`);
    assert.equal((await sweep.run()).code, 0);
    sweep.assertRight();
  }
});

Deno.test("nobody waits for a joiner that stands still, and it ends well when it goes on", async () => {
  using sweep = SweepFolder.make(LONGEST);
  const slow = join(sweep);
  await until("two parts are kept", () => sweep.parts().length >= 2);
  signalTo(slow.process, "SIGSTOP");
  const { code, stderr } = await join(sweep).ended;
  assert.equal(code, 0, stderr);
  assert.match(stderr, /^continued: [\d,]+ of 48,000 trials were there already\nwritten /);
  sweep.assertRight();
  signalTo(slow.process, "SIGCONT");
  const late = await slow.ended;
  assert.equal(late.code, 0, late.stderr);
  assert.match(late.stderr, /^found .*: put together by another process meanwhile; verify checks it\n$/);
  sweep.assertRight();
});

Deno.test("the folder of the parts removed under joiners: they begin again, and the folder is right", async () => {
  using sweep = SweepFolder.make(LONGEST);
  const joiners = [1, 2].map(() => join(sweep));
  await until("five parts are kept", () => sweep.parts().length >= 5);
  Deno.renameSync(sweep.partsPath, `${sweep.path}/gone`);
  for (const { ended } of joiners) {
    const { code, stderr } = await ended;
    assert.equal(code, 0, stderr);
  }
  sweep.assertRight();
});

Deno.test("a joiner, a shard and a run at work in one folder give one result", async () => {
  using sweep = SweepFolder.make();
  const lines = [["--join"], ["--shard", "2/3"], [], ["--join"]];
  const results = await Promise.all(lines.map((options) => sweep.run(...options, "-j", "1")));
  assert.deepEqual(
    results.map(({ code }) => code),
    [0, 0, 0, 0],
    results.map(({ stderr }) => stderr).join("---\n"),
  );
  sweep.assertRight();
});

Deno.test("Ctrl-C says how much all have kept, and whoever joins later goes on", async () => {
  using sweep = SweepFolder.make(LONGER);
  const { code, stderr } = await sweep.interrupt("SIGINT", 3, "--join");
  assert.equal(code, 130);
  assert.match(stderr, /^stopped: \d+ of 16,000 trials are kept; the same command continues\n$/);
  assert.equal((await join(sweep).ended).code, 0);
  sweep.assertRight();
});
