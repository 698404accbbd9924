// Crash safety proved by crashing: runs are killed at every moment of their lives, and again and again in the
// milliseconds in which they write. Afterwards each result folder is whole or not there.

import assert from "node:assert/strict";
import { RandomState } from "../../mod.ts";
import { ROOT } from "../architecture/layers.ts";
import { caseCount } from "../requirement.ts";
import { resultOf, runSeedbed, signalTo, startSeedbed } from "../seedbed_process.ts";
import { until } from "../waiting.ts";
import { type ExpectedFolder, expectFolder, isWholeOrAbsent, leftovers, makeOld } from "./whole_folder.ts";

const SIGNALS: readonly Deno.Signal[] = ["SIGKILL", "SIGKILL", "SIGKILL", "SIGTERM", "SIGINT"];
const gender = await Deno.readTextFile(new URL("experiments/gender.yaml", ROOT));

Deno.test("a run that is killed at any moment leaves a whole folder or none, and the next run cleans up (seed 1)", async () => {
  await inTempFolder(async (folder, outFolder) => {
    const expected = await expectFolder(folder, "gender", gender);
    let lifeMs = await medianLifeMs(expected, outFolder);
    const random = new RandomState(1);
    const counts = { whole: 0, absent: 0 };
    const count = caseCount(8, 9);
    // What else the machine does may change: where all were killed too early, or all too late, some more are, otherwise.
    const isOneSided = (): boolean => count > 8 && (counts.whole === 0 || counts.absent === 0);
    for (let index = 0; index < count || index < 2 * count && isOneSided(); index++) {
      if (index >= count) lifeMs *= counts.whole === 0 ? 1.2 : 0.9;
      const process = startRun(expected, outFolder);
      const timer = setTimeout(
        () => signalTo(process, SIGNALS[index % SIGNALS.length]),
        random.uniform(0, 1.1 * lifeMs),
      );
      await resultOf(process);
      clearTimeout(timer);
      await take(expected, outFolder, counts);
    }
    await assertRecovered(expected, outFolder);
    assert.ok(!isOneSided(), JSON.stringify(counts));
    console.log(
      `  killed within ${Math.round(lifeMs)} ms: ${counts.whole} folders whole, ${counts.absent} absent`,
    );
  });
});

Deno.test("a run that is killed while it writes leaves a whole folder or none, and the next run cleans up (seed 2)", async () => {
  await inTempFolder(async (folder, outFolder) => {
    // 60,000 lines of losses take some time to write, so that the kill falls into it.
    const long = gender.replace("epochs: 1000", "epochs: 60000").replace("log_every: 10", "log_every: 1");
    const expected = await expectFolder(folder, "gender", long);
    await medianLifeMs(expected, outFolder);
    const random = new RandomState(2);
    const counts = { whole: 0, absent: 0 };
    let cutOffCount = 0;
    const count = 5;
    // Where no kill fell into the writing, which a busy machine may be slow to show, some more come sooner.
    for (let index = 0; index < count || index < 5 * count && cutOffCount === 0; index++) {
      const process = startRun(expected, outFolder);
      const ended = resultOf(process);
      const before = new Set(leftovers(outFolder, expected));
      await writingBegins(expected, outFolder, before, ended);
      const latestMs = index < count ? 25 : 2;
      await new Promise((resolve) => setTimeout(resolve, random.uniform(0, latestMs)));
      signalTo(process, "SIGKILL");
      const { signal } = await ended;
      if (signal === "SIGKILL" && leftovers(outFolder, expected).length > 0) cutOffCount++;
      await take(expected, outFolder, counts);
    }
    assert.ok(cutOffCount > 0, "no kill fell into the writing");
    await assertRecovered(expected, outFolder);
    console.log(
      `  killed while writing: ${cutOffCount} cut off, ${counts.whole} whole, ${counts.absent} absent`,
    );
  });
});

Deno.test("20 processes at once on one experiment: one writes, the others find the same bytes", async () => {
  await inTempFolder(async (folder, outFolder) => {
    const expected = await expectFolder(folder, "gender", gender);
    const processes = Array.from({ length: 20 }, () => resultOf(startRun(expected, outFolder)));
    const results = await Promise.all(processes);
    for (const { code, stderr } of results) assert.equal(code, 0, stderr);
    const verbs = results.map(({ stderr }) => stderr.split(" ")[0]);
    assert.deepEqual(verbs.sort(), [...Array(19).fill("found"), "written"]);
    for (const { stdout } of results) assert.equal(stdout, results[0].stdout);
    assert.ok(isWholeOrAbsent(outFolder, expected));
    assert.deepEqual(leftovers(outFolder, expected), []);
  });
});

async function inTempFolder(test: (folder: string, outFolder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder, `${folder}/results`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function startRun(expected: ExpectedFolder, outFolder: string): Deno.ChildProcess {
  return startSeedbed(["run", expected.experimentPath, "--out", outFolder]);
}

/** How long an undisturbed run takes here; the folder is removed again. */
async function medianLifeMs(expected: ExpectedFolder, outFolder: string): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < 3; index++) {
    const startMs = performance.now();
    const { code, stderr } = await resultOf(startRun(expected, outFolder));
    times.push(performance.now() - startMs);
    assert.equal(code, 0, stderr);
    assert.ok(isWholeOrAbsent(outFolder, expected));
    await Deno.remove(`${outFolder}/${expected.folder}`, { recursive: true });
  }
  return times.sort((a, b) => a - b)[1];
}

/** Resolves when a new partial folder appears or the process has ended. */
async function writingBegins(
  expected: ExpectedFolder,
  outFolder: string,
  before: ReadonlySet<string>,
  ended: Promise<unknown>,
): Promise<void> {
  let hasEnded = false;
  ended.then(() => hasEnded = true);
  const isNew = (name: string): boolean => !before.has(name) && !name.endsWith(".lock");
  await until("it writes or has ended", () => hasEnded || leftovers(outFolder, expected).some(isNew));
}

/** Looks at the folder after a kill, and removes it for the next one. */
async function take(
  expected: ExpectedFolder,
  outFolder: string,
  counts: { whole: number; absent: number },
): Promise<void> {
  if (!isWholeOrAbsent(outFolder, expected)) {
    counts.absent++;
    return;
  }
  counts.whole++;
  await Deno.remove(`${outFolder}/${expected.folder}`, { recursive: true });
}

/** An undisturbed run after the kills writes the folder; what is old it removes, and so does one that finds it. */
async function assertRecovered(expected: ExpectedFolder, outFolder: string): Promise<void> {
  const folder = `${outFolder}/${expected.folder}`;
  const parent = folder.slice(0, folder.lastIndexOf("/"));
  makeOld(parent);
  const written = await runSeedbed(["run", expected.experimentPath, "--out", outFolder]);
  assert.equal(written.code, 0, written.stderr);
  assert.match(written.stderr, /^written /);
  assert.ok(isWholeOrAbsent(outFolder, expected));
  assert.deepEqual(leftovers(outFolder, expected), []);

  // What a writer leaves that was killed after its folder was whole.
  await Deno.writeTextFile(`${parent}/.partial-${crypto.randomUUID()}.lock`, "");
  makeOld(parent);
  const found = await runSeedbed(["run", expected.experimentPath, "--out", outFolder]);
  assert.match(found.stderr, /^found /);
  assert.deepEqual(leftovers(outFolder, expected), []);

  const verified = await runSeedbed(["verify", folder]);
  assert.equal(verified.code, 0, verified.stdout + verified.stderr);
}
