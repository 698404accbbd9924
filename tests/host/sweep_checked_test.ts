// A sweep that is trained again beside its stored trials has the files of one that is held in memory.
import assert from "node:assert/strict";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { sweepChecked } from "../../src/host/sweep_checked.ts";
import { DamagedTrials, TrialsFile } from "../../src/host/trials_file.ts";
import { hashOf } from "../../src/results/hashed_files.ts";
import { sweepFiles } from "../../src/results/sweep_files.ts";
import { planOf } from "../../src/sweep/plan.ts";
import { columnOf, sweepExperiment } from "../../src/sweep/sweep_outcome.ts";
import { folderTest, writeSweep } from "../results/folder_of_results.ts";
import { PEOPLE } from "../results/stored_examples.ts";
import { trialRows } from "../sweep/trial_rows.ts";

const OVERRIDES = ["seed=1..4000", "learning_rate=0.1,1e300", "epochs=400"];
const experiment = parseExperiment(PEOPLE, { overrides: OVERRIDES });
const plan = planOf(experiment);
const wanted = [...sweepFiles(sweepExperiment(experiment))].map(([name, content]) => [name, hashOf(content)]);

async function trialsOf(folder: string): Promise<TrialsFile> {
  const trials = await TrialsFile.open(folder, plan, null);
  if ("problems" in trials) throw new Error(trials.problems[0].message);
  return trials.ok;
}

/** The hashes of the files of a sweep that is trained again beside what a folder has. */
async function hashesBeside(folder: string): Promise<readonly unknown[]> {
  let trialsDone = 0;
  const checked = await sweepChecked(plan, await trialsOf(folder), 2, (done) => trialsDone = done);
  assert.equal(trialsDone, plan.trialCount);
  if ("problems" in checked) throw new Error(checked.problems[0].message);
  const { outcome, lines } = checked.ok;
  return [...sweepFiles(outcome, { lines })].map(([name, content]) => [name, hashOf(content)]);
}

folderTest(
  "beside trials that are right, and beside some that are changed, its files are those of the experiment",
  async (root) => {
    assert.ok(plan.partCount > 4);
    const folder = `${root}/${await writeSweep(root, OVERRIDES)}`;
    assert.deepEqual(await hashesBeside(folder), wanted);
    const path = `${folder}/trials.csv`;
    const lines = Deno.readTextFileSync(path).split("\n");
    for (const [trial, text] of [[7, "0.5"], [3000, "0.123"], [8000, "9"]] as const) {
      lines[trial] = lines[trial].replace(/completed,[^,]*|diverged,[^,]*/, `completed,${text}`);
    }
    Deno.writeTextFileSync(path, lines.join("\n"));
    assert.deepEqual(await hashesBeside(folder), wanted);
  },
);

folderTest(
  "stored trials are read as they are asked for, part by part and figure by figure",
  async (root) => {
    const folder = `${root}/${await writeSweep(root, OVERRIDES)}`;
    const outcome = sweepExperiment(experiment);
    const trials = await trialsOf(folder);
    const [found, expected] = [{ plan, figures: trials }, outcome].map(trialRows);
    assert.ok(found.every((value, index) => Object.is(value, expected[index])));
    for (const figure of [5, 0, 3]) {
      assert.deepEqual(
        columnOf({ plan, figures: trials }, figure),
        columnOf(outcome, figure),
      );
    }
    for (let part = 0; part < plan.partCount; part++) {
      assert.deepEqual(trials.ofPart(part), outcome.figures.ofPart(part));
    }
  },
);

folderTest("a line that is none is told when it is read; a file with another hash at once", async (root) => {
  const folder = `${root}/${await writeSweep(root, OVERRIDES)}`;
  const path = `${folder}/trials.csv`;
  const text = Deno.readTextFileSync(path);
  Deno.writeTextFileSync(path, text.replace(/\n5,0\.1,completed,[^,]*/, "\n5,0.1,completed,none"));
  const trials = await trialsOf(folder);
  assert.throws(() => trials.ofPart(0), DamagedTrials);
  const other = await TrialsFile.open(folder, plan, "0".repeat(64));
  assert.ok("problems" in other && other.problems[0].message === "the file is not what manifest.json says");
  Deno.removeSync(path);
  const none = await TrialsFile.open(folder, plan, null);
  assert.ok("problems" in none && none.problems[0].message === "the file is missing");
});

folderTest("where more differs than can be held, the first line of it is told", async (root) => {
  const folder = `${root}/${await writeSweep(root, OVERRIDES)}`;
  const path = `${folder}/trials.csv`;
  Deno.writeTextFileSync(path, Deno.readTextFileSync(path).replace(/\n7,0\.1,completed,/, "$&1"));
  const checked = await sweepChecked(plan, await trialsOf(folder), 1, () => {}, 0);
  assert.deepEqual(checked, {
    problems: [{
      file: "trials.csv",
      message: "line 14, trial 13, differs, and so many others that the rest was not compared",
    }],
  });
});

folderTest(
  "trials in memory, and those with the line ends of Windows, are read as those on the disk",
  async (root) => {
    const folder = `${root}/${await writeSweep(root, OVERRIDES)}`;
    const path = `${folder}/trials.csv`;
    const before = await trialsOf(folder);
    const figures = Array.from({ length: plan.partCount }, (_, part) => before.ofPart(part));
    const inMemory = TrialsFile.ofBytes(Deno.readFileSync(path), plan);
    Deno.writeTextFileSync(path, Deno.readTextFileSync(path).replaceAll("\n", "\r\n"));
    const ofWindows = await trialsOf(folder);
    assert.ok("ok" in inMemory);
    for (let part = 0; part < plan.partCount; part++) {
      for (const others of [inMemory.ok, ofWindows]) {
        assert.deepEqual(others.ofPart(part), figures[part]);
      }
    }
  },
);
