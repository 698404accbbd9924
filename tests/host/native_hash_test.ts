// The engine's SHA-256 is the one that the manifest is made with anywhere else.
import assert from "node:assert/strict";
import { canonicalText } from "../../src/experiment/config.ts";
import { experimentHash } from "../../src/experiment/experiment_id.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { nativeHashOf, nativelyHashedFiles } from "../../src/host/native_hash.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { hashOf } from "../../src/results/hashed_files.ts";
import { resultFiles } from "../../src/results/result_files.ts";
import { sweepFiles } from "../../src/results/sweep_files.ts";
import { runContents } from "../../src/results/run_contents.ts";
import { sweepContents } from "../../src/results/sweep_contents.ts";
import { sweepExperiment } from "../../src/sweep/sweep_outcome.ts";
import { projectPath } from "../project_path.ts";

Deno.test("text, bytes and pieces have the same hash by the engine as in the library", async () => {
  const pieces = [new Uint8Array(70_000).fill(7), new Uint8Array(0), Uint8Array.of(1, 2, 3)];
  const large = Array.from({ length: 9 }, (_, index) => new Uint8Array(2_000_000).fill(index));
  for (const content of ["", "abc", "µ", pieces[0], pieces, large]) {
    assert.equal(await nativeHashOf(content), hashOf(content));
  }
});

Deno.test("the command line writes the files that the library gives", async () => {
  const text = await Deno.readTextFile(projectPath("experiments/gender.yaml"));
  const run = runExperiment(parseExperiment(text));
  const sweep = sweepExperiment(parseExperiment(text, { overrides: ["seed=1..20", "epochs=20"] }));
  const hash = await nativeHashOf(canonicalText(run.experiment));
  assert.equal(hash, experimentHash(run.experiment));
  assert.deepEqual(await nativelyHashedFiles(runContents(run, hash)), resultFiles(run));
  const sweepHash = await nativeHashOf(canonicalText(sweep.plan.experiment));
  assert.deepEqual(await nativelyHashedFiles(sweepContents(sweep, sweepHash)), sweepFiles(sweep));
});
