// What a sweep says of the epochs with which its trials ended: in trials.csv, summary.json, on the terminal, in the report.

import assert from "node:assert/strict";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import type { Experiment } from "../../src/experiment/experiment.ts";
import { markdownPage } from "../../src/document/markdown_page.ts";
import { fewerTrialsWords } from "../../src/report/sweep/band_words.ts";
import { sweepReport } from "../../src/report/sweep/sweep_report.ts";
import { sweepText } from "../../src/report/sweep/sweep_text.ts";
import { bytesOf } from "../../src/results/file_content.ts";
import { sweepFiles } from "../../src/results/sweep_files.ts";
import { endNames } from "../../src/sweep/figures.ts";
import { summaryOf } from "../../src/sweep/summary.ts";
import { sweepExperiment } from "../../src/sweep/sweep_outcome.ts";
import { HELD_OUT } from "../many_outputs.ts";
import { people } from "./sweep_cases.ts";

/** The columns of the ends in trials.csv, a list a trial. */
function ends(experiment: Experiment): readonly (readonly string[])[] {
  const file = [...sweepFiles(sweepExperiment(experiment))].find(([name]) => name === "trials.csv")!;
  const [header, ...lines] = new TextDecoder().decode(bytesOf(file[1])).trimEnd().split("\n");
  const columns = header.split(",").flatMap((name, at) => /^(last|best)_epoch$/.test(name) ? [at] : []);
  return lines.map((line) => columns.map((at) => line.split(",")[at]));
}

Deno.test("trials that may stop have their last epoch, and with a patience the best one, also where that is swept", () => {
  const kept = ["last_epoch", "best_epoch"];
  assert.deepEqual(endNames(people("seed=1..3")), []);
  assert.deepEqual(endNames(people("seed=1..3", "schedule.step=5")), []);
  assert.deepEqual(endNames(people("seed=1..3", "loss_under=0.1")), ["last_epoch"]);
  assert.deepEqual(endNames(people("loss_under=0.1,0.2")), ["last_epoch"]);
  assert.deepEqual(endNames(people("patience=1,2")), kept);
  assert.deepEqual(endNames(people("patience=1", "loss_under=0.1,0.2")), kept);
  assert.deepEqual(ends(people("seed=1..3")), [[], [], []]);
});

Deno.test("a trial that diverges has neither, and one that is never stopped its last epoch", () => {
  const wild =
    "name: wild\ndataset: { features: [{ name: x }], target: { name: y }, rows: [{ x: 1000, y: 1 }] }\n" +
    "network: { hidden: [], output: identity }\ntraining: { epochs: 30, log_every: 1, stop: { patience: 100 } }";
  const [tame, lost] = ends(parseExperiment(wild, { overrides: ["learning_rate=1.0e-9,10"] }));
  assert.deepEqual(tame, ["29", "29"]);
  assert.deepEqual(lost, ["", ""]);
  // Without epochs there is no last one.
  assert.deepEqual(ends(people("epochs=0", "patience=3", "seed=1..2")), [["", ""], ["", ""]]);
});

const STOPPED = ["patience=2,6", "log_every=1", "learning_rate=0.5", "seed=1..20", "epochs=300"];

Deno.test("their spread is on the terminal and in the report, by setting as well", () => {
  const outcome = sweepExperiment(parseExperiment(HELD_OUT, { overrides: STOPPED }));
  const summary = summaryOf(outcome);
  const { experiment } = outcome.plan;
  for (const columns of [60, 100]) {
    const text = sweepText(experiment, summary, { columns, emphasize: (_, words) => words, at: new Map() });
    assert.match(text, /^last epoch\n {5}min/m);
    assert.match(text, /^best epoch\n {5}min/m);
    assert.match(text, /^ {2}val\. loss.*: the mean\s+over\s+all\s+seeds$/m);
    assert.match(text, /^ {2}under 0.01: .*\n {2}a loss counts at every logged epoch, kept or not$/m);
    assert.ok(text.split("\n").every((line) => line.length <= columns), text);
  }
  const page = markdownPage(sweepReport(outcome, summary, "0".repeat(64)));
  assert.match(page, /The last epoch that a trial made, and the logged epoch with the least loss/);
  assert.match(page, / in at most 300 epochs of 9 rows/);
  assert.match(page, /mean last epoch \| mean best epoch/);
  assert.match(page, /had logged it; a loss counts at every logged epoch, kept or not\./);
  assert.match(page, /Later losses are those of fewer trials: \d+ of 40 trials got as far as epoch \d+\./);
});

Deno.test("where every epoch is kept or each setting has one trial, there is nothing to say of means and kept epochs", () => {
  const options = { columns: 80, emphasize: (_: string, words: string) => words, at: new Map() };
  const textOf = (...overrides: string[]): string => {
    const experiment = parseExperiment(HELD_OUT, { overrides: ["epochs=30", ...overrides] });
    return sweepText(experiment, summaryOf(sweepExperiment(experiment)), options);
  };
  const [single, kept] = [textOf("patience=2,6"), "kept or not"];
  assert.ok(single.includes("by setting") && !single.includes("the mean over") && single.includes(kept));
  for (const overrides of [["seed=1..3"], ["seed=1..3", "loss_under=0.1"]]) {
    assert.ok(!textOf(...overrides).includes(kept), overrides.join());
  }
  assert.ok(!textOf("seed=1..3", "patience=3", "loss_thresholds=[]").includes(kept));
});

Deno.test("bands say where trials grow fewer, and nothing where none do", () => {
  const band = (epoch: number, count: number) => ({
    epoch,
    count,
    p05: 0,
    p25: 0,
    median: 0,
    p75: 0,
    p95: 0,
  });
  assert.equal(fewerTrialsWords([band(0, 20), band(10, 20)]), "");
  assert.equal(fewerTrialsWords([band(0, 2000), band(10, 3)]), "3 of 2000 trials got as far as epoch 10");
});
