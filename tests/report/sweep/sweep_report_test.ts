// What the report of a sweep says: spread, losses, settings, the trials to look at and how to run them.

import assert from "node:assert/strict";
import type { Block, Page, Table } from "../../../src/document/page.ts";
import { settingArguments } from "../../../src/report/sweep/setting_arguments.ts";
import { parseExperiment } from "../../../src/experiment/reading/parse_experiment.ts";
import { configOf } from "../../../src/experiment/config.ts";
import { sweepReport } from "../../../src/report/sweep/sweep_report.ts";
import { summaryOf } from "../../../src/sweep/summary.ts";
import { sweepExperiment } from "../../../src/sweep/sweep_outcome.ts";
import { HELD_OUT_NUMBERS } from "../../many_outputs.ts";
import { people } from "../../sweep/sweep_cases.ts";
import { genderText, reportCases } from "../report_cases.ts";

function caseOf(title: string): Page {
  return reportCases.find((candidate) => candidate.title === title)!.report();
}

function sectionOf(report: Page, id: string): readonly Block[] {
  return report.blocks.flatMap((block) => block.kind === "section" && block.id === id ? block.blocks : []);
}

Deno.test("the shares of the labels and the quantiles of every query come first", () => {
  const [shares, quantiles, emily] = sectionOf(caseOf("a sweep over seeds"), "answers");
  assert.deepEqual((shares as Table).columns.map(({ title }) => title), [
    "query",
    "M",
    "F",
    "share of F",
    "trials",
  ]);
  const heads = "query least 1% 5% 25% median 75% 95% 99% greatest mean sd".split(" ");
  assert.deepEqual((quantiles as Table).columns.map(({ title }) => title), heads);
  assert.ok(emily.kind === "section" && emily.title.join() === "Emily");
});

Deno.test("each setting has a line, with those of its trials that diverged", () => {
  const report = caseOf("a sweep over rates and seeds with trials that diverge");
  assert.match(
    JSON.stringify(report.blocks[0]),
    /"alert".* no final loss .* the loss by epoch as long as they had one/,
  );
  const [answer, chart, table] = sectionOf(report, "settings");
  assert.deepEqual([answer.kind, chart.kind], ["list", "figures"]);
  const { columns, rows } = table as Table;
  assert.equal(columns[2].title, "diverged");
  assert.deepEqual(rows.map((row) => row.slice(0, 3)), [["0.01", "20", "0"], ["0.02", "20", "0"], [
    "1000000000",
    "20",
    "20",
  ]]);
});

Deno.test("a report says what losses are of where numbers are learned scaled, in one way by all trials", () => {
  const wordsOf = (text: string, ...overrides: readonly string[]) => {
    const outcome = sweepExperiment(parseExperiment(text, { overrides: [...overrides, "seed=1,2"] }));
    return JSON.stringify(sweepReport(outcome, summaryOf(outcome), "0".repeat(64)).blocks);
  };
  assert.ok(
    wordsOf(HELD_OUT_NUMBERS).includes(
      "Losses are those of score in standard deviations and rest divided by 10, not in units of the table.",
    ),
  );
  const plain =
    "name: plain\ndataset: { features: [{ name: x }], target: { name: y }, rows: [[x, y], [0, 1], [1, 3]] }\n";
  assert.ok(!wordsOf(plain).includes("Losses are"));
  assert.ok(
    wordsOf(plain, "target.scale=range").includes(
      "Losses are those of y as a share of its range, not in units",
    ),
  );
  assert.ok(!wordsOf(plain, "target.scale=2.0,3.0").includes("Losses are"));
});

Deno.test("without seeds every trial is a setting of its own", () => {
  const [, , table] = sectionOf(caseOf("a sweep over rates alone"), "settings");
  const { rows } = table as Table;
  assert.deepEqual(rows.map(([rate]) => rate), ["0.05", "0.1", "0.5"]);
  // Numbers to three digits, answers with a label to three places, as on a terminal.
  for (const [, loss, , , emily] of rows) {
    assert.match(`${loss} ${emily}`, /^0\.0*[1-9]\d{1,2} 0\.\d{3} [FM]$/);
  }
});

Deno.test("where rows are held out, the line of a trial has their figures", () => {
  const report = caseOf("a sweep over splits with hostile classes");
  const [settings] = sectionOf(report, "settings").filter((block) => block.kind === "table");
  const [spreads] = sectionOf(report, "judged").filter((block) => block.kind === "table");
  for (const [name, least, , , , , , , , greatest] of (spreads as Table).rows) {
    const at = (settings as Table).columns.findIndex(({ title }) => title === name);
    const figures = (settings as Table).rows.map((row) => Number(row[at])).sort((a, b) => a - b);
    assert.deepEqual([figures[0], figures.at(-1)], [Number(least), Number(greatest)]);
  }
  assert.equal((spreads as Table).rows.length, 3);
});

Deno.test("a sweep in which all diverge has no charts and no trials to look at", () => {
  const report = caseOf("a sweep in which all diverge");
  assert.ok(JSON.stringify(report.blocks[0]).includes("2 of 2 trials diverged"));
  assert.deepEqual(sectionOf(report, "trials"), []);
});

Deno.test("a sweep over folds says of which rows each trial holds out its own, and speaks of accuracy where there are classes", () => {
  for (
    const [title, hasClasses] of [["a sweep over folds and seeds", true], [
      "a sweep over folds of numbers",
      false,
    ]] as const
  ) {
    const report = caseOf(title);
    const words = JSON.stringify(report.blocks);
    assert.match(
      words,
      / epochs of the training rows, .* Each trial holds out its own part of the \d+ rows\./,
    );
    const [table] = report.blocks.flatMap((block) => block.kind === "section" ? block.blocks : [])
      .filter((block) => block.kind === "table" && block.columns[0].title === "figure");
    assert.equal(JSON.stringify((table as Table).caption).includes("accuracy"), hasClasses);
  }
});

Deno.test("trials that diverged are noted with a way out, which is another where the rate itself is swept", () => {
  const noteOf = (...overrides: string[]): string => {
    const outcome = sweepExperiment(people("activation=relu", "output=identity", "epochs=50", ...overrides));
    const page = sweepReport(outcome, summaryOf(outcome), "0".repeat(64));
    return page.blocks.flatMap((block) =>
      block.kind === "list" ? block.items.map((item) => JSON.stringify(item)) : []
    )
      .filter((item) => item.includes("diverged")).join();
  };
  assert.match(
    noteOf("seed=1..3", "learning_rate=9"),
    /3 of 3 trials diverged: .*: write learning_rate: 0\.9 in training/,
  );
  assert.match(
    noteOf("learning_rate=1e-7,9", "seed=1"),
    /1 of 2 trials diverged: .*: leave out the larger values of learning_rate/,
  );
  assert.equal(noteOf("seed=1..2", "learning_rate=1e-7"), "");
});

Deno.test("the best trial's command makes a single run of the sweep's own config", () => {
  const sweep = parseExperiment(genderText, {
    overrides: ["seed=1..5", "learning_rate=0.1,0.5", "epochs=5"],
  });
  const config = JSON.stringify(configOf(sweep));
  const words = settingArguments({ "init.seed": 3, "training.learning_rate": 0.5 }, ["weight", "height"]);
  assert.equal(words, "seed=3 learning_rate=0.5");
  const single = parseExperiment(config, { overrides: words.split(" ") });
  assert.equal(single.sweep, null);
  assert.deepEqual(single.init, { seed: 3, scheme: { name: "classic" } });
  assert.equal(single.training.learningRate, 0.5);
});

Deno.test("a key that a feature is named like is written in full, and a shell takes no word apart", () => {
  assert.equal(settingArguments({ "init.seed": 3 }, ["seed"]), "init.seed=3");
  assert.equal(
    settingArguments({ "dataset.features.it's a b.shift": -1 }, []),
    "'it'\\''s a b.shift=-1'",
  );
});
