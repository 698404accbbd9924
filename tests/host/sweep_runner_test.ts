// A sweep gives the same folder however many workers train it and whatever ends them, by the real program.
import assert from "node:assert/strict";
import { RandomState } from "../../mod.ts";
import { experimentHash } from "../../src/experiment/experiment_id.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { runSweep, type SweepProgress } from "../../src/host/sweep_runner.ts";
import { planOf } from "../../src/sweep/plan.ts";
import { canMount, makeReadOnly, mountTmpfs } from "../crash/mounts.ts";
import { skipWithout } from "../requirement.ts";
import { makeOld } from "../crash/whole_folder.ts";
import { resultOf, runSeedbed, signalTo } from "../seedbed_process.ts";
import { PEOPLE } from "../sweep/sweep_cases.ts";
import { until } from "../waiting.ts";
import { lineOf } from "../web/web_driver.ts";
import { namesIn, OVERRIDES, SweepFolder } from "./sweep_folder.ts";

/** A sweep that is still under way when somebody has seen that its first part is there. */
const LONGER: readonly string[] = OVERRIDES.with(0, "seed=1..32000");

const cannotMount = skipWithout(canMount, "the right to mount", "run the tests as root on Linux");

for (const workerCount of ["1", "2", "5"]) {
  Deno.test(`a sweep on ${workerCount} workers gives the bytes of one that is trained in one thread`, async () => {
    using sweep = SweepFolder.make();
    const { code, stderr } = await sweep.run("--jobs", workerCount);
    assert.equal(stderr, `written ${sweep.resultPath}\n`);
    assert.equal(code, 0);
    sweep.assertRight();
  });
}

Deno.test("a sweep over heavy and light keys gives the same bytes on workers as in one thread", async () => {
  using sweep = SweepFolder.make([
    "hidden=[],[2],[3,2]",
    "seed=1..40",
    "activation=tanh,relu",
    "learning_rate=0.1,1e200",
    "epochs=0,30",
  ]);
  const { code, stderr } = await sweep.run("-j", "3");
  assert.equal(code, 1, stderr);
  sweep.assertRight();
});

Deno.test("a sweep killed at any moment goes on where it was until it is done, with the same bytes (seed 3)", async () => {
  const random = new RandomState(3);
  using sweep = SweepFolder.make();
  let kills = 0;
  while (true) {
    const process = sweep.start();
    let isOver = false;
    const ended = resultOf(process).finally(() => isOver = true);
    // Later and later, so that it ends on a slow machine too.
    await new Promise((resolve) => setTimeout(resolve, random.uniform(0, 400) + 20 * kills));
    if (!isOver) signalTo(process, "SIGKILL");
    const { code, signal } = await ended;
    if (code === 0) break;
    assert.equal(signal, "SIGKILL");
    kills++;
    if (namesIn(sweep.resultPath).length > 0) break; // Killed between the writing and the last word.
  }
  assert.equal((await sweep.run()).code, 0);
  makeOld(`${sweep.path}/results/people`);
  assert.equal((await sweep.run()).code, 0);
  sweep.assertRight();
});

Deno.test("a sweep killed half-way says how much was kept, and trains only the rest", async () => {
  using sweep = SweepFolder.make();
  await sweep.interrupt("SIGKILL", 3);
  const kept = sweep.parts();
  assert.ok(kept.length >= 3);
  const { code, stderr } = await sweep.run();
  assert.equal(code, 0);
  const count = Number(
    /^continued: (\d+) of 8000 trials were there already\n/.exec(stderr)?.[1],
  );
  assert.ok(count >= 3 * 16 && count % 16 === 0, stderr);
  sweep.assertRight();
});

Deno.test("a sweep says that it is continued before it trains the rest, once", async () => {
  using sweep = SweepFolder.make(LONGER);
  await sweep.interrupt("SIGKILL", 3);
  const process = sweep.start();
  const [ownError, error] = process.stderr.tee();
  const said = new Response(ownError).text();
  await lineOf(error, /^continued: [\d,]+ of 32,000 trials were there already\n/);
  assert.ok(sweep.parts().length < sweep.partCount);
  await Promise.all([process.status, process.stdout.pipeTo(new WritableStream())]);
  assert.match(await said, /^continued: .*\nwritten .*\n$/);
});

Deno.test("damaged, cut, empty, swapped and foreign parts are reported and trained again", async () => {
  using other = SweepFolder.make(OVERRIDES.map((override) => override.replace("1..8000", "2..8001")));
  await other.interrupt("SIGKILL", 6);
  using sweep = SweepFolder.make();
  await sweep.interrupt("SIGKILL", 6);
  const [flipped, cut, empty, foreign, first, second] = sweep.parts();
  const bytes = Deno.readFileSync(flipped);
  bytes[bytes.length >> 1] ^= 1;
  Deno.writeFileSync(flipped, bytes);
  Deno.truncateSync(cut, 1000);
  Deno.truncateSync(empty, 0);
  Deno.copyFileSync(
    other.parts().find((path) => path.endsWith(foreign.slice(-5))) ?? other.parts()[0],
    foreign,
  );
  const kept = Deno.readFileSync(first);
  Deno.copyFileSync(second, first);
  Deno.writeFileSync(second, kept);
  const { code, stderr } = await sweep.run();
  assert.equal(code, 0);
  assert.match(
    stderr,
    /^(continued: .*\n)?trained again: 6 parts that were there could not be used: (.*)\nwritten /,
  );
  for (const reason of ["3 damaged", "1 of another sweep", "2 under the name of another part"]) {
    assert.ok(stderr.includes(reason), stderr);
  }
  sweep.assertRight();
});

Deno.test("a changed experiment is another sweep: nothing of the first is used, and its parts stay", async () => {
  using sweep = SweepFolder.make();
  await sweep.interrupt("SIGKILL", 3);
  const kept = sweep.parts();
  const changed = sweep.commandLine("learning_rate=0.2");
  const { code, stderr } = await runSeedbed(changed);
  assert.equal(code, 0);
  assert.doesNotMatch(stderr, /continued/);
  assert.deepEqual(sweep.parts(), kept);
  assert.match((await sweep.run()).stderr, /^continued: /);
});

for (const [signal, wanted] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
  Deno.test(`${signal} stops a sweep at once, says what is kept, and the same command continues`, async () => {
    using sweep = SweepFolder.make();
    const { code, stdout, stderr } = await sweep.interrupt(signal, 3);
    assert.equal(code, wanted);
    assert.equal(stdout, "");
    const count = Number(
      /^stopped: (\d+) of 8000 trials are kept; the same command continues\n$/.exec(stderr)?.[1],
    );
    assert.ok(count > 0, stderr);
    assert.deepEqual(namesIn(sweep.resultPath), []);
    const again = await sweep.run();
    const continued = Number(/^continued: (\d+) /.exec(again.stderr)?.[1]);
    // A worker may have kept a part more than it had told.
    assert.ok(continued >= count, again.stderr);
    sweep.assertRight();
  });
}

Deno.test("of processes that run one sweep at once, one trains and the others wait and find it", async () => {
  using sweep = SweepFolder.make();
  const results = await Promise.all([1, 2, 3].map(() => sweep.run("-j", "1")));
  assert.deepEqual(results.map(({ code }) => code), [0, 0, 0]);
  const said = results.map(({ stderr }) => stderr);
  assert.equal(said.filter((text) => /^written /m.test(text)).length, 1, said.join("---\n"));
  assert.equal(said.filter((text) => /^found /m.test(text)).length, 2, said.join("---\n"));
  assert.equal(new Set(results.map(({ stdout }) => stdout)).size, 1);
  sweep.assertRight();
});

Deno.test("a process that waits takes over when the one that trains is killed", async () => {
  using sweep = SweepFolder.make(LONGER);
  const first = sweep.start();
  const firstEnded = resultOf(first);
  await until("a part is kept", () => sweep.parts().length >= 1);
  // It stands still with the lock, so that it is not done before the second has come.
  signalTo(first, "SIGSTOP");
  const second = sweep.start();
  const [ownError, error] = second.stderr.tee();
  const said = new Response(ownError).text();
  await lineOf(error, /another process is running this sweep: waiting for it\n/);
  signalTo(first, "SIGKILL");
  assert.equal((await firstEnded).signal, "SIGKILL");
  const [{ code }] = await Promise.all([second.status, second.stdout.pipeTo(new WritableStream())]);
  assert.equal(code, 0, await said);
  sweep.assertRight();
});

Deno.test("--fresh keeps a trials.parquet that another process writes while it waits", async () => {
  using sweep = SweepFolder.make(LONGER);
  const first = sweep.start("--parquet");
  const firstEnded = resultOf(first);
  await until("a part is kept", () => sweep.parts().length >= 1);
  signalTo(first, "SIGSTOP");
  const second = sweep.start("--fresh");
  const [ownError, error] = second.stderr.tee();
  const said = new Response(ownError).text();
  await lineOf(error, /another process is running this sweep: waiting for it\n/);
  signalTo(first, "SIGCONT");
  assert.equal((await firstEnded).code, 0);
  const parquet = Deno.readFileSync(`${sweep.resultPath}/trials.parquet`);
  const [{ code }] = await Promise.all([second.status, second.stdout.pipeTo(new WritableStream())]);
  assert.equal(code, 0, await said);
  assert.deepEqual(Deno.readFileSync(`${sweep.resultPath}/trials.parquet`), parquet);
});

Deno.test("--fresh trains again: over parts of an earlier attempt and over a finished sweep", async () => {
  using sweep = SweepFolder.make();
  await sweep.interrupt("SIGKILL", 3);
  assert.equal((await sweep.run("--fresh")).stderr, `written ${sweep.resultPath}\n`);
  sweep.assertRight();
  const again = await sweep.run("--fresh");
  assert.equal(again.stderr, `found ${sweep.resultPath}: trained again, the same bytes as before\n`);
  Deno.writeTextFileSync(`${sweep.resultPath}/trials.csv`, "something else\n");
  const replaced = await sweep.run("--fresh");
  assert.equal(replaced.stderr, `replaced ${sweep.resultPath} (trials.csv differed)\n`);
  assert.equal(replaced.code, 0);
  sweep.assertRight();
});

Deno.test("what a process that is gone left of a finished sweep is removed by a later run", async () => {
  using sweep = SweepFolder.make();
  await sweep.run();
  Deno.mkdirSync(sweep.partsPath);
  Deno.writeTextFileSync(`${sweep.partsPath}/part-00000`, "left over");
  Deno.writeTextFileSync(`${sweep.partsPath}.lock`, "");
  assert.match((await sweep.run()).stderr, /^found /);
  assert.equal(sweep.leftovers().length, 2, "it may still be at work, where locks tell nothing");
  makeOld(`${sweep.path}/results/people`);
  assert.match((await sweep.run()).stderr, /^found /);
  sweep.assertRight();
});

Deno.test("a damaged result folder is reported at once and left alone", async () => {
  using sweep = SweepFolder.make(["seed=1..100"]);
  await sweep.run();
  Deno.writeTextFileSync(`${sweep.resultPath}/trials.csv`, "x", { append: true });
  const { code, stderr, stdout } = await sweep.run();
  assert.equal(code, 1);
  assert.equal(stdout, "");
  assert.equal(
    stderr,
    `damaged ${sweep.resultPath}: trials.csv: the file is not what manifest.json says; left as it was\n` +
      "  --fresh trains the sweep again and replaces the folder\n",
  );
});

Deno.test({
  name: "a full disk ends a sweep with exit code 3, and it goes on when there is room",
  ignore: cannotMount,
  async fn() {
    using sweep = SweepFolder.make();
    Deno.mkdirSync(`${sweep.path}/results`);
    const unmount = await mountTmpfs(`${sweep.path}/results`, 400_000);
    try {
      const { code, stderr } = await sweep.run();
      assert.equal(code, 3, stderr);
      assert.match(
        stderr,
        /^error: cannot keep part-\d{5} in .*: no space is left on the disk; once that is mended, the same command goes on /,
      );
      assert.ok(sweep.parts().length > 0);
      const remount = new Deno.Command("mount", {
        args: ["-o", "remount,size=20m", `${sweep.path}/results`],
      });
      assert.ok((await remount.output()).success);
      assert.match((await sweep.run()).stderr, /^continued: /);
      sweep.assertRight();
    } finally {
      await unmount();
    }
  },
});

Deno.test({
  name: "--only-merge lists what is missing also where it may write nothing",
  ignore: cannotMount,
  async fn() {
    using sweep = SweepFolder.make();
    Deno.mkdirSync(`${sweep.path}/results`);
    const unmount = await mountTmpfs(`${sweep.path}/results`, 20_000_000);
    try {
      await sweep.run("--shard", "1/2");
      await makeReadOnly(`${sweep.path}/results`);
      const { code, stderr } = await sweep.run("--only-merge");
      assert.equal(code, 3, stderr);
      assert.match(
        stderr,
        /: 9 of 17 parts are missing\n {2}part-00008 to part-00016: trials 3841 to 8000\n/,
      );
    } finally {
      await unmount();
    }
  },
});

Deno.test("a signal that says that a file grows too large does not end a sweep: the write fails", async () => {
  using sweep = SweepFolder.make();
  if (Deno.build.os === "windows") return;
  const { code, stderr } = await sweep.interrupt("SIGXFSZ", 2);
  assert.equal(code, 0, stderr);
  sweep.assertRight();
});

Deno.test("what an earlier attempt kept is said to be kept once all of it is counted", async () => {
  using sweep = SweepFolder.make();
  await sweep.interrupt("SIGKILL", 6);
  const experiment = parseExperiment(PEOPLE, { overrides: OVERRIDES });
  const told: SweepProgress[] = [];
  const run = await runSweep({
    plan: planOf(experiment),
    experimentHash: experimentHash(experiment),
    folder: sweep.resultPath,
    workerCount: 2,
    isFresh: false,
    training: "likely",
    onProgress: (progress) => told.push(progress),
    onWait: () => {},
    isFinished: () => false,
  });
  run!.release();
  const counted = told.findIndex(({ isCounted }) => isCounted);
  assert.ok(counted >= 6 && told.slice(counted).every(({ isCounted }) => isCounted));
  assert.equal(told[counted].done, told[counted].found);
});
