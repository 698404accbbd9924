// What a page of several sweeps says.

import assert from "node:assert/strict";
import { questionOf } from "../../src/comparison/questions.ts";
import type { NamedSweep } from "../../src/comparison/compared_sweeps.ts";
import { sweepColumns } from "../../src/comparison/sweep_columns.ts";
import { sweepLegend } from "../../src/comparison/sweep_legend.ts";
import { sweepTable } from "../../src/comparison/sweep_table.ts";
import { sweepsHtml } from "../../src/comparison/sweep_comparison_report.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { summaryOf } from "../../src/sweep/summary.ts";
import { sweepExperiment } from "../../src/sweep/sweep_outcome.ts";
import { readStoredSweep } from "../../src/results/stored_sweep.ts";
import { HELD_OUT } from "../many_outputs.ts";
import { storedSweepFiles } from "../results/stored_examples.ts";
import { genderText, reportCases } from "../report/report_cases.ts";

const page = sweepsHtml({
  groups: [[1, 10, 100].map((rate): NamedSweep => {
    const overrides = ["seed=1..8", "epochs=100", `learning_rate=${rate}`];
    const experiment = parseExperiment(genderText, { overrides });
    const mark = rate < 100 ? null : { text: "changed", brief: "changed", why: "forged", isCounted: false };
    return { label: `rate ${rate}`, mark, experiment, summary: summaryOf(sweepExperiment(experiment)) };
  })],
  gaps: [],
});

Deno.test("the sweeps stand in one table, with what differs between them", () => {
  assert.match(page, /<h1>2 sweeps of gender<\/h1>/);
  assert.match(page, /What differs: learning_rate\./);
  for (const rate of [1, 10, 100]) assert.match(page, new RegExp(`<th[^>]*>rate ${rate}</th>`));
});

Deno.test("a row of each chart is a sweep that counts, with its median and two lines of its spread", () => {
  const charts = [...page.matchAll(/<svg [^>]*id="spread-\d+"[^]*?<\/svg>/g)].map(([chart]) => chart);
  assert.equal(charts.length, 3); // the final loss, Emily, Frank
  for (const chart of charts) {
    assert.equal(chart.match(/<circle/g)?.length, 2);
    assert.ok(chart.includes(">rate 10<") && !chart.includes(">rate 100<"));
  }
});

Deno.test("trials are counted with a comma in the table, and as numbers for programs", () => {
  const experiment = parseExperiment(genderText, { overrides: ["seed=1..2", "epochs=1"] });
  const summary = { ...summaryOf(sweepExperiment(experiment)), trialCount: 10_000 };
  const sweeps = [{ label: "many", experiment, summary }];
  assert.deepEqual(sweepTable(sweeps).find(({ heading }) => heading === "trials")?.texts, ["10,000"]);
  assert.deepEqual(sweepColumns(sweeps).find(({ key }) => key === "trials")?.values, [10_000]);
});

Deno.test("what is marked is named, and said to stand in no chart", () => {
  assert.match(page, /1 of these stands in no range, no chart and no count/);
});

Deno.test("what asks something else has a part of its own", () => {
  const { blocks } = reportCases.find(({ title }) => title === "a comparison of sweeps")!.report();
  assert.deepEqual(blocks.map((block) => block.kind === "section" ? block.id : ""), [
    "q1-question",
    "q2-question",
    "others",
  ]);
});

Deno.test("a question names an image, not its points", () => {
  const text = `
name: stripes
dataset:
  features: [{ name: pixels, columns: "p*", shape: [2, 2] }]
  target: { name: kind, classes: [a, b] }
  rows: [[p0, p1, p2, p3, kind], [1, 2, 3, 4, a], [4, 3, 2, 1, b]]
network: { layers: [{ conv: { filters: 1, size: 2 } }, { dense: {} }] }`;
  assert.equal(questionOf(parseExperiment(text)), "pixels → kind");
});

Deno.test("a goal is the same goal where rows are held out and where none are", () => {
  const sweeps = ["validation=none", "fold=1"].map((setting): NamedSweep => {
    const experiment = parseExperiment(HELD_OUT, { overrides: [setting, "seed=1..3", "loss_thresholds=9"] });
    return { label: setting, experiment, summary: summaryOf(sweepExperiment(experiment)) };
  });
  const shares = sweepTable(sweeps).find(({ heading }) => heading === "<9")!;
  assert.deepEqual(shares.texts, ["100%", "100%"]);
});

Deno.test("epochs are whole in the table, or have one decimal where a median lies between two (pinned)", () => {
  const medians = (seedCount: number): readonly string[] => {
    const overrides = [`seed=1..${seedCount}`, "stop.loss_under=0.05", "log_every=1"];
    const experiment = parseExperiment(genderText, { overrides });
    const sweeps = [{ label: "one", experiment, summary: summaryOf(sweepExperiment(experiment)) }];
    return sweepTable(sweeps).find(({ heading }) => heading === "median last epoch")!.texts;
  };
  assert.deepEqual(medians(3), ["74"]);
  assert.deepEqual(medians(2), ["77.5"]);
});

Deno.test("the legend explains answers by what their cells have, and none where there are none", () => {
  const legendOf = (text: string, ...overrides: readonly string[]): string => {
    const experiment = parseExperiment(text, { overrides: ["seed=1..2", "epochs=1", ...overrides] });
    return sweepLegend([{ label: "one", experiment, summary: summaryOf(sweepExperiment(experiment)) }]);
  };
  const classes = genderText;
  const numbers = `name: line
dataset:
  features: [{ name: x }]
  target: { name: y }
  rows: [{ x: 0, y: 0.1 }, { x: 1, y: 0.9 }]
queries: [{ name: half, x: 0.5 }]
training: { epochs: 1 }`;
  assert.match(legendOf(classes), /answers: median \(5%–95%\) and the most frequent label$/);
  assert.match(legendOf(numbers), /answers: median \(5%–95%\)$/);
  assert.doesNotMatch(legendOf(numbers, "queries=none"), /answers/);
});

Deno.test("the legend explains luck where the table has a column of it, and nowhere else", () => {
  const legendAndHeadings = (...overrides: readonly string[]): readonly [string, readonly string[]] => {
    const experiment = parseExperiment(HELD_OUT, { overrides: ["epochs=2", ...overrides] });
    const sweeps = [{ label: "one", experiment, summary: summaryOf(sweepExperiment(experiment)) }];
    return [sweepLegend(sweeps), sweepTable(sweeps).map(({ heading }) => heading)];
  };
  for (const [overrides, has] of [[["fold=0..3", "seed=1..3"], true], [["fold=0..3"], false]] as const) {
    const [legend, headings] = legendAndHeadings(...overrides);
    assert.equal(/luck: share/.test(legend), has);
    assert.equal(headings.some((heading) => heading.includes("luck")), has);
  }
});

Deno.test("of rows held out the best setting stands beside the median over all, as its stored summary has it", () => {
  const sweeps = [["learning_rate=0.001,0.3", "seed=1..3"], ["seed=1..4"]].map((overrides): NamedSweep => {
    const read = readStoredSweep(storedSweepFiles(HELD_OUT, overrides));
    assert.ok("ok" in read);
    const { plan: { experiment }, summary } = read.ok;
    return { label: overrides.join(" "), experiment, summary };
  });
  const [rates, seeds] = sweeps;
  const means = [0.001, 0.3].map((rate) => {
    const experiment = parseExperiment(HELD_OUT, { overrides: [`learning_rate=${rate}`, "seed=1..3"] });
    const { judged } = summaryOf(sweepExperiment(experiment));
    return judged.find(({ name }) => name === "validation_loss")!.spread!.mean;
  });
  const columns = new Map(sweepColumns(sweeps).map(({ key, values }) => [key, values]));
  const best = columns.get("validation_loss.best_setting")!;
  assert.ok(means[1] < means[0]);
  // The same trials, added up in another way.
  assert.ok(Math.abs(Number(best[0]) - means[1]) < 1e-12);
  assert.equal(best[1], null, "where no setting was chosen none is best");
  const headings = sweepTable([rates, seeds]).map(({ heading }) => heading);
  assert.ok(headings.includes("best setting's validation loss"), headings.join());
  assert.match(sweepLegend(sweeps), /; best setting's: the mean of its trials, /);
  assert.doesNotMatch(sweepLegend([seeds]), /best setting/);
});

Deno.test("sweeps of several losses have no best validation loss, and one over folds has its best setting as it is stored", () => {
  const stored = (...overrides: readonly string[]): NamedSweep => {
    const read = readStoredSweep(storedSweepFiles(HELD_OUT, overrides));
    assert.ok("ok" in read);
    return { label: overrides.join(" "), experiment: read.ok.plan.experiment, summary: read.ok.summary };
  };
  const folds = stored("learning_rate=0.1,0.2", "fold=0..3", "seed=1..2");
  const keysOf = (...sweeps: readonly NamedSweep[]): readonly string[] =>
    sweepColumns(sweeps).filter(({ key, values }) => key.endsWith("best_setting") && values[0] !== null)
      .map(({ key }) => key);
  assert.deepEqual(keysOf(folds, folds), [
    "validation_loss.best_setting",
    "validation_accuracy.best_setting",
  ]);
  const other = stored("output=sigmoid", "loss=mae", "learning_rate=0.1,0.2", "seed=1..2");
  assert.deepEqual(keysOf(folds, other), ["validation_accuracy.best_setting"]);
});
