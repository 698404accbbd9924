// Whatever becomes of the shards of a sweep, the run after them gives the folder that a run without them gives.
import assert from "node:assert/strict";
import { RandomState } from "../../mod.ts";
import { caseCount } from "../requirement.ts";
import { resultOf, signalTo } from "../seedbed_process.ts";
import { until } from "../waiting.ts";
import { SweepFolder } from "./sweep_folder.ts";

/** A whole number from 0 to the limit, which is not reached. */
function below(random: RandomState, limit: number): number {
  return Math.floor(random.uniform(0, limit));
}

/** Starts a shard and kills it somewhere, or lets it end. */
async function runOrKill(sweep: SweepFolder, shard: string, killMs: number | null): Promise<void> {
  const process = sweep.start("--shard", shard, "-j", "1");
  let isOver = false;
  const ended = resultOf(process).finally(() => isOver = true);
  if (killMs !== null) {
    await new Promise((resolve) => setTimeout(resolve, killMs));
    if (!isOver) signalTo(process, "SIGKILL");
  }
  const { code, signal, stderr } = await ended;
  assert.ok(signal === "SIGKILL" || code === 0, stderr);
}

/** Spoils a file as disks and copies do: cuts it, turns a bit of it, empties it. */
function spoil(random: RandomState, path: string): void {
  const bytes = Deno.readFileSync(path);
  const way = below(random, 3);
  if (way === 0) Deno.truncateSync(path, below(random, bytes.length));
  if (way === 1) {
    bytes[below(random, bytes.length)] ^= 1 << below(random, 8);
    Deno.writeFileSync(path, bytes);
  }
  if (way === 2) Deno.truncateSync(path, 0);
}

for (let seed = 1; seed <= caseCount(2, 3); seed++) {
  Deno.test(`shards done, killed, left out, cut or with a bit turned: the run after them gives the same folder (seed ${seed})`, async () => {
    const random = new RandomState(seed);
    using sweep = SweepFolder.make();
    const count = 1 + below(random, 6);
    const shards: Promise<void>[] = [];
    for (let index = 1; index <= count; index++) {
      const fate = below(random, 3);
      if (fate === 0) continue;
      const killMs = fate === 1 ? random.uniform(50, 600) : null;
      shards.push(runOrKill(sweep, `${index}/${count}`, killMs));
    }
    await Promise.all(shards);
    const damaged = sweep.parts().filter(() => below(random, 4) === 0);
    for (const path of damaged) spoil(random, path);
    const { code, stderr } = await sweep.run();
    assert.equal(code, 0, stderr);
    const told = Number(/^trained again: (\d+) part/m.exec(stderr)?.[1] ?? 0);
    assert.equal(told, damaged.length, stderr);
    sweep.assertRight();
  });
}

Deno.test("all shards trained, --only-merge puts the sweep together; before, it says what is missing and trains nothing", async () => {
  using sweep = SweepFolder.make();
  const empty = await sweep.run("--only-merge");
  assert.equal(empty.code, 3);
  assert.match(
    empty.stderr,
    /^error: the sweep cannot be put together: 17 of 17 parts are missing\n {2}part-00000 to part-00016: trials 1 to 8000\n {2}the same command without --only-merge trains them\n$/,
  );
  assert.deepEqual(sweep.leftovers(), []);
  const first = await sweep.run("--shard", "1/2");
  assert.equal(
    first.stderr,
    `kept trials 1 to 3840, shard 1/2, in ${sweep.partsPath}\n  the same command without --shard puts the sweep together\n`,
  );
  assert.equal(first.stdout, "");
  const ofLayout6 = Deno.readFileSync(sweep.parts()[3]).with(12, 6);
  Deno.writeFileSync(sweep.parts()[3], ofLayout6);
  const half = await sweep.run("--only-merge");
  assert.equal(half.code, 3);
  assert.match(
    half.stderr,
    /: 10 of 17 parts are missing\n {2}1 of them is there and cannot be used: 1 written by another version of Seedbed \(layout 6, here 5\)\n {2}part-00003: trials 1441 to 1920\n/,
  );
  assert.equal(sweep.parts().length, 8);
  const [again, second] = await Promise.all(
    ["1/2", "2/2"].map((shard) => sweep.run("--shard", shard, "--json")),
  );
  assert.deepEqual(JSON.parse(again.stdout).parts, { from: 0, count: 8, trained: 1 });
  assert.deepEqual(JSON.parse(second.stdout).trials, { from: 3841, count: 4160 });
  const merged = await sweep.run("--only-merge");
  assert.equal(merged.code, 0, merged.stderr);
  assert.match(merged.stderr, /^continued: 8000 of 8000 trials were there already\nwritten /);
  sweep.assertRight();
  const late = await sweep.run("--shard", "1/2");
  assert.equal(late.stderr, `found ${sweep.resultPath}: there is nothing left for a shard to do\n`);
  Deno.truncateSync(`${sweep.resultPath}/trials.csv`, 100);
  for (const option of ["--shard=1/2", "--only-merge", "--join"]) {
    const { code, stderr } = await sweep.run(option);
    assert.equal(code, 1, stderr);
    assert.equal(
      stderr,
      `damaged ${sweep.resultPath}: trials.csv: the file is not what manifest.json says; left as it was\n` +
        `  --fresh in place of ${option.replace(/=.*/, "")} trains the sweep again and replaces the folder\n`,
    );
  }
});

Deno.test("a shard whose sweep is put together meanwhile ends well, and leaves nothing", async () => {
  using sweep = SweepFolder.make(["seed=1..64000", "epochs=1000", "log_every=10"]);
  const shard = sweep.start("--shard", "1/1", "-j", "1");
  await until("three parts are kept", () => sweep.parts().length >= 3);
  // As if another machine had the rest.
  signalTo(shard, "SIGSTOP");
  assert.equal((await sweep.run()).code, 0);
  signalTo(shard, "SIGCONT");
  const { code, stderr } = await resultOf(shard);
  assert.equal(code, 0, stderr);
  assert.match(stderr, /^found .*: there is nothing left for a shard to do\n$/);
  sweep.assertRight();
});

Deno.test("more shards than parts: some have nothing to do, and say so", async () => {
  using sweep = SweepFolder.make(["seed=1..100"]);
  const { code, stderr } = await sweep.run("--shard", "1/5");
  assert.equal(code, 0);
  assert.equal(stderr, "shard 1/5 is empty: the sweep has 1 part\n");
});

Deno.test("what a shard does not do is refused, with the way out", async () => {
  using sweep = SweepFolder.make(["seed=1..100"]);
  const wanted =
    "--shard must be the number of a shard, from 1, and how many there are, at most 10000000: found";
  const lines: readonly (readonly [readonly string[], string])[] = [
    [["--shard", "5/4"], `${wanted} 5/4`],
    [["--shard", "1/99999999"], `${wanted} 1/99999999`],
    [["--shard", "1/2", "--parquet"], "--shard and --parquet exclude each other"],
    [["--shard", "1/2", "--fresh"], "--shard and --fresh exclude each other"],
    [["--only-merge", "--fresh"], "--only-merge and --fresh exclude each other"],
    [["seed=1", "--shard", "1/2"], "--shard is for a sweep: people is a single run"],
  ];
  for (const [options, message] of lines) {
    const { code, stderr } = await sweep.run(...options);
    assert.equal(code, 2);
    assert.ok(stderr.startsWith(`error: ${message}\n  `), stderr);
  }
  assert.deepEqual(sweep.leftovers(), []);
});
