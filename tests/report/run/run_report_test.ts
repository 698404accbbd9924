// What the report of a run says, and what it leaves out.

import assert from "node:assert/strict";
import type { Block, Page, Table } from "../../../src/document/page.ts";
import { htmlPage } from "../../../src/document/html_page.ts";
import { markdownPage } from "../../../src/document/markdown_page.ts";
import { parseExperiment } from "../../../src/experiment/reading/parse_experiment.ts";
import { runExperiment } from "../../../src/run/run_experiment.ts";
import { supervisedOf } from "../../../src/run/supervised.ts";
import { FLOWERS, HELD_OUT } from "../../many_outputs.ts";
import { genderText, reportCases, reportOfRun } from "../report_cases.ts";

function caseOf(title: string): Page {
  return reportCases.find((candidate) => candidate.title === title)!.report();
}

function sectionOf(report: Page, id: string): readonly Block[] {
  return report.blocks.flatMap((block) => block.kind === "section" && block.id === id ? block.blocks : []);
}

function wordsOf(blocks: readonly Block[]): string {
  return JSON.stringify(blocks);
}

Deno.test("the answers come first: label, output and a bar for each query", () => {
  const [table] = sectionOf(caseOf("the classic run"), "answers") as Table[];
  assert.deepEqual(table.columns.map(({ title }) => title), [
    "query",
    "gender",
    "output",
    "M to F",
    "weight (lb)",
    "height (in)",
  ]);
  assert.deepEqual(table.rows[0].filter((cell) => typeof cell === "string"), [
    "Emily",
    "F",
    "0.949",
    "128",
    "63",
  ]);
  assert.equal((table.rows[1][3] as { side: string }).side, "low");
  const first = caseOf("the classic run").blocks.find(({ kind }) => kind === "section");
  assert.equal(first?.kind === "section" && first.id, "answers");
});

const FAR_FROM_TARGETS = `
name: far
dataset:
  features: [{ name: income }, { name: year }]
  target: { name: price }
  rows:
    - { name: a, income: 52, year: 1987, price: 412000 }
    - { name: b, income: 31, year: 1950, price: 198500 }
training: { learning_rate: 1e-9, epochs: 1 }
queries: [{ name: c, income: 60, year: 2001 }]
`;

Deno.test("where all marks have one shape, the caption does not speak of another", () => {
  const words = wordsOf(sectionOf(reportOfRun(FAR_FROM_TARGETS), "decision"));
  assert.match(
    words,
    /Circles are rows, all with a high target; diamonds/,
  );
  assert.doesNotMatch(words, /[Ss]quares/);
});

const SATURATED = `
name: saturated
dataset:
  features: [{ name: income, shift: mean, scale: std }, { name: year, shift: mean, scale: std }]
  target: { name: price }
  rows:
    - { name: a, income: 52000, year: 1987, price: 412000 }
    - { name: b, income: 31000, year: 1950, price: 198500 }
    - { name: c, income: 78000, year: 2012, price: 655250 }
    - { name: d, income: 45500, year: 1999, price: 330125 }
network: { hidden: [3, 3], activation: tanh, output: identity }
training: { learning_rate: 0.01, epochs: 300 }
init: { seed: 3 }
queries: [{ name: e, income: 60000, year: 2001 }]
`;

Deno.test("answers that are the same but for rounding have few digits beside their colours", () => {
  const page = htmlPage(reportOfRun(SATURATED));
  const picture = page.slice(page.indexOf('id="decision"'), page.indexOf('id="network"'));
  assert.match(picture, />401,057\.7</);
  assert.doesNotMatch(picture, />401,057\.\d\d/);
});

Deno.test("every parameter is in the table, before and after training", () => {
  const [beside] = sectionOf(caseOf("the classic run"), "network");
  assert.ok(beside.kind === "beside");
  const table = beside.blocks[1] as Table;
  assert.equal(table.rows.length, 9);
  assert.deepEqual(table.rows[0], ["w1", "weight → h1", "0.4967", "1.7195"]);
  assert.deepEqual(table.rows[8], ["b3", "o1", "−0.4695", "2.9259"]);
});

Deno.test("the rows are shown raw, as the network sees them, and with the error", () => {
  const [table] = sectionOf(caseOf("the classic run"), "rows") as Table[];
  assert.deepEqual(table.columns.map(({ title }) => title), [
    "row",
    "weight (lb)",
    "height (in)",
    "weight − 135",
    "height − 66",
    "gender",
    "output",
    "error",
  ]);
  assert.deepEqual(table.rows[0], ["Alice", "133", "65", "−2", "−1", "1", "0.939", "0.061"]);
});

Deno.test("the commands that reproduce the run name the folder of its config", () => {
  const words = wordsOf(sectionOf(caseOf("the classic run"), "again"));
  assert.ok(words.includes("deno task run results/gender/seed-42-"));
  assert.ok(words.includes("/config.json"));
  assert.ok(/deno task verify results\/gender\/seed-42-[0-9a-f]{8}"/.test(words));
});

Deno.test("of four features the map takes the two that move the output, and says so", () => {
  const report = caseOf("a run with four features, 600 rows and two hidden layers");
  const words = wordsOf(sectionOf(report, "decision"));
  assert.ok(words.includes("for every a and b."), words);
  assert.ok(
    words.includes(
      "Of 4 features these two move the output most; the other 2 are held at their means over the training rows.",
    ),
  );
});

Deno.test("what is not shown of many rows, queries and parameters is said", () => {
  const report = caseOf("a run with four features, 600 rows and two hidden layers");
  assert.ok(wordsOf(sectionOf(report, "decision")).includes("One in 3 of the 600 rows is marked."));
  assert.ok(wordsOf(sectionOf(report, "answers")).includes("The first 50 of 70 queries are shown"));
  assert.ok(wordsOf(sectionOf(report, "network")).includes("The first 30 of 121 parameters are shown"));
  assert.ok(wordsOf(sectionOf(report, "rows")).includes("The first 50 of 600 rows are shown"));
});

Deno.test("of 600 rows every third is marked in the map", () => {
  const report = caseOf("a run with four features, 600 rows and two hidden layers");
  const [block] = sectionOf(report, "decision");
  assert.ok(block.kind === "figures");
  const map = block.figures[0].draw({ id: "map", styles: "page" });
  assert.equal(map.match(/<circle [^>]*r="2.5"|<rect [^>]*width="4.5"/g)?.length, 200);
});

Deno.test("rows that are held out are hollow in the map, and the caption says so", () => {
  const report = caseOf("a run with held-out rows of two classes");
  const [block] = sectionOf(report, "decision");
  assert.ok(block.kind === "figures");
  assert.ok(wordsOf([block]).includes("Hollow ones are held out."));
  const map = block.figures[0].draw({ id: "map", styles: "page" });
  const marks = [
    ...map.matchAll(
      /<g class="(fill-\w+ stroke-\w+)"[^>]*stroke-width="1.25">\n((?:<(?:rect|circle) .*\n)+)/g,
    ),
  ]
    .map(([, inks, shapes]) => `${inks}: ${shapes.trim().split("\n").length}`);
  // Of six rows of each class; the legend follows.
  assert.deepEqual(marks.slice(0, 4), [
    "fill-class0 stroke-paper: 4",
    "fill-class1 stroke-paper: 5",
    "fill-paper stroke-class0: 2",
    "fill-paper stroke-class1: 1",
  ]);
  assert.match(block.figures[0].lines!().join(""), /[□○]/);
});

const NEAR = `
name: near
dataset:
  features: [{ name: x, shift: mean, scale: std }, { name: z, shift: mean, scale: std }]
  target: { name: y, shift: 1000000, scale: 0.1 }
  validation: { rows: [{ x: 9, z: 9, y: 1000000.1 }, { x: 2, z: 3, y: 1000000.1 }] }
  rows: [{ x: 1, z: 2, y: 1000000.1 }, { x: 2, z: 1, y: 1000000.15 }, { x: 4, z: 5, y: 1000000.2 }]
training: { epochs: 100 }
queries: [{ name: q, x: 2, z: 1e9 }]
`;

Deno.test("answers that are near each other are told apart at the ends of the colours", () => {
  const [block] = sectionOf(reportOfRun(NEAR), "decision");
  assert.ok(block.kind === "figures");
  const map = block.figures[0].draw({ id: "map", styles: "page" });
  assert.match(map, /y="14" text-anchor="end">1,000,000\.\d+<.*\n<text [^>]*>1,000,000\.\d+</);
});

Deno.test("rows and queries that are too far away for the picture are counted", () => {
  const [block] = sectionOf(reportOfRun(NEAR), "decision");
  assert.match(
    wordsOf([block]),
    / 2 rows or queries lie outside the picture, too far from the training rows\./,
  );
  assert.doesNotMatch(wordsOf(sectionOf(reportOfRun(genderText), "decision")), /outside/);
});

Deno.test("held-out rows with one and the same target have no R²", () => {
  const [table] = sectionOf(reportOfRun(NEAR), "judged");
  const [, learned, heldOut] = (table as Table).rows.find(([name]) => name === "R²")!;
  assert.match(String(learned), /^[−\d]/);
  assert.equal(heldOut, "–");
});

Deno.test("one feature gives a curve with the rows at their targets", () => {
  const report = caseOf("a run with one feature and no hidden layer");
  assert.ok(
    wordsOf(sectionOf(report, "decision")).includes("Circles are rows, at the height of their target"),
  );
  assert.ok(htmlPage(report).includes(">hours (h)</text>"));
});

Deno.test("without rows there is an answer and no course of the loss", () => {
  const report = caseOf("a run without rows");
  assert.ok(wordsOf(report.blocks).includes("There are no rows to learn from"));
  assert.deepEqual(sectionOf(report, "learning").map(({ kind }) => kind), ["paragraph"]);
  assert.ok(htmlPage(report).includes(">0.999<"));
});

Deno.test("a run that diverged says so first and has no empty charts", () => {
  const report = caseOf("a run that diverged");
  assert.equal(report.blocks[0].kind, "alert");
  assert.ok(wordsOf([report.blocks[0]]).includes("The run diverged by epoch"));
  assert.deepEqual(sectionOf(report, "decision"), []);
  assert.deepEqual(sectionOf(report, "answers").map(({ kind }) => kind), ["paragraph"]);
  assert.ok(!markdownPage(report).includes("trained |"));
});

Deno.test("a setting that was changed on the command line shows in the words", () => {
  const report = reportOfRun(genderText, ["learning_rate=0.5", "epochs=20"]);
  const words = wordsOf(report.blocks.slice(0, 2));
  assert.ok(words.includes("in 20 epochs of 4 rows"), words);
  assert.ok(words.includes("at a learning rate of 0.5"), words);
});

Deno.test("a run that was stopped says so first, counts the epochs that it made and marks the one that was kept", () => {
  const overrides = ["patience=3", "log_every=2", "epochs=500", "learning_rate=0.8", "fold=0"];
  const report = reportOfRun(HELD_OUT, overrides);
  const { earlyEnd, kept } = supervisedOf(runExperiment(parseExperiment(HELD_OUT, { overrides })))!;
  const first = wordsOf(report.blocks.slice(0, 2));
  assert.ok(first.includes(`stopped after epoch ${earlyEnd!.epoch} of 500`), first);
  const learning = wordsOf(sectionOf(report, "learning"));
  const sentence = `after epoch ${kept!.epoch}, which is the one that was kept of ${earlyEnd!.epoch + 1}`;
  assert.ok(learning.includes(sentence), learning);
  assert.ok(htmlPage(report).includes(">kept</text>"));
});

Deno.test("rows held out whose loss a stop looks at are said to judge a little too well, others are not", () => {
  const caution =
    "With training.stop the held-out rows choose the epoch, so their scores are slightly optimistic.";
  const isCautious = (text: string, ...overrides: string[]): boolean =>
    wordsOf(sectionOf(reportOfRun(text, ["epochs=20", ...overrides]), "judged")).includes(caution);
  assert.deepEqual(
    [[], ["patience=3"], ["loss_under=0.2"]].map((overrides) => isCautious(HELD_OUT, "fold=0", ...overrides)),
    [false, true, true],
  );
  assert.equal(isCautious(FLOWERS, "patience=3"), false);
});

Deno.test("pinned: the classic page has three charts and a map, and stays under 40 kB", () => {
  const page = htmlPage(caseOf("the classic run"));
  assert.equal(page.match(/<svg /g)?.length, 4);
  assert.ok(new TextEncoder().encode(page).length < 40_000);
});
