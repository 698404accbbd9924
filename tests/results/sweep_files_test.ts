// The files of a sweep: their names, what summary.json says compared with figures by hand, and that parts may come in any order.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { hashOf } from "../../src/results/hashed_files.ts";
import { bytesOf } from "../../src/results/file_content.ts";
import { summaryJson } from "../../src/results/summary_json.ts";
import { sweepFiles } from "../../src/results/sweep_files.ts";
import { PartRequests } from "../../src/sweep/part_requests.ts";
import { planOf } from "../../src/sweep/plan.ts";
import { summaryOf } from "../../src/sweep/summary.ts";
import { SweepCollector, sweepExperiment, type SweepOutcome } from "../../src/sweep/sweep_outcome.ts";
import { PartTrainer } from "../../src/sweep/part_trainer.ts";
import { namedSweeps, people } from "../sweep/sweep_cases.ts";
import { figuresOf, trialRows } from "../sweep/trial_rows.ts";

function textsOf(outcome: SweepOutcome): readonly string[] {
  return [...sweepFiles(outcome)].map(([name, content]) => `${name} ${hashOf(content)}`);
}

Deno.test("a sweep has these files, the manifest last and covering all others", () => {
  const files = sweepFiles(sweepExperiment(people("seed=1..10")));
  const names = [...files.keys()];
  assert.deepEqual(names, [
    "config.json",
    "trials.csv",
    "summary.json",
    "report.md",
    "report.html",
    "manifest.json",
  ]);
  const manifest = JSON.parse(new TextDecoder().decode(bytesOf(files.get("manifest.json")!)));
  assert.equal(manifest.kind, "sweep");
  assert.deepEqual(Object.keys(manifest.files), names.slice(0, -1));
  for (const name of names.slice(0, -1)) assert.equal(manifest.files[name].sha256, hashOf(files.get(name)!));
});

Deno.test("parts in any order, from any trainer, give the same files (seed 9)", () => {
  const plan = planOf(people("seed=1..400", "learning_rate=0.1,3,1e300", "epochs=3000"));
  const requests = new PartRequests(plan);
  const parts = Array.from({ length: plan.partCount }, (_, part) => part);
  assert.ok(parts.length > 4);
  const results = parts.map((part) => new PartTrainer().train(requests.trials(part)));
  const wanted = textsOf(sweepExperiment(plan.experiment));
  const order = fc.shuffledSubarray(parts, { minLength: parts.length });
  fc.assert(
    fc.property(order, (shuffled) => {
      const collector = new SweepCollector(plan);
      shuffled.forEach((part) => collector.add(results[part]));
      assert.deepEqual(textsOf(collector.finish()), wanted);
    }),
    { seed: 9, numRuns: 5 },
  );
});

Deno.test("a sweep with a part missing is never finished", () => {
  assert.throws(() => new SweepCollector(planOf(people("seed=1..10"))).finish(), /assertion failed: 1 parts/);
});

Deno.test("summary.json counts diverged trials separately and gives the figures of the others", () => {
  const plan = planOf(people("seed=1..4"));
  const figures = figuresOf(
    plan,
    Float64Array.of(
      ...[0.3, NaN, NaN, NaN, 0.9, 0.1],
      ...[NaN, 7, 0, NaN, NaN, NaN],
      ...[0.05, NaN, 14, NaN, 0.7, 0.5],
      ...[0.004, NaN, 0, 21, 0.2, NaN],
    ),
  );
  const json = JSON.parse(
    JSON.stringify(summaryJson(plan.experiment, summaryOf({ plan, figures, bands: [] }))),
  );
  assert.deepEqual([json.trials, json.completed, json.diverged], [4, 3, 1]);
  assert.deepEqual(json.loss_under, [
    { threshold: 0.1, count: 3, share: 0.75, median_first_epoch: 0 },
    { threshold: 0.01, count: 1, share: 0.25, median_first_epoch: 21 },
  ]);
  assert.deepEqual(json.queries.Emily.labels, {
    M: { count: 1, share: 1 / 3 },
    F: { count: 2, share: 2 / 3 },
  });
  assert.deepEqual(json.queries.Frank.labels, { M: { count: 1, share: 0.5 }, F: { count: 1, share: 0.5 } });
  assert.deepEqual([json.final_loss.count, json.final_loss.min, json.final_loss.quantiles.p50], [
    3,
    0.004,
    0.05,
  ]);
  assert.deepEqual(json.trials_of_note, {
    best: { trial: 4, settings: { "init.seed": 4 }, final_loss: 0.004 },
    median: { trial: 3, settings: { "init.seed": 3 }, final_loss: 0.05 },
    worst: { trial: 1, settings: { "init.seed": 1 }, final_loss: 0.3 },
  });
  assert.deepEqual(json.groups, []);
});

Deno.test("a sweep in which nothing has an answer or a loss has nulls, not NaN", () => {
  for (const { name, experiment } of namedSweeps) {
    const plan = planOf(experiment);
    const figures = figuresOf(plan, trialRows(sweepExperiment(experiment)).fill(NaN));
    const files = sweepFiles({ plan, figures, bands: [] });
    const json = JSON.parse(new TextDecoder().decode(bytesOf(files.get("summary.json")!)));
    assert.equal(json.final_loss, null, name);
    assert.equal(json.trials_of_note, null, name);
  }
});

Deno.test("summary.json has the share with all rows right, of all trials and by setting, where that is a goal", () => {
  const outcome = sweepExperiment(
    people("learning_rate=0.1,1e300", "seed=1..30", "all_rows_right=true", "epochs=40"),
  );
  const { experiment } = outcome.plan;
  const json = JSON.parse(JSON.stringify(summaryJson(experiment, summaryOf(outcome))));
  const csv = new TextDecoder().decode(bytesOf(sweepFiles(outcome).get("trials.csv")!)).trimEnd().split("\n");
  const at = csv[0].split(",").indexOf("all_rows_right");
  const isRight = csv.slice(1).map((line) => Number(line.split(",")[at]));
  const countOf = (some: readonly number[]) => some.reduce((sum, value) => sum + value, 0);
  assert.deepEqual(json.all_rows_right, { count: countOf(isRight), share: countOf(isRight) / 60 });
  assert.deepEqual(
    json.groups.map((group: { readonly all_rows_right: unknown }) => group.all_rows_right),
    [isRight.slice(0, 30), isRight.slice(30)].map((some) => ({
      count: countOf(some),
      share: countOf(some) / 30,
    })),
  );
  assert.ok(countOf(isRight) > 0 && json.format === 2);
  const plain = summaryJson(people("seed=1..3"), summaryOf(sweepExperiment(people("seed=1..3"))));
  assert.ok(!("all_rows_right" in plain) && plain.format === 1);
});

Deno.test("thresholds of the experiment's own are those that summary.json counts", () => {
  const experiment = people("seed=1..20", "loss_thresholds=[0.05,0.24]");
  const { loss_under } = summaryJson(experiment, summaryOf(sweepExperiment(experiment)));
  assert.deepEqual((loss_under as readonly { threshold: number }[]).map(({ threshold }) => threshold), [
    0.24,
    0.05,
  ]);
});
