// Pages of every kind: runs and sweeps that a report must show, a comparison, lessons; with names that try to break out of it.

import { experimentHash } from "../../src/experiment/experiment_id.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { BOXES, FLOWERS, HELD_OUT, HELD_OUT_NUMBERS, HELD_OUT_WORDS, PRICES } from "../many_outputs.ts";
import type { Page } from "../../src/document/page.ts";
import { comparisonReport, comparisonsReport } from "../../src/comparison/comparison_report.ts";
import { sweepsReport } from "../../src/comparison/sweep_comparison_report.ts";
import type { NamedSweep } from "../../src/comparison/compared_sweeps.ts";
import { compareOutcomes, type RunMark } from "../../src/comparison/comparison.ts";
import { bytesOf } from "../../src/results/file_content.ts";
import { resultFiles } from "../../src/results/result_files.ts";
import { classPage } from "../../src/verify/class_files.ts";
import { type CheckedPlace, classRows, wordingHash } from "../../src/verify/class_rows.ts";
import { verify } from "../../src/verify/verify.ts";
import { explain, explainSteps, layerSubjects } from "../../src/explain/explain.ts";
import { layerSheetOf } from "../../src/explain/layer_sheet.ts";
import { lessonOf } from "../../src/explain/lesson.ts";
import { lessonsTogether } from "../../src/explain/lessons_together.ts";
import { worksheetOf } from "../../src/explain/worksheet.ts";
import { runReport } from "../../src/report/run/run_report.ts";
import { sweepReport } from "../../src/report/sweep/sweep_report.ts";
import { summaryOf } from "../../src/sweep/summary.ts";
import { sweepExperiment } from "../../src/sweep/sweep_outcome.ts";

/** Markup, a table's bar, links, a mention, a mail address, code and emphasis. */
export const hostileName =
  "</td></script><script>alert('1')</script> <img src=x onerror=alert(1)> | `x` **b** _i_ [a](https://a.org) " +
  "![p](https://p.org/p.png) https://b.org www.c.org @someone a@b.org &lt; $x$ ~~s~~";

const names = {
  feature: "<b>age|x",
  label: "`no` <i>",
  row: "<script>row</script>|",
  query: "<img src=x onerror=alert(2)> [q](javascript:alert(3))",
};

const genderRows = `
  rows:
    - { name: Alice,   weight: 133, height: 65, gender: F }
    - { name: Bob,     weight: 160, height: 72, gender: M }
    - { name: Charlie, weight: 152, height: 70, gender: M }
    - { name: Diana,   weight: 120, height: 60, gender: F }`;

/** The classic experiment. */
export const genderText = `
name: gender
description: Predict gender from weight and height
dataset:
  features: [{ name: weight, unit: lb, shift: 135 }, { name: height, unit: in, shift: 66 }]
  target: { name: gender, classes: { M: 0, F: 1 } }${genderRows}
init: { seed: 42 }
queries: [{ name: Emily, weight: 128, height: 63 }, { name: Frank, weight: 155, height: 68 }]
`;

const hostileText = JSON.stringify({
  name: "hostile",
  description: hostileName,
  dataset: {
    features: [{ name: names.feature, unit: "</svg><u>", shift: "mean", scale: "std" }, { name: "b" }],
    target: { name: "<target>", classes: { [names.label]: 0, "www.yes.org": 1 } },
    rows: [
      { name: names.row, [names.feature]: 1, b: 2, "<target>": names.label },
      { name: "-row", [names.feature]: 3, b: 1, "<target>": "www.yes.org" },
    ],
  },
  training: { epochs: 20 },
  queries: [{ name: names.query, [names.feature]: 2, b: 2 }],
});

const hostileClassesText = JSON.stringify({
  name: "hostile_classes",
  dataset: {
    features: [{ name: names.feature }, { name: "b" }],
    target: { name: "<target>", classes: [names.label, "www.yes.org", "</svg>|"] },
    rows: [
      { name: names.row, [names.feature]: 1, b: 2, "<target>": names.label },
      { name: "-row", [names.feature]: 3, b: 1, "<target>": "www.yes.org" },
      { name: "x|y", [names.feature]: 2, b: 5, "<target>": "</svg>|" },
    ],
  },
  training: { epochs: 20 },
  queries: [{ name: names.query, [names.feature]: 2, b: 2 }],
});

const manyRows = Array.from({ length: 600 }, (_, row) => {
  const [a, b, c, d] = [row % 7, row % 11, row % 13, row % 17];
  return { a, b, c, d, kind: a > b ? "x" : "y" };
});

const wideText = JSON.stringify({
  name: "wide",
  dataset: {
    features: [{ name: "a" }, { name: "b" }, { name: "c" }, { name: "d" }],
    target: { name: "kind", classes: { x: 0, y: 1 } },
    rows: manyRows,
  },
  network: { hidden: [8, 8], activation: "tanh" },
  training: { epochs: 12, learning_rate: 0.02, log_every: 1 },
  queries: Array.from({ length: 70 }, (_, index) => ({ name: `q${index}`, a: 1, b: index, c: 2, d: 3 })),
});

const oneFeature = FLOWERS.replace("    - { name: petal_width, unit: cm, shift: 1 }\n", "")
  .replaceAll(/, petal_width: [\d.]+/g, "");

const manyClassesText = JSON.stringify({
  name: "many",
  dataset: {
    features: [{ name: "a" }, { name: "b" }],
    target: { name: "kind", classes: "all" },
    rows: Array.from({ length: 60 }, (_, row) => ({ a: row % 5, b: row % 7, kind: `class ${row % 14}` })),
  },
  training: { epochs: 5 },
  queries: [{ name: "q", a: 1, b: 2 }],
});

/** Classes that are steps of one thing. */
export const stepsText = `
name: steps
dataset:
  features: [{ name: length }, { name: width }]
  target: { name: size, classes: { small: 0, middle: 0.5, large: 1 } }
  rows:
    - { length: 1, width: 1, size: small }
    - { length: 2, width: 1.5, size: middle }
    - { length: 3, width: 3, size: large }
training: { epochs: 50 }
queries: [{ name: mine, length: 2, width: 2 }]
`;

/** Filters, a pool and many outputs, as wide on a sheet as they get. */
const layersText = JSON.stringify({
  name: "filters",
  dataset: {
    features: [{ name: "pixels", columns: "p*", shape: [6, 6] }],
    target: { name: "k", classes: ["a", "b", "c", "d", "e", "f"] },
    rows: [
      ["k", ...Array.from({ length: 36 }, (_, index) => `p${index}`)],
      ["c", ...Array.from({ length: 36 }, (_, index) => index * index % 11)],
    ],
  },
  network: {
    layers: [{ conv: { filters: 2, size: 5 } }, { maxpool: { size: 2 } }, {
      dense: { activation: "softmax" },
    }],
  },
});

const memoryText = `
name: memory
dataset:
  features: [{ name: text, tokens: words }]
  target: { name: mood, classes: [bad, good] }
  rows: [[text, mood], [i am not so very sad today, good], [i am sad, bad]]
network: { layers: [{ rnn: { size: 6 } }, { dense: {} }] }
`;

const lineText = `
name: line
dataset:
  features: [{ name: hours, unit: h }]
  target: { name: score }
  rows: [{ hours: 1, score: 12 }, { hours: 2, score: 19 }, { hours: 4, score: 43 }]
network: { hidden: [], output: identity }
training: { epochs: 100, learning_rate: 0.01 }
queries: [{ name: Fay, hours: 3 }]
`;

const askText = `
name: ask
dataset: { features: [{ name: x1 }, { name: x2 }] }
network: { hidden: [] }
init: { weights: [0, 1], biases: 4 }
training: { epochs: 0 }
queries: [{ name: why, x1: 2, x2: 3 }]
`;

/** The report of a run. */
export function reportOfRun(text: string, overrides: readonly string[] = []): Page {
  const experiment = parseExperiment(text, { overrides: [...overrides] });
  return runReport(runExperiment(experiment), experimentHash(experiment));
}

/** The report of a sweep. */
export function reportOfSweep(text: string, overrides: readonly string[]): Page {
  const outcome = sweepExperiment(parseExperiment(text, { overrides: [...overrides] }));
  return sweepReport(outcome, summaryOf(outcome), experimentHash(outcome.plan.experiment));
}

function reportOfLesson(text: string): Page {
  return lessonOf(explain(parseExperiment(text)), 4);
}

function reportOfWorksheet(text: string, which: "sheet" | "key"): Page {
  const sheet = worksheetOf(explain(parseExperiment(text)), 4, which);
  if ("problems" in sheet) throw new Error(sheet.problems[0].message);
  return sheet.ok;
}

function reportOfLayerSheet(experiment: string, which: "sheet" | "key"): Page {
  const sheet = layerSheetOf(layerSubjects(parseExperiment(experiment))[0], 4, which);
  if ("problems" in sheet) throw new Error(sheet.problems[0].message);
  return sheet.ok;
}

function reportOfSteps(text: string): Page {
  const experiment = parseExperiment(text);
  const lessons = explainSteps(experiment, [1, 2, 7]).map((explanation) => ({
    page: lessonOf(explanation, "full"),
    stepsDone: explanation.state.stepsDone,
    settings: "",
  }));
  return lessonsTogether(experiment.name, lessons);
}

function reportOfComparison(): Page {
  const run = (label: string, text: string, overrides: string[]) => ({
    label,
    outcome: runExperiment(parseExperiment(text, { overrides })),
  });
  return comparisonReport(compareOutcomes([
    run("seed-1", genderText, ["seed=1"]),
    run("seed-2", genderText, ["seed=2"]),
    run(hostileName, hostileText, []),
    run("diverged", lineText, ["learning_rate=1e9"]),
  ]));
}

/** Sweeps of two questions, one of which diverged, beside a folder without figures. */
function reportOfSweeps(): Page {
  const sweep = (label: string, text: string, overrides: readonly string[]): NamedSweep => {
    const experiment = parseExperiment(text, { overrides: [...overrides] });
    return { label, experiment, summary: summaryOf(sweepExperiment(experiment)) };
  };
  return sweepsReport({
    groups: [
      [
        sweep("seeds", genderText, ["seed=1..9", "epochs=50"]),
        sweep(hostileName, genderText, ["seed=1..9", "epochs=50", "learning_rate=2"]),
      ],
      [sweep("lines", lineText, ["learning_rate=1e8,1e9"])],
    ],
    gaps: [{ label: "empty", mark: { text: "no result", brief: "no result", why: "", isCounted: false } }],
  });
}

function reportOfSeveralOutputs(): Page {
  const run = (label: string, text: string) => ({ label, outcome: runExperiment(parseExperiment(text)) });
  return comparisonReport(
    compareOutcomes([run("flowers", FLOWERS), run("boxes", BOXES), run("hostile", hostileClassesText)]),
  );
}

/** Runs that ask different things, one of them forged, beside a copy and folders without a run. */
function reportOfClass(): Page {
  const run = (label: string, text: string, mark: RunMark | null = null) => ({
    label,
    mark,
    outcome: runExperiment(parseExperiment(text)),
  });
  const gap = (text: string) => ({ text, brief: text, why: `of ${hostileName}`, isCounted: false });
  const people = compareOutcomes([
    run("anna", genderText),
    run("ben", genderText, gap("copy of anna")),
    run("clara", genderText, gap("changed")),
  ]);
  const gaps = [{ label: hostileName, mark: gap("no result") }];
  return comparisonsReport({ comparisons: [people, compareOutcomes([run(hostileName, hostileText)])], gaps });
}

function reportOfVerification(): Page {
  const folders = [["a/one", genderText], ["b/one", genderText], [`c/${hostileName}`, hostileText]] as const;
  const places = folders.map(([path, text]): CheckedPlace => {
    const made = resultFiles(runExperiment(parseExperiment(text)));
    const files = new Map([...made].map(([name, content]) => [name, bytesOf(content)]));
    if (path.startsWith("c")) files.delete("log.txt");
    return {
      kind: "result",
      path,
      verification: verify(files),
      experiment: null,
      written: [],
      wordingHash: wordingHash(files),
    };
  });
  const none: CheckedPlace = { kind: "no_result", path: hostileName, message: "it is empty" };
  return classPage(classRows([...places, none], null));
}

/** One report to look at. */
export interface ReportCase {
  readonly title: string;
  readonly report: () => Page;
}

/** Every kind of report. */
export const reportCases: readonly ReportCase[] = [
  { title: "the classic run", report: () => reportOfRun(genderText) },
  { title: "a run with hostile names", report: () => reportOfRun(hostileText) },
  { title: "a run with four features, 600 rows and two hidden layers", report: () => reportOfRun(wideText) },
  { title: "a run with one feature and no hidden layer", report: () => reportOfRun(lineText) },
  { title: "a run without rows", report: () => reportOfRun(askText) },
  { title: "a run with an output a class", report: () => reportOfRun(FLOWERS) },
  { title: "a run with an output a class and one feature", report: () => reportOfRun(oneFeature) },
  { title: "a run with many classes", report: () => reportOfRun(manyClassesText) },
  { title: "a run with hostile classes", report: () => reportOfRun(hostileClassesText) },
  { title: "a run with several numbers", report: () => reportOfRun(BOXES) },
  { title: "a run with a number in raw units", report: () => reportOfRun(PRICES) },
  { title: "a run with held-out rows of two classes", report: () => reportOfRun(HELD_OUT) },
  { title: "a run with words that only a held-out row has", report: () => reportOfRun(HELD_OUT_WORDS) },
  { title: "a run with held-out rows of numbers", report: () => reportOfRun(HELD_OUT_NUMBERS) },
  {
    title: "a run with held-out rows and hostile classes",
    report: () => reportOfRun(hostileClassesText, ["folds=3", "fold=1"]),
  },
  { title: "a run with three classes on one scale", report: () => reportOfRun(stepsText) },
  {
    title: "a sweep with an output a class",
    report: () => reportOfSweep(FLOWERS, ["seed=1..20", "epochs=40"]),
  },
  {
    title: "a sweep over rates with an output a class",
    report: () => reportOfSweep(FLOWERS, ["learning_rate=0.1,0.3", "epochs=40"]),
  },
  {
    title: "a sweep over rates and seeds with several numbers",
    report: () => reportOfSweep(BOXES, ["learning_rate=0.01,0.1", "seed=1..10", "epochs=40"]),
  },
  {
    title: "a sweep over folds and seeds",
    report: () => reportOfSweep(HELD_OUT, ["fold=0..3", "seed=1..10", "epochs=30"]),
  },
  {
    title: "a sweep over folds of numbers",
    report: () => reportOfSweep(HELD_OUT_NUMBERS, ["folds=3", "fold=0..2", "seed=1..5", "epochs=30"]),
  },
  {
    title: "a sweep over splits with hostile classes",
    report: () => reportOfSweep(hostileClassesText, ["folds=3", "fold=0..2", "validation.seed=1..3"]),
  },
  { title: "a sweep with hostile classes", report: () => reportOfSweep(hostileClassesText, ["seed=1..5"]) },
  { title: "a comparison of several outputs", report: reportOfSeveralOutputs },
  { title: "a run that diverged", report: () => reportOfRun(lineText, ["learning_rate=1e9"]) },
  { title: "a run with huge numbers", report: () => reportOfRun(genderText, ["learning_rate=1e300"]) },
  { title: "a sweep over seeds", report: () => reportOfSweep(genderText, ["seed=1..40", "epochs=200"]) },
  {
    title: "a sweep over rates and seeds with trials that diverge",
    report: () => reportOfSweep(lineText, ["learning_rate=0.01,0.02,1e9", "seed=1..20"]),
  },
  {
    title: "a sweep over rates, layers and batches with goals",
    report: () =>
      reportOfSweep(genderText, [
        ...["learning_rate=0.1,1", "hidden=[1],[2],[3]", "batch_size=1.0,2.0", "seed=1..5", "epochs=60"],
        ...["all_rows_right=true", "loss_thresholds=[0.05,0.2]"],
      ]),
  },
  {
    title: "a sweep over rates alone",
    report: () => reportOfSweep(genderText, ["learning_rate=0.05,0.1,0.5"]),
  },
  { title: "a sweep in which all diverge", report: () => reportOfSweep(lineText, ["learning_rate=1e8,1e9"]) },
  { title: "a sweep with hostile names", report: () => reportOfSweep(hostileText, ["seed=1..5"]) },
  { title: "a comparison", report: reportOfComparison },
  { title: "a comparison of sweeps", report: reportOfSweeps },
  { title: "comparisons of what asks different things, with marks", report: reportOfClass },
  { title: "a verification of several results", report: reportOfVerification },
  { title: "a lesson", report: () => reportOfLesson(genderText) },
  { title: "a lesson with hostile names", report: () => reportOfLesson(hostileText) },
  { title: "a worksheet", report: () => reportOfWorksheet(genderText, "sheet") },
  { title: "an answer key with hostile names", report: () => reportOfWorksheet(hostileClassesText, "key") },
  { title: "a worksheet of a filter", report: () => reportOfLayerSheet(layersText, "sheet") },
  { title: "the answer key of a memory, a worksheet", report: () => reportOfLayerSheet(memoryText, "key") },
  { title: "lessons of several steps in full", report: () => reportOfSteps(genderText) },
];
