// Any stored sweep is read back as it was; what is damaged is reported.
import assert from "node:assert/strict";
import { bytesOf } from "../../src/results/file_content.ts";
import { readStoredSweep } from "../../src/results/stored_sweep.ts";
import { sweepFiles } from "../../src/results/result_files.ts";
import { sweepExperiment } from "../../src/sweep/sweep_outcome.ts";
import { namedSweeps, people } from "../sweep/sweep_cases.ts";

function stored(...overrides: string[]): Map<string, Uint8Array> {
  return new Map(
    [...sweepFiles(sweepExperiment(people(...overrides)))].map(([name, content]) => [name, bytesOf(content)]),
  );
}

for (const { name, experiment } of namedSweeps) {
  Deno.test(`a stored sweep gives its figures, bands and files again: ${name}`, () => {
    const outcome = sweepExperiment(experiment);
    const files = new Map([...sweepFiles(outcome)].map(([file, content]) => [file, bytesOf(content)]));
    const read = readStoredSweep(files);
    if ("problems" in read) throw new Error(read.problems[0].message);
    assert.ok(read.ok.outcome.figures.every((value, index) => Object.is(value, outcome.figures[index])));
    assert.deepEqual(read.ok.outcome.bands, outcome.bands);
    for (const [file, content] of sweepFiles(read.ok.outcome)) {
      assert.deepEqual(bytesOf(content), files.get(file), file);
    }
  });
}

Deno.test("a missing or changed file is reported by name", () => {
  for (const file of ["config.json", "trials.csv", "summary.json", "manifest.json"]) {
    const missing = stored("seed=1..5");
    missing.delete(file);
    const read = readStoredSweep(missing);
    assert.ok("problems" in read && read.problems[0].file === file);
    if (file === "manifest.json") continue;
    const changed = stored("seed=1..5");
    changed.set(file, Uint8Array.of(...changed.get(file)!, 32));
    const again = readStoredSweep(changed);
    assert.ok("problems" in again && again.problems[0].file === file);
  }
});
