// Any stored sweep is read back as it was; what is damaged is reported.
import assert from "node:assert/strict";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { bytesOf } from "../../src/results/file_content.ts";
import { readStoredSweep } from "../../src/results/stored_sweep.ts";
import { sweepFiles } from "../../src/results/sweep_files.ts";
import type { SweepPlan } from "../../src/sweep/plan.ts";
import { sweepExperiment } from "../../src/sweep/sweep_outcome.ts";
import { areSettingsGroups, areSummarized } from "../../src/sweep/setting_groups.ts";
import { summaryOf, type SweepSummary } from "../../src/sweep/summary.ts";
import { namedSweeps, people } from "../sweep/sweep_cases.ts";
import { readTrials } from "./read_trials.ts";
import { trialRows } from "../sweep/trial_rows.ts";

function stored(...overrides: string[]): Map<string, Uint8Array> {
  return new Map(
    [...sweepFiles(sweepExperiment(people(...overrides)))].map(([name, content]) => [name, bytesOf(content)]),
  );
}

/**
 * Statistics without the numbers that they were made of, which are functions. Means of settings are put together from those of
 * groups, so that their last digits are others.
 */
function withoutNumbers(summary: SweepSummary): unknown {
  const means = summary.means?.map((figure) =>
    figure.map(({ mean, count }) => [mean.toPrecision(12), count])
  );
  return JSON.parse(JSON.stringify({ ...summary, means: means ?? null }));
}

/** Statistics without those that are in no `summary.json`: only trials say what became of them. */
function withoutTrials(plan: SweepPlan, whole: SweepSummary): SweepSummary {
  const summary = { ...whole, notableHeldOut: null };
  const groups = areSummarized(summary.groups) ? summary.groups : [];
  if (groups.length === 0) return { ...summary, groups, bySetting: [], reach: null, means: null };
  return areSettingsGroups(plan) ? summary : { ...summary, bySetting: [] };
}

for (const { name, experiment } of namedSweeps) {
  Deno.test(`a stored sweep gives its plan, statistics and figures again: ${name}`, () => {
    const outcome = sweepExperiment(experiment);
    const files = new Map([...sweepFiles(outcome)].map(([file, content]) => [file, bytesOf(content)]));
    const read = readStoredSweep(files);
    if ("problems" in read) throw new Error(read.problems[0].message);
    const { plan, summary } = read.ok;
    assert.deepEqual(withoutNumbers(summary), withoutNumbers(withoutTrials(plan, summaryOf(outcome))));
    const trials = readTrials(plan, files.get("trials.csv")!);
    if ("problems" in trials) throw new Error(trials.problems[0].message);
    const again = { plan, figures: trials.ok, bands: summary.bands };
    const [found, wanted] = [again, outcome].map(trialRows);
    assert.ok(found.every((value, index) => Object.is(value, wanted[index])));
    for (const [file, content] of sweepFiles(again)) {
      assert.deepEqual(bytesOf(content), files.get(file), file);
    }
  });
}

Deno.test("a missing or changed file is reported by name", () => {
  for (const file of ["config.json", "summary.json", "manifest.json"]) {
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

Deno.test("queries and classes with names that objects have already come back", () => {
  const text = `name: names
dataset: { features: [{ name: x }], target: { name: y, classes: { constructor: 0, prototype: 1 } }, rows: [{ x: 1, y: prototype }] }
training: { epochs: 1 }
queries: [{ name: constructor, x: 1 }, { name: toString, x: 2 }, { name: __proto__, x: 3 }]
sweep: { seed: 1..5 }
`;
  const outcome = sweepExperiment(parseExperiment(text));
  const files = new Map([...sweepFiles(outcome)].map(([file, content]) => [file, bytesOf(content)]));
  const read = readStoredSweep(files);
  if ("problems" in read) throw new Error(read.problems[0].message);
  assert.deepEqual(withoutNumbers(read.ok.summary), withoutNumbers(summaryOf(outcome)));
});
